#include "experiment/run_ref.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::experiment;

TEST_CASE("the experiment's own folder is a run of its own kind") {
  const RunRef whole;
  CHECK(whole.is_whole());
  CHECK(whole.text() == ".");
  CHECK(whole.relative().empty());
  CHECK(whole.depth() == 0);
  CHECK(whole.path("r/1_x") == "r/1_x");
  CHECK(whole.file(".__end") == ".__end");
  CHECK(whole.configuration().empty());
  CHECK(RunRef::parse(".") == whole);
  CHECK(RunRef(std::string()) == whole);
}

TEST_CASE("runs below the experiment's folder") {
  const RunRef run("0_a/3");
  CHECK_FALSE(run.is_whole());
  CHECK(run.text() == "0_a/3");
  CHECK(run.depth() == 2);
  CHECK(run.path("r/1_x") == "r/1_x/0_a/3");
  CHECK(run.file(".__end") == "0_a/3/.__end");
  CHECK(run.configuration() == "0_a");
  CHECK(RunRef("0_a").configuration() == "0_a");
  CHECK(RunRef("0_a").depth() == 1);
}

TEST_CASE("a run reference that is written reads back") {
  for (const char* text : {".", "0_a", "0_a/3", "0_a/sub/0", "0 a\tb", "..a/b..", ".a", "0_\xff"}) {
    INFO(text);
    const auto run = RunRef::parse(text);
    REQUIRE(run);
    CHECK(run->text() == text);
  }
}

TEST_CASE("a way that leads out of the experiment is no run's") {
  for (const char* text : {"", "/", "/etc", "..", "../x", "a/..", "a/../b", "a//b", "a/", "./a", "a/.", "a/./b"}) {
    INFO(text);
    CHECK_FALSE(RunRef::parse(text));
  }
  CHECK_FALSE(RunRef::parse(std::string_view("..\0x/victim", 11)));
}

TEST_CASE("repetitions share a folder") {
  using Shared = std::pair<RunRef, std::optional<std::int64_t>>;
  CHECK(RunRef("0_a/3").repetition() == Shared(RunRef("0_a"), 3));
  CHECK(RunRef("0_a/sub/0").repetition() == Shared(RunRef("0_a/sub"), 0));
  CHECK(RunRef("0_a").repetition() == Shared(RunRef("0_a"), std::nullopt));
  CHECK(RunRef("0_a/b1").repetition() == Shared(RunRef("0_a/b1"), std::nullopt));
  CHECK(RunRef("0_a/1b").repetition() == Shared(RunRef("0_a/1b"), std::nullopt));
  CHECK(RunRef("0_a/99999999999999999999").repetition().second == std::nullopt);
  CHECK(RunRef().repetition() == Shared(RunRef(), std::nullopt));
}

TEST_CASE("run folders lie where the layout says") {
  CHECK(run_ref(Layout::Single, "0_a", 0).is_whole());
  CHECK(run_ref(Layout::Flat, "0_a", 0) == RunRef("0_a"));
  CHECK(run_ref(Layout::Flat, "0_a", 2) == RunRef("0_a/2"));
  CHECK(run_ref(Layout::Nested, "0_a", 0) == RunRef("0_a/0"));
}
