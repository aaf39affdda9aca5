#include "failures/cause.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::failures;

namespace {

experiment::AttemptEnd ended(experiment::Reason reason, std::optional<int> exit_code, std::optional<int> signal = {},
                             const char* detail = "") {
  experiment::AttemptEnd end;
  end.outcome = experiment::Outcome::Crashed;
  end.reason = reason;
  end.exit_code = exit_code;
  end.signal = signal;
  end.detail = detail;
  return end;
}

const char* const trace =
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in run\n    f()\nKeyError: 'lr'\n";

}  // namespace

TEST_CASE("causes of failures") {
  CHECK(cause_of({false, "", std::nullopt, trace}).message == "KeyError: 'lr'");
  CHECK(cause_of({false, "", std::nullopt, ""}).message == "crashed without a message");
  CHECK(cause_of({false, "", std::nullopt, "train.sh: line 3: foo: command not found\n"}).message ==
        "train.sh: line #: foo: command not found");
  CHECK(cause_of({false, "", std::nullopt, "", false}).message == "its output cannot be read");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 3), "", false}).message == "exit code 3");
  CHECK(cause_of({false, "", std::nullopt, "x\nKilled\n"}).message == "out of memory (host)");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 1), trace}).message == "KeyError: 'lr'");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 3), "bye\n"}).message == "bye (exit code 3)");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 137), "run.sh: line 1: 7 Killed  python\nbye\n"}).kind ==
        "out_of_memory");
  CHECK(cause_of({false, "", ended(experiment::Reason::Signal, {}, 11), trace}).message == "signal 11 (SIGSEGV)");
  CHECK(cause_of({false, "", ended(experiment::Reason::Signal, {}, 9), ""}).message == "signal 9 (SIGKILL)");
  CHECK(cause_of({false, "", ended(experiment::Reason::Signal, {}, 9, "out of memory"), ""}).message ==
        "out of memory (host)");
  CHECK(cause_of({false, "", ended(experiment::Reason::Signal, {}, 6),
                  "terminate called after throwing an instance of 'std::bad_alloc'\n"})
            .kind == "out_of_memory");
  CHECK(cause_of({false, "", ended(experiment::Reason::Timeout, {}, 15), trace}).message == "timed out");
  CHECK(cause_of({false, "", ended(experiment::Reason::Aborted, {}, 15), ""}).kind == "aborted");
  CHECK(cause_of({true, "its keeper (process 123) is gone", {}, trace}).message ==
        "lost: its keeper (process #) is gone");
  CHECK(cause_of({false, "", ended(experiment::Reason::Terminated, {}, 15), ""}).message ==
        "terminated: its keeper was told to stop");
  CHECK(
      cause_of({false, "", ended(experiment::Reason::CannotStart, {}, {}, "/bin/x: Permission denied"), ""}).message ==
      "could not be started: <path>: Permission denied");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 1), "RuntimeError: CUDA out of memory\n"}).message ==
        "out of memory (CUDA)");
}

TEST_CASE("what was printed to out is read where err tells of no exception") {
  int reads = 0;
  const auto cause = [&](const char* err, const char* out) {
    const std::function<std::string()> read = [&reads, out] {
      ++reads;
      return std::string(out);
    };
    return cause_of({false, "", ended(experiment::Reason::Exit, 1), err, true, read});
  };
  CHECK(cause("warming up\n", trace).message == "KeyError: 'lr'");
  CHECK(cause("warming up\n", trace).in_out);
  CHECK(reads == 2);
  CHECK_FALSE(cause(trace, "Traceback (most recent call last):\n  x\nValueError: caught\n").in_out);
  CHECK(reads == 2);
  CHECK(cause("no data\n", "epoch 1\nepoch 2\n").message == "no data (exit code 1)");
  CHECK(cause("", "epoch 1\nepoch 2\n").message == "exit code 1");
  CHECK(cause("ERROR: no data\n", "ERROR: no log\n").message == "ERROR: no data (exit code 1)");
}

TEST_CASE("a cause is told as it is, too") {
  const auto cause = cause_of({false, "", ended(experiment::Reason::Exit, 1),
                               "Traceback (most recent call last):\n  x\n\x1b[1mKeyError\x1b[0m: 'a_3'\tof  7\n"});
  CHECK(cause.message == "KeyError: 'a_#' of #");
  CHECK(cause.text == "KeyError: 'a_3' of 7");
  const auto memory =
      cause_of({false, "", ended(experiment::Reason::Exit, 1), "RuntimeError: CUDA out of memory. 3\n"});
  CHECK(memory.message == "out of memory (CUDA)");
  CHECK(memory.text == "RuntimeError: CUDA out of memory. 3");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 3), "bye 3\n"}).text == "bye 3 (exit code 3)");
  CHECK(cause_of({false, "", ended(experiment::Reason::Unrecorded, {}, {}, "no room"), ""}).message ==
        "its end could not be recorded: no room");
}
