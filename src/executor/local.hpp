#pragma once
#include <list>
#include <memory>

#include "executor/executor.hpp"
#include "keeper/keeper.hpp"
#include "posix/signals.hpp"
#include "resources/slots.hpp"

namespace liftoff::executor {

/// Keepers on this machine, one for each slot in use: forked from the launcher, which they outlive where runs are
/// detached. A keeper serves its slot run after run.
class LocalExecutor : public Executor {
 public:
  /// `signals` delivers SIGCHLD and what is to interrupt the launch.
  LocalExecutor(const keeper::KeeperContext& context, resources::SlotPool& pool, posix::SignalSource& signals);
  ~LocalExecutor() override;

  bool start(const keeper::RunOrder& order) override;
  Happening wait(std::optional<posix::MonotonicTime> deadline, bool want_slot) override;
  void release_idle() override;
  int active() const override;
  void stop(int signal) override;

 private:
  struct Keeper {
    posix::ProcessId process;
    posix::Fd socket;
    keeper::SlotPlace place;
    std::optional<keeper::RunOrder> order;
  };
  Keeper* idle_keeper();
  Keeper* new_keeper();
  [[noreturn]] void become_keeper(resources::Slot slot, posix::Fd socket);
  std::optional<Finished> take_report(std::list<Keeper>::iterator keeper);
  bool holds_all() const;
  int load_of(const std::optional<std::string>& gpu) const;

  const keeper::KeeperContext& context_;
  resources::SlotPool& pool_;
  posix::SignalSource& signals_;
  std::list<Keeper> keepers_;
  bool cannot_fork_ = false;  ///< the system refused a process; tried again once something has ended
};

}  // namespace liftoff::executor
