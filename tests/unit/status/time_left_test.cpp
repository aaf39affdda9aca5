#include "status/time_left.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <random>
#include <vector>

using namespace liftoff;
using namespace liftoff::status;

namespace {

/// A sweep whose runs are started in the slot that is free first: the moments at which they start and end are known.
struct Sweep {
  struct Span {
    double start, end;
  };
  std::vector<Span> runs;
  double end = 0;

  Sweep(const std::vector<double>& durations, std::size_t slots) {
    std::priority_queue<double, std::vector<double>, std::greater<>> free;
    for (std::size_t i = 0; i < slots; ++i) free.push(0);
    for (const double duration : durations) {
      const double start = free.top();
      free.pop();
      runs.push_back({start, start + duration});
      free.push(start + duration);
      end = std::max(end, start + duration);
    }
  }

  std::optional<double> estimated(double now, std::size_t slots) const {
    Durations ended;
    Workload workload{&ended, {}, 0, static_cast<std::int64_t>(slots)};
    for (const auto& run : runs) {
      if (run.end <= now) ended.add(run.end - run.start);
      else if (run.start <= now) workload.running.push_back(now - run.start);
      else ++workload.waiting;
    }
    return time_left(workload);
  }
};

}  // namespace

TEST_CASE("time left of equal runs is exact") {
  for (const std::size_t slots : {1u, 3u, 8u}) {
    const Sweep sweep(std::vector<double>(50, 10.0), slots);
    for (const double now : {10.0, 25.0, 43.5}) {
      if (now >= sweep.end) continue;
      CAPTURE(slots, now, sweep.end);
      CHECK(*sweep.estimated(now, slots) == Approx(sweep.end - now));
    }
  }
}

TEST_CASE("time left of runs of very different lengths is near the truth from a tenth of the sweep on") {
  std::mt19937 random(7);
  std::lognormal_distribution<double> length(3.0, 0.6);
  for (int round = 0; round < 20; ++round) {
    std::vector<double> durations(400);
    for (auto& duration : durations) duration = length(random);
    const Sweep sweep(durations, 8);
    for (const double part : {0.1, 0.3, 0.5, 0.8}) {
      const double now = part * sweep.end;
      CAPTURE(round, part, sweep.end);
      CHECK(*sweep.estimated(now, 8) == Approx(sweep.end - now).margin(0.2 * sweep.end));
    }
    CHECK(*sweep.estimated(0.5 * sweep.end, 8) == Approx(0.5 * sweep.end).epsilon(0.25));
  }
}

TEST_CASE("the last run is waited for, not divided among slots") {
  Durations ended;
  for (int i = 0; i < 4; ++i) ended.add(100);
  CHECK(*time_left({&ended, {40}, 0, 4}) == Approx(60));
  CHECK(*time_left({&ended, {40}, 1, 4}) == Approx(100));
}

TEST_CASE("time left is never negative, never nan, and absent where nothing is known") {
  Durations ended;
  CHECK_FALSE(time_left({&ended, {5}, 3, 2}));
  ended.add(10);
  CHECK_FALSE(time_left({&ended, {}, 0, 4}));
  for (const double elapsed : {-5.0, 0.0, 9.99, 10.0, 11.0, 1e9}) {
    const auto left = time_left({&ended, {elapsed}, 2, 0});
    REQUIRE(left);
    CHECK(std::isfinite(*left));
    CHECK(*left >= 0);
  }
}

TEST_CASE("a run that outlives its mean is measured by those that took longer") {
  Durations ended;
  for (int i = 0; i < 9; ++i) ended.add(10);
  ended.add(1000);
  CHECK(ended.mean() == Approx(109));
  CHECK(ended.remaining(0) == Approx(109));
  CHECK(ended.remaining(500) == Approx(500));
  CHECK(ended.remaining(2200) == Approx(200));
}

TEST_CASE("durations that cannot be are not taken") {
  Durations durations;
  durations.add(-1);
  durations.add(std::nan(""));
  durations.add(std::numeric_limits<double>::infinity());
  CHECK(durations.count() == 0);
  durations.add(0);
  durations.add(1e12);
  CHECK(durations.count() == 2);
}

TEST_CASE("busy time is a union that bridges pauses up to a minute") {
  BusyTime busy;
  busy.add(1000, 1010);
  busy.add(1005, 1030);
  CHECK(busy.total() == Approx(30));
  busy.add(1080, 1090);
  CHECK(busy.total() == Approx(90));
  busy.add(90000, 90010);
  CHECK(busy.total() == Approx(100));
  CHECK(busy.first() == 1000);
  CHECK(busy.last() == 90010);
  busy.add(500, 100000);
  CHECK(busy.total() == Approx(99500));
  CHECK(busy.spans().size() == 1);
  busy.add(0, 200000);
  busy.add(300000, 200000);
  CHECK(busy.total() == Approx(99500));
}

TEST_CASE("busy time does not depend on the order in which runs are added") {
  std::mt19937 random(3);
  std::vector<std::pair<double, double>> runs;
  for (int i = 0; i < 300; ++i) {
    const double start = 1000 + static_cast<double>(random() % 100000);
    runs.emplace_back(start, start + static_cast<double>(random() % 400));
  }
  BusyTime forwards;
  for (const auto& [from, to] : runs) forwards.add(from, to);
  std::shuffle(runs.begin(), runs.end(), random);
  BusyTime shuffled;
  for (const auto& [from, to] : runs) shuffled.add(from, to);
  CHECK(forwards.spans() == shuffled.spans());
}
