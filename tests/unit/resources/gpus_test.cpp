#include "resources/gpus.hpp"

#include <catch2/catch.hpp>

#include "resources/gpu_driver.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::resources;
using test::error_of;

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
  /// Not on a machine that has a driver.
  bool counts() const {
    const auto gpus = driver_gpus();
    if (gpus && !gpus->empty() && gpus->front().uuid == "GPU-aa00") return true;
    WARN("this machine has a driver: not tried");
    return false;
  }
};

constexpr const char* two = "printf '0, GPU-aa00\\n1, GPU-bb11\\n'";
constexpr const char* split =
    "case $1 in -L) printf 'GPU 0: A (UUID: GPU-aa00)\\n  MIG 1g.5gb Device 0: (UUID: MIG-11)\\n"
    "  MIG 1g.5gb Device 1: (UUID: MIG-12)\\nGPU 1: A (UUID: GPU-bb11)\\n';; "
    "*) printf '0, GPU-aa00\\n1, GPU-bb11\\n';; esac";

}  // namespace

TEST_CASE("GPUs are given in one word or in several") {
  CHECK(resolve_gpus({"0,1", "3"}) == Gpus{"0", "1", "3"});
  CHECK(resolve_gpus({"0 1"}) == Gpus{"0", "1"});
  CHECK(resolve_gpus({"GPU-aa00,", ",1"}) == Gpus{"GPU-aa00", "1"});
  CHECK(resolve_gpus({"0-2", "5,7-8"}) == Gpus{"0", "1", "2", "5", "7", "8"});
}

TEST_CASE("words that name no GPU are refused") {
  CHECK(error_of([] { resolve_gpus({","}); }) ==
        "--gpus names no GPU | name them (--gpus 0,1), or leave --gpus out to run on the CPU");
  CHECK(error_of([] {
          resolve_gpus({"0", "train.py"});
        }) == "--gpus: 'train.py' names no GPU | write ids (0,1 or 0-3), UUIDs (GPU-…), or all");
  for (const auto& gpus : {Gpus{"all", "0"}, Gpus{"0,all"}, Gpus{"all", "all"}})
    CHECK(error_of([&] { resolve_gpus(gpus); }) ==
          "--gpus: 'all' stands beside other GPUs | write 'all' alone, or the GPUs one by one");
}

TEST_CASE("all GPUs are those that this process may see") {
  const test::Environment visible("CUDA_VISIBLE_DEVICES", "2,GPU-cc22");
  CHECK(resolve_gpus({"all"}) == Gpus{"2", "GPU-cc22"});
}

TEST_CASE("all GPUs are hidden") {
  for (const auto* value : {"", "-1", "NoDevFiles", "-1,0"}) {
    const test::Environment visible("CUDA_VISIBLE_DEVICES", value);
    CHECK(
        error_of([] { resolve_gpus({"all"}); }) ==
        "--gpus all: all GPUs are hidden, as CUDA_VISIBLE_DEVICES is '" + std::string(value) +
            "' | take it away (unset CUDA_VISIBLE_DEVICES), name them (--gpus 0,1), or leave --gpus out to run on the "
            "CPU");
  }
  const test::Environment visible("CUDA_VISIBLE_DEVICES", "0,-1,2");
  CHECK(resolve_gpus({"all"}) == Gpus{"0"});  // as CUDA has it
}

TEST_CASE("all GPUs are those of the driver where nothing narrows them") {
  const test::Environment visible("CUDA_VISIBLE_DEVICES");
  SECTION("which answers") {
    const FakeDriver driver(two);
    if (driver.counts()) CHECK(resolve_gpus({"all"}) == Gpus{"0", "1"});
  }
  SECTION("which has split one of them") {
    const FakeDriver driver(split);
    if (driver.counts()) CHECK(resolve_gpus({"all"}) == Gpus{"MIG-11", "MIG-12", "1"});
  }
  SECTION("which has none") {
    const FakeDriver driver("echo No devices were found");
    if (driver_gpus() && driver_gpus()->empty())
      CHECK(
          error_of([] { resolve_gpus({"all"}); }).starts_with("--gpus all: the NVIDIA driver lists no GPU at all | "));
  }
  SECTION("which fails") {
    const FakeDriver driver("exit 9");
    if (!driver_gpus())
      CHECK(error_of([] { resolve_gpus({"all"}); }) ==
            "--gpus all: the NVIDIA driver does not respond, so the GPUs cannot be listed | name them (--gpus 0,1), or "
            "leave --gpus out to run on the CPU");
    else WARN("this machine has a driver: not tried");
  }
}

TEST_CASE("what nvidia-smi lists") {
  const auto gpus = gpus_of_listing(
      "GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d)\n  MIG 1g.5gb      Device  0: (UUID: MIG-c6)\n"
      "  MIG 2g.10gb     Device  1: (UUID: MIG-GPU-5d/1/0)\nGPU 11: NVIDIA H200 (UUID: GPU-e1)\n");
  REQUIRE(gpus.size() == 2);
  CHECK(gpus[0].instances == Gpus{"MIG-c6", "MIG-GPU-5d/1/0"});
  CHECK((gpus[1].index == "11" && gpus[1].uuid == "GPU-e1" && gpus[1].instances.empty()));
  CHECK(gpus_of_listing("No devices found.\n").empty());
}

TEST_CASE("a GPU that the driver does not list is worth a warning") {
  const FakeDriver driver(two);
  if (!driver.counts()) return;
  CHECK(warnings_of_gpus({"0", "GPU-bb", "MIG-whatever"}).empty());
  CHECK(warnings_of_gpus({"7"}) == Gpus{"the NVIDIA driver lists no GPU 7; it is passed on to the runs as given"});
  CHECK(warnings_of_gpus({"GPU-7"}).size() == 1);
}

TEST_CASE("one GPU under two names") {
  const FakeDriver driver(two);
  if (!driver.counts()) return;
  CHECK(error_of([] {
          warnings_of_gpus({"0", "1", "GPU-bb11"});
        }) == "--gpus names GPU 1 twice: as 1 and as GPU-bb11 | use --per-gpu 2 for two processes on it");
}

TEST_CASE("a GPU that is split, and its instances") {
  const FakeDriver driver(split);
  if (!driver.counts()) return;
  CHECK(warnings_of_gpus({"MIG-11", "MIG-12", "1", "MIG-GPU-aa00/1/0"}).empty());
  CHECK(warnings_of_gpus({"MIG-13"}).size() == 1);
  CHECK(warnings_of_gpus({"0"}) ==
        Gpus{"GPU 0 is split into MIG instances, of which a program sees one: --gpus all, or their UUIDs, use each of "
             "them"});
}

TEST_CASE("without a driver nothing is known of GPUs") {
  const FakeDriver driver("exit 9");
  if (!driver_gpus()) CHECK(warnings_of_gpus({"7"}).empty());
}
