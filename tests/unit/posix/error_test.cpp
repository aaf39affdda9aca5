#include "posix/error.hpp"

#include <catch2/catch.hpp>

#include <cerrno>

#include <liftoff/error.hpp>

namespace liftoff::posix {

TEST_CASE("failures say what was tried and what helps") {
  const auto hint = [](int error) -> std::string {
    try {
      fail("cannot write", "x", SystemError{error});
    } catch (const Error& caught) {
      CHECK(caught.code() == ExitCode::System);
      CHECK(caught.what() == "cannot write x: " + SystemError{error}.text());
      return caught.hint();
    }
  };
  CHECK(hint(ENOSPC).find("disk is full") != std::string::npos);
  CHECK(hint(EROFS).find("read-only") != std::string::npos);
  CHECK(hint(EACCES).find("permissions") != std::string::npos);
  CHECK(hint(EDQUOT) == "your disk quota is used up: free some space and try again");
  CHECK(hint(EMFILE) == "too many open files: raise the limit with 'ulimit -n'");
  CHECK(hint(ENFILE) == "the system has too many open files");
  CHECK(hint(EAGAIN) == "too many processes: raise the limit with 'ulimit -u'");
  CHECK(hint(EIO).empty());
}

TEST_CASE("an error is asked what it means") {
  CHECK(SystemError{ENOENT}.is_absent());
  CHECK_FALSE(SystemError{ENOTDIR}.is_absent());
  CHECK_FALSE(SystemError{}.is_absent());
  for (const int number : {ENOENT, ENOTDIR, ELOOP}) CHECK(SystemError{number}.is_no_file());
  CHECK_FALSE(SystemError{EACCES}.is_no_file());
  CHECK(SystemError{EPIPE}.is_broken_pipe());
  CHECK(SystemError{EACCES}.text() == "Permission denied");
}

}  // namespace liftoff::posix
