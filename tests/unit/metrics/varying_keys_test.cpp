#include "metrics/varying_keys.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

namespace {

TableRow row(const ParameterNumbers& parameters, bool configured = true) {
  TableRow made;
  made.parameters = parameters;
  made.configured = configured;
  return made;
}

using Keys = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("keys vary by their values, or by missing somewhere") {
  CHECK(varying_keys({row({{0, 0}, {1, 1}}), row({{0, 0}, {1, 2}})}, 2) == Keys{1});
  CHECK(varying_keys({row({{0, 0}, {1, 1}}), row({{0, 0}})}, 2) == Keys{1});
  CHECK(varying_keys({row({{0, 0}, {1, 1}})}, 3).empty());
  CHECK(varying_keys({}, 3).empty());
}

TEST_CASE("a row whose configuration can't be read says nothing of what varies") {
  CHECK(varying_keys({row({{0, 0}}), row({}, false)}, 1).empty());
}
