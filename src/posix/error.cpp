#include "posix/error.hpp"

#include <cerrno>
#include <cstring>

#include <liftoff/error.hpp>

namespace liftoff::posix {

namespace {

/// What posix/file.cpp gives where a pipe or a device stands in a file's place: opening for reading never fails so.
constexpr int not_a_file = ENOTBLK;

const char* hint_for(SystemError error) {
  switch (error.number()) {
    case ENOSPC: return "the disk is full: free some space and try again";
    case EDQUOT: return "your disk quota is used up: free some space and try again";
    case EROFS: return "the file system is mounted read-only";
    case EACCES:
    case EPERM: return "check the permissions of the folder";
    case EMFILE: return "too many open files: raise the limit with 'ulimit -n'";
    case ENFILE: return "the system has too many open files";
    case EAGAIN: return "too many processes: raise the limit with 'ulimit -u'";
    default: return "";
  }
}

}  // namespace

std::string SystemError::text() const {
  return number_ == not_a_file ? "It is not a regular file" : std::strerror(number_);
}

bool SystemError::is_absent() const noexcept { return number_ == ENOENT; }

bool SystemError::is_no_file() const noexcept {
  return number_ == ENOENT || number_ == ENOTDIR || number_ == ELOOP || number_ == not_a_file;
}

bool SystemError::is_shortage() const noexcept {
  return number_ == EAGAIN || number_ == ENOMEM || number_ == EMFILE || number_ == ENFILE;
}

bool SystemError::is_broken_pipe() const noexcept { return number_ == EPIPE; }

void fail(std::string_view action, std::string_view path, SystemError error) {
  throw system_error(std::string(action) + " " + std::string(path) + ": " + error.text(), hint_for(error));
}

}  // namespace liftoff::posix
