#include "keeper/environment.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::keeper;

TEST_CASE("a variable is there by its whole name") {
  const Environment environment{"PATH=/bin", "EMPTY=", "PATHS=x", "=odd", "bare"};
  CHECK(has_variable(environment, "PATH"));
  CHECK(has_variable(environment, "EMPTY"));
  CHECK_FALSE(has_variable(environment, "PAT"));
  CHECK_FALSE(has_variable(environment, "bare"));
}

TEST_CASE("a variable that is set is there once") {
  Environment environment{"A=1", "PATH=/bin", "A=2", "AB=3"};
  set_variable(environment, "A", "x=y");
  CHECK(environment == Environment{"PATH=/bin", "AB=3", "A=x=y"});
  set_variable(environment, "NEW", "");
  CHECK(environment.back() == "NEW=");
}

TEST_CASE("a variable that is taken away is gone, however often it was there") {
  Environment environment{"A=1", "A=", "AB=3"};
  unset_variable(environment, "A");
  CHECK(environment == Environment{"AB=3"});
}
