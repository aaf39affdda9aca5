#pragma once
// What attempts whose keepers are dead left running, and what proves it.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/run_record.hpp"
#include "posix/file_info.hpp"
#include "posix/process_tree.hpp"

namespace liftoff::keeper {

/// The environment variables that mark all that an attempt starts: its token, and the run's folder, absolute.
inline constexpr const char* token_variable = "LIFTOFF_TOKEN";
inline constexpr const char* folder_variable = "LIFTOFF_RUN_DIR";

/// An attempt, and where that is written.
struct Trail {
  experiment::AttemptStart attempt;
  std::uint32_t owner = 0;   ///< of the record: whoever else writes one can't have started the processes it speaks of
  posix::FileInfo folder;    ///< of the run
  posix::FileInfo out, err;  ///< in it
};
/// As the record and the folder are that these descriptors are of.
Trail trail_of(experiment::AttemptStart attempt, int record, int run_folder);

/// posix::environment_of(), or what remembers its answers.
using VariableOf = std::function<std::optional<std::string>(int pid, const std::string& name)>;

/// What attempts whose keepers are dead left running on this machine, for their user: whoever bears one of their tokens
/// and was told no other run's folder, or is in a session that one of their keepers led. Nothing on another host, after
/// a restart, or in another pid namespace. Nothing of a keeper that is alive without the lock: the folder is a copy,
/// and the keeper's runs are not its. A session counts only while its leader is gone, for processes started after the
/// keeper, and where it is not another one of the same number by now: while the keeper waits to be reaped it is none;
/// else the process must work in the run's folder or print to its `out` or `err`.
posix::Belongs traces_of(const std::vector<Trail>& trails, VariableOf variable_of = posix::environment_of);
/// Of these, the programs themselves: each led a process group in the session of its keeper.
posix::Belongs programs_of(const std::vector<Trail>& trails);

}  // namespace liftoff::keeper
