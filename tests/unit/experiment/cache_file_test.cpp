#include <catch2/catch.hpp>

#include "experiment/cache_file.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using test::TempDir;

TEST_CASE("a cache is read back by its kind, for its folder, and only whole") {
  const FolderIdentity identity{42, 3};
  const auto text = seal_cache("kind\t1", identity, "some\ncontent");
  CHECK(text.starts_with("kind\t1\t"));
  CHECK(unseal_cache("kind\t1", identity, text) == "some\ncontent");
  CHECK(unseal_cache("kind\t1", identity, seal_cache("kind\t1", identity, "")) == "");
  CHECK_FALSE(unseal_cache("kind\t2", identity, text));
  CHECK_FALSE(unseal_cache("kind\t1", {43, 3}, text));
  CHECK_FALSE(unseal_cache("kind\t1", {42, 4}, text));
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    CHECK_FALSE(unseal_cache("kind\t1", identity, damaged));
    CHECK_FALSE(unseal_cache("kind\t1", identity, text.substr(0, i)));
  }
}

TEST_CASE("times are trusted when the clock that gave them has moved on") {
  constexpr std::int64_t second = 1'000'000'000;
  CHECK(is_settled(5 * second + 1, 6 * second));
  CHECK_FALSE(is_settled(6 * second - 1000, 6 * second));
  CHECK_FALSE(is_settled(7 * second, 6 * second));
  CHECK_FALSE(is_settled(0, 6 * second));
  // In whole seconds, where the file system may count no finer.
  CHECK_FALSE(is_settled(5 * second, 6 * second));
  CHECK(is_settled(3 * second, 6 * second));
}

TEST_CASE("a cache lies in the experiment, or where that can't be written in the user's folder") {
  const TempDir experiment, users;
  const auto folder = posix::open_folder(posix::here(), experiment.path().c_str());
  const test::Environment environment("XDG_CACHE_HOME", users.path());
  const CacheFile cache(folder.get(), "thing", "kind\t1", posix::Readers::ByUmask);
  CHECK_FALSE(cache.load());
  cache.store("outside");  // prepare() was not called: no folder of its own
  CHECK(cache.load() == "outside");
  CHECK(cache.prepare());
  CHECK_FALSE(cache.prepare());
  cache.store("a");
  cache.store("inside");
  CHECK(cache.load() == "inside");
  CHECK(CacheFile(folder.get(), "thing", "kind\t2", posix::Readers::ByUmask).load() == std::nullopt);
  cache.discard();
  CHECK_FALSE(cache.load());
  CHECK(std::filesystem::is_empty(users.path() + "/liftoff"));
}
