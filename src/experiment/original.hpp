#pragma once
// Trees that the original liftoff made: no plan, no journal, no records. What is alive of them is known by the
// arguments of processes, how they were laid out by their folders.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/layout.hpp"

namespace liftoff::experiment {

/// What tells a launch of the original: both stand among the arguments of each program that it starts.
struct OriginalLaunch {
  std::string timestamp;  ///< the experiment's
  std::string ppid;       ///< the launcher
  bool operator==(const OriginalLaunch&) const = default;
};
/// As the experiment's folder says; nothing where it says only one of them, or none.
std::optional<OriginalLaunch> original_launch(int experiment_folder);

/// What the arguments of a process say, where they are those of a program of the original.
struct OriginalProgram {
  OriginalLaunch launch;
  std::string out_dir;  ///< the run's folder; empty where it was not told
};
/// `--timestamp T --ppid P`, or `--id T_P`; and `--out-dir`, where it is there.
std::optional<OriginalProgram> original_program(const std::vector<std::string>& arguments);
/// Whether it is one of this launch and, where it was told its folder, `run` (`<experiment>/<run>`) is that folder's
/// end.
bool makes_run(const OriginalProgram& program, const OriginalLaunch& launch, std::string_view run);

/// Whether the folder that the program was told is the experiment's folder or lies in it, as its process sees the path.
bool works_in(int pid, const OriginalProgram& program, int experiment_folder);

/// Whether a process is a program of this launch, wherever its folder lies.
bool is_original_program(int pid, const OriginalLaunch& launch);
/// Whether any process is.
bool original_program_runs(const OriginalLaunch& launch);

/// How deep the runs lie, as far as their folders were made. `runs_no`: how often configurations are to be repeated.
Layout layout_of_original(int experiment_folder, int runs_no);
/// How often configurations were repeated, as far as run folders were made; at least 1.
int repetitions_of_original(int experiment_folder);

}  // namespace liftoff::experiment
