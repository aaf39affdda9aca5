#include "report/screen.hpp"

#include <catch2/catch.hpp>

using liftoff::report::frame_of;

TEST_CASE("a frame erases what is left of the one before, never what it wrote") {
  CHECK(frame_of({"ab\n", "abcd\n"}, 5, 4) == "\x1b[?2026h\x1b[Hab\x1b[K\r\nabcd\r\n\x1b[J\x1b[0m\x1b[?2026l");
  CHECK(frame_of({"\x1b[1mab\x1b[0m\n"}, 5, 2).find("\x1b[K") == std::string::npos);
}

TEST_CASE("a frame never scrolls: what does not fit is counted") {
  const std::vector<std::string> lines{"1\n", "2\n", "3\n", "4\n"};
  CHECK(frame_of(lines, 4, 20) == "\x1b[?2026h\x1b[H1\x1b[K\r\n2\x1b[K\r\n3\x1b[K\r\n4\x1b[K\x1b[0m\x1b[?2026l");
  CHECK(frame_of(lines, 3, 20) == "\x1b[?2026h\x1b[H1\x1b[K\r\n2\x1b[K\r\n… 2 more lines\x1b[K\x1b[0m\x1b[?2026l");
}
