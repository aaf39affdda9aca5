#include "experiment/cache_file.hpp"

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/folder.hpp"
#include "posix/own_process.hpp"
#include "text/hash.hpp"

namespace liftoff::experiment {

namespace {

constexpr std::uint64_t most_cached = 256u << 20;  ///< of a cache that is read
constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t clock_step_ns = 100'000'000;  ///< no kernel's clock of file times is coarser

std::string header_line(std::string_view kind, std::string_view rest) {
  return fmt::format("{}\t{:016x}\n", kind, text::checksum(rest));
}
std::string identity_line(const FolderIdentity& identity) {
  return fmt::format("of\t{}\t{}\n", identity.inode, identity.device);
}

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

posix::Fd open_user_cache_folder() {
  const auto path = user_cache_folder();
  return path.empty() ? posix::Fd{} : posix::open_folder(posix::here(), path.c_str());
}

bool store_in(int folder, const std::string& file, std::string_view text, posix::Readers readers) {
  try {
    posix::publish_file(folder, file.c_str(), text, readers);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string seal_cache(std::string_view kind, const FolderIdentity& identity, std::string content) {
  content.insert(0, header_line(kind, {}) + identity_line(identity));
  const auto header = header_line(kind, std::string_view(content).substr(header_line(kind, {}).size()));
  return content.replace(0, header.size(), header);
}

std::optional<std::string> unseal_cache(std::string_view kind, const FolderIdentity& identity, std::string text) {
  const auto header = header_line(kind, {}).size();
  if (text.size() < header || !text.starts_with(header_line(kind, std::string_view(text).substr(header))))
    return std::nullopt;
  const auto line = identity_line(identity);
  if (!std::string_view(text).substr(header).starts_with(line)) return std::nullopt;
  text.erase(0, header + line.size());
  return text;
}

bool is_settled(std::int64_t changed_ns, std::int64_t looked_ns) {
  // Times in whole seconds are those of a file system that counts no finer, most likely.
  const auto step = changed_ns % second_ns == 0 ? 2 * second_ns : clock_step_ns;
  return changed_ns != 0 && changed_ns < looked_ns - step;
}

CacheFile::CacheFile(int experiment_folder, std::string name, std::string_view kind, posix::Readers readers)
    : folder_(experiment_folder), name_(std::move(name)), kind_(kind), readers_(readers) {
  const auto info = posix::info(experiment_folder);
  identity_ = {info.inode, info.device};
}

std::string CacheFile::user_file() const { return fmt::format("{}-{}-{}", name_, identity_.device, identity_.inode); }

std::optional<std::string> CacheFile::load_from(int folder, const std::string& file) const {
  try {
    auto text = posix::read_file(folder, file.c_str(), most_cached);
    return text ? unseal_cache(kind_, identity_, std::move(*text)) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<std::string> CacheFile::load() const {
  if (const auto own = posix::open_folder(folder_, names::cache))
    if (auto content = load_from(own.get(), name_)) return content;
  const auto users = open_user_cache_folder();
  return users ? load_from(users.get(), user_file()) : std::nullopt;
}

void CacheFile::discard() const {
  const auto own = posix::open_folder(folder_, names::cache);
  const auto users = open_user_cache_folder();
  try {
    if (users) posix::remove_file(users.get(), user_file().c_str());
    if (own) posix::remove_file(own.get(), name_.c_str());
  } catch (const Error&) {
    return;
  }
}

bool CacheFile::prepare() const {
  try {
    return posix::make_folder(folder_, names::cache);
  } catch (const Error&) {
    return false;
  }
}

void CacheFile::store(std::string content) const {
  const auto text = seal_cache(kind_, identity_, std::move(content));
  if (const auto own = posix::open_folder(folder_, names::cache); own && store_in(own.get(), name_, text, readers_))
    return;
  const auto users = user_cache_folder();
  if (users.empty()) return;
  try {
    posix::make_folders(users);
  } catch (const Error&) {
    return;
  }
  if (const auto folder = open_user_cache_folder()) store_in(folder.get(), user_file(), text, readers_);
}

}  // namespace liftoff::experiment
