#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "failures/lines.hpp"

namespace liftoff::failures {

/// Who prints a traceback: launchers and loggers put something before each line ("[rank1]: ", a time), and several
/// programs may print at once. Pure.
class Speaker {
 public:
  /// Of the traceback whose header stands on line `header`, behind `before`.
  static Speaker of(const Lines& lines, std::size_t header, std::string_view before);

  /// What it says on a line; nothing where that is another's.
  std::optional<std::string_view> said(std::string_view line) const;
  /// "" of one that nothing is put before.
  const std::string& prefix() const { return prefix_; }

 private:
  std::string prefix_;
  bool numbers_vary_ = false;  ///< as those of times
};

}  // namespace liftoff::failures
