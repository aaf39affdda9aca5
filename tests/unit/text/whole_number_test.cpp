#include "text/whole_number.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using liftoff::text::whole_number;

TEST_CASE("numbers become the whole one below, or the nearest that fits") {
  CHECK(whole_number(1524936339.75) == 1524936339);
  CHECK(whole_number(-0.5) == -1);
  CHECK(whole_number(-2) == -2);
  for (const double huge : {1e19, 1e300, std::numeric_limits<double>::infinity()}) {
    CHECK(whole_number(huge) == 9'200'000'000'000'000'000);
    CHECK(whole_number(-huge) == -9'200'000'000'000'000'000);
  }
  CHECK(whole_number(std::nan("")) == 0);
}
