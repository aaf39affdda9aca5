#pragma once
#include <string>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff::resources {

/// GPUs one by one, of "0,1", "0 1", "0-3", UUIDs; of "all": what a CUDA_VISIBLE_DEVICES that is set shows, else what
/// the driver offers, MIG instances in place of the GPU that is split into them. Errors: Usage, also for no GPU at all.
LIFTOFF_TOOLS_API std::vector<std::string> resolve_gpus(const std::vector<std::string>& given);

/// What a driver that is there makes questionable: ids that it lacks, GPUs that are split. Errors: Usage, for one GPU
/// under two names.
std::vector<std::string> warnings_of_gpus(const std::vector<std::string>& gpus);

}  // namespace liftoff::resources
