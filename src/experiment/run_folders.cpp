#include "experiment/run_folders.hpp"

#include <algorithm>
#include <utility>

#include "experiment/experiments.hpp"
#include "experiment/layout.hpp"
#include "experiment/plan.hpp"
#include "posix/folder.hpp"
#include "posix/folder_reader.hpp"
#include "text/natural_order.hpp"

namespace liftoff::experiment {

namespace {

bool is_number(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool could_hold_runs(std::string_view name, posix::FileKind kind) {
  return name.front() != '.' && kind == posix::FileKind::Directory;
}

class DiskWalk final : public RunWalk {
 public:
  DiskWalk(int experiment_folder, FolderOrder order, const DiskWalkUse& use)
      : experiment_(experiment_folder), order_(order), use_(use) {}

 private:
  int folder_above(const Place& place) const { return place.above ? place.above->folder.get() : experiment_; }

  bool look_at(Place& place) override {
    path_.assign(place.name).append(place.name.empty() ? "" : "/").append(names::leaf);
    const auto leaf = posix::inspect(folder_above(place), path_.c_str());
    if ((leaf && leaf->kind == posix::FileKind::Regular) || is_made_by_hand(place)) {
      use_.run(place.ref, folder_above(place), place.name);
      return readable_ = true;
    }
    readable_ = leaf || leaf.error().is_no_file();
    if (!readable_) tell_problem(place, leaf.error());
    return false;
  }

  std::vector<std::string> folders_in(Place& place) override {
    std::vector<std::string> folders;
    if (!readable_) return folders;
    path_.assign(place.name.empty() ? "." : place.name);
    auto folder = posix::open_folder(folder_above(place), path_.c_str());
    if (!folder) return tell_problem(place, folder.error()), folders;
    place.modified_ns = posix::info(folder.get()).modified_ns;
    const auto whole = reader_.read(folder, [&](std::string_view name, posix::FileKind kind) {
      if (could_hold_runs(name, kind)) folders.emplace_back(name);
    });
    if (!whole) tell_problem(place, whole.error());
    place.folder = std::move(folder);
    if (order_ == FolderOrder::Natural) std::sort(folders.begin(), folders.end(), text::natural_less);
    return folders;
  }

  void leave(Place& place, std::vector<std::string>&& folders) override {
    if (use_.searched) use_.searched(place.ref, place.modified_ns, std::move(folders));
  }

  void tell_problem(Place& place, posix::SystemError error) {
    place.modified_ns = 0;
    if (use_.problem) use_.problem(place.ref, error);
  }

  int experiment_;
  FolderOrder order_;
  const DiskWalkUse& use_;
  posix::FolderReader reader_;
  std::string path_;
  bool readable_ = true;  ///< what was looked at last
};

}  // namespace

void RunWalk::walk(int experiment_folder) {
  has_plan_ = has_plan(experiment_folder);
  by_hand_ = experiment::is_made_by_hand(experiment_folder);
  Place experiment;
  visit(experiment);
}

void RunWalk::visit(Place& place) {
  const bool is_run = look_at(place);
  if (!may_hold_runs(place, is_run)) return;
  auto folders = folders_in(place);
  for (const auto& name : folders) {
    if (is_run && !is_number(name)) continue;
    Place below{name, RunRef(place.ref.file(name)), place.depth + 1, &place, is_run, {}, 0};
    visit(below);
  }
  leave(place, std::move(folders));
}

bool RunWalk::may_hold_runs(const Place& place, bool is_run) const {
  if (place.depth == deepest_run || place.below_run) return false;
  return !is_run || (has_plan_ && place.depth > 0 && !is_number(place.name));
}

bool has_plan(int experiment_folder) {
  const auto first = std::string(names::plan_prefix) + "1.jsonl";
  return posix::info(experiment_folder, first.c_str()).kind == posix::FileKind::Regular;
}

void walk_disk(int experiment_folder, FolderOrder order, const DiskWalkUse& use) {
  DiskWalk(experiment_folder, order, use).walk(experiment_folder);
}

std::vector<RunRef> runs_on_disk(int experiment_folder) {
  std::vector<RunRef> runs;
  walk_disk(experiment_folder, FolderOrder::Natural,
            {[&](const RunRef& run, int, std::string_view) { runs.push_back(run); }, {}, {}});
  return runs;
}

void for_each_planned_run(const Plan& plan,
                          const std::function<void(std::size_t configuration, int run_id, RunRef run)>& use) {
  std::vector<std::string> folders(plan.configurations());
  plan.for_each([&](std::size_t index, const PlannedConfiguration& line) { folders[index] = line.folder; });
  for (int run_id = 0; run_id < plan.runs_no(); ++run_id)
    for (std::size_t index = 0; index < folders.size(); ++index)
      use(index, run_id, run_ref(plan.header().layout, folders[index], run_id));
}

std::vector<RunRef> all_runs(int experiment_folder) {
  const auto plan = Plan::open(experiment_folder);
  if (!plan) return runs_on_disk(experiment_folder);
  std::vector<RunRef> runs;
  for_each_planned_run(*plan, [&](std::size_t, int, RunRef run) { runs.push_back(std::move(run)); });
  return runs;
}

std::vector<std::string> configuration_folders(int experiment_folder) {
  std::vector<std::string> found;
  if (const auto entries = posix::list_folder(experiment_folder, "."))
    for (const auto& entry : *entries)
      if (could_hold_runs(entry.name, entry.kind)) found.push_back(entry.name);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace liftoff::experiment
