#pragma once
#include <cstdint>
#include <list>
#include <memory>

#include "executor/executor.hpp"
#include "keeper/keeper.hpp"
#include "keeper/messages.hpp"
#include "posix/poll.hpp"
#include "posix/signals.hpp"
#include "resources/slots.hpp"

namespace liftoff::executor {

/// Keepers on this machine, one for each slot in use: forked from the launcher, which they outlive where runs are
/// detached. A keeper serves its slot run after run.
class LocalExecutor : public Executor {
 public:
  /// `signals` delivers SIGCHLD and what is to interrupt the launch. `launcher_lock` is a descriptor that keepers close
  /// (-1: none): a lock that is the launcher's must not outlive it in them.
  LocalExecutor(const keeper::OpenContext& opened, resources::SlotPool& pool, posix::SignalSource& signals,
                int launcher_lock);
  ~LocalExecutor() override;

  bool start(const keeper::RunOrder& order) override;
  Happening wait(std::optional<posix::MonotonicTime> deadline, bool want_slot) override;
  void release_idle() override;
  int active() const override;
  bool stop(int signal) override;

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
  std::optional<Finished> first_report(const posix::PollSet& set, std::size_t position);
  std::optional<Interrupted> interruption();
  std::optional<Finished> receive_report(std::list<Keeper>::iterator keeper);
  bool holds_all() const;
  int load_of(const std::optional<std::string>& gpu) const;

  const keeper::OpenContext& opened_;
  resources::SlotPool& pool_;
  posix::SignalSource& signals_;
  int launcher_lock_;
  std::list<Keeper> keepers_;
  std::uint64_t limit_;   ///< of descriptors, which programs have: this process takes what it can get
  bool refused_ = false;  ///< the system refused a process or a descriptor; tried again once something has ended
};

}  // namespace liftoff::executor
