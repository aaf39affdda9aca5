#include "metrics/spread.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

TEST_CASE("spreads") {
  Spread spread;
  for (const double value : {1e9 + 1, 1e9 + 2, 1e9 + 3}) spread.add(value);
  CHECK(spread.mean() == 1e9 + 2);
  CHECK(spread.deviation() == Approx(1));
  CHECK(spread.least() == 1e9 + 1);
  CHECK(spread.greatest() == 1e9 + 3);
  CHECK(Spread{}.deviation() == 0);
}

TEST_CASE("two spreads together are that of all values") {
  const double inf = std::numeric_limits<double>::infinity();
  for (const auto& values : std::vector<std::vector<double>>{{1e9 + 1, 1e9 + 2, 1e9 + 6}, {3}, {}, {1, -inf, 2}}) {
    for (std::size_t cut = 0; cut <= values.size(); ++cut) {
      Spread all, first, second;
      for (std::size_t i = 0; i < values.size(); ++i) {
        all.add(values[i]);
        (i < cut ? first : second).add(values[i]);
      }
      first.add(second);
      CHECK(first.count() == all.count());
      CHECK(first.mean() == Approx(all.mean()));
      CHECK(first.least() == all.least());
      CHECK(first.greatest() == all.greatest());
      if (std::isnan(all.deviation())) CHECK(std::isnan(first.deviation()));
      else CHECK(first.deviation() == Approx(all.deviation()));
    }
  }
}

TEST_CASE("infinities and NaN in any order give what adding them gives") {
  const double inf = std::numeric_limits<double>::infinity();
  const auto spread_of = [](std::vector<double> values) {
    Spread spread;
    for (const double value : values) spread.add(value);
    return spread;
  };
  for (const auto& values : std::vector<std::vector<double>>{{1, inf, 3}, {inf, 1, 3}, {1, 3, inf}, {inf, inf, 1}}) {
    CHECK(spread_of(values).mean() == inf);
    CHECK(std::isnan(spread_of(values).deviation()));
    CHECK(spread_of(values).least() == 1);
  }
  CHECK(std::isnan(spread_of({inf, -inf}).mean()));
  CHECK(std::isnan(spread_of({1, std::nan(""), 2}).mean()));
}
