#include "posix/folder.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "posix/folder_reader.hpp"
#include "support.hpp"

using namespace liftoff::posix;

namespace {

struct OpenedFolder {
  liftoff::test::TempDir folder;
  Fd fd = open_folder(here(), folder.path().c_str());
  int dir() const { return fd.get(); }
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    const auto entries = list_folder(dir(), ".").value();
    for (const auto& entry : entries) result.push_back(entry.name);
    std::sort(result.begin(), result.end());
    return result;
  }
};

}  // namespace

TEST_CASE("folders are made once, listed and removed with all they hold") {
  const OpenedFolder test;
  liftoff::test::TempDir outside;
  outside.write("precious", "");
  CHECK(make_folder(test.dir(), "a"));
  CHECK_FALSE(make_folder(test.dir(), "a"));
  make_folders(test.folder.path() + "/a/b/c");
  test.folder.write("a/b/file", "");
  test.folder.link("a/link", outside.path());
  auto entries = *list_folder(test.dir(), "a");
  std::sort(entries.begin(), entries.end(), [](const auto& l, const auto& r) { return l.name < r.name; });
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].name == "b");
  CHECK(entries[0].kind == FileKind::Directory);
  CHECK(entries[1].kind == FileKind::Link);
  remove_tree(test.dir(), "a");
  CHECK(test.names().empty());
  CHECK(info_followed(outside.path() + "/precious").kind == FileKind::Regular);
  remove_tree(test.dir(), "absent");
}

TEST_CASE("a listing names every entry once, with its kind") {
  const OpenedFolder test;
  const int many = 3000;  // more than one buffer of the kernel's
  for (int i = 0; i < many; ++i) test.folder.write("f" + std::to_string(i), "");
  test.folder.make_folder("d");
  test.folder.link("l", "f1");
  REQUIRE(::mkfifo((test.folder / "p").c_str(), 0600) == 0);
  const auto entries = list_folder(test.dir(), ".").value();
  CHECK(entries.size() == many + 3);
  CHECK(std::count_if(entries.begin(), entries.end(),
                      [](const auto& entry) { return entry.kind == FileKind::Regular; }) == many);
  for (const auto& entry : entries) {
    if (entry.name == "d") CHECK(entry.kind == FileKind::Directory);
    if (entry.name == "l") CHECK(entry.kind == FileKind::Link);
    if (entry.name == "p") CHECK(entry.kind == FileKind::Other);
  }
}

TEST_CASE("a folder that can't be listed says why") {
  const OpenedFolder test;
  test.folder.write("file", "");
  test.folder.link("link", ".");
  CHECK(list_folder(test.dir(), "absent").error().is_absent());
  CHECK(list_folder(test.dir(), "file").error().is_no_file());
  CHECK(list_folder(test.dir(), "link").error().is_no_file());
  FolderReader reader;
  const auto unread = reader.read(Fd{}, [](std::string_view, FileKind) { FAIL("nothing to list"); });
  CHECK_FALSE(unread);
  CHECK(unread.error().text() == "Bad file descriptor");
}

TEST_CASE("a folder gets a name that is free, and no other") {
  const OpenedFolder test;
  test.folder.write("from/file", "");
  test.folder.write("taken/other", "");
  CHECK_FALSE(rename_new_folder(test.dir(), "from", "taken"));
  CHECK(rename_new_folder(test.dir(), "from", "to"));
  CHECK(test.names() == std::vector<std::string>{"taken", "to"});
  CHECK_THROWS_AS(rename_new_folder(test.dir(), "absent", "new"), liftoff::Error);
}
