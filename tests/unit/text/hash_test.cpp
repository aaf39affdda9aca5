#include "text/hash.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace liftoff::text;

TEST_CASE("hashes that stand in files keep their values") {
  CHECK(fnv1a("") == 0xcbf29ce484222325u);
  CHECK(fnv1a("a") == 0xaf63dc4c8601ec8cu);
  CHECK(fnv1a("foobar") == 0x85944171f73967e8u);
  CHECK(checksum("") == 0x9e3779b97f4a7c15u);
}

TEST_CASE("the checksum tells a change of any byte") {
  const std::string text = "liftoff caches: 29 bytes long";
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    CHECK(checksum(damaged) != checksum(text));
  }
  CHECK(checksum(text.substr(1)) != checksum(text));
}
