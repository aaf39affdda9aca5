#pragma once
// A terminal whose keys are read one by one and not shown.
#include <optional>
#include <string>

#include <liftoff/export.hpp>

namespace liftoff::posix {

/// Between start() and stop() (or its end), keys on `fd` come singly and without echo; Ctrl-C still is a signal.
/// Does nothing where `fd` is no terminal, or belongs to another process group (a job in the background).
class Keyboard {
 public:
  LIFTOFF_TOOLS_API explicit Keyboard(int fd);
  ~Keyboard() { stop(); }
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  LIFTOFF_TOOLS_API void start();
  LIFTOFF_TOOLS_API void stop() noexcept;
  /// To wait on; -1 where there is no keyboard.
  int fd() const { return saved_.empty() ? -1 : fd_; }
  /// The next key; nothing where none is pressed. At the end of input fd() becomes -1.
  LIFTOFF_TOOLS_API std::optional<char> take();

 private:
  int fd_;
  std::string saved_;  // the terminal's settings as they were
};

/// Stops this process as Ctrl-Z does; returns when it is continued.
LIFTOFF_TOOLS_API void stop_here();

}  // namespace liftoff::posix
