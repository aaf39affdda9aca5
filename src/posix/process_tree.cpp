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
  ProcessInfo info;
  Fd fd;
  bool refused = false;  ///< may not be signalled
  bool told = false;     ///< was sent TERM
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
    const auto give_up = monotonic_now() + patience;
    for (auto& one : caught_) send(one, SIGSTOP);
    bool any = false;
    while (catch_new()) {
      any = true;
      if (monotonic_now() >= give_up) {
        outran_ = true;
        break;
      }
    }
    return any;
  }

  /// TERM to those who belong to `whom` and were not told yet; all go on.
  void tell(const Belongs& whom) {
    for (auto& one : caught_)
      if (!one.told && whom(one.info)) {
        one.told = true;
        send(one, SIGTERM);
      }
    for (auto& one : caught_) send(one, SIGCONT);
  }

  void kill_all() {
    for (auto& one : caught_) send(one, SIGKILL);
  }

  /// Until those of `whom` have ended.
  void wait(MonotonicTime deadline, const Belongs& whom) const {
    for (const auto& one : caught_) {
      if (one.refused || !whom(one.info)) continue;
      PollSet set;
      set.add(one.fd.get());
      if (!set.wait(deadline)) return;
    }
  }

  bool outran() const { return outran_; }
  int found() const { return static_cast<int>(caught_.size()); }
  /// Those who live; where it was outrun, whom it saw last, too.
  std::vector<ProcessInfo> alive() const {
    std::vector<ProcessInfo> alive;
    for (const auto& one : caught_)
      if (!has_ended(one)) alive.push_back(one.info);
    if (outran_ && alive.empty() && !caught_.empty()) alive.push_back(caught_.back().info);
    return alive;
  }

  /// How long it is tried to catch up with those who start others faster than they can be stopped.
  static constexpr milliseconds patience{2000};

 private:
  static void send(Caught& one, int signal) {
    if (::syscall(SYS_pidfd_send_signal, one.fd.get(), signal, nullptr, 0) != 0 && errno == EPERM) one.refused = true;
  }

  bool catch_new() {
    bool any = false;
    for (auto& info : find_processes(belongs_)) {
      const bool known =
          std::any_of(caught_.begin(), caught_.end(), [&](const Caught& c) { return c.info.id == info.id; });
      if (known) continue;
      Caught one{info, watch(info.id)};
      if (!one.fd) continue;
      send(one, SIGSTOP);
      caught_.push_back(std::move(one));
      any = true;
    }
    return any;
  }

  const Belongs& belongs_;
  std::vector<Caught> caught_;
  bool outran_ = false;
};

bool anybody(const ProcessInfo&) { return true; }

}  // namespace

std::vector<ProcessInfo> live_processes() {
  std::vector<ProcessInfo> all;
  for (const int pid : all_processes()) {
    if (pid == ::getpid()) continue;
    if (auto info = process_info(pid); info && info->state != 'Z' && info->state != 'X') all.push_back(*info);
  }
  return all;
}

std::vector<ProcessInfo> find_processes(const Belongs& belongs) { return those_of(live_processes(), belongs); }

std::vector<ProcessInfo> those_of(std::vector<ProcessInfo> all, const Belongs& belongs) {
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

EndedTree end_processes(const Belongs& belongs, milliseconds grace, const Belongs& first) {
  Hunt hunt(belongs);
  if (!hunt.catch_all()) return {};
  const auto began = monotonic_now(), deadline = began + grace;
  if (first) {
    hunt.tell(first);
    hunt.wait(began + grace * 2 / 3, first);
    hunt.catch_all();
  }
  do {
    hunt.tell(anybody);
    hunt.wait(deadline, anybody);
  } while (!hunt.outran() && hunt.alive().empty() && monotonic_now() < deadline && hunt.catch_all());

  constexpr milliseconds until_stuck{5000};  // SIGKILL needs no time unless the kernel is stuck (device, network disk)
  const auto give_up = monotonic_now() + until_stuck;
  hunt.catch_all();
  do {
    hunt.kill_all();
    hunt.wait(monotonic_now() + until_stuck, anybody);
  } while (hunt.catch_all() && monotonic_now() < give_up);
  return {hunt.found(), hunt.alive()};
}

}  // namespace liftoff::posix
