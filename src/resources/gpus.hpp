#pragma once
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff::resources {

/// A GPU as the driver knows it.
struct Gpu {
  std::string index;
  std::string uuid;
};

/// What the NVIDIA driver offers, asked in a child process through libnvidia-ml.so.1 (a broken driver can't hurt the
/// launcher), or else through nvidia-smi. Nothing where there is no driver.
std::optional<std::vector<Gpu>> driver_gpus();

/// "0,1", "0 1" split up, or "all": a CUDA_VISIBLE_DEVICES that is set, or what the driver offers. Errors: Usage.
LIFTOFF_TOOLS_API std::vector<std::string> resolve_gpus(const std::vector<std::string>& given);
/// A warning for each given id that a present driver lacks.
std::vector<std::string> unknown_gpus(const std::vector<std::string>& gpus);

}  // namespace liftoff::resources
