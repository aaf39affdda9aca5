#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::resources {

/// A GPU as the driver knows it.
struct Gpu {
  std::string index;
  std::string uuid;
  std::vector<std::string> instances = {};  ///< UUIDs of the MIG instances that it is split into
};

/// What the NVIDIA driver offers, asked in a child process through libnvidia-ml.so.1 (a broken driver can't hurt the
/// launcher), or else through nvidia-smi. Nothing where there is no driver.
std::optional<std::vector<Gpu>> driver_gpus();

/// What `nvidia-smi -L` lists.
std::vector<Gpu> gpus_of_listing(std::string_view listing);

}  // namespace liftoff::resources
