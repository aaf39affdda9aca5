#include "failures/deciding_error.hpp"

#include <catch2/catch.hpp>

#include "failures/python_errors.hpp"
#include "failures/shell_notices.hpp"

using namespace liftoff;
using namespace liftoff::failures;

namespace {

const char* const traceback =
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in run\n    f()\nKeyError: 'lr'\n";

/// Of an exception, "" where none is told of.
std::string exception(const std::string& err) {
  const auto found = deciding_error(shown_lines(err));
  return found && found->says >= Says::Name ? found->text : std::string();
}

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("the line that names the exception") {
  CHECK(exception(traceback) == "KeyError: 'lr'");
  CHECK(exception(std::string(traceback) +
                  "\nDuring handling of the above exception, another exception occurred:\n\n"
                  "Traceback (most recent call last):\n  File \"b.py\", line 1\nValueError: two\nlines\nbye\n") ==
        "ValueError: two");
  CHECK(exception("  File \"a.py\", line 3\n    x =\n      ^\nSyntaxError: invalid syntax\n") ==
        "SyntaxError: invalid syntax");
  CHECK(exception("Traceback (most recent call last):\n  x\nValueError: one\n"
                  "Exception ignored in: <function X.__del__ at 0x1>\n"
                  "Traceback (most recent call last):\n  y\nImportError: sys.meta_path is None\n") ==
        "ValueError: one");
  CHECK(exception("  + Exception Group Traceback (most recent call last):\n"
                  "  |   File \"a.py\", line 3\n"
                  "  | ExceptionGroup: two (2 sub-exceptions)\n") == "ExceptionGroup: two (2 sub-exceptions)");
  CHECK(exception("warning: this is no Error: at all\nbye\n").empty());
  CHECK(exception("").empty());
  CHECK(exception("Traceback (most recent call last):\n  File \"cut short").empty());
}

TEST_CASE("an exception that much follows did not end the program") {
  const auto later = times(60, "epoch\n");
  CHECK(exception(std::string(traceback) + "goodbye\n") == "KeyError: 'lr'");
  CHECK(exception(traceback + later).empty());
  CHECK(exception("ConnectionError: retrying\n" + later).empty());
  CHECK(deciding_error(shown_lines(traceback + later + "FATAL: disk quota exceeded\n"))->text ==
        "FATAL: disk quota exceeded");
  // What says nothing is not counted.
  CHECK(exception(traceback + times(60, "wandb: x\n") + times(60, "    at f\n") + times(60, "1 2 3\n")) ==
        "KeyError: 'lr'");
}

TEST_CASE("whoever speaks before each line of a traceback") {
  const auto spoken = [](const std::string& before) {
    return before + "Traceback (most recent call last):\n" + before + "  File \"a.py\", line 3\n" + before + "\n" +
           before + "ValueError: " + before + "\n";
  };
  CHECK(exception(spoken("[rank0]: ")) == "ValueError: [rank0]:");
  CHECK(exception("10:00:01 E Traceback (most recent call last):\n10:00:02 E   File \"a.py\", line 3\n"
                  "10:00:10 E ValueError: x\n10:00:11 I bye\n") == "ValueError: x");
  // Only the header has it.
  CHECK(exception(std::string("ERROR: ") + traceback) == "KeyError: 'lr'");
  // Two speak at once.
  CHECK(exception("a: Traceback (most recent call last):\nb: Traceback (most recent call last):\n"
                  "a:   File \"a.py\", line 1\nb:   File \"b.py\", line 1\na: KeyError: 1\nb: KeyError: 2\n") ==
        "KeyError: 2");
}

TEST_CASE("of ranks the one counts that failed first") {
  const auto rank = [](int number, const std::string& error) {
    const auto front = "[rank" + std::to_string(number) + "]: ";
    return front + "Traceback (most recent call last):\n" + front + "  File \"a.py\", line 1\n" + front + error + "\n";
  };
  const std::string box =
      "Traceback (most recent call last):\n  File \"torchrun\", line 8\nx.ChildFailedError: \n=====\n"
      "a.py FAILED\nRoot Cause (first observed failure):\n[0]:\n  rank      : 1 (local_rank: 1)\n"
      "  exitcode  : 1\n=====\n";
  CHECK(exception(rank(1, "ValueError: 1") + rank(11, "ValueError: 11") + box) == "ValueError: 1");
  CHECK(exception(rank(2, "ValueError: 2") + rank(3, "ValueError: 3") + box) == "ValueError: 3");
  CHECK(deciding_error(shown_lines(box))->text == "x.ChildFailedError: a.py FAILED (rank 1, exit code 1)");
  CHECK(deciding_error(shown_lines("x.ChildFailedError: no box\n"))->says == Says::Relay);
}

TEST_CASE("lines that begin with the name of an exception") {
  for (const char* line : {"KeyError: 'lr'", "torch.cuda.OutOfMemoryError: x", "KeyboardInterrupt", "SystemExit: 3"})
    CHECK(names_exception(line));
  for (const char* line : {"", "Error in line 3: x", "3Error: x", "an Error: x", "KeyErrors: x", "warning: KeyError"})
    CHECK_FALSE(names_exception(line));
}

TEST_CASE("a C++ exception without a text, or with another line behind it") {
  CHECK(exception("terminate called after throwing an instance of 'int'\n") == "int");
  CHECK(exception("terminate called after throwing an instance of 'my::Error'\nbye\n") == "my::Error");
  CHECK(exception("libc++abi: terminating due to uncaught exception of type std::out_of_range: vector\n") ==
        "std::out_of_range: vector");
}

TEST_CASE("lines that are a program's last") {
  for (const char* line :
       {"Fatal Python error: Aborted", "terminate called without an active exception", "terminate called recursively",
        "forrtl: severe (24): end-of-file", "*** stack smashing detected ***: terminated",
        "*** buffer overflow detected ***: terminated", "double free or corruption (!prev)", "realloc(): invalid size",
        "malloc(): corrupted top size", "munmap_chunk(): invalid pointer", "corrupted double-linked list",
        "corrupted size vs. prev_size", "malloc_consolidate(): invalid chunk size"})
    CHECK(exception(std::string(line) + "\nbye\n") == line);
}

TEST_CASE("programs that start others only relay failures") {
  for (const char* line :
       {"E0101 x.py:1] failed (exitcode: 1) of binary: p (pid: 3) of binary: /usr/bin/python",
        "W0101 x.py:1] Sending process 7 closing signal SIGTERM", "torch.ProcessExitedException: process 0 terminated",
        "make: *** [Makefile:3: train] Error 1", "make[1]: *** [Makefile:3: train] Error 1", "Aborted (core dumped)"}) {
    CHECK(deciding_error(shown_lines(line))->says == Says::Relay);
    CHECK(deciding_error(shown_lines(std::string("no data, ERROR\n") + line))->text == "no data, ERROR");
  }
}

TEST_CASE("what goes wrong beside a program did not end it") {
  for (const char* front :
       {"Exception ignored in: x", "--- Logging error ---", "future: <Task>", "Error in atexit._run"})
    CHECK(exception(std::string(front) + "\n" + traceback).empty());
}

TEST_CASE("what is cut short is no error, and harms nobody") {
  for (const char* text :
       {"thread 'main' panicked at", "panic: ", "terminate called after throwing an instance of '",
        "Exception in thread \"", "ERROR: LoadError:", "Error in f :", "x: line ", "sh: 3",
        ": line 3: ", "  + Exception Group Traceback (most recent call last):\n  |", "ChildFailedError:\n====",
        "KeyError  Traceback (most recent call last):", "Traceback (most recent call last):\\n",
        "+-- Traceback (most recent call last)", "F1234 ", "'  thread 'x' panicked at '"})
    CHECK_NOTHROW(deciding_error(shown_lines(text)));
}

TEST_CASE("notices of signals") {
  CHECK(signal_noticed("Killed") == 9);
  CHECK(signal_noticed("s.sh: line 3:  99 Segmentation fault      (core dumped) ./a") == 11);
  CHECK(signal_noticed("Aborted (core dumped)") == 6);
  CHECK(signal_noticed("Floating point exception (core dumped)") == 8);
  for (const char* line : {"Killed by the user", "Aborted: disk full", "s.sh: Killed", "", "not Killed"})
    CHECK_FALSE(signal_noticed(line));
}
