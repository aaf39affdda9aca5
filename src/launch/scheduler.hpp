#pragma once
// The loop that runs what is to be run: start what fits, wait for one thing.
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <vector>

#include "launch/events.hpp"
#include "launch/run_queue.hpp"

namespace liftoff::launch {

struct LaunchPolicy {
  int retries = 0;
  std::optional<int> max_fails;
  bool runs_outlive = true;  ///< an interruption leaves runs to their keepers
};

class Scheduler {
 public:
  using Now = std::function<posix::MonotonicTime()>;
  Scheduler(executor::Executor& executor, RunQueue queue, LaunchPolicy policy, LaunchReporter& reporter, Now now);

  /// Returns when nothing is left to start and nothing runs, or, interrupted with detached runs, at once.
  LaunchEnded run();
  const Tally& tally() const { return tally_; }

 private:
  struct Delayed {
    posix::MonotonicTime due;
    keeper::RunOrder order;
    bool operator>(const Delayed& other) const { return due > other.due; }
  };
  struct History {
    int crashes = 0;
    int short_lives = 0;  ///< requeued attempts in a row that lived under 10 s
  };

  void start_what_fits();
  /// Whether a delayed run was due when it was last looked what is to start.
  bool rested() const;
  std::optional<keeper::RunOrder> next_ready() const;
  void drop_ready();
  bool something_left() const { return !stopping_ && (!queue_.empty() || !delayed_.empty()); }
  std::optional<posix::MonotonicTime> deadline() const;
  void settle(const executor::Finished& finished);
  void settle_end(const keeper::RunOrder& order, const std::optional<experiment::AttemptEnd>& end);
  void settle_unstarted(const keeper::RunOrder& order, keeper::LeftAlone why);
  void settle_refused(const keeper::RunOrder& order, const std::string& why);
  bool plan_again(const keeper::RunOrder& order, const std::optional<experiment::AttemptEnd>& end);
  void failed_for_good(bool lost);
  void stop(LaunchEnd how, std::string detail = {});
  bool interrupted(int signal);
  void emit(const LaunchEvent& event) { reporter_.on(event, tally_); }

  executor::Executor& executor_;
  RunQueue queue_;
  LaunchPolicy policy_;
  LaunchReporter& reporter_;
  Now now_;
  Tally tally_;
  std::priority_queue<Delayed, std::vector<Delayed>, std::greater<>> delayed_;
  std::map<std::pair<std::uint32_t, std::int32_t>, History> histories_;  ///< of runs that did not go well at once
  posix::MonotonicTime looked_{};  ///< one time for all that is decided at one look: the clock goes on meanwhile
  int refusals_in_a_row_ = 0;
  std::size_t interruptions_ = 0;
  bool stopping_ = false;
  bool wants_slot_ = false;
  LaunchEnded end_;
};

}  // namespace liftoff::launch
