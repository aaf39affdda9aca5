#include "failures/lines.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::failures;

TEST_CASE("the last lines are short ones") {
  CHECK(last_lines("a\n\n1 %\r50 %\r100 %\n\n", 2) == std::vector<std::string>{"a", "100 %"});
  CHECK(last_lines(std::string(60'000, 'x'), 1).front().size() < 600);
}

TEST_CASE("lines are as a terminal shows them in the end") {
  CHECK(shown_lines("a\r\n\nb  \t\n") == Lines{"a", "", "b"});
  CHECK(shown_lines("1 %\r50 %\r100 %\r\n") == Lines{"100 %"});
  CHECK(shown_lines("\x1b[1;31mred\x1b[0m \x1b]0;title\x07x\x1b(By\x08\tz\n") == Lines{"red xBy\tz"});
  CHECK(shown_lines("\x1b]0;\x1b\\a\nb\x1b]0;no end\n\x1b[3\n\x1b") == Lines{"a", "b0;no end", "", ""});
  CHECK(shown_lines("").empty());
}
