#include "experiment/abort_mark.hpp"

#include <catch2/catch.hpp>

#include "experiment/layout.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using std::chrono::milliseconds;

TEST_CASE("the mark of an abort is left, read and taken away") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  CHECK_FALSE(read_abort_mark(fd.get()));
  CHECK_FALSE(remove_abort_mark(fd.get()));
  write_abort_mark(fd.get(), {milliseconds(2500)});
  REQUIRE(read_abort_mark(fd.get()));
  CHECK(read_abort_mark(fd.get())->grace == milliseconds(2500));
  const auto first = read_abort_mark(fd.get());
  CHECK(first == read_abort_mark(fd.get()));
  write_abort_mark(fd.get(), {milliseconds(0)});
  CHECK_FALSE(first == read_abort_mark(fd.get()));
  CHECK(read_abort_mark(fd.get())->grace == milliseconds(0));
  CHECK(remove_abort_mark(fd.get()));
  CHECK_FALSE(read_abort_mark(fd.get()));
}

TEST_CASE("a grace that nobody can wait for is bounded") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  for (const char* grace : {"1e300", "inf", "99999999999999999999"}) {
    folder.write(names::abort, std::string(R"({"v":1,"grace":)") + grace + "}");
    CHECK(read_abort_mark(fd.get())->grace == std::chrono::seconds(1'000'000'000));
  }
  folder.write(names::abort, R"({"v":1,"grace":-5})");
  CHECK(read_abort_mark(fd.get())->grace == milliseconds(0));
}

TEST_CASE("a mark that can't be read is a mark all the same") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  SECTION("empty") { folder.write(names::abort, ""); }
  SECTION("of another kind") { folder.write(names::abort, "[]"); }
  SECTION("a folder") { folder.make_folder(names::abort); }
  SECTION("a link to nowhere") { folder.link(names::abort, "nowhere"); }
  REQUIRE(read_abort_mark(fd.get()));
  CHECK(read_abort_mark(fd.get())->grace == AbortMark{}.grace);
}
