#include "query/status_cache.hpp"

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/user.hpp"

namespace liftoff {

namespace {

constexpr const char* cache_file = "status";

/// "" where the user has no such folder.
std::string user_cache_folder() {
  auto base = posix::environment_value("XDG_CACHE_HOME");
  if (base.empty() || base.front() != '/') {
    const auto home = posix::environment_value("HOME");
    if (home.empty() || home.front() != '/') return {};
    base = home + "/.cache";
  }
  return base + "/liftoff";
}

std::string user_cache_file(const FileStamp& identity) { return fmt::format("status-{}-{}", identity.modified_ns, identity.inode); }

std::optional<CachedTally> load_from(int folder, const char* name, const FileStamp& identity) {
  try {
    const auto text = posix::read_file(folder, name);
    return text ? parse_cached_tally(*text, identity) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool store_in(int folder, const char* name, std::string_view text) {
  try {
    posix::publish_file(folder, name, text);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

StatusCache::StatusCache(int experiment_folder) : folder_(experiment_folder) {
  const auto info = posix::info(experiment_folder);
  identity_ = {info.inode, static_cast<std::int64_t>(info.device)};
}

std::optional<CachedTally> StatusCache::load() const {
  if (const auto own = posix::open_folder(folder_, names::cache))
    if (auto cached = load_from(own.get(), cache_file, identity_)) return cached;
  const auto users = user_cache_folder();
  const auto folder = users.empty() ? posix::Fd{} : posix::open_folder(posix::here(), users.c_str());
  return folder ? load_from(folder.get(), user_cache_file(identity_).c_str(), identity_) : std::nullopt;
}

bool StatusCache::prepare() const {
  try {
    return posix::make_folder(folder_, names::cache);
  } catch (const Error&) {
    return false;
  }
}

void StatusCache::store(const CachedTally& cached) const {
  const auto text = to_text(cached, identity_);
  if (text.empty()) return;
  if (const auto own = posix::open_folder(folder_, names::cache); own && store_in(own.get(), cache_file, text)) return;
  const auto users = user_cache_folder();
  if (users.empty()) return;
  try {
    posix::make_folders(users);
  } catch (const Error&) {
    return;
  }
  if (const auto folder = posix::open_folder(posix::here(), users.c_str())) store_in(folder.get(), user_cache_file(identity_).c_str(), text);
}

}  // namespace liftoff
