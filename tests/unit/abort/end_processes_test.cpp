#include "abort/end_processes.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>

using namespace liftoff;
using std::chrono::milliseconds;

namespace {

/// A process that waits for signals.
class Child {
 public:
  explicit Child(void (*on_term)(int)) {
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::signal(SIGTERM, on_term);
      if (::write(ready[1], "r", 1) != 1) ::_exit(1);
      for (;;) ::pause();
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    ::close(ready[0]);
    ::close(ready[1]);
  }
  ~Child() {
    ::kill(pid_, SIGKILL);
    ended_by();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  posix::ProcessId id() const { return posix::process_info(pid_).value().id; }
  int ended_by() {
    int status = 0;
    if (::waitpid(pid_, &status, 0) == pid_ && WIFSIGNALED(status)) signal_ = WTERMSIG(status);
    return signal_;
  }

 private:
  int pid_ = 0, signal_ = 0;
};

}  // namespace

TEST_CASE("processes are told to end, and killed where they don't") {
  Child polite(SIG_DFL), deaf(SIG_IGN);
  std::vector<posix::ProcessInfo> survivors;
  CHECK(abort::end_each({polite.id(), deaf.id()}, milliseconds(200), survivors) == 2);
  CHECK(survivors.empty());
  CHECK(polite.ended_by() == SIGTERM);
  CHECK(deaf.ended_by() == SIGKILL);
}

TEST_CASE("a process whose number another one has now is none of them") {
  std::vector<posix::ProcessInfo> survivors;
  CHECK(abort::end_each({{posix::self().pid, 1}}, milliseconds(200), survivors) == 0);
  CHECK(survivors.empty());
}
