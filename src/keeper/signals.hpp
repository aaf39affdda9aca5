#pragma once
#include <csignal>

#include "posix/signals.hpp"

namespace liftoff::keeper {

/// What a keeper is told by signals. It ignores what would end it otherwise, as the launcher that it was forked from.
posix::SignalSource keeper_signals();

/// Schedulers send them to all processes of a job: they are for programs that know what to do about them.
inline bool is_for_programs(int signal) { return signal == SIGUSR1 || signal == SIGUSR2; }

}  // namespace liftoff::keeper
