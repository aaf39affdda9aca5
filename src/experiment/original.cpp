#include "experiment/original.hpp"

#include <algorithm>
#include <cstdint>

#include "experiment/plan.hpp"
#include "experiment/run_folders.hpp"
#include "experiment/small_text.hpp"
#include "posix/file_info.hpp"
#include "posix/process.hpp"

namespace liftoff::experiment {

namespace {

std::string value_of(const std::vector<std::string>& arguments, std::string_view flag) {
  const auto it = std::find(arguments.begin(), arguments.end(), flag);
  return it == arguments.end() || it + 1 == arguments.end() ? std::string() : *(it + 1);
}

/// Whether `path` is, or ends in, the components `tail`; a trailing slash does not matter.
bool ends_in(std::string_view path, std::string_view tail) {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (!path.ends_with(tail)) return false;
  return path.size() == tail.size() || path[path.size() - tail.size() - 1] == '/';
}

}  // namespace

std::optional<OriginalLaunch> original_launch(int experiment_folder) {
  OriginalLaunch launch{small_text(experiment_folder, names::timestamp), small_text(experiment_folder, names::ppid)};
  if (launch.timestamp.empty() || launch.ppid.empty()) return std::nullopt;
  return launch;
}

std::optional<OriginalProgram> original_program(const std::vector<std::string>& arguments) {
  OriginalProgram program{{value_of(arguments, "--timestamp"), value_of(arguments, "--ppid")},
                          value_of(arguments, "--out-dir")};
  auto& [timestamp, ppid] = program.launch;
  if (const auto id = value_of(arguments, "--id"); ppid.empty() && !id.empty()) {
    const auto split = id.rfind('_');
    if (split != std::string::npos) timestamp = id.substr(0, split), ppid = id.substr(split + 1);
  }
  if (timestamp.empty() || ppid.empty()) return std::nullopt;
  return program;
}

bool makes_run(const OriginalProgram& program, const OriginalLaunch& launch, std::string_view run) {
  return program.launch == launch && (program.out_dir.empty() || ends_in(program.out_dir, run));
}

bool is_original_program(int pid, const OriginalLaunch& launch) {
  const auto arguments = posix::command_line(pid);
  const auto program = arguments ? original_program(*arguments) : std::nullopt;
  return program && program->launch == launch;
}

bool works_in(int pid, const OriginalProgram& program, int experiment_folder) {
  if (program.out_dir.empty()) return false;
  const auto experiment = posix::info(experiment_folder);
  const bool absolute = program.out_dir.front() == '/';
  auto path = "/proc/" + std::to_string(pid) + (absolute ? "/root" : "/cwd/") + program.out_dir;
  for (int level = 0; level <= RunWalk::deepest_run; ++level, path += "/..") {
    const auto folder = posix::info_followed(path);
    if (folder.kind == posix::FileKind::Directory && folder.device == experiment.device &&
        folder.inode == experiment.inode)
      return true;
  }
  return false;
}

bool original_program_runs(const OriginalLaunch& launch) {
  const auto pids = posix::all_processes();
  return std::any_of(pids.begin(), pids.end(), [&](int pid) { return is_original_program(pid, launch); });
}

Layout layout_of_original(int experiment_folder, int runs_no) {
  const auto runs = runs_on_disk(experiment_folder);
  const auto lies_at = [&](int depth) {
    return std::any_of(runs.begin(), runs.end(), [&](const RunRef& run) { return run.depth() == depth; });
  };
  if (lies_at(0)) return Layout::Single;
  if (lies_at(1)) return Layout::Flat;
  return runs_no > 1 || !configuration_folders(experiment_folder).empty() ? Layout::Nested : Layout::Flat;
}

int repetitions_of_original(int experiment_folder) {
  std::int64_t repetitions = 1;
  for (const auto& run : runs_on_disk(experiment_folder))
    if (run.depth() == 2)
      repetitions = std::max(repetitions, std::min<std::int64_t>(run.repetition().second.value_or(0), most_runs) + 1);
  return static_cast<int>(std::min(repetitions, static_cast<std::int64_t>(most_runs)));
}

}  // namespace liftoff::experiment
