#pragma once
// In which order the runs of a launch start.
#include "launch/options.hpp"
#include "launch/run_queue.hpp"

namespace liftoff::launch {

/// With --shuffle and no seed: draws one, so that the plan can record it.
void draw_seed(LaunchOptions& options);

/// All runs of an experiment, or those listed, shuffled where `options` say so; same seed, same order.
RunQueue ordered(std::size_t configurations, int runs, const LaunchOptions& options);
RunQueue ordered(std::vector<keeper::RunOrder> orders, const LaunchOptions& options);

}  // namespace liftoff::launch
