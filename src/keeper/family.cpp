#include "keeper/family.hpp"

#include <algorithm>
#include <csignal>

#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/process_tree.hpp"

namespace liftoff::keeper {

using std::chrono::milliseconds;

void Family::count(const posix::Ended& ended) {
  told_.erase(ended.pid);
  if (strangers_.erase(ended.pid) > 0) return;
  user_ += ended.user;
  system_ += ended.system;
  max_rss_ = std::max(max_rss_, ended.max_rss);
}

void Family::reap() {
  auto reaped = posix::reap_but(reaped_program_ ? 0 : program_);
  for (; reaped.child; reaped = posix::reap_but(reaped_program_ ? 0 : program_)) count(*reaped.child);
  program_ended_ = program_ended_ || reaped.spared_ended;
  // A process that has ended starts no others: that nobody else was there is final.
  alone_ = alone_ || reaped.alone;
}

const posix::Ended& Family::end_of_program() {
  if (!reaped_program_) {
    const auto ended = posix::reap_one(program_);
    if (ended) count(*ended);
    reaped_program_ = ended.value_or(posix::Ended{});
  }
  return *reaped_program_;
}

std::vector<int> Family::others() const {
  auto children = posix::own_children();
  std::erase_if(children, [&](int pid) { return is_program(pid) || strangers_.contains(pid); });
  return children;
}

bool Family::is_over() {
  if (!program_ended_ || !(alone_ || others().empty())) return false;
  end_of_program();
  return !strangers_.empty() || !posix::has_children();
}

void Family::signal_program(int signal) {
  if (!reaped_program_) posix::signal_child(program_, signal);
}

void Family::end_child(int pid) {
  posix::signal_child(pid, SIGTERM);
  posix::signal_child(pid, SIGCONT);
  told_.insert(pid);
}

std::vector<posix::ProcessInfo> Family::living() const {
  return posix::find_processes([me = posix::own_pid(), this](const posix::ProcessInfo& info) {
    return info.parent == me && !strangers_.contains(info.id.pid);
  });
}

void Family::end_others() {
  const bool whole_group = leads_group_ && program_ended_ && !reaped_program_;
  if (whole_group) {
    posix::signal_group(program_, SIGTERM);
    posix::signal_group(program_, SIGCONT);
  }
  for (const auto& info : living()) {
    if (is_program(info.id.pid)) continue;
    told_.insert(info.id.pid);
    if (whole_group && info.group == program_) continue;
    posix::signal_process(info.id, SIGTERM);
    posix::signal_process(info.id, SIGCONT);
  }
}

void Family::end_newcomers() {
  for (const int pid : others())
    if (!told_.contains(pid)) end_child(pid);
}

std::vector<posix::ProcessInfo> Family::kill_all() {
  const auto give_up = posix::monotonic_now() + milliseconds(5000);
  while (posix::monotonic_now() < give_up) {
    if (leads_group_ && !reaped_program_) posix::signal_group(program_, SIGKILL);
    if (!program_ended_) signal_program(SIGKILL);
    const auto children = others();
    for (const int pid : children) posix::signal_child(pid, SIGKILL);
    reap();
    if (is_over()) return {};
    const int next = !program_ended_ ? program_ : children.empty() ? 0 : children.front();
    if (next == 0) continue;
    const auto watched = posix::watch_child(next);
    posix::PollSet set;
    set.add(watched.get());
    if (watched) set.wait(give_up);
  }
  return living();
}

}  // namespace liftoff::keeper
