#pragma once
// A launch in which nothing runs, for the tests of the loop: its executor and its clock do what they are told.

#include <deque>
#include <stdexcept>

#include "launch/scheduler.hpp"

namespace liftoff::test {

using namespace liftoff::launch;

using Time = posix::MonotonicTime;

/// What came of an attempt; nothing: its keeper went without a word.
using Result = std::optional<keeper::RunResult>;

inline Result ended(experiment::Outcome outcome, double wall = 60,
                    experiment::Reason reason = experiment::Reason::Exit) {
  experiment::AttemptEnd end;
  end.outcome = outcome;
  end.reason = reason;
  end.wall = wall;
  return end;
}
inline Result left(keeper::LeftAlone why) { return why; }
inline Result refused(const std::string& why = "") { return keeper::Refused{why}; }
inline const auto success = ended(experiment::Outcome::Succeeded);
inline const auto crash = ended(experiment::Outcome::Crashed);
inline const Result lost = std::nullopt;

/// Runs nothing: what each attempt comes to, and what happens while the loop waits, is said beforehand.
class FakeExecutor : public executor::Executor {
 public:
  int slots = 1;
  std::chrono::milliseconds start_takes{0};
  std::function<Result(const keeper::RunOrder&, int attempt)> outcome = [](const keeper::RunOrder&, int) {
    return success;
  };
  std::map<std::size_t, executor::Happening> instead;  ///< happens at the n-th wait
  std::function<void(int signal)> on_stop;

  std::vector<keeper::RunOrder> started;
  std::vector<Time> started_at;
  std::vector<int> stops;
  std::size_t waits = 0;
  std::vector<bool> wanted_slot;
  int releases = 0;
  Time now{};

  bool start(const keeper::RunOrder& order) override {
    if (active() >= slots) return false;
    now += start_takes;
    running_.push_back(order);
    started.push_back(order);
    started_at.push_back(now);
    return true;
  }
  executor::Happening wait(std::optional<Time> deadline, bool want_slot) override {
    wanted_slot.push_back(want_slot);
    if (const auto it = instead.find(waits++); it != instead.end()) return it->second;
    if (running_.empty()) {
      if (!deadline) throw std::logic_error("the loop waits for nothing");
      now = std::max(now, *deadline);
      return executor::DeadlineReached{};
    }
    const auto order = running_.front();
    running_.pop_front();
    return executor::Finished{order, outcome(order, ++attempts_[{order.configuration, order.run_id}])};
  }
  void release_idle() override { ++releases; }
  int active() const override { return static_cast<int>(running_.size()); }
  bool stop(int signal) override {
    stops.push_back(signal);
    if (on_stop) on_stop(signal);
    return active() > 0;
  }

 private:
  std::deque<keeper::RunOrder> running_;
  std::map<std::pair<std::uint32_t, int>, int> attempts_;
};

class Recorder : public LaunchReporter {
 public:
  std::vector<RunEnded> ends;
  std::vector<RunPassedOver> passed_over;
  std::vector<keeper::RunOrder> begun;
  std::vector<RunRefused> refused;
  std::vector<std::string> notes;
  void on(const LaunchEvent& event, const Tally& tally) override {
    if (tally.running + tally.succeeded + tally.crashed + tally.lost + tally.passed_over > tally.to_do)
      throw std::logic_error("more runs than there are");
    if (const auto* end = std::get_if<RunEnded>(&event)) ends.push_back(*end);
    if (const auto* over = std::get_if<RunPassedOver>(&event)) passed_over.push_back(*over);
    if (const auto* began = std::get_if<RunBegan>(&event)) begun.push_back(began->order);
    if (const auto* refusal = std::get_if<RunRefused>(&event)) refused.push_back(*refusal);
    if (const auto* note = std::get_if<Noted>(&event)) notes.push_back(note->text);
  }
};

struct Launch {
  FakeExecutor executor;
  Recorder recorder;
  LaunchPolicy policy;
  Tally tally;
  LaunchEnded run(RunQueue queue) {
    Scheduler scheduler(executor, std::move(queue), policy, recorder, [this] { return executor.now; });
    const auto end = scheduler.run();
    tally = scheduler.tally();
    return end;
  }
  /// Seconds from the first start to each.
  std::vector<double> starts() const {
    std::vector<double> seconds;
    for (const auto at : executor.started_at)
      seconds.push_back(std::chrono::duration<double>(at - executor.started_at.front()).count());
    return seconds;
  }
};

inline std::vector<keeper::RunOrder> orders(std::initializer_list<std::pair<unsigned, int>> list) {
  std::vector<keeper::RunOrder> result;
  for (const auto& [configuration, run] : list) result.push_back({configuration, run});
  return result;
}

}  // namespace liftoff::test
