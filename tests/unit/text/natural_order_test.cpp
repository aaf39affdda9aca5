#include "text/natural_order.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::text;

TEST_CASE("names are ordered as people count") {
  CHECK(natural_less("9_x", "10_x"));
  CHECK_FALSE(natural_less("10_x", "9_x"));
  CHECK(natural_less("a", "a1"));
  CHECK(natural_less("01", "1"));
  CHECK_FALSE(natural_less("1", "01"));
  CHECK_FALSE(natural_less("x", "x"));
}

TEST_CASE("digits compare as numbers of any length") {
  CHECK(compare_digits("9", "10") < 0);
  CHECK(compare_digits("010", "10") == 0);
  CHECK(compare_digits("100000000000000000001", "100000000000000000000") > 0);
}
