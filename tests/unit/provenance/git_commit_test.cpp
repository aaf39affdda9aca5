#include <chrono>

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "provenance/git_commit.hpp"

#include "posix/capture.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::provenance;

namespace {

int git(const test::TempDir& dir, std::vector<std::string> arguments) {
  std::vector<std::string> argv = {
      "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=work"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  const auto done = posix::capture(argv, std::chrono::seconds(60), dir.path());
  return done ? done->status : -1;
}

}  // namespace

TEST_CASE("the commit that a configuration bears", "[git_commit]") {
  const test::TempDir dir;
  CHECK(git_commit(dir.path()) == Value());
  if (git(dir, {"init", "-q"}) != 0) {
    WARN("git is not installed");
    return;
  }
  CHECK(git_commit(dir.path()) == Value());  // no commit yet
  dir.write("a", "1");
  REQUIRE(git(dir, {"add", "a"}) == 0);
  REQUIRE(git(dir, {"commit", "-q", "-m", "first"}) == 0);
  const auto clean = python_str(git_commit(dir.path()));
  REQUIRE(clean.size() == 12);
  CHECK(clean.substr(7) == "@work");
  dir.write("untracked", "1");
  CHECK(python_str(git_commit(dir.path())) == clean);
  dir.write("a", "2");
  CHECK(python_str(git_commit(dir.path())) == clean + "-dirty");
  REQUIRE(git(dir, {"checkout", "-q", "--detach"}) == 0);
  CHECK(python_str(git_commit(dir.path())) == clean.substr(0, 7) + "@HEAD-dirty");
}
