#include "executor/local.hpp"

#include <algorithm>
#include <csignal>
#include <utility>

#include <liftoff/error.hpp>

#include "keeper/serve.hpp"
#include "keeper/signals.hpp"
#include "posix/own_process.hpp"
#include "posix/socket.hpp"
#include "posix/spawn.hpp"

namespace liftoff::executor {

LocalExecutor::LocalExecutor(const keeper::OpenContext& opened, resources::SlotPool& pool, posix::SignalSource& signals,
                             int launcher_lock)
    : opened_(opened),
      pool_(pool),
      signals_(signals),
      launcher_lock_(launcher_lock),
      limit_(posix::raise_descriptor_limit()) {}

LocalExecutor::~LocalExecutor() {
  // Keepers without a run go at once. They are waited for: as orphans they would stay zombies in a container whose
  // first process reaps nothing.
  const bool all_idle = active() == 0;
  for (auto& keeper : keepers_) keeper.socket.reset();
  if (!all_idle) return;
  for (const auto& keeper : keepers_) posix::reap_one(keeper.process.pid);
}

int LocalExecutor::active() const {
  return static_cast<int>(
      std::count_if(keepers_.begin(), keepers_.end(), [](const Keeper& k) { return k.order.has_value(); }));
}

bool LocalExecutor::holds_all() const { return static_cast<int>(keepers_.size()) >= pool_.size(); }

int LocalExecutor::load_of(const std::optional<std::string>& gpu) const {
  return static_cast<int>(
      std::count_if(keepers_.begin(), keepers_.end(), [&](const Keeper& k) { return k.order && k.place.gpu == gpu; }));
}

LocalExecutor::Keeper* LocalExecutor::idle_keeper() {
  Keeper* best = nullptr;
  for (auto& keeper : keepers_)
    if (!keeper.order && (!best || load_of(keeper.place.gpu) < load_of(best->place.gpu))) best = &keeper;
  return best;
}

void LocalExecutor::become_keeper(resources::Slot slot, posix::Fd socket) try {
  // Other keepers' sockets must close when the launcher goes, not when this process does.
  for (auto& keeper : keepers_) keeper.socket.reset();
  posix::Fd{launcher_lock_}.reset();
  posix::set_descriptor_limit(limit_);
  posix::close_inherited_descriptors();
  if (opened_.context.detached) {
    posix::lead_session();
    posix::close_standard_streams();
  } else if (!posix::die_with_parent(opened_.context.launcher)) {
    posix::exit_now(0);
  }
  slot.sign();
  keeper::serve(opened_, {slot.index, slot.gpu}, socket.get());
} catch (const std::exception&) {
  posix::exit_now(static_cast<int>(ExitCode::System));  // never back into the launcher's loop: there is one already
}

LocalExecutor::Keeper* LocalExecutor::new_keeper() {
  if (holds_all()) return nullptr;
  auto slot = pool_.try_acquire();
  if (!slot) return nullptr;
  auto [ours, theirs] = posix::socket_pair();
  const int pid = posix::fork_process().or_fail("cannot start", "a process");
  if (pid == 0) {
    ours.reset();
    become_keeper(std::move(*slot), std::move(theirs));
  }
  const auto info = posix::process_info(pid);
  keepers_.push_back(
      {info ? info->id : posix::ProcessId{pid, 0}, std::move(ours), {slot->index, slot->gpu}, std::nullopt});
  return &keepers_.back();
}

bool LocalExecutor::start(const keeper::RunOrder& order) try {
  const auto record = keeper::to_record(order);
  auto* keeper = idle_keeper();
  for (; keeper && !posix::send_record(keeper->socket.get(), record); keeper = idle_keeper())
    // It is gone and has not heard of the run, which is not lost with it.
    keepers_.remove_if([&](const Keeper& one) { return &one == keeper; });
  if (!keeper) {
    keeper = new_keeper();
    if (!keeper) return false;
    posix::send_record(keeper->socket.get(), record);
  }
  keeper->order = order;
  return true;
} catch (const Error&) {
  // No process, no descriptor: what runs will give some back.
  if (active() == 0) throw;
  refused_ = true;
  return false;
}

std::optional<Finished> LocalExecutor::receive_report(std::list<Keeper>::iterator keeper) {
  refused_ = false;
  std::string record;
  const auto received = posix::receive_record(keeper->socket.get(), record);
  if (received == posix::Received::Nothing) return std::nullopt;
  auto report = received == posix::Received::Record ? keeper::report_from(record) : std::nullopt;
  const auto order = std::exchange(keeper->order, std::nullopt);
  if (!report || report->retires) keepers_.erase(keeper);
  if (!order) return std::nullopt;
  if (!report) return Finished{*order, std::nullopt};
  return Finished{*order, std::move(report->result)};
}

std::optional<Finished> LocalExecutor::first_report(const posix::PollSet& set, std::size_t position) {
  for (auto keeper = keepers_.begin(); keeper != keepers_.end(); ++position) {
    const auto at = keeper++;
    if (!set.is_ready(position)) continue;
    if (auto finished = receive_report(at)) return finished;
  }
  return std::nullopt;
}

std::optional<Interrupted> LocalExecutor::interruption() {
  while (const auto received = signals_.take()) {
    if (keeper::is_for_programs(received->signal)) {
      stop(received->signal);
      continue;
    }
    if (received->signal != SIGCHLD) return Interrupted{received->signal};
    auto children = posix::Children::None;
    while (posix::reap(children)) {}
  }
  return std::nullopt;
}

Happening LocalExecutor::wait(std::optional<posix::MonotonicTime> deadline, bool want_slot) {
  // Do not wait for slots while the system refuses keepers: the wait would return at once, forever.
  const bool waits_for_others = want_slot && !holds_all() && !refused_;
  const auto others = waits_for_others ? pool_.watch() : std::vector<int>{};
  if (waits_for_others && pool_.has_free()) return Woken{};
  for (;;) {
    posix::PollSet set;
    set.add(signals_.fd());
    for (const int other : others) set.add(other);
    for (const auto& keeper : keepers_) set.add(keeper.socket.get());
    if (!set.wait(deadline)) return DeadlineReached{};
    // Ctrl-C tells the programs too: what it ended makes room for no other run.
    if (const auto interrupted = interruption()) return *interrupted;
    if (auto finished = first_report(set, 1 + others.size())) return std::move(*finished);
    for (std::size_t position = 1; position < 1 + others.size(); ++position)
      if (set.is_ready(position)) return Woken{};
  }
}

void LocalExecutor::release_idle() {
  std::erase_if(keepers_, [](const Keeper& keeper) { return !keeper.order; });
}

bool LocalExecutor::stop(int signal) {
  for (const auto& keeper : keepers_) posix::signal_process(keeper.process, signal);
  return active() > 0;
}

}  // namespace liftoff::executor
