#pragma once
// Signals: names, being told of them, what they do to this process, ending by one.
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "posix/fd.hpp"

namespace liftoff::posix {

/// "SIGSEGV"; "SIG40" for one without a name.
std::string signal_name(int signal);

/// Gives every signal its default and blocks none, whatever the caller left behind: the first thing that a program
/// does. SIGHUP stays ignored where it was (nohup(1)). Ignored from here on is what would end the process and is no
/// request to do so: SIGUSR1 and SIGUSR2, which schedulers send to everybody, timers, SIGPOLL, SIGPWR, SIGSTKFLT,
/// real-time signals.
LIFTOFF_TOOLS_API void settle_signals() noexcept;
/// Whether this process ignores the signal.
bool is_ignored(int signal);
void ignore(std::initializer_list<int> signals);
void block(std::initializer_list<int> signals);
/// Whether the process has a handler for the signal (SigCgt of /proc/PID/status). False where that can't be read.
bool catches(int pid, int signal);

struct ReceivedSignal {
  int signal = 0;
  bool from_terminal = false;  ///< the kernel sent it (Ctrl-C), to the whole foreground group
};

/// Blocks these signals and reads them from a descriptor instead. What spawn() starts has none blocked.
class SignalSource {
 public:
  LIFTOFF_TOOLS_API explicit SignalSource(const std::vector<int>& signals);
  SignalSource(std::initializer_list<int> signals) : SignalSource(std::vector<int>(signals)) {}
  int fd() const { return fd_.get(); }
  /// The next pending one; does not wait.
  LIFTOFF_TOOLS_API std::optional<ReceivedSignal> take();

 private:
  Fd fd_;
};

/// Ends this process by the signal, so that a shell sees what happened.
[[noreturn]] LIFTOFF_TOOLS_API void die_by(int signal);

}  // namespace liftoff::posix
