#include "text/glob.hpp"

#include <string>

#include <catch2/catch.hpp>

using liftoff::text::fits;

TEST_CASE("stars and question marks stand for others") {
  CHECK(fits("*.csv", ".csv"));
  CHECK(fits("a*b*c", "a-b-b-c"));
  CHECK(fits("?x*", "axe"));
  CHECK(fits("", ""));
  CHECK(fits("**", ""));
  CHECK_FALSE(fits("*.csv", "a.csv.gz"));
  CHECK_FALSE(fits("a?", "a"));
  CHECK_FALSE(fits("", "a"));
}

TEST_CASE("a pattern of many stars ends soon") {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "a*";
  CHECK_FALSE(fits(pattern + "b", std::string(5000, 'a')));
}
