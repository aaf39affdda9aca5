#include "posix/file.hpp"
#include "posix/folder.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "support.hpp"

using namespace liftoff;
using liftoff::test::error_of;
using namespace liftoff::posix;

namespace {

struct Folder {
  liftoff::test::TempDir folder;
  Fd fd = open_folder(here(), folder.path().c_str());
  int dir() const { return fd.get(); }
  std::optional<std::string> content(const char* name) const { return read_file(dir(), name); }
  FileKind kind(const char* name) const { return info(dir(), name).kind; }
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    const auto entries = list_folder(dir(), ".");
    for (const auto& entry : *entries) result.push_back(entry.name);
    std::sort(result.begin(), result.end());
    return result;
  }
};

}  // namespace

TEST_CASE("a published file has its content whole, nothing else is left") {
  const Folder test;
  publish_file(test.dir(), "a", "one");
  CHECK(test.content("a") == "one");
  const auto before = info(test.dir(), "a").inode;
  publish_file(test.dir(), "a", std::string(100'000, 'x'));
  CHECK(test.content("a") == std::string(100'000, 'x'));
  CHECK(info(test.dir(), "a").inode != before);  // who has the old one open reads the old one
  publish_file(test.dir(), "a", "");
  CHECK(test.content("a") == "");
  CHECK(test.names() == std::vector<std::string>{"a"});
}

TEST_CASE("publishing replaces a link, not what it points to") {
  const Folder test;
  liftoff::test::TempDir outside;
  outside.write("target", "precious");
  test.folder.link("a", outside.path() + "/target");
  publish_file(test.dir(), "a", "new");
  CHECK(test.kind("a") == FileKind::Regular);
  CHECK(read_user_file(outside.path() + "/target") == "precious");
}

TEST_CASE("what can't be published is an error and leaves nothing") {
  const Folder test;
  test.folder.make_folder("a/full");
  try {
    publish_file(test.dir(), "a", "new");
    FAIL("a folder was replaced");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::System);
    CHECK(std::string(error.what()) == "cannot write a: Is a directory");
  }
  CHECK(test.names() == std::vector<std::string>{"a"});
  CHECK_THROWS_AS(publish_file(test.dir(), "absent/a", "new"), Error);
}

TEST_CASE("links are published and replaced") {
  const Folder test;
  publish_link(test.dir(), ".latest", "one");
  publish_link(test.dir(), ".latest", "two");
  CHECK(test.kind(".latest") == FileKind::Link);
  CHECK(std::filesystem::read_symlink(test.folder.path() + "/.latest") == "two");
  CHECK(test.names() == std::vector<std::string>{".latest"});
}

TEST_CASE("what can't be made or linked says so") {
  const Folder test;
  test.folder.write("file", "");
  test.folder.make_folder("full/of");
  const auto& here_is_no = "cannot make the folder file/below: Not a directory";
  CHECK(error_of([&] { make_folder(test.dir(), "file/below"); }) == here_is_no);
  CHECK(error_of([&] { make_folders(test.folder / "file/below"); }) ==
        "cannot make the folder " + (test.folder / "file/below") + ": Not a directory");
  CHECK(error_of([&] { publish_link(test.dir(), "full", "x"); }).starts_with("cannot make the link full: "));
  CHECK(test.names() == std::vector<std::string>{"file", "full"});
}

TEST_CASE("a file is created once") {
  const Folder test;
  CHECK(create_file(test.dir(), "a", "one"));
  CHECK_FALSE(create_file(test.dir(), "a", "two"));
  CHECK(test.content("a") == "one");
  test.folder.link("b", "nowhere");
  CHECK_FALSE(create_file(test.dir(), "b", "two"));
  CHECK(test.kind("nowhere") == FileKind::None);
  CHECK_THROWS_AS(create_for_writing(test.dir(), "a"), Error);
}

TEST_CASE("renaming takes no name that is there") {
  const Folder test;
  test.folder.write("a", "one");
  test.folder.write("b", "two");
  CHECK_FALSE(rename_new(test.dir(), "a", "b"));
  CHECK(test.content("b") == "two");
  CHECK(rename_new(test.dir(), "a", "c"));
  CHECK(test.names() == std::vector<std::string>{"b", "c"});
  CHECK_THROWS_AS(rename_new(test.dir(), "absent", "d"), Error);
  test.folder.write("from/file", "");
  test.folder.make_folder("to");
  CHECK_FALSE(rename_new_folder(test.dir(), "from", "to"));
  CHECK(rename_new_folder(test.dir(), "from", "new"));
  CHECK(test.kind("new/file") == FileKind::Regular);
}

TEST_CASE("links are not followed") {
  const Folder test;
  test.folder.write("file", "content");
  test.folder.make_folder("folder");
  test.folder.link("to-file", "file");
  test.folder.link("to-folder", "folder");
  CHECK(test.kind("to-file") == FileKind::Link);
  CHECK_FALSE(test.content("to-file"));
  CHECK_FALSE(open_for_reading(test.dir(), "to-file"));
  CHECK_FALSE(open_for_appending(test.dir(), "to-file"));
  CHECK_FALSE(open_for_appending(test.dir(), "to-file", true));
  CHECK_FALSE(open_for_reading_and_writing(test.dir(), "to-file"));
  CHECK_FALSE(open_folder(test.dir(), "to-folder"));
  CHECK_FALSE(list_folder(test.dir(), "to-folder"));
  CHECK(info_followed(test.folder.path() + "/to-file").kind == FileKind::Regular);
  CHECK(read_user_file(test.folder.path() + "/to-file") == "content");
}

TEST_CASE("absence is an outcome") {
  const Folder test;
  CHECK(test.kind("a") == FileKind::None);
  CHECK_FALSE(test.content("a"));
  CHECK_FALSE(test.content("a/b"));
  CHECK(open_folder(test.dir(), "a").error().is_absent());
  CHECK(open_for_reading(test.dir(), "a").error().is_absent());
  CHECK(inspect(test.dir(), "a").error().is_absent());
  CHECK(list_folder(test.dir(), "a").error().is_absent());
  CHECK_FALSE(remove_file(test.dir(), "a"));
  CHECK_THROWS_AS(read_user_file(test.folder.path() + "/a"), Error);
}

TEST_CASE("a fifo in place of a file holds nobody up") {
  const Folder test;
  REQUIRE(::mkfifo((test.folder.path() + "/pipe").c_str(), 0600) == 0);
  CHECK_FALSE(test.content("pipe"));
  CHECK(open_for_reading(test.dir(), "pipe").error().text() == "It is not a regular file");
  CHECK(open_for_appending(test.dir(), "pipe").error().is_no_file());
  CHECK(open_for_reading_and_writing(test.dir(), "pipe").error().is_no_file());
  CHECK(test.kind("pipe") == FileKind::Other);
}

TEST_CASE("what a user names holds nobody up either, and fills no memory") {
  const Folder test;
  const auto pipe = test.folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(error_of([&] { read_user_file(pipe); }) == "cannot open " + pipe + ": It is not a regular file");
  test.folder.link("endless", "/dev/zero");
  CHECK(error_of([&] { read_user_file(test.folder / "endless"); }).ends_with("It is not a regular file"));
  test.folder.write("huge", "");
  std::filesystem::resize_file(test.folder / "huge", longest_text + 1);
  CHECK(error_of([&] { read_user_file(test.folder / "huge"); }).ends_with("File too large"));
  CHECK(error_of([&] { test.content("huge"); }).ends_with("File too large"));
}

TEST_CASE("appending goes to the end, whoever else writes") {
  const Folder test;
  CHECK_FALSE(open_for_appending(test.dir(), "log"));
  const auto one = open_for_appending(test.dir(), "log", true), two = open_for_appending(test.dir(), "log");
  for (int i = 0; i < 3; ++i) {
    REQUIRE(write_all(one.get(), "1\n"));
    REQUIRE(write_all(two.get(), "2\n"));
  }
  CHECK(test.content("log") == "1\n2\n1\n2\n1\n2\n");
  CHECK(read_at(one.get(), 2, 3) == "2\n1");
  CHECK(read_at(one.get(), 10, 100) == "2\n");
  CHECK(read_at(one.get(), 100, 1).empty());
}

TEST_CASE("files are opened without being cut, and written in place") {
  const Folder test;
  test.folder.write("a", "0123456789");
  const auto fd = open_for_reading_and_writing(test.dir(), "a");
  REQUIRE(write_at(fd.get(), 3, "xyz"));
  CHECK(test.content("a") == "012xyz6789");
  CHECK(info(fd.get()).size == 10);
}

TEST_CASE("what can't be opened says why") {
  const Folder test;
  test.folder.write("file", "");
  test.folder.link("link", "file");
  for (const auto* name : {"link", "file/x"}) {
    CHECK(open_for_reading(test.dir(), name).error().is_no_file());
    CHECK_FALSE(open_for_reading(test.dir(), name).error().is_absent());
    CHECK(open_for_appending(test.dir(), name).error().is_no_file());
  }
  CHECK(open_for_reading(test.dir(), "file").error() == SystemError{});
  CHECK(error_of([&] { open_for_reading(test.dir(), "x").or_fail("cannot open", "the run"); }) ==
        "cannot open the run: No such file or directory");
  CHECK(error_of([&] { list_folder(test.dir(), "x").or_fail("cannot read", "it"); }) ==
        "cannot read it: No such file or directory");
}

TEST_CASE("what can't be written says why") {
  const Folder test;
  test.folder.write("file", "");
  const auto fd = open_for_reading(test.dir(), "file");
  CHECK_FALSE(write_all(fd.get(), "x"));
  CHECK_FALSE(write_at(fd.get(), 0, "x"));
  CHECK(write_all(fd.get(), ""));
  CHECK(error_of([&] { write_all(fd.get(), "x").or_fail("cannot write", "it"); }) ==
        "cannot write it: Bad file descriptor");
}

TEST_CASE("the beginning of a small file is read, absence has its error") {
  const Folder test;
  test.folder.write("marker", "1524936344\n");
  char text[4];
  CHECK(read_small(test.dir(), "marker", text, sizeof text) == 4U);
  CHECK(std::string(text, 4) == "1524");
  CHECK(read_small(test.dir(), "absent", text, sizeof text).error().is_absent());
  REQUIRE(::mkfifo((test.folder / "pipe").c_str(), 0600) == 0);
  CHECK(read_small(test.dir(), "pipe", text, sizeof text).error().is_no_file());
}
