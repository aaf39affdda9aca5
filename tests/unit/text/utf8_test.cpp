#include "text/utf8.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::text;

TEST_CASE("code points of every length come and go") {
  for (const char32_t point :
       {U'a', U'\x7f', U'\x80', U'é', U'\x7ff', U'\x800', U'€', U'\xffff', U'\x10000', U'🚀', U'\x10ffff'}) {
    std::string text;
    append_utf8(text, point);
    const auto decoded = decode_utf8(text, 0);
    CHECK(decoded.point == point);
    CHECK(decoded.length == text.size());
  }
}

TEST_CASE("bytes that are no UTF-8 are one byte each") {
  for (const auto* text : {"\x80", "\xff", "\xc3", "\xe2\x82", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80",
                           "\xf4\x90\x80\x80", "\xf0\x80\x80\x80", "\xc3("}) {
    const auto decoded = decode_utf8(text, 0);
    CHECK_FALSE(decoded.point);
    CHECK(decoded.length == 1);
  }
}

TEST_CASE("UTF-16 of either byte order") {
  CHECK(utf8_from_utf16(std::string_view("a\0\x3d\xd8\x80\xde", 6), false) == "a🚀");
  CHECK(utf8_from_utf16(std::string_view("\0a\xd8\x3d\xde\x80", 6), true) == "a🚀");
  CHECK_FALSE(utf8_from_utf16("abc", false));
  CHECK_FALSE(utf8_from_utf16("\x3d\xd8", false));
  CHECK_FALSE(utf8_from_utf16("\x80\xde\x3d\xd8", false));
}

TEST_CASE("a text is cut between characters") {
  CHECK(front_of("größe", 2) == "gr");
  CHECK(front_of("größe", 3) == "gr");
  CHECK(front_of("größe", 4) == "grö");
  CHECK(front_of("größe", 7) == "größe");
  CHECK(front_of("größe", 99) == "größe");
  CHECK(front_of("🚀", 3).empty());
}

TEST_CASE("what is cut keeps whole characters") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "abc…");
  CHECK(shortened("aé", 2) == "a…");
}
