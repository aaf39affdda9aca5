#include "posix/signals.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "posix/capture.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/spawn.hpp"
#include "support.hpp"

using namespace liftoff::posix;
using namespace std::chrono_literals;

namespace {

/// How a shell script that this process starts ends.
std::string end_of(const std::string& script) {
  SpawnRequest request;
  request.argv = {"/bin/sh", "-c", script};
  request.environment = environment();
  const auto ended = reap_one(spawn(request).value()).value();
  return ended.signal ? signal_name(*ended.signal) : "exit " + std::to_string(ended.exit_code.value());
}

}  // namespace

TEST_CASE("signals have names") {
  CHECK(signal_name(SIGSEGV) == "SIGSEGV");
  CHECK(signal_name(40) == "SIG40");
}

TEST_CASE("what can't be waited for says so") {
  const auto told = in_child(
      [] {
        PollSet many;
        for (int fd = 0; fd < 8; ++fd) many.add(0);
        const rlimit none{4, 4};
        ::setrlimit(RLIMIT_NOFILE, &none);
        const auto events = liftoff::test::error_of([&] { many.wait(monotonic_now()); });
        const rlimit fewer{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &fewer);
        return events + "; " + liftoff::test::error_of([] { SignalSource source{SIGTERM}; });
      },
      30s);
  CHECK(told ==
        "cannot wait for events: Invalid argument; cannot wait for signals: Too many open files | too many "
        "open files: raise the limit with 'ulimit -n'");
}

TEST_CASE("signals are read from a descriptor, in a process that goes on") {
  const auto told = in_child(
      [] {
        SignalSource source{SIGTERM, SIGHUP};
        if (source.take()) return std::string("too early");
        ::kill(own_pid(), SIGTERM);
        PollSet set;
        set.add(source.fd());
        if (!set.wait(monotonic_now() + 30s)) return std::string("not told");
        const auto received = source.take();
        return signal_name(received->signal) + (received->from_terminal ? " from the terminal" : "") +
               (source.take() ? ", twice" : "");
      },
      60s);
  CHECK(told == "SIGTERM");
}

TEST_CASE("what is started has no signal blocked") {
  const auto ended = in_child(
      [] {
        const SignalSource source{SIGTERM};
        block({SIGUSR1});
        return end_of("kill -TERM $$") + " " + end_of("kill -USR1 $$");
      },
      60s);
  CHECK(ended == "SIGTERM SIGUSR1");
}

TEST_CASE("a hangup that is ignored stays ignored in what is started, all else has its default") {
  const auto ended = in_child(
      [] {
        ignore({SIGHUP, SIGUSR1, SIGINT});
        if (end_of("kill -USR1 $$") != "SIGUSR1" || end_of("kill -INT $$") != "SIGINT") return std::string("ignored");
        return std::string(is_ignored(SIGHUP) && !is_ignored(SIGTERM) ? "ignored " : "") + end_of("kill -HUP $$");
      },
      60s);
  CHECK(ended == "ignored exit 0");
}

TEST_CASE("a program begins with the signals as it wants them, whatever its caller left") {
  const auto told = in_child(
      [] {
        ::signal(SIGCHLD, SIG_IGN);
        ::signal(SIGINT, SIG_IGN);
        ::signal(SIGHUP, SIG_IGN);
        block({SIGTERM, SIGALRM});
        settle_signals();
        std::string ignored;
        for (int signal = 1; signal < NSIG; ++signal)
          if (is_ignored(signal) && signal < SIGRTMIN) ignored += signal_name(signal) + " ";
        for (const int signal : {SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR, SIGRTMIN + 5})
          ::raise(signal);
        sigset_t blocked;
        ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
        return ignored + (sigisemptyset(&blocked) ? "" : "blocked");
      },
      60s);
  CHECK(told == "SIGHUP SIGUSR1 SIGUSR2 SIGALRM SIGSTKFLT SIGVTALRM SIGPROF SIGPOLL SIGPWR ");
}

TEST_CASE("who catches a signal says the system") {
  const auto told = in_child(
      [] {
        ::signal(SIGUSR2, [](int) {});
        const int me = own_pid();
        return std::string(catches(me, SIGUSR2) ? "yes" : "no") + (catches(me, SIGUSR1) ? " yes" : " no") +
               (catches(0, SIGUSR2) ? " yes" : " no");
      },
      60s);
  CHECK(told == "yes no no");
}

TEST_CASE("a process ends by a signal even where it blocks or handles it") {
  const int pid = fork_process().value();
  if (pid == 0) {
    block({SIGINT});
    ::signal(SIGINT, [](int) {});
    die_by(SIGINT);
  }
  CHECK(reap_one(pid).value().signal == SIGINT);
}
