#include "posix/find_program.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "support.hpp"

using namespace liftoff::posix;

TEST_CASE("programs are found on PATH") {
  const auto sh = find_program("sh");
  REQUIRE(sh);
  CHECK(is_executable(*sh));
  CHECK_FALSE(find_program("liftoff-no-such-program"));
  CHECK_FALSE(find_program(""));
  CHECK_FALSE(find_program("./sh"));
  CHECK_FALSE(is_executable("/"));
}

TEST_CASE("the first folder of PATH that has the program is taken, an empty one is where we are") {
  liftoff::test::TempDir folder;
  folder.write("first/tool", "");
  folder.write("second/tool", "");
  std::filesystem::permissions(folder / "second/tool", std::filesystem::perms::owner_all);
  const liftoff::test::Environment path("PATH", (folder / "first") + ":" + (folder / "second"));
  CHECK(find_program("tool") == folder / "second/tool");  // the first one can't be executed
  std::filesystem::permissions(folder / "first/tool", std::filesystem::perms::owner_all);
  CHECK(find_program("tool") == folder / "first/tool");
}
