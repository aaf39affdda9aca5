#include "metrics/short_names.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

TEST_CASE("names are as short as they can be told apart") {
  using Names = std::vector<std::string>;
  CHECK(short_names({}).empty());
  CHECK(short_names({"optim.lr", "seed"}) == Names{"lr", "seed"});
  CHECK(short_names({"a.lr", "b.lr", "c.d"}) == Names{"a.lr", "b.lr", "d"});
  CHECK(short_names({"x.a.lr", "y.a.lr", "b.lr"}) == Names{"x.a.lr", "y.a.lr", "b.lr"});
  CHECK(short_names({"lr", "optim.lr"}) == Names{"lr", "optim.lr"});
  CHECK(short_names({".lr", "lr"}) == Names{".lr", "lr"});
}
