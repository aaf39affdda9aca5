#include "report/launch_progress.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::report;

namespace {

/// A launch whose clock is turned by hand.
struct Launch {
  LaunchProgress progress;
  launch::Tally tally;
  posix::MonotonicTime start{}, now = start;

  Launch(int slots, std::size_t to_do) {
    launch::LaunchBegan began;
    began.slots = slots;
    tally.to_do = to_do;
    progress.on(began, now);
  }
  void at(double seconds) {
    now = start + std::chrono::duration_cast<posix::MonotonicTime::duration>(std::chrono::duration<double>(seconds));
  }
  void begin(std::uint32_t run) {
    ++tally.running;
    progress.on(launch::RunBegan{{run, 0}}, now);
  }
  void end(std::uint32_t run, double wall, bool lost = false) {
    --tally.running;
    ++(lost ? tally.lost : tally.succeeded);
    launch::RunEnded ended;
    ended.order = {run, 0};
    if (!lost) ended.end.emplace().wall = wall;
    progress.on(ended, now);
  }
  std::optional<double> left() const { return progress.time_left(tally, now); }
};

}  // namespace

TEST_CASE("the time left follows from what runs took and have taken") {
  Launch launch(2, 6);
  CHECK_FALSE(launch.left());
  launch.begin(0);
  launch.begin(1);
  launch.at(5);
  CHECK_FALSE(launch.left());  // nothing has ended
  launch.at(10);
  launch.end(0, 10);
  launch.end(1, 10);
  launch.begin(2);
  launch.begin(3);
  CHECK(*launch.left() == Approx(20));  // two that run, then two that wait
  launch.at(14);
  CHECK(*launch.left() == Approx(16));
  launch.at(20);
  launch.end(2, 10);
  launch.end(3, 10);
  launch.begin(4);
  launch.begin(5);
  CHECK(*launch.left() == Approx(10));
  launch.at(30);
  launch.end(4, 10);
  launch.end(5, 10);
  CHECK_FALSE(launch.left());
}

TEST_CASE("a lost run says nothing of how long runs take, one that others keep does not run") {
  Launch launch(2, 4);
  launch.begin(0);
  launch.begin(1);
  launch.end(0, 0, true);
  CHECK_FALSE(launch.left());
  launch.at(10);
  launch.end(1, 10);
  launch.begin(2);
  launch.at(15);
  CHECK(*launch.left() == Approx(10));  // 5 more, and beside it 10 for the last
  launch::RunPassedOver passed_over;
  passed_over.order = {2, 0};
  --launch.tally.running;
  ++launch.tally.passed_over;
  launch.progress.on(passed_over, launch.now);
  CHECK(*launch.left() == Approx(10));
  launch.at(18);
  CHECK(*launch.left() == Approx(10));
}
