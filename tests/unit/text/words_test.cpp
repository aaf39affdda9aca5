#include "text/words.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::text;

TEST_CASE("one is no plural") {
  CHECK(counted(0, "run") == "0 runs");
  CHECK(counted(1, "run") == "1 run");
  CHECK(counted(2, "run") == "2 runs");
  CHECK(counted(1, "process", "processes") == "1 process");
  CHECK(counted(3, "process", "processes") == "3 processes");
}

TEST_CASE("of many names some are told, and how many more there are") {
  CHECK(some_of({}, 2).empty());
  CHECK(some_of({"a", "b"}, 2) == "a, b");
  CHECK(some_of({"a", "b", "c", "d"}, 2) == "a, b and 2 more");
}

TEST_CASE("the first line has no line end") {
  CHECK(first_line("a\nb\n") == "a");
  CHECK(first_line("a") == "a");
  CHECK(first_line("\n").empty());
}
