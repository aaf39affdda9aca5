#pragma once
// Signals: names, being told of them, ending by one.
#include <initializer_list>
#include <optional>
#include <string>

#include <liftoff/export.hpp>

#include "posix/fd.hpp"

namespace liftoff::posix {

/// "SIGSEGV"; "SIG40" for one without a name.
std::string signal_name(int signal);

/// Whether the process was started with this signal ignored, as nohup(1) does with SIGHUP.
bool is_ignored(int signal);
void block(std::initializer_list<int> signals);

struct ReceivedSignal {
  int signal = 0;
  bool from_terminal = false;  ///< the kernel sent it (Ctrl-C), to the whole foreground group
};

/// Blocks these signals and reads them from a descriptor instead. What spawn() starts has none blocked.
class SignalSource {
 public:
  LIFTOFF_TOOLS_API explicit SignalSource(std::initializer_list<int> signals);
  int fd() const { return fd_.get(); }
  /// The next pending one; does not wait.
  LIFTOFF_TOOLS_API std::optional<ReceivedSignal> take();

 private:
  Fd fd_;
};

/// Ends this process by the signal, so that a shell sees what happened.
[[noreturn]] LIFTOFF_TOOLS_API void die_by(int signal);

}  // namespace liftoff::posix
