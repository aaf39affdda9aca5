#include "resources/gpus.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "posix/own_process.hpp"
#include "resources/gpu_driver.hpp"
#include "text/gpu_names.hpp"

namespace liftoff::resources {

namespace {

using Names = std::vector<std::string>;

constexpr const char* ways_out = "name them (--gpus 0,1), or leave --gpus out to run on the CPU";

/// CUDA looks no further than at the first that is none: -1, NoDevFiles.
Names visible_gpus(const std::string& visible) {
  Names gpus;
  for (const auto& word : text::gpu_words(visible)) {
    auto named = text::gpus_of(word);
    if (!named) break;
    gpus.insert(gpus.end(), named->begin(), named->end());
  }
  if (gpus.empty())
    throw usage_error(fmt::format("--gpus all: all GPUs are hidden, as CUDA_VISIBLE_DEVICES is '{}'", visible),
                      fmt::format("take it away (unset CUDA_VISIBLE_DEVICES), {}", ways_out));
  return gpus;
}

Names all_gpus() {
  if (const auto visible = posix::environment_setting("CUDA_VISIBLE_DEVICES")) return visible_gpus(*visible);
  const auto driver = driver_gpus();
  if (!driver)
    throw usage_error("--gpus all: the NVIDIA driver does not respond, so the GPUs cannot be listed", ways_out);
  Names gpus;
  for (const auto& gpu : *driver) {
    if (gpu.instances.empty()) gpus.push_back(gpu.index);
    else gpus.insert(gpus.end(), gpu.instances.begin(), gpu.instances.end());
  }
  if (gpus.empty()) throw usage_error("--gpus all: the NVIDIA driver lists no GPU at all", ways_out);
  return gpus;
}

bool is_instance_of(const Gpu& gpu, const std::string& name) {
  return std::any_of(gpu.instances.begin(), gpu.instances.end(), [&](const auto& i) { return i.starts_with(name); });
}

/// The start of a UUID is enough for CUDA, too.
bool is_called(const Gpu& gpu, const std::string& name) { return gpu.index == name || gpu.uuid.starts_with(name); }

/// Of instances only a driver that lists some can say which it has, and by their newer names alone.
bool may_be_unlisted(const std::vector<Gpu>& driver, const std::string& name) {
  const bool lists = std::any_of(driver.begin(), driver.end(), [](const Gpu& gpu) { return !gpu.instances.empty(); });
  return name.starts_with("MIG-GPU-") || (name.starts_with("MIG-") && !lists);
}

std::string warning_of_unknown(const std::vector<Gpu>& driver, const std::string& name) {
  const bool known = may_be_unlisted(driver, name) || std::any_of(driver.begin(), driver.end(), [&](const Gpu& gpu) {
                       return is_called(gpu, name) || is_instance_of(gpu, name);
                     });
  if (known) return {};
  return fmt::format("the NVIDIA driver lists no GPU {}; it is passed on to the runs as given", name);
}

}  // namespace

Names resolve_gpus(const Names& given) {
  Names words;
  for (const auto& text : given)
    for (auto& word : text::gpu_words(text)) words.push_back(std::move(word));
  if (words.empty()) throw usage_error("--gpus names no GPU", ways_out);
  if (words == Names{std::string(text::all_gpus)}) return all_gpus();
  Names gpus;
  for (const auto& word : words) {
    const auto named = text::gpus_of(word);
    if (word == text::all_gpus)
      throw usage_error("--gpus: 'all' stands beside other GPUs", "write 'all' alone, or the GPUs one by one");
    if (!named)
      throw usage_error(fmt::format("--gpus: '{}' names no GPU", word),
                        "write ids (0,1 or 0-3), UUIDs (GPU-…), or all");
    gpus.insert(gpus.end(), named->begin(), named->end());
  }
  return gpus;
}

Names warnings_of_gpus(const Names& gpus) {
  Names warnings;
  const auto driver = gpus.empty() ? std::nullopt : driver_gpus();
  if (!driver) return warnings;
  std::map<std::string, std::string> names;  // by the driver's index
  for (const auto& name : gpus) {
    if (auto warning = warning_of_unknown(*driver, name); !warning.empty()) warnings.push_back(std::move(warning));
    const auto gpu = std::find_if(driver->begin(), driver->end(), [&](const Gpu& g) { return is_called(g, name); });
    if (gpu == driver->end()) continue;
    if (const auto [before, fresh] = names.emplace(gpu->index, name); !fresh)
      throw usage_error(fmt::format("--gpus names GPU {} twice: as {} and as {}", gpu->index, before->second, name),
                        "use --per-gpu 2 for two processes on it");
    if (!gpu->instances.empty())
      warnings.push_back(
          fmt::format("GPU {} is split into MIG instances, of which a program sees one: --gpus all, or "
                      "their UUIDs, use each of them",
                      name));
  }
  return warnings;
}

}  // namespace liftoff::resources
