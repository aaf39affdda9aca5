#include "failures/error_line.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::failures;

namespace {

const char* const traceback =
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in run\n    f()\nKeyError: 'lr'\n";

}  // namespace

TEST_CASE("the line that names the exception") {
  CHECK(last_error_line(traceback) == "KeyError: 'lr'");
  CHECK(last_error_line(
            std::string(traceback) +
            "\nDuring handling of the above exception, another exception occurred:\n\n"
            "Traceback (most recent call last):\n  File \"b.py\", line 1\nValueError: two\nlines\nwarning: bye\n") ==
        "ValueError: two");
  CHECK(last_error_line("[rank0]: Traceback (most recent call last):\n"
                        "[rank0]:   File \"a.py\", line 3\n"
                        "[rank0]: RuntimeError: x\n") == "RuntimeError: x");
  CHECK(last_error_line("  + Exception Group Traceback (most recent call last):\n"
                        "  |   File \"a.py\", line 3\n"
                        "  | ExceptionGroup: two (2 sub-exceptions)\n") == "ExceptionGroup: two (2 sub-exceptions)");
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
  CHECK(last_error_line("Traceback (most recent call last):\n  x\nValueError: one\n"
                        "Exception ignored in: <function X.__del__ at 0x1>\n"
                        "Traceback (most recent call last):\n  y\nImportError: sys.meta_path is None\n") ==
        "ValueError: one");
  CHECK_FALSE(last_error_line("warning: this is no Error: at all\nbye\n"));
  CHECK_FALSE(last_error_line(""));
  CHECK_FALSE(last_error_line("Traceback (most recent call last):\n  File \"cut short"));
}

TEST_CASE("lines that begin with the name of an exception") {
  for (const char* line : {"KeyError: 'lr'", "torch.cuda.OutOfMemoryError: x", "KeyboardInterrupt", "SystemExit: 3"})
    CHECK(names_exception(line));
  for (const char* line : {"", "Error in line 3: x", "3Error: x", "an Error: x", "KeyErrors: x", "warning: KeyError"})
    CHECK_FALSE(names_exception(line));
}

TEST_CASE("a C++ exception without a text, or with another line behind it") {
  CHECK(last_error_line("terminate called after throwing an instance of 'int'\n") == "int");
  CHECK(last_error_line("terminate called after throwing an instance of 'my::Error'\nbye\n") == "my::Error");
}
