#include "resources/gpus.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::resources;

namespace {

using Gpus = std::vector<std::string>;

/// A PATH with an nvidia-smi of our own, in front of no driver's library. `says`: what it does.
struct FakeDriver {
  test::TempDir folder;
  test::Environment path;
  explicit FakeDriver(const std::string& says) : path("PATH", folder.path() + ":/usr/bin:/bin") {
    folder.write("nvidia-smi", "#!/bin/sh\n" + says + "\n");
    std::filesystem::permissions(folder / "nvidia-smi", std::filesystem::perms::owner_all);
  }
};

constexpr const char* two = "printf '0, GPU-aa00\\n1, GPU-bb11\\n'";

}  // namespace

TEST_CASE("GPUs are given in one word or in several") {
  CHECK(resolve_gpus({"0,1", "3"}) == Gpus{"0", "1", "3"});
  CHECK(resolve_gpus({"0 1"}) == Gpus{"0", "1"});
  CHECK(resolve_gpus({"GPU-aa00,", ",1"}) == Gpus{"GPU-aa00", "1"});
  CHECK(resolve_gpus({}).empty());
}

TEST_CASE("all GPUs are those that this process may see") {
  const test::Environment visible("CUDA_VISIBLE_DEVICES", "2,GPU-cc22");
  CHECK(resolve_gpus({"all"}) == Gpus{"2", "GPU-cc22"});
}

TEST_CASE("all GPUs are those of the driver where nothing narrows them") {
  const test::Environment visible("CUDA_VISIBLE_DEVICES", "");
  SECTION("which answers") {
    const FakeDriver driver(two);
    if (const auto gpus = driver_gpus(); gpus && gpus->size() == 2 && gpus->front().uuid == "GPU-aa00")
      CHECK(resolve_gpus({"all"}) == Gpus{"0", "1"});
    else WARN("this machine has a driver: not tried");
  }
  SECTION("which fails") {
    const FakeDriver driver("exit 9");
    if (!driver_gpus())
      CHECK(test::error_of([] { resolve_gpus({"all"}); }) ==
            "--gpus all: the NVIDIA driver does not respond, so the GPUs cannot be listed | name them (--gpus 0,1), or "
            "leave --gpus out to run on the CPU");
    else WARN("this machine has a driver: not tried");
  }
}

TEST_CASE("a GPU that the driver does not list is worth a warning") {
  const FakeDriver driver(two);
  if (const auto gpus = driver_gpus(); !gpus || gpus->front().uuid != "GPU-aa00") {
    WARN("this machine has a driver: not tried");
    return;
  }
  CHECK(unknown_gpus({"0", "1", "GPU-bb", "MIG-whatever"}).empty());
  CHECK(unknown_gpus({"7"}) == Gpus{"the NVIDIA driver lists no GPU 7; it is passed on to the runs as given"});
}

TEST_CASE("without a driver nothing is known of GPUs") {
  const FakeDriver driver("exit 9");
  if (!driver_gpus()) CHECK(unknown_gpus({"7"}).empty());
}
