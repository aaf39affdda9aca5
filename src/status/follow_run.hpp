#pragma once
// A run's output as it grows.
#include <functional>
#include <optional>
#include <string_view>

#include <liftoff/export.hpp>

#include "status/run_view.hpp"

namespace liftoff::status {

/// Takes bytes of "out" or "err".
using OutputSink = std::function<void(std::string_view stream, std::string_view bytes)>;

/// Gives what `out` and `err` hold (of each no more than its last `tail` lines), then what is added, until the run has
/// ended and all was given; returns how it was found then: Waiting means that nobody is there who would start it. A new
/// attempt's files follow on those of the one before. Errors: System.
LIFTOFF_TOOLS_API RunView follow_run(const experiment::OpenExperiment& experiment, const experiment::RunRef& run,
                                     std::optional<int> tail, const OutputSink& sink);

}  // namespace liftoff::status
