#pragma once
// What all runs of one launch have in common, as a value: it can be written to a file and read by a process on another
// host. The plan in the experiment's folder says all the rest.
//
// As text, version 1: a line each, a name and a value with a tab between them, in any order but for the first and the
// last. In a value `\n` is a line feed and `\\` a backslash; all other bytes stand for themselves.
//
//   liftoff-context  1
//   experiment       /home/me/work/results/1524936339_sweep
//   told-path        ./results/1524936339_sweep
//   directory        /home/me/work
//   timestamp        1524936339
//   launcher         4711
//   argument         /usr/bin/python3         one line for each, at least one
//   variable         PATH=/usr/bin:/bin       one line for each
//   timeout          1500                     ms; without a time limit there is no such line
//   grace            10000                    ms
//   keep-children    false
//   detached         true
//   own-terminal     false
//   assume-dead      gpu7                     only where a host was declared dead
//   original-runs    false
//   script           /home/me/work/train.py   only where the script is a file
//   script-state     812 1524936339000000000  its inode, and when it was changed in nanoseconds; the same
//   commit           1f2e3d4@main             only in git
//   end
//
// Lines of other names are passed over. All but `variable`, `timeout`, `assume-dead` and what is of the
// code must be there.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/run_folder.hpp"
#include "keeper/code.hpp"

namespace liftoff::keeper {

struct KeeperContext {
  std::string experiment;  ///< the experiment's folder, absolute
  std::string told_path;   ///< the same as programs are told it: results folder as given, "/", name
  std::string directory;   ///< absolute: the working directory of programs
  std::int64_t timestamp = 0;
  int launcher = 0;                      ///< pid, for --ppid
  std::vector<std::string> command;      ///< program and its leading arguments
  std::vector<std::string> environment;  ///< of every run, NAME=VALUE
  std::optional<std::chrono::milliseconds> timeout;
  std::chrono::milliseconds grace{10'000};  ///< between TERM and KILL
  bool keep_children = false;
  bool detached = true;       ///< output to files, in a session of the keeper's own
  bool own_terminal = false;  ///< the program has the terminal: it shares the launcher's process group
  experiment::ClaimOptions claim;
  LaunchedCode code;

  bool operator==(const KeeperContext&) const = default;
};

std::string to_text(const KeeperContext& context);
/// `name` stands for the text in messages. Errors: Usage, "name:line: what".
KeeperContext context_from_text(std::string_view text, const std::string& name);

/// Writes it to a file of a folder, for this user alone: environments hold secrets. Errors: System.
void write_context(const KeeperContext& context, int folder, const char* name);
/// Errors: System where the file can't be read; Usage.
KeeperContext read_context(const std::string& path);

}  // namespace liftoff::keeper
