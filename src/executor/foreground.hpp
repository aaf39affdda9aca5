#pragma once
#include "executor/executor.hpp"
#include "keeper/keeper.hpp"
#include "resources/slots.hpp"

namespace liftoff {

/// One run whose keeper is this process; the program has the terminal.
class ForegroundExecutor : public Executor {
 public:
  ForegroundExecutor(const KeeperContext& context, SlotPool& pool, posix::SignalSource& signals)
      : context_(context), pool_(pool), signals_(signals) {}

  bool start(const RunOrder& order) override;
  Happening wait(std::optional<posix::MonotonicTime> deadline, bool want_slot) override;
  void release_idle() override {
    if (!order_) slot_.reset();
  }
  int active() const override { return order_ || stop_ ? 1 : 0; }
  void stop(int) override {}

 private:
  const KeeperContext& context_;
  SlotPool& pool_;
  posix::SignalSource& signals_;
  std::optional<Slot> slot_;
  std::optional<RunOrder> order_;
  std::optional<int> stop_;
};

}  // namespace liftoff
