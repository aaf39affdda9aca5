#pragma once
// The owner of a file descriptor.
#include <utility>

#include <liftoff/export.hpp>

namespace liftoff::posix {

/// The descriptor value that stands for the working directory (AT_FDCWD).
int here() noexcept;

/// Owns one file descriptor; -1 is none.
class Fd {
 public:
  Fd() noexcept = default;
  explicit Fd(int fd) noexcept : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) reset(std::exchange(other.fd_, -1));
    return *this;
  }
  ~Fd() { reset(); }

  int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ >= 0; }
  int release() noexcept { return std::exchange(fd_, -1); }
  LIFTOFF_TOOLS_API void reset(int fd = -1) noexcept;

 private:
  int fd_ = -1;
};

}  // namespace liftoff::posix
