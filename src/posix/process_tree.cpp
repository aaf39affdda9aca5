#include "posix/process_tree.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <unordered_map>
#include <unordered_set>

#include "posix/poll.hpp"

namespace liftoff::posix {

namespace {

using std::chrono::milliseconds;

/// A process in hand: nobody else can get its number while the pidfd is open and it was checked after opening.
struct Caught {
  ProcessId id;
  Fd fd;
  bool refused = false;  ///< may not be signalled
};

bool has_ended(const Caught& caught) {
  PollSet set;
  set.add(caught.fd.get());
  return set.wait(monotonic_now());
}

class Hunt {
 public:
  explicit Hunt(const Belongs& belongs) : belongs_(belongs) {}

  /// Stops what belongs until a look finds nothing new. Whether there was anything new at all.
  bool catch_all() {
    bool any = false;
    while (catch_new()) any = true;
    return any;
  }

  void signal_all(int signal) {
    for (auto& one : caught_) send(one, signal);
  }

  void wait(milliseconds limit) const {
    const auto deadline = monotonic_now() + limit;
    for (const auto& one : caught_) {
      if (one.refused) continue;
      PollSet set;
      set.add(one.fd.get());
      if (!set.wait(deadline)) return;
    }
  }

  int found() const { return static_cast<int>(caught_.size()); }
  std::vector<ProcessId> alive() const {
    std::vector<ProcessId> ids;
    for (const auto& one : caught_)
      if (!has_ended(one)) ids.push_back(one.id);
    return ids;
  }

 private:
  static void send(Caught& one, int signal) {
    if (::syscall(SYS_pidfd_send_signal, one.fd.get(), signal, nullptr, 0) != 0 && errno == EPERM) one.refused = true;
  }

  bool catch_new() {
    bool any = false;
    for (const auto& info : find_processes(belongs_)) {
      const bool known = std::any_of(caught_.begin(), caught_.end(), [&](const Caught& c) { return c.id == info.id; });
      if (known) continue;
      Caught one{info.id, watch(info.id)};
      if (!one.fd) continue;
      send(one, SIGSTOP);
      caught_.push_back(std::move(one));
      any = true;
    }
    return any;
  }

  const Belongs& belongs_;
  std::vector<Caught> caught_;
};

}  // namespace

std::vector<ProcessInfo> find_processes(const Belongs& belongs) {
  std::vector<ProcessInfo> all;
  for (const int pid : all_processes()) {
    if (pid == ::getpid()) continue;
    if (auto info = process_info(pid); info && info->state != 'Z' && info->state != 'X') all.push_back(*info);
  }
  std::unordered_set<int> members;
  for (const auto& info : all)
    if (belongs(info)) members.insert(info.id.pid);
  for (bool grown = !members.empty(); grown;) {
    grown = false;
    for (const auto& info : all)
      if (members.contains(info.parent) && members.insert(info.id.pid).second) grown = true;
  }
  std::erase_if(all, [&](const ProcessInfo& info) { return !members.contains(info.id.pid); });
  return all;
}

Belongs child_of(int pid) {
  return [pid](const ProcessInfo& info) { return info.parent == pid; };
}

EndedTree end_processes(const Belongs& belongs, milliseconds grace) {
  Hunt hunt(belongs);
  if (!hunt.catch_all()) return {};
  const auto deadline = monotonic_now() + grace;
  do {
    hunt.signal_all(SIGTERM);
    hunt.signal_all(SIGCONT);
    hunt.wait(std::chrono::duration_cast<milliseconds>(deadline - monotonic_now()));
  } while (hunt.alive().empty() && monotonic_now() < deadline && hunt.catch_all());

  constexpr milliseconds until_stuck{5000};  // SIGKILL needs no time unless the kernel is stuck (device, network disk)
  hunt.catch_all();
  do {
    hunt.signal_all(SIGKILL);
    hunt.wait(until_stuck);
  } while (hunt.catch_all());
  return {hunt.found(), hunt.alive()};
}

}  // namespace liftoff::posix
