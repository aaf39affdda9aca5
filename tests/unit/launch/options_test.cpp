#include "launch/options.hpp"

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

using namespace liftoff;
using namespace liftoff::launch;

namespace {

std::string error_of(const LaunchOptions& options) {
  try {
    gpu_slots(options);
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::Usage);
    return error.what();
  }
  return "no error";
}

LaunchOptions with_gpus(std::vector<std::string> gpus, std::optional<std::vector<int>> per_gpu = std::nullopt) {
  LaunchOptions options;
  options.gpus = std::move(gpus);
  options.per_gpu = std::move(per_gpu);
  return options;
}

}  // namespace

TEST_CASE("GPUs are paired with their slots") {
  const auto one = gpu_slots(with_gpus({"0", "1"}));
  REQUIRE(one.size() == 2);
  CHECK(one[0].gpu == "0");
  CHECK(one[0].slots == 1);
  const auto same = gpu_slots(with_gpus({"0", "1"}, std::vector<int>{3}));
  CHECK(same[0].slots == 3);
  CHECK(same[1].slots == 3);
  const auto each = gpu_slots(with_gpus({"4", "GPU-7f"}, std::vector<int>{2, 1}));
  CHECK(each[0].slots == 2);
  CHECK(each[1].gpu == "GPU-7f");
  CHECK(each[1].slots == 1);
  const auto some = gpu_slots(with_gpus({"0", "1"}, std::vector<int>{0, 1}));
  REQUIRE(some.size() == 1);
  CHECK(some[0].gpu == "1");
  CHECK(gpu_slots({}).empty());
}

TEST_CASE("GPUs and slots that don't fit are refused") {
  LaunchOptions alone;
  alone.per_gpu = std::vector<int>{2};
  CHECK(error_of(alone) == "--per-gpu needs --gpus");
  CHECK(error_of(with_gpus({"0", "1"}, std::vector<int>{1, 2, 3})) == "--per-gpu gives 3 numbers for 2 GPUs");
  CHECK(error_of(with_gpus({"0", "1"}, std::vector<int>{})) == "--per-gpu gives 0 numbers for 2 GPUs");
  CHECK(error_of(with_gpus({"0", "1", "0"})) == "--gpus names GPU 0 twice");
  CHECK(error_of(with_gpus({"0"}, std::vector<int>{0})) == "--per-gpu leaves no slot on any GPU");
}

TEST_CASE("as many processes as asked for, as GPUs have slots, or four") {
  CHECK(process_slots({}, {}) == 4);
  CHECK(process_slots({}, {{"0", 2}, {"1", 1}}) == 3);
  LaunchOptions options;
  options.procs_no = 7;
  CHECK(process_slots(options, {{"0", 2}}) == 7);
  CHECK(process_slots(options, {}) == 7);
}

TEST_CASE("a resumed launch on other GPUs has their slots") {
  auto recorded = with_gpus({"0"}, std::vector<int>{3});
  recorded.procs_no = 5;
  const auto both = overlay(recorded, with_gpus({"3", "4"}));
  CHECK(process_slots(both, gpu_slots(both)) == 6);
}
