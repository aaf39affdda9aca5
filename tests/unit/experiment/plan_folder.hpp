#pragma once
// A plan in a folder of its own.
#include <stdexcept>

#include "experiment/plan.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

namespace liftoff::test {

using namespace liftoff::experiment;

struct PlanFolder {
  TempDir folder;
  posix::Fd fd = posix::open_folder(posix::here(), folder.path().c_str());

  /// Configurations named `<prefix><from>` up to `to`, one part. Those that the plan has are replaced.
  bool write_part(int number, int from, int to, const std::string& text = "x", int runs_no = 1) const {
    PlanHeader header;
    header.runs_no = runs_no;
    header.name = "sweep " + std::to_string(number);
    header.created = 1524936339.25;
    header.cwd = "/home/me/\"work\"";
    header.options = R"({"procs_no":3})";
    const auto before = Plan::open(fd.get());
    const auto known = before ? before->configurations() : 0;
    PlanWriter writer(fd.get(), header);
    for (int i = from; i < to; ++i) {
      const auto name = std::to_string(i);
      const auto index = static_cast<std::size_t>(i);
      const auto replaces = index < known ? std::optional(index) : std::nullopt;
      writer.add({"sweep_" + name, i, "x=" + name, name + "_x_" + name, 0, 0}, text + ": " + name + "\n", replaces);
    }
    return writer.publish(number, number == 1 ? Layout::Nested : Layout::Flat);
  }
  Plan open() const {
    auto plan = Plan::open(fd.get());
    if (!plan) throw std::runtime_error("there is no plan");
    return std::move(*plan);
  }
  std::size_t files() const { return posix::list_folder(fd.get(), ".")->size(); }
  std::string part(int number) const { return ".liftoff-plan-" + std::to_string(number) + ".jsonl"; }
  std::string content(int number) const { return posix::read_file(fd.get(), part(number).c_str()).value(); }
};

}  // namespace liftoff::test
