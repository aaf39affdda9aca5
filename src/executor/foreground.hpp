#pragma once
#include "executor/executor.hpp"
#include "keeper/keep_run.hpp"
#include "resources/slots.hpp"

namespace liftoff::executor {

/// One run whose keeper is this process; the program has the terminal.
class ForegroundExecutor : public Executor {
 public:
  /// `signals` delivers SIGCHLD and what is to interrupt the launch.
  ForegroundExecutor(const keeper::OpenContext& opened, resources::SlotPool& pool, posix::SignalSource& signals)
      : pool_(pool), signals_(signals), keeper_{opened, {}, signals, starter_} {}

  bool start(const keeper::RunOrder& order) override;
  Happening wait(std::optional<posix::MonotonicTime> deadline, bool want_slot) override;
  void release_idle() override {
    if (!order_) slot_.reset();
  }
  int active() const override { return order_ || keeper_.stop || finished_ ? 1 : 0; }
  bool stop(int) override { return false; }

 private:
  Finished keep(const keeper::RunOrder& order);

  resources::SlotPool& pool_;
  posix::SignalSource& signals_;
  keeper::SpawnStarter starter_;
  keeper::Keeper keeper_;
  std::optional<resources::Slot> slot_;
  std::optional<keeper::RunOrder> order_;
  std::optional<Finished> finished_;  ///< not told yet
};

}  // namespace liftoff::executor
