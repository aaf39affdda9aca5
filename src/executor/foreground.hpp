#pragma once
#include "executor/executor.hpp"
#include "keeper/keeper.hpp"
#include "resources/slots.hpp"

namespace liftoff::executor {

/// One run whose keeper is this process; the program has the terminal.
class ForegroundExecutor : public Executor {
 public:
  ForegroundExecutor(const keeper::KeeperContext& context, resources::SlotPool& pool, posix::SignalSource& signals)
      : context_(context), pool_(pool), signals_(signals) {}

  bool start(const keeper::RunOrder& order) override;
  Happening wait(std::optional<posix::MonotonicTime> deadline, bool want_slot) override;
  void release_idle() override {
    if (!order_) slot_.reset();
  }
  int active() const override { return order_ || stop_ ? 1 : 0; }
  void stop(int) override {}

 private:
  const keeper::KeeperContext& context_;
  resources::SlotPool& pool_;
  posix::SignalSource& signals_;
  std::optional<resources::Slot> slot_;
  std::optional<keeper::RunOrder> order_;
  std::optional<int> stop_;
};

}  // namespace liftoff::executor
