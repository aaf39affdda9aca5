#include "text/nearest.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::text;

TEST_CASE("edits are counted") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("runs", "runs") == 0);
  CHECK(edit_distance("runs", "run") == 1);
  CHECK(edit_distance("rnus", "runs") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest name is what was meant, unless all are far") {
  CHECK(nearest("--run-no", {"--procs-no", "--runs-no"}) == "--runs-no");
  CHECK(nearest("--sort", {"--short", "--sort"}) == "--sort");
  CHECK_FALSE(nearest("--colour-scheme", {"--color", "--json"}));
  CHECK_FALSE(nearest("x", {"y"}));
  CHECK_FALSE(nearest("x", {}));
}
