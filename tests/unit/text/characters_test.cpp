#include "text/characters.hpp"

#include <catch2/catch.hpp>

using namespace liftoff::text;

TEST_CASE("blank is what shows nothing") {
  for (const char* text : {"", " ", "\t\r\n "}) CHECK(is_blank(text));
  CHECK_FALSE(is_blank(" x "));
  CHECK_FALSE(is_blank("\v"));
}
