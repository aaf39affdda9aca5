#include <catch2/catch.hpp>

#include "experiment/folder_cache.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using namespace std::string_view_literals;
using test::TempDir;

namespace {

constexpr std::int64_t minute = 60'000'000'000, now = 100 * minute;

posix::FileInfo info(std::uint64_t inode, std::int64_t changed_ns) {
  posix::FileInfo info;
  info.inode = inode;
  info.changed_ns = changed_ns;
  return info;
}

struct Fixture {
  TempDir dir;
  posix::Fd folder = posix::open_folder(posix::here(), dir.path().c_str());

  /// What a walk over `count` runs leaves, each with a configuration.
  void walk(int count, bool rescan = false) const {
    FolderCache cache(folder.get(), rescan, now);
    for (int i = 0; i < count; ++i) {
      const auto path = std::to_string(i);
      const auto seen = info(static_cast<std::uint64_t>(i + 1), minute + 1);
      if (auto* known = cache.recall(path, seen)) {
        if (!cache.recall_config(*known, seen)) cache.keep_config(*known, seen, "run: " + path);
      } else if (auto* kept =
                     cache.keep(path, seen, {{"a", "b\n"}, {"1", "2"}, {"l"}, true, true, true, false, false})) {
        cache.keep_config(*kept, seen, "run: " + path);
      }
    }
    cache.store();
  }
  bool stored() const { return posix::info(folder.get(), ".liftoff-cache/results").kind == posix::FileKind::Regular; }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a second walk recalls what has not changed") {
  walk(60);
  FolderCache cache(folder.get(), false, now);
  auto* known = cache.recall("7", info(8, minute + 1));
  REQUIRE(known);
  const auto listing = listing_of(*known);
  CHECK(listing.files == std::vector<std::string>{"a", "b\n"});
  CHECK(listing.folders == std::vector<std::string>{"1", "2"});
  CHECK(listing.links == std::vector<std::string>{"l"});
  CHECK(listing.leaf);
  CHECK(listing.start);
  CHECK(listing.end);
  CHECK_FALSE(listing.crash);
  CHECK_FALSE(listing.record);
  CHECK(cache.recall_config(*known, info(8, minute + 1)) == "run: 7");
  CHECK_FALSE(cache.recall_config(*known, info(8, minute + 2)));
  CHECK_FALSE(cache.recall_config(*known, info(9, minute + 1)));
  CHECK_FALSE(cache.recall_config(*known, info(0, 0)));
  CHECK_FALSE(cache.recall("8", info(9, minute + 2)));
  CHECK_FALSE(cache.recall("9", info(9, minute + 1)));
  CHECK_FALSE(cache.recall("60", info(61, minute + 1)));
}

TEST_CASE_METHOD(Fixture, "what may still change unseen is not kept") {
  FolderCache cache(folder.get(), false, now);
  CHECK_FALSE(cache.keep("0", info(1, now - 1000), {}));
  auto* kept = cache.keep("0", info(1, minute + 1), {});
  REQUIRE(kept);
  cache.keep_config(*kept, info(2, now - 1000), "x");
  CHECK_FALSE(cache.recall_config(*kept, info(2, now - 1000)));
}

TEST_CASE_METHOD(Fixture, "few runs are not worth a file, and few new ones no new file") {
  walk(49);
  CHECK_FALSE(stored());
  walk(2000);
  const auto first = posix::info(folder.get(), ".liftoff-cache/results");
  REQUIRE(first.inode != 0);
  walk(2000);
  walk(2010);
  CHECK(posix::info(folder.get(), ".liftoff-cache/results").inode == first.inode);
  walk(3000);
  CHECK(posix::info(folder.get(), ".liftoff-cache/results").inode != first.inode);
  walk(3000, true);
  CHECK(stored());
  walk(10, true);
  CHECK_FALSE(stored());
}

TEST_CASE_METHOD(Fixture, "no more is kept than may lie on disk") {
  const std::string config(60'000, 'x');
  FolderCache cache(folder.get(), false, now);
  std::size_t kept = 0;
  int listed = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto seen = info(static_cast<std::uint64_t>(i + 1), minute + 1);
    auto* known = cache.keep(std::to_string(i), seen, {});
    if (!known) continue;
    cache.keep_config(*known, seen, config);
    kept += cache.recall_config(*known, seen) ? 1u : 0u;
    listed = i;
  }
  CHECK(kept > 800);
  CHECK(kept < 1000);
  CHECK(listed == 1999);  // listings go on where configurations have no room
  for (int i = 2000; cache.keep(std::string(60'000, 'p') + std::to_string(i),
                                info(static_cast<std::uint64_t>(i + 1), minute + 1), {});
       ++i)
    REQUIRE(i < 4000);
  cache.store();
  CHECK(posix::info(folder.get(), ".liftoff-cache/results").size < 76'000'000);
  CHECK(std::filesystem::status(dir / ".liftoff-cache/results").permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE_METHOD(Fixture, "a configuration that is too long is read each time") {
  FolderCache cache(folder.get(), false, now);
  auto* known = cache.keep("0", info(1, minute + 1), {});
  REQUIRE(known);
  cache.keep_config(*known, info(2, minute + 1), std::string(70'000, 'x'));
  CHECK_FALSE(cache.recall_config(*known, info(2, minute + 1)));
}

TEST_CASE("folders are written and read back") {
  CachedFolder folder{"3_x/0", "lse", "a/b\n\tc", "", "l", "x: 1\n\0y"sv, {7, 8}, {9, 10}};
  const auto text = to_text(folder) + to_text(CachedFolder{});
  const auto read = parse_cached_folders(text);
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  CHECK(read->front().relative == folder.relative);
  CHECK(read->front().files == folder.files);
  CHECK(read->front().config == folder.config);
  CHECK(read->front().stamp == folder.stamp);
  CHECK(read->front().config_stamp == folder.config_stamp);
  for (std::size_t i = 1; i < to_text(folder).size(); ++i) CHECK_FALSE(parse_cached_folders(text.substr(0, i)));
}

TEST_CASE("a forged cache leads no walk out of the experiment") {
  for (const char* folders : {"..", "a/..", ".", "a//b", "../../etc"}) {
    CachedFolder folder;
    folder.folders = folders;
    CHECK_FALSE(parse_cached_folders(to_text(folder)));
  }
  CHECK_FALSE(parse_cached_folders("1\t2\tl\t3\t4\t99999999999999999999\t0\t0\t0\t0\n\n"));
  CHECK_FALSE(parse_cached_folders("1\t2\tl\t3\t4\t18446744073709551615\t0\t0\t0\t0\n\n"));
}
