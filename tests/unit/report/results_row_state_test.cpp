#include "report/results_row_state.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using report::state_of_run;

TEST_CASE("the state of a row's one run") {
  CHECK(state_of_run({1, 0, 0, 0, 0}) == "waiting");
  CHECK(state_of_run({0, 1, 0, 0, 0}) == "running");
  CHECK(state_of_run({0, 0, 1, 0, 0}) == "succeeded");
  CHECK(state_of_run({0, 0, 0, 1, 0}) == "crashed");
  CHECK(state_of_run({0, 0, 0, 0, 1}) == "lost");
}
