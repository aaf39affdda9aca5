#include "launch/options.hpp"

#include <numeric>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "resources/gpus.hpp"

namespace liftoff::launch {

std::vector<resources::GpuSlots> gpu_slots(const LaunchOptions& options) {
  const auto gpus = options.gpus.value_or(std::vector<std::string>{});
  const auto per_gpu = options.per_gpu.value_or(std::vector<int>{1});
  if (gpus.empty()) {
    if (options.per_gpu) throw usage_error("--per-gpu needs --gpus", "name the GPUs: --gpus 0,1 or --gpus all");
    return {};
  }
  if (per_gpu.size() != 1 && per_gpu.size() != gpus.size())
    throw usage_error(fmt::format("--per-gpu gives {} numbers for {} GPUs", per_gpu.size(), gpus.size()),
                      "give one number for all, or one for each GPU");
  std::vector<resources::GpuSlots> slots;
  for (std::size_t i = 0; i < gpus.size(); ++i) {
    const int count = per_gpu.size() == 1 ? per_gpu[0] : per_gpu[i];
    for (const auto& other : slots)
      if (other.gpu == gpus[i])
        throw usage_error(fmt::format("--gpus names GPU {} twice", gpus[i]), "use --per-gpu 2 for two processes on it");
    if (count > 0) slots.push_back({gpus[i], count});
  }
  if (slots.empty()) throw usage_error("--per-gpu leaves no slot on any GPU");
  return slots;
}

std::vector<std::string> warnings_of_gpus(const LaunchOptions& options) {
  return resources::warnings_of_gpus(options.gpus.value_or(std::vector<std::string>{}));
}

bool is_detached(experiment::Layout layout, const LaunchOptions& options) {
  return layout != experiment::Layout::Single && options.detach.value_or(true);
}

int process_slots(const LaunchOptions& options, const std::vector<resources::GpuSlots>& gpus) {
  if (options.procs_no) return *options.procs_no;
  if (gpus.empty()) return 4;
  return std::accumulate(gpus.begin(), gpus.end(), 0,
                         [](int sum, const resources::GpuSlots& gpu) { return sum + gpu.slots; });
}

}  // namespace liftoff::launch
