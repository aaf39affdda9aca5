#pragma once
// Why the system refused something.
#include <string>
#include <string_view>

#include <liftoff/export.hpp>

namespace liftoff::posix {

/// What a call to the system failed with (an errno); zero where it did not fail.
class SystemError {
 public:
  constexpr SystemError() noexcept = default;
  constexpr explicit SystemError(int number) noexcept : number_(number) {}

  constexpr int number() const noexcept { return number_; }
  /// In the system's words: "No such file or directory".
  LIFTOFF_TOOLS_API std::string text() const;
  /// Nothing has this name.
  bool is_absent() const noexcept;
  /// No file can be reached by this name: it is absent, a link, a device or pipe, or below something that is no folder.
  bool is_no_file() const noexcept;
  /// The system, or this user's limits, have no room for it now: processes, memory, descriptors.
  bool is_shortage() const noexcept;
  /// Nobody reads what was written any more.
  LIFTOFF_TOOLS_API bool is_broken_pipe() const noexcept;
  constexpr bool operator==(const SystemError&) const noexcept = default;

 private:
  int number_ = 0;
};

/// "<action> <path>: <text of the error>" as Error(System), with a hint for full disks, quotas, read-only file systems,
/// exhausted descriptors and missing permissions.
[[noreturn]] void fail(std::string_view action, std::string_view path, SystemError error);

}  // namespace liftoff::posix
