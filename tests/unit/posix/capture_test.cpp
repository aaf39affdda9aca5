#include "posix/capture.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "posix/own_process.hpp"
#include "posix/signals.hpp"
#include "support.hpp"

using namespace liftoff::posix;
using namespace std::chrono_literals;

TEST_CASE("a program's output and exit status are captured") {
  const auto captured = capture({"sh", "-c", "echo out; echo err >&2; exit 3"}, 30s);
  REQUIRE(captured);
  CHECK(captured->status == 3);
  CHECK(captured->out == "out\n");
  CHECK(captured->err == "err\n");
  CHECK(capture({"sh", "-c", "kill -9 $$"}, 30s)->status == 128 + SIGKILL);
  CHECK(capture({"sh", "-c", "read line; echo \"<$line>\""}, 30s)->out == "<>\n");  // no standard input
}

TEST_CASE("long output on both sides is captured whole") {
  const auto captured = capture({"sh", "-c", "head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2"}, 60s);
  REQUIRE(captured);
  CHECK(captured->out.size() == 1'000'000);
  CHECK(captured->err.size() == 1'000'000);
}

TEST_CASE("programs that can't be started or take too long are nothing") {
  CHECK_FALSE(capture({"liftoff-no-such-program"}, 30s));
  CHECK_FALSE(capture({"sleep", "1000"}, 20ms));
  liftoff::test::TempDir folder;
  CHECK(capture({"pwd", "-P"}, 30s, folder.path())->out == std::filesystem::canonical(folder.path()).string() + "\n");
  CHECK_FALSE(capture({"pwd"}, 30s, folder.path() + "/absent"));
}

TEST_CASE("output is waited for until the last process that may write has ended") {
  const auto captured = capture({"sh", "-c", "(sleep 0.1; echo late) & echo early"}, 30s);
  REQUIRE(captured);
  CHECK(captured->out == "early\nlate\n");
}

TEST_CASE("a captured program can be told to end, whatever this process has blocked") {
  const auto status = in_child(
      [] {
        block({SIGTERM});
        return std::to_string(capture({"sh", "-c", "kill -TERM $$; echo alive"}, 30s).value().status);
      },
      60s);
  CHECK(status == std::to_string(128 + SIGTERM));
}

TEST_CASE("work in a child gives its answer, whole") {
  CHECK(in_child([] { return std::string("answer"); }, 30s) == "answer");
  CHECK(in_child([] { return std::string(1'000'000, 'x'); }, 60s)->size() == 1'000'000);
  CHECK(in_child([] { return std::string(); }, 30s) == "");
}

TEST_CASE("a child that dies, fails or takes too long gives nothing") {
  CHECK_FALSE(in_child(
      []() -> std::string {
        ::raise(SIGKILL);
        return "alive";
      },
      30s));
  CHECK_FALSE(in_child([]() -> std::string { throw std::runtime_error("failed"); }, 30s));
  CHECK_FALSE(in_child([]() -> std::string { exit_now(3); }, 30s));
  CHECK_FALSE(in_child(
      []() -> std::string {
        for (;;) ::pause();
      },
      20ms));
}
