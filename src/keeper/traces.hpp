#pragma once
#include "experiment/run_record.hpp"
#include "posix/process_tree.hpp"

namespace liftoff::keeper {

/// The environment variable that marks all that an attempt starts.
inline constexpr const char* token_variable = "LIFTOFF_TOKEN";

/// What attempts whose keepers are dead left running on this machine: whoever bears one of their tokens, or
/// is in a session that one of their keepers led. Nothing on another host, after a restart, or in another pid
/// namespace. Nothing of a keeper that is alive without the lock: the folder is a copy, and the keeper's runs are not
/// its. A session counts only while its leader is gone, for processes of this user started after the keeper: as long as
/// such a process lives, the kernel gives the keeper's number to nobody else.
posix::Belongs traces_of(const std::vector<experiment::AttemptStart>& attempts);

/// Of these, the programs themselves: each led a process group in the session of its keeper.
posix::Belongs programs_of(const std::vector<experiment::AttemptStart>& attempts);

}  // namespace liftoff::keeper
