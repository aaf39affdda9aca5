#include "report/significant.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using namespace liftoff::report;

TEST_CASE("numbers with the digits that mean something") {
  CHECK(number_text(300) == "300");
  CHECK(number_text(12345678901) == "12345678901");
  CHECK(number_text(0.123456789) == "0.12346");
  CHECK(number_text(1.23456e-7) == "1.2346e-07");
  CHECK(number_text(std::nan("")) == "nan");
  CHECK(spread_text(0.912345, 0.00451) == "0.9123 ± 0.0045");
  CHECK(spread_text(1234.5, 150) == "1234 ± 150");
  CHECK(spread_text(4.4, 1.0) == "4.4 ± 1.0");
  CHECK(spread_text(0.5, 0) == "0.5 ± 0");
  CHECK(spread_text(3.3e-7, 1.1e-8) == "3.3e-07 ± 1.1e-08");
  CHECK(spread_text(1.23456782, 1.4e-8) == "1.23456782 ± 1.4e-08");
  CHECK(spread_text(0, 1.4e-8) == "0 ± 1.4e-08");
  CHECK(spread_text(-std::nan(""), std::nan("")) == "nan");
  CHECK(spread_text(-HUGE_VAL, std::nan("")) == "-inf");
  CHECK(spread_text(1.5, HUGE_VAL) == "1.5 ± inf");
}
