#include "keeper/context.hpp"

#include <catch2/catch.hpp>

#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::keeper;
using namespace std::chrono_literals;

namespace {

KeeperContext full() {
  KeeperContext context;
  context.experiment = "/home/me/my work/results/1524936339_sweep";
  context.told_path = "./results/1524936339_sweep";
  context.directory = "/home/me/my work";
  context.timestamp = 1524936339;
  context.launcher = 4711;
  context.command = {"/usr/bin/python3", "-u", "train\tit.py", ""};
  context.environment = {"PATH=/usr/bin:/bin", "EMPTY=", "LINES=one\ntwo\\n", "BYTES=\xff\xfe", "A=b=c"};
  context.timeout = 1500ms;
  context.grace = 250ms;
  context.keep_children = true;
  context.detached = false;
  context.own_terminal = true;
  context.claim = {"gpu7", true};
  context.code = {"/home/me/my work/train.py", {812, 1524936339000000001}, "1f2e3d4@main"};
  return context;
}

std::string error(const std::string& text) {
  return test::error_of([&] { context_from_text(text, "ctx"); });
}

/// The full context with one line in place of another, which begins with `line`.
std::string with(const std::string& line, const std::string& instead) {
  auto text = to_text(full());
  const auto at = text.find("\n" + line) + 1;
  if (at == 0) throw std::runtime_error("there is no line " + line);
  return text.replace(at, text.find('\n', at) + 1 - at, instead);
}

const std::string again = " | let the liftoff that launched the experiment write it anew";

}  // namespace

TEST_CASE("a context is the same after it was written and read") {
  CHECK(context_from_text(to_text(full()), "ctx") == full());
  KeeperContext least;
  least.experiment = least.directory = "/";
  least.command = {"./job"};
  CHECK(context_from_text(to_text(least), "ctx") == least);
}

TEST_CASE("a context is lines of names and values") {
  auto context = full();
  context.environment = {"LINES=one\ntwo\\"};
  CHECK(to_text(context) ==
        "liftoff-context\t1\n"
        "experiment\t/home/me/my work/results/1524936339_sweep\n"
        "told-path\t./results/1524936339_sweep\n"
        "directory\t/home/me/my work\n"
        "timestamp\t1524936339\n"
        "launcher\t4711\n"
        "argument\t/usr/bin/python3\n"
        "argument\t-u\n"
        "argument\ttrain\tit.py\n"
        "argument\t\n"
        "variable\tLINES=one\\ntwo\\\\\n"
        "timeout\t1500\n"
        "grace\t250\n"
        "keep-children\ttrue\n"
        "detached\tfalse\n"
        "own-terminal\ttrue\n"
        "assume-dead\tgpu7\n"
        "original-runs\ttrue\n"
        "script\t/home/me/my work/train.py\n"
        "script-state\t812 1524936339000000001\n"
        "commit\t1f2e3d4@main\n"
        "end\n");
}

TEST_CASE("what a later version adds to a context is passed over") {
  CHECK(context_from_text(with("grace\t", "colour\tblue\\\ngrace\t250\n"), "ctx") == full());
  CHECK(context_from_text(to_text(full()) + "whatever follows\n", "ctx") == full());
}

TEST_CASE("a context lacks nothing that must be there") {
  for (const std::string name : {"experiment", "told-path", "directory", "timestamp", "launcher", "grace",
                                 "keep-children", "detached", "own-terminal", "original-runs"}) {
    INFO(name);
    CHECK(error(with(name + "\t", "")) == "ctx: the line '" + name + "' is missing" + again);
  }
  auto no_command = full();
  no_command.command.clear();
  CHECK(error(to_text(no_command)) == "ctx: the line 'argument' is missing" + again);
}

TEST_CASE("a context that was cut short is no context") {
  const auto text = to_text(full());
  // The end of the last line is all that may be missing.
  for (std::size_t size = 0; size < text.size() - 1; ++size) {
    INFO(size);
    CHECK(error(text.substr(0, size)) != "");
  }
  CHECK(error(text.substr(0, text.size() - 4)) == "ctx: the text is cut short: its last line must be 'end'" + again);
}

TEST_CASE("a context of another version is refused, and so is another file") {
  auto later = to_text(full());
  later.replace(later.find("\t1\n"), 3, "\t2\n");
  CHECK(error(later) == "ctx:1: the context is of version 2, not 1 | use the version of liftoff that wrote it");
  CHECK(error("") == "ctx:1: this is not the context of a keeper" + again);
  CHECK(error("#!/bin/sh\n") == "ctx:1: this is not the context of a keeper" + again);
}

TEST_CASE("a context says what is wrong with it, and where") {
  CHECK(error(with("experiment\t", "experiment\tresults/x\n")) ==
        "ctx:2: 'experiment' must be an absolute path" + again);
  CHECK(error(with("directory\t", "directory\t\n")) == "ctx:4: 'directory' must be an absolute path" + again);
  CHECK(error(with("launcher\t", "launcher\t2147483648\n")) ==
        "ctx:6: 'launcher' must be a number from 0 to 2147483647" + again);
  CHECK(error(with("timestamp\t", "timestamp\t-1\n")) ==
        "ctx:5: 'timestamp' must be a number from 0 to 9223372036854775807" + again);
  CHECK(error(with("variable\t", "variable\tPATH\n")) == "ctx:11: 'variable' must be of the form NAME=VALUE" + again);
  CHECK(error(with("variable\t", "variable\t=x\n")) == "ctx:11: 'variable' must be of the form NAME=VALUE" + again);
  CHECK(error(with("timeout\t", "timeout\t1.5\n")) ==
        "ctx:16: 'timeout' must be a number from 0 to 1125899906842624" + again);
  CHECK(error(with("grace\t", "grace\t99999999999999999999\n")) ==
        "ctx:17: 'grace' must be a number from 0 to 1125899906842624" + again);
  CHECK(error(with("detached\t", "detached\tyes\n")) == "ctx:19: 'detached' must be true or false" + again);
  CHECK(error(with("argument\t", "argument\ta\\tb\n")) ==
        "ctx:7: a backslash must be followed by 'n' or another backslash" + again);
  CHECK(error(with("argument\t", "argument\ta\\\n")) ==
        "ctx:7: a backslash must be followed by 'n' or another backslash" + again);
  CHECK(error(with("grace\t", "grace\n")) == "ctx:17: a line must be a name, a tab and a value" + again);
}

TEST_CASE("a context in a file is for its owner alone") {
  const test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  write_context(full(), fd.get(), "context");
  CHECK(std::filesystem::status(folder / "context").permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(read_context(folder / "context") == full());
  CHECK_THROWS_AS(read_context(folder / "nothing"), Error);
}
