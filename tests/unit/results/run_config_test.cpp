#include "results/run_config.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::results;

TEST_CASE("the second reading is asked where the first does not settle it, and there is one") {
  const auto two = parse_run_config("lr: 1e-3\n", "cfg.yaml");
  REQUIRE(two.as_pyyaml);
  const auto one = parse_run_config("lr: 0.001\n", "cfg.yaml");
  REQUIRE_FALSE(one.as_pyyaml);
  const auto is_text = [](const Map& reading) { return reading.find("lr")->value.is_string(); };
  const auto is_number = [](const Map& reading) { return !reading.find("lr")->value.is_string(); };
  const auto if_true = [](bool verdict) { return verdict; };
  CHECK(judge_readings(two, is_text, if_true));
  CHECK(judge_readings(two, is_number, if_true));
  CHECK_FALSE(judge_readings(one, is_text, if_true));
  int asked = 0;
  judge_readings(
      two, [&](const Map&) { return ++asked; }, [](int) { return true; });
  CHECK(asked == 1);
}

TEST_CASE("a run's configuration is a mapping") {
  CHECK(test::error_of([] { parse_run_config("- 1\n", "r/cfg.yaml"); }) == "r/cfg.yaml: a configuration is a mapping");
}
