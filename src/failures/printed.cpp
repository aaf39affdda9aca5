#include "failures/printed.hpp"

#include <liftoff/error.hpp>

#include "experiment/run_folder.hpp"
#include "posix/file.hpp"

namespace liftoff::failures {

namespace {

constexpr std::size_t tail_size = 1 << 16;  // bytes

std::string end_or_nothing(int run_folder, const char* name) try {
  return end_of_printed(run_folder, name);
} catch (const Error&) {
  return {};
}

}  // namespace

std::string end_of_printed(int run_folder, const char* name) {
  const auto fd = posix::open_for_reading(run_folder, name);
  const auto info = fd ? posix::info(fd.get()) : posix::info(run_folder, name);
  if (info.kind != posix::FileKind::Regular) return "";
  if (!fd) posix::fail("cannot open", "it", fd.error());
  const auto size = static_cast<std::uint64_t>(info.size);
  return posix::read_at(fd.get(), size > tail_size ? size - tail_size : 0, tail_size);
}

bool read_printed(int run_folder, const char* name, const std::function<void(std::string_view)>& put) {
  const auto file = posix::open_for_reading(run_folder, name);
  if (!file) return false;
  std::uint64_t at = 0;
  for (auto piece = posix::read_at(file.get(), at, tail_size); !piece.empty();
       piece = posix::read_at(file.get(), at, tail_size)) {
    put(piece);
    at += piece.size();
  }
  return true;
}

FailureCause cause_of_run(int experiment, const experiment::RunRef& run,
                          const std::optional<experiment::AttemptEnd>& end) {
  const auto folder = experiment::open_run_folder(experiment, run);
  return cause_of({.lost = false,
                   .evidence = {},
                   .end = end,
                   .err = end_or_nothing(folder.get(), "err"),
                   .err_read = true,
                   .out = [&folder] { return end_or_nothing(folder.get(), "out"); }});
}

}  // namespace liftoff::failures
