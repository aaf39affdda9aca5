#include "resources/gpus.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "posix/capture.hpp"
#include "posix/own_process.hpp"
#include "posix/shared_library.hpp"

namespace liftoff::resources {

namespace {

using namespace std::chrono_literals;

std::vector<std::string> split(const std::string& text, const char* separators) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(separators, at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

constexpr const char* nvml = "libnvidia-ml.so.1";

template <class Function> Function nvml_function(const char* name) {
  return reinterpret_cast<Function>(posix::library_symbol(nvml, name));
}

/// "index uuid" lines, empty where there is no driver. NVML's calls return 0 for success (NVML API reference).
std::string ask_nvml() {
  const auto init = nvml_function<int (*)()>("nvmlInit_v2");
  const auto count_of = nvml_function<int (*)(unsigned*)>("nvmlDeviceGetCount_v2");
  const auto handle_of = nvml_function<int (*)(unsigned, void**)>("nvmlDeviceGetHandleByIndex_v2");
  const auto uuid_of = nvml_function<int (*)(void*, char*, unsigned)>("nvmlDeviceGetUUID");
  unsigned count = 0;
  if (!init || !count_of || !handle_of || !uuid_of || init() != 0 || count_of(&count) != 0) return {};
  std::string lines = "gpus\n";
  for (unsigned index = 0; index < count; ++index) {
    void* device = nullptr;
    char uuid[96] = "";
    if (handle_of(index, &device) == 0) uuid_of(device, uuid, sizeof uuid);
    lines += fmt::format("{} {}\n", index, uuid);
  }
  return lines;
}

std::vector<Gpu> parse_gpus(const std::string& lines) {
  std::vector<Gpu> gpus;
  for (const auto& line : split(lines, "\n")) {
    const auto parts = split(line, " ,");
    if (parts.size() == 2) gpus.push_back({parts[0], parts[1]});
  }
  return gpus;
}

}  // namespace

std::optional<std::vector<Gpu>> driver_gpus() {
  if (const auto lines = posix::in_child(ask_nvml, 20s); lines && lines->starts_with("gpus\n"))
    return parse_gpus(*lines);
  const auto smi = posix::capture({"nvidia-smi", "--query-gpu=index,uuid", "--format=csv,noheader"}, 20s);
  if (smi && smi->status == 0) return parse_gpus(smi->out);
  return std::nullopt;
}

std::vector<std::string> resolve_gpus(const std::vector<std::string>& given) {
  std::vector<std::string> gpus;
  for (const auto& text : given)
    for (auto& gpu : split(text, ", ")) gpus.push_back(std::move(gpu));
  if (gpus != std::vector<std::string>{"all"}) return gpus;
  if (const auto visible = posix::environment_value("CUDA_VISIBLE_DEVICES"); !visible.empty())
    return split(visible, ", ");
  const auto driver = driver_gpus();
  if (!driver || driver->empty())
    throw usage_error("--gpus all: the NVIDIA driver does not respond, so the GPUs cannot be listed",
                      "name them (--gpus 0,1), or leave --gpus out to run on the CPU");
  gpus.clear();
  for (const auto& gpu : *driver) gpus.push_back(gpu.index);
  return gpus;
}

std::vector<std::string> unknown_gpus(const std::vector<std::string>& gpus) {
  std::vector<std::string> warnings;
  const auto driver = gpus.empty() ? std::nullopt : driver_gpus();
  if (!driver) return warnings;
  for (const auto& gpu : gpus) {
    // The start of a UUID is enough for CUDA too; MIG instances are not listed here.
    const bool known = gpu.starts_with("MIG-") || std::any_of(driver->begin(), driver->end(), [&](const Gpu& g) {
                         return g.index == gpu || g.uuid.starts_with(gpu);
                       });
    if (!known)
      warnings.push_back(fmt::format("the NVIDIA driver lists no GPU {}; it is passed on to the runs as given", gpu));
  }
  return warnings;
}

}  // namespace liftoff::resources
