#pragma once
// A run's program and all that it started: this process's descendants, as it takes in orphans.
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "posix/children.hpp"
#include "posix/process.hpp"

namespace liftoff::keeper {

/// The program is reaped last: while it is not, nobody else has its number or that of the group that it leads.
class Family {
 public:
  /// `leads_group`: the program leads a process group. `strangers`: children of this process that it had before.
  Family(int program, bool leads_group, const std::vector<int>& strangers)
      : program_(program), leads_group_(leads_group), strangers_(strangers.begin(), strangers.end()) {}

  int program() const { return program_; }
  /// Reaps who has ended, but for the program.
  void reap();
  bool program_ended() const { return program_ended_; }
  /// Whether the program has ended and nothing else is left; then it is reaped.
  bool is_over();

  void signal_program(int signal);
  /// TERM to all but the program.
  void end_others();
  /// TERM to those who became children of this process since, orphans of others, say.
  void end_newcomers();
  /// KILL to all, until nothing is left. Gives up after five seconds and names who is still there: stuck in the kernel,
  /// another user's, or faster at starting others than this is at killing them.
  std::vector<posix::ProcessInfo> kill_all();

  /// How the program ended. Call after program_ended(); reaps it.
  const posix::Ended& end_of_program();
  /// Of all that was reaped: seconds, and bytes of the largest one.
  double user() const { return user_; }
  double system() const { return system_; }
  std::int64_t max_rss() const { return max_rss_; }

 private:
  bool is_program(int pid) const { return pid == program_ && !reaped_program_; }
  void count(const posix::Ended& ended);
  std::vector<int> others() const;
  void end_child(int pid);
  std::vector<posix::ProcessInfo> living() const;

  int program_;
  bool leads_group_;
  std::set<int> strangers_;
  std::set<int> told_;  ///< who was sent TERM, of those that are children of this process
  bool program_ended_ = false;
  bool alone_ = false;  ///< the program has ended, and there was nobody else
  std::optional<posix::Ended> reaped_program_;
  double user_ = 0, system_ = 0;
  std::int64_t max_rss_ = 0;
};

}  // namespace liftoff::keeper
