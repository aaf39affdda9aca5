#pragma once
// The one exception of the suite, and the exit statuses it maps to.
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <liftoff/export.hpp>

namespace liftoff {

/// Exit statuses shared by the five programs. A program ended by signal n exits with 128+n.
enum class ExitCode : int {
  Done = 0,    ///< also: nothing to do
  Failed = 1,  ///< runs crashed, something survived an abort, nothing matched
  Usage = 2,   ///< wrong options or a wrong configuration file
  System = 3,  ///< the system refused: I/O, permissions, space, processes
};

/// A failure that ends what was asked for. Outcomes that can be expected (a busy lock, an absent
/// file, a crashed run) are values instead. `message` reads "where: what"; `hint` says what to do.
class LIFTOFF_API Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

  ExitCode code() const noexcept { return code_; }
  const std::string& hint() const noexcept { return hint_; }

  /// The same failure with "context: " in front of the message.
  Error within(std::string_view context) const { return {code_, std::string(context) + ": " + what(), hint_}; }

 private:
  ExitCode code_;
  std::string hint_;
};

inline Error usage_error(const std::string& message, std::string hint = {}) {
  return {ExitCode::Usage, message, std::move(hint)};
}

inline Error system_error(const std::string& message, std::string hint = {}) {
  return {ExitCode::System, message, std::move(hint)};
}

}  // namespace liftoff
