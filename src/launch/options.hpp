#pragma once
// What a launch's options (options/options.hpp) come to.
#include <string>
#include <vector>

#include "experiment/layout.hpp"
#include "options/recorded.hpp"
#include "resources/slots.hpp"

namespace liftoff::launch {

using options::LaunchOptions;
using options::options_from_json;
using options::overlay;
using options::to_json;

/// Pairs GPUs with their slots. Errors: Usage where `per_gpu` has another length than 1 or that of `gpus`.
std::vector<resources::GpuSlots> gpu_slots(const LaunchOptions& options);
/// What the driver says against them. Errors: Usage, for one GPU under two names.
std::vector<std::string> warnings_of_gpus(const LaunchOptions& options);
/// Whether runs go on without their launcher and its terminal; of an experiment of one single run none does.
bool is_detached(experiment::Layout layout, const LaunchOptions& options);
/// Processes at once: --procs-no, or as many as the GPUs have slots, or 4.
int process_slots(const LaunchOptions& options, const std::vector<resources::GpuSlots>& gpus);

}  // namespace liftoff::launch
