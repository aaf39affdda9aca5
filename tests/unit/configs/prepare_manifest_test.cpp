#include "configs/prepare_manifest.hpp"

#include <catch2/catch.hpp>

#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::configs;

TEST_CASE("a manifest reads back, and what cannot be understood reads as interrupted") {
  const test::TempDir dir;
  const auto folder = posix::open_folder(posix::here(), dir.path().c_str());
  CHECK_FALSE(read_prepare_manifest(folder.get()));
  write_prepare_manifest(folder.get(), {true, 9, config_hash("x: [1]\n")});
  auto manifest = read_prepare_manifest(folder.get());
  REQUIRE(manifest);
  CHECK(manifest->complete);
  CHECK(manifest->count == 9);
  CHECK(manifest->config_hash == config_hash("x: [1]\n"));
  for (const auto* text : {"", "[]", "{\"format\": 2, \"state\": \"complete\", \"count\": 1, \"config_hash\": \"0\"}",
                           "{\"format\": 1, \"state\": \"writing\", \"count\": 0, \"config_hash\": \"0\"}",
                           "{\"format\": 1, \"state\": \"complete\"}"}) {
    INFO(text);
    dir.write(prepare_manifest_name, text);
    manifest = read_prepare_manifest(folder.get());
    REQUIRE(manifest);
    CHECK_FALSE(manifest->complete);
  }
}

TEST_CASE("the hash of a config.yaml is part of the format") {
  CHECK(config_hash("foobar") == "85944171f73967e8");
  CHECK(config_hash("") == "cbf29ce484222325");
}
