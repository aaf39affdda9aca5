#include "status/estimate.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::status;

namespace {

/// Ten-second runs in two slots, of which so many are in use just now.
Look look_with(std::int64_t running, int told_slots) {
  Look look;
  look.summary.alive = look.launching = true;
  look.summary.running = running;
  look.summary.waiting = 10;
  for (int pair = 0; pair < 5; ++pair)
    for (int run = 0; run < 2; ++run) look.times.add_times(1000 + 10 * pair, 1010 + 10 * pair);
  look.running_since.assign(static_cast<std::size_t>(running), 1050);
  if (told_slots > 0) look.launchers.emplace_back().slots = told_slots;
  return look;
}

double left(Look look) {
  estimate(look, 1050);
  return *look.summary.time_left;
}

}  // namespace

TEST_CASE("the time left does not double in the moment in which a run has ended and the next has not begun") {
  CHECK(left(look_with(2, 2)) == Approx(60));
  CHECK(left(look_with(1, 2)) == Approx(60));
  CHECK(left(look_with(0, 2)) == Approx(50));
}

TEST_CASE("launchers that do not say how many slots they have are taken at what they used") {
  CHECK(left(look_with(2, 0)) == Approx(60));
  CHECK(left(look_with(1, 0)) == Approx(60));
}
