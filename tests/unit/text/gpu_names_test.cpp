#include "text/gpu_names.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::text;

using GpuNames = std::vector<std::string>;

TEST_CASE("a word names a GPU, or several in a row") {
  CHECK(gpus_of("3") == GpuNames{"3"});
  CHECK(gpus_of("007") == GpuNames{"7"});
  CHECK(gpus_of("0-3") == GpuNames{"0", "1", "2", "3"});
  CHECK(gpus_of("2-2") == GpuNames{"2"});
  CHECK(gpus_of("GPU-5-1") == GpuNames{"GPU-5-1"});
  CHECK(gpus_of("MIG-GPU-5/1/0") == GpuNames{"MIG-GPU-5/1/0"});
  for (const auto* word : {"", "-", "-1", "1-", "3-1", "0-1000", "0-1-2", "+1", "1.5", "cuda:0", "all", "train.py",
                           "99999999999", "NoDevFiles"})
    CHECK_FALSE(gpus_of(word));
}

TEST_CASE("words of a list of GPUs") {
  CHECK(gpu_words(" 0,1 ,,2") == GpuNames{"0", "1", "2"});
  for (const auto* list : {"0", "0,1", "0,GPU-a", "0-3,5", "all", "1,"}) CHECK(is_gpu_list(list));
  for (const auto* list : {"", ",", "train.py", "0,x", "-1"}) CHECK_FALSE(is_gpu_list(list));
}
