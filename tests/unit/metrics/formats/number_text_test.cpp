#include "metrics/formats/number_text.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using liftoff::metrics::number_of_text;

TEST_CASE("texts that are numbers") {
  CHECK(number_of_text(" 1e-3\t") == 0.001);
  CHECK(number_of_text("True") == 1);
  CHECK(number_of_text("[0.9, 0.5]") == 0.5);
  CHECK(number_of_text("[0.9 ]") == 0.9);
  CHECK(number_of_text("-inf") == -HUGE_VAL);
  CHECK(std::isnan(number_of_text("nan").value()));
  for (const char* none : {"", " ", "1 2", "0x10", "1,5", "[]", "a", "3%"}) CHECK_FALSE(number_of_text(none));
}

TEST_CASE("a comma for the point, where that is the custom") {
  CHECK(number_of_text("0,5", true) == 0.5);
  CHECK(number_of_text("0.5", true) == 0.5);
  CHECK_FALSE(number_of_text("1.000,5", true));
  CHECK_FALSE(number_of_text("1,000,000", true));
}
