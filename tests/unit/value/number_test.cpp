#include "value/number.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "value/python_order.hpp"

using namespace liftoff;
using namespace liftoff::value;

namespace {

constexpr auto infinity = std::numeric_limits<double>::infinity();
constexpr auto least = std::numeric_limits<std::int64_t>::min(), greatest = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("numbers of all kinds stand in one order, and nothing is rounded") {
  // Each is less than the next, as Python says.
  const std::vector<Value> ascending{-infinity,
                                     -1e300,
                                     BigInteger{"-100000000000000000001"},
                                     -1e20,
                                     BigInteger{"-9223372036854775809"},
                                     least,
                                     -1.5,
                                     -1,
                                     -0.5,
                                     false,
                                     0.25,
                                     true,
                                     1.5,
                                     std::int64_t{9007199254740993},
                                     9007199254740994.0,
                                     greatest,
                                     9223372036854775808.0,
                                     BigInteger{"9223372036854775809"},
                                     1e20,
                                     BigInteger{"100000000000000000001"},
                                     1e300,
                                     infinity};
  for (std::size_t i = 0; i < ascending.size(); ++i)
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      INFO(i << " " << j);
      CHECK(python_order(ascending[i], ascending[j]) == (i < j ? -1 : i > j ? 1 : 0));
      CHECK(python_equal(ascending[i], ascending[j]) == (i == j));
    }
}

TEST_CASE("equal numbers of different kinds") {
  CHECK(python_order(1, 1.0) == 0);
  CHECK(python_order(true, 1.0) == 0);
  CHECK(python_order(0, -0.0) == 0);
  CHECK(python_order(BigInteger{"100000000000000000000"}, 1e20) == 0);
  CHECK(python_order(least, -9223372036854775808.0) == 0);
  CHECK(python_order(std::int64_t{9007199254740993}, 9007199254740992.0) == 1);
}

TEST_CASE("what has no order has none") {
  CHECK_FALSE(python_order(std::nan(""), 1));
  CHECK_FALSE(python_order(1, std::nan("")));
  CHECK_FALSE(python_order("1", 1));
  CHECK_FALSE(python_order({}, {}));
  CHECK_FALSE(python_order(List{1}, List{2}));
  CHECK(python_order("a", "b").value() < 0);
  CHECK(python_order("b", "a").value() > 0);
}

TEST_CASE("the nearest double") {
  CHECK(as_double(true) == 1.0);
  CHECK(as_double(-3) == -3.0);
  CHECK(as_double(BigInteger{"100000000000000000001"}) == 1e20);
  CHECK(as_double(0.1) == 0.1);
  CHECK_FALSE(as_double("1"));
  CHECK_FALSE(as_double({}));
}
