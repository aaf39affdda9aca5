#include "failures/lines.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::failures;

TEST_CASE("the last lines are short ones") {
  CHECK(last_lines("a\n\n1 %\r50 %\r100 %\n\n", 2) == std::vector<std::string>{"a", "100 %"});
  CHECK(last_lines(std::string(60'000, 'x'), 1).front().size() < 600);
}

TEST_CASE("lines end with a line feed or a carriage return and one") {
  CHECK(split_lines("a\r\n\nb") == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split_lines("").empty());
}

TEST_CASE("what is cut keeps whole characters") {
  CHECK(cut("abc", 3) == "abc");
  CHECK(cut("abcd", 3) == "abc…");
  CHECK(cut("aé", 2) == "a…");
}
