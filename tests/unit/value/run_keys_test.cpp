#include "value/run_keys.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::value;

TEST_CASE("keys that liftoff writes are told from those that vary") {
  for (const auto* key : {"run_id", "out_dir", "cfg_dir", "resume", "title", "cfg_id", "comment", "commit",
                          "experiment", "_experiment_parameters"})
    CHECK(is_of_the_run(key));
  for (const auto* key : {"lr", "run", "run_id_", ""}) CHECK_FALSE(is_of_the_run(key));
}

TEST_CASE("a comparison of runs passes over what differs for every two") {
  for (const auto* key : {"run_id", "comment", "commit", "experiment", "lr"}) CHECK(tells_runs_apart(key));
  for (const auto* key : {"out_dir", "cfg_dir", "resume", "title", "cfg_id", "_experiment_parameters"})
    CHECK_FALSE(tells_runs_apart(key));
}

TEST_CASE("a plan holds nothing of one run alone") {
  Map map;
  for (const auto* key : {"lr", "run_id", "title", "out_dir", "cfg_dir", "resume"}) map.set(key, 1);
  erase_keys_of_one_run(map);
  CHECK(map.size() == 2);
  CHECK(map.find("lr"));
  CHECK(map.find("title"));
}
