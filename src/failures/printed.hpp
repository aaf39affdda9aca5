#pragma once
// What a run printed, read from its folder. Never waits: what is no regular file has nothing in it.
#include <functional>
#include <string>
#include <string_view>

#include <liftoff/export.hpp>

#include "experiment/run_ref.hpp"
#include "failures/cause.hpp"

namespace liftoff::failures {

/// The last 64 KiB of `err` or `out`, which is all that a cause is told from; "" where there is none. Errors: System.
std::string end_of_printed(int run_folder, const char* name);

/// Hands over the whole of it, piece by piece. False where there is no such file. Errors: System.
bool read_printed(int run_folder, const char* name, const std::function<void(std::string_view)>& put);

/// Why a run's attempt failed that ended so (nothing: in a tree of the original); from that alone where its folder
/// can't be read.
LIFTOFF_TOOLS_API FailureCause cause_of_run(int experiment, const experiment::RunRef& run,
                                            const std::optional<experiment::AttemptEnd>& end);

}  // namespace liftoff::failures
