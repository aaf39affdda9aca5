#pragma once
// What calls to the system give: what was asked for, or why it can't be had.
#include <optional>
#include <string_view>
#include <utility>

#include "posix/error.hpp"
#include "posix/fd.hpp"

namespace liftoff::posix {

/// True where it worked; otherwise it holds the error.
class Outcome {
 public:
  Outcome() noexcept = default;
  Outcome(SystemError error) noexcept : error_(error) {}

  explicit operator bool() const noexcept { return error_ == SystemError{}; }
  SystemError error() const noexcept { return error_; }
  /// fail() where it did not work.
  void or_fail(std::string_view action, std::string_view path) const {
    if (!*this) fail(action, path, error_);
  }

 private:
  SystemError error_;
};

/// A value, or the error that stands for it.
template <class Value> class Result : public std::optional<Value> {
 public:
  Result(Value value) : std::optional<Value>(std::move(value)) {}
  Result(SystemError error) noexcept : error_(error) {}

  /// Zero where there is a value.
  SystemError error() const noexcept { return error_; }
  /// The value; fail() where there is none.
  Value or_fail(std::string_view action, std::string_view path) && {
    if (!*this) fail(action, path, error_);
    return *std::move(*this);
  }

 private:
  SystemError error_;
};

/// A descriptor that knows, where it is none, why it was not opened. It can be taken as an Fd.
class Opened : public Fd {
 public:
  Opened() noexcept = default;
  Opened(Fd fd) noexcept : Fd(std::move(fd)) {}
  Opened(SystemError error) noexcept : error_(error) {}

  /// Zero where it was opened.
  SystemError error() const noexcept { return error_; }
  /// The descriptor; fail() where there is none.
  Fd or_fail(std::string_view action, std::string_view path) && {
    if (!*this) fail(action, path, error_);
    return std::move(*this);
  }

 private:
  SystemError error_;
};

}  // namespace liftoff::posix
