#include "resources/gpu_driver.hpp"

#include <algorithm>
#include <chrono>
#include <sstream>

#include <fmt/format.h>

#include "posix/capture.hpp"
#include "posix/shared_library.hpp"
#include "text/characters.hpp"

namespace liftoff::resources {

namespace {

using namespace std::chrono_literals;

constexpr const char* nvml = "libnvidia-ml.so.1";

template <class Function> Function nvml_function(const char* name) {
  return reinterpret_cast<Function>(posix::library_symbol(nvml, name));
}

/// NVML's calls return 0 for success (NVML API reference).
class Nvml {
 public:
  bool begin(unsigned& count) const {
    return init_ && count_of_ && handle_of_ && uuid_of_ && init_() == 0 && count_of_(&count) == 0;
  }
  void* device(unsigned index) const {
    void* device = nullptr;
    return handle_of_(index, &device) == 0 ? device : nullptr;
  }
  std::string uuid(void* device) const {
    char uuid[96] = "";
    if (device) uuid_of_(device, uuid, sizeof uuid);
    return uuid;
  }
  /// None of a GPU that is not split; older drivers know nothing of it.
  std::vector<void*> instances(void* device) const {
    std::vector<void*> found;
    unsigned most = 0;
    if (!device || !most_instances_ || !instance_of_ || most_instances_(device, &most) != 0) return found;
    for (unsigned index = 0; index < most; ++index)
      if (void* instance = nullptr; instance_of_(device, index, &instance) == 0) found.push_back(instance);
    return found;
  }

 private:
  int (*init_)() = nvml_function<int (*)()>("nvmlInit_v2");
  int (*count_of_)(unsigned*) = nvml_function<int (*)(unsigned*)>("nvmlDeviceGetCount_v2");
  int (*handle_of_)(unsigned, void**) = nvml_function<int (*)(unsigned, void**)>("nvmlDeviceGetHandleByIndex_v2");
  int (*uuid_of_)(void*, char*, unsigned) = nvml_function<int (*)(void*, char*, unsigned)>("nvmlDeviceGetUUID");
  int (*most_instances_)(void*, unsigned*) = nvml_function<int (*)(void*, unsigned*)>("nvmlDeviceGetMaxMigDeviceCount");
  int (*instance_of_)(void*, unsigned,
                      void**) = nvml_function<int (*)(void*, unsigned, void**)>("nvmlDeviceGetMigDeviceHandleByIndex");
};

/// Lines of index, UUID, UUIDs of instances; empty where there is no driver.
std::string ask_nvml() {
  const Nvml driver;
  unsigned count = 0;
  if (!driver.begin(count)) return {};
  std::string lines = "gpus\n";
  for (unsigned index = 0; index < count; ++index) {
    void* const device = driver.device(index);
    lines += fmt::format("{} {}", index, driver.uuid(device));
    for (void* const instance : driver.instances(device)) lines += " " + driver.uuid(instance);
    lines += '\n';
  }
  return lines;
}

/// Of such lines, or of "index, UUID".
std::vector<Gpu> parse_gpus(std::string lines) {
  std::replace(lines.begin(), lines.end(), ',', ' ');
  std::vector<Gpu> gpus;
  std::istringstream all(lines);
  for (std::string line; std::getline(all, line);) {
    std::istringstream words(line);
    Gpu gpu;
    if (!(words >> gpu.index >> gpu.uuid) || !std::all_of(gpu.index.begin(), gpu.index.end(), text::is_digit)) continue;
    for (std::string uuid; words >> uuid;) gpu.instances.push_back(uuid);
    gpus.push_back(std::move(gpu));
  }
  return gpus;
}

std::optional<std::string> ask_smi(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "nvidia-smi");
  auto answer = posix::capture(arguments, 20s);
  return answer && answer->status == 0 ? std::optional(std::move(answer->out)) : std::nullopt;
}

/// Only the listing knows of instances.
std::optional<std::vector<Gpu>> smi_gpus() {
  const auto table = ask_smi({"--query-gpu=index,uuid", "--format=csv,noheader"});
  if (!table) return std::nullopt;
  auto gpus = parse_gpus(*table);
  const auto listed = gpus_of_listing(ask_smi({"-L"}).value_or(""));
  for (auto& gpu : gpus)
    for (const auto& same : listed)
      if (same.uuid == gpu.uuid) gpu.instances = same.instances;
  return gpus;
}

/// Between "(UUID: " and ")".
std::string uuid_of(const std::string& line) {
  constexpr std::string_view before = "UUID: ";
  const auto begin = line.find(before);
  if (begin == line.npos) return {};
  const auto end = line.find(')', begin);
  return line.substr(begin + before.size(), end == line.npos ? end : end - begin - before.size());
}

}  // namespace

std::vector<Gpu> gpus_of_listing(std::string_view listing) {
  std::vector<Gpu> gpus;
  std::istringstream lines{std::string(listing)};
  for (std::string line; std::getline(lines, line);) {
    const auto uuid = uuid_of(line);
    line.erase(0, line.find_first_not_of(' '));
    if (line.starts_with("GPU ")) gpus.push_back({line.substr(4, line.find(':') - 4), uuid});
    else if (line.starts_with("MIG ") && !uuid.empty() && !gpus.empty()) gpus.back().instances.push_back(uuid);
  }
  return gpus;
}

std::optional<std::vector<Gpu>> driver_gpus() {
  if (const auto lines = posix::in_child(ask_nvml, 20s); lines && lines->starts_with("gpus\n"))
    return parse_gpus(lines->substr(lines->find('\n')));
  return smi_gpus();
}

}  // namespace liftoff::resources
