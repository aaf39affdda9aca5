#include "failures/error_text.hpp"

#include <catch2/catch.hpp>

#include "failures/error_groups.hpp"

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

TEST_CASE("the line that names the exception") {
  CHECK(last_error_line(trace) == "KeyError: 'lr'");
  CHECK(last_error_line(
            std::string(trace) +
            "\nDuring handling of the above exception, another exception occurred:\n\n"
            "Traceback (most recent call last):\n  File \"b.py\", line 1\nValueError: two\nlines\nwarning: bye\n") ==
        "ValueError: two");
  CHECK(
      last_error_line(
          "[rank0]: Traceback (most recent call last):\n[rank0]:   File \"a.py\", line 3\n[rank0]: RuntimeError: x\n") ==
      "RuntimeError: x");
  CHECK(
      last_error_line(
          "  + Exception Group Traceback (most recent call last):\n  |   File \"a.py\", line 3\n  | ExceptionGroup: two (2 sub-exceptions)\n") ==
      "ExceptionGroup: two (2 sub-exceptions)");
  CHECK(last_error_line("  File \"a.py\", line 3\n    x =\n      ^\nSyntaxError: invalid syntax\n") ==
        "SyntaxError: invalid syntax");
  CHECK(
      last_error_line("terminate called after throwing an instance of 'std::runtime_error'\n  what():  no file 3\n") ==
      "std::runtime_error: no file 3");
  const std::string caught = "Traceback (most recent call last):\n  x\nConnectionError: retry 1\n";
  std::string later;
  for (int i = 0; i < 60; ++i) later += "epoch\n";
  CHECK(last_error_line(caught + "wandb: bye\n") == "ConnectionError: retry 1");
  CHECK_FALSE(last_error_line(caught + later + "FATAL: disk quota exceeded\n"));
  CHECK_FALSE(last_error_line("ConnectionError: retrying\n" + later));
  CHECK(
      last_error_line(
          "Traceback (most recent call last):\n  x\nValueError: one\nException ignored in: <function X.__del__ at 0x1>\n"
          "Traceback (most recent call last):\n  y\nImportError: sys.meta_path is None\n") == "ValueError: one");
  CHECK_FALSE(last_error_line("warning: this is no Error: at all\nbye\n"));
  CHECK_FALSE(last_error_line(""));
  CHECK_FALSE(last_error_line("Traceback (most recent call last):\n  File \"cut short"));
}

TEST_CASE("what differs from run to run is normalised away") {
  CHECK(normalised_error("RuntimeError: <Net object at 0x7f3a90> failed at step 1200") ==
        "RuntimeError: <Net object at 0x#> failed at step #");
  CHECK(normalised_error("FileNotFoundError: [Errno 2] No such file or directory: 'results/1_a/0_x/m.pt'") ==
        "FileNotFoundError: [Errno #] No such file or directory: '<path>'");
  CHECK(normalised_error("No such file: 'data_0.npy'") == "No such file: 'data_#.npy'");
  CHECK(normalised_error("KeyError: 'sample_3'") == "KeyError: 'sample_#'");
  CHECK(normalised_error("shapes (64x512 and 256x10)") == "shapes (#x# and #x#)");
  CHECK(normalised_error("no checkpoint in 1700000021_e2/3_lr_0_1 at epoch +1") ==
        "no checkpoint in <path> at epoch #");
  CHECK(normalised_error("OSError: cannot read /data/set 3.npz: gone") == "OSError: cannot read <path> #.npz: gone");
  CHECK(normalised_error("loss is -1.5e-07 or 2,000.5") == "loss is # or #");
  CHECK(normalised_error("layer3.weight is float32, uint8, utf-8, cuda:1") ==
        "layer#.weight is float32, uint8, utf-8, cuda:#");
  CHECK(normalised_error("run 550e8400-e29b-41d4-a716-446655440000 gone") == "run # gone");
  CHECK(normalised_error("\x1b[31mError\x1b[0m: \x07red") == "Error: red");
  CHECK(normalised_error("TypeError: unsupported operand type(s) for /: 'str' and 'int'") ==
        "TypeError: unsupported operand type(s) for /: 'str' and 'int'");
  CHECK(normalised_error("got 'a b/c' and/or https://x.org/7") == "got 'a b/c' and/or https://x.org/#");
  const std::string path(400, 'p');
  CHECK(normalised_error("cannot read /" + path + " but " + std::string(300, 'x')) ==
        normalised_error("cannot read /a" + path + " but " + std::string(300, 'x')));
  CHECK(normalised_error(std::string(499, 'x') + "é and more") == std::string(499, 'x') + "…");
}

TEST_CASE("the last lines are short ones") {
  CHECK(last_lines("a\n\n1 %\r50 %\r100 %\n\n", 2) == std::vector<std::string>{"a", "100 %"});
  CHECK(last_lines(std::string(60'000, 'x'), 1).front().size() < 600);
}

TEST_CASE("memory that ran out") {
  CHECK(exhausted_memory("torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB") ==
        Memory::Cuda);
  CHECK(exhausted_memory("MemoryError") == Memory::Host);
  CHECK(exhausted_memory("numpy.core._exceptions._ArrayMemoryError: Unable to allocate 8 GiB") == Memory::Host);
  CHECK(exhausted_memory("gcc: fatal error: out of memory") == Memory::Host);
  for (const char* text :
       {"ValueError: BOOM", "ValueError: replay buffer ran out of memory slots", "KeyError: 'out of memory'"})
    CHECK_FALSE(exhausted_memory(text));
}

TEST_CASE("causes of failures") {
  CHECK(cause_of({false, "", std::nullopt, trace}).message == "KeyError: 'lr'");
  CHECK(cause_of({false, "", std::nullopt, ""}).message == "crashed without a message");
  CHECK(cause_of({false, "", std::nullopt, "train.sh: line 3: foo: command not found\n"}).message ==
        "train.sh: line #: foo: command not found");
  CHECK(cause_of({false, "", std::nullopt, "", false}).message == "what it wrote can't be read");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 3), "", false}).message == "exit code 3");
  CHECK(cause_of({false, "", std::nullopt, "x\nKilled\n"}).message == "out of memory (host)");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 1), trace}).message == "KeyError: 'lr'");
  CHECK(cause_of({false, "", ended(experiment::Reason::Exit, 3), "bye\n"}).message == "exit code 3");
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
}
