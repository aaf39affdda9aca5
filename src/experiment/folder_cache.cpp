#include "experiment/folder_cache.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "text/fields.hpp"

namespace liftoff::experiment {

namespace {

constexpr std::string_view cache_kind = "liftoff-results-cache\t1";
constexpr std::size_t worth_caching = 100;     ///< folders and configurations; fewer are read again as quickly
constexpr std::size_t least_share = 10;        ///< renewed when more than one in so many bytes is new
constexpr std::size_t most_bytes = 72u << 20;  ///< of the file, and in memory; what goes beyond is read each time
constexpr std::size_t most_bytes_for_configs = 54u
                                               << 20;  ///< where more is taken, only listings are added: they save more
constexpr std::size_t most_config_bytes = 1u << 16;    ///< of one cfg.yaml
constexpr std::size_t line_bytes = 80;                 ///< about what a folder takes besides its texts

std::size_t bytes_of(const CachedFolder& folder) {
  return line_bytes + folder.relative.size() + folder.files.size() + folder.folders.size() + folder.links.size() +
         folder.config.size();
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text.append(text.empty() ? "" : "/").append(name);
  return text;
}

std::vector<std::string> split(std::string_view names) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < names.size();) {
    const auto end = std::min(names.find('/', at), names.size());
    all.emplace_back(names.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

std::string markers_of(const FolderListing& listing) {
  std::string markers;
  const std::array<bool, 5> stand{listing.leaf, listing.start, listing.end, listing.crash, listing.record};
  for (std::size_t i = 0; i < stand.size(); ++i)
    if (stand[i]) markers += "lsecr"[i];
  return markers;
}

CachedFolder read_folder(text::Fields& reader) {
  CachedFolder folder;
  const auto stamp = [&] {
    const auto inode = reader.number<std::uint64_t>('\t');
    return CachedFolder::Stamp{inode, reader.number<std::int64_t>('\t')};
  };
  folder.stamp = stamp();
  folder.markers = reader.word('\t');
  folder.config_stamp = stamp();
  std::array<std::size_t, 5> sizes{};
  for (std::size_t i = 0; i < sizes.size(); ++i)
    sizes[i] = reader.number<std::size_t>(i + 1 < sizes.size() ? '\t' : '\n');
  folder.relative = reader.take(sizes[0]);
  folder.files = reader.take(sizes[1]);
  folder.folders = reader.take(sizes[2]);
  folder.links = reader.take(sizes[3]);
  folder.config = reader.take(sizes[4]);
  reader.expect('\n');
  return folder;
}

/// A cache can be written by hand; a walk must not be led out of the experiment.
bool leads_out(std::string_view folders) {
  if (folders.find('\0') != std::string_view::npos) return true;
  for (std::size_t at = 0; at < folders.size();) {
    const auto end = std::min(folders.find('/', at), folders.size());
    const auto name = folders.substr(at, end - at);
    if (name.empty() || name.front() == '.') return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

std::string to_text(const CachedFolder& folder) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n{}{}{}{}{}\n", folder.stamp.inode,
                     folder.stamp.changed_ns, folder.markers, folder.config_stamp.inode, folder.config_stamp.changed_ns,
                     folder.relative.size(), folder.files.size(), folder.folders.size(), folder.links.size(),
                     folder.config.size(), folder.relative, folder.files, folder.folders, folder.links, folder.config);
}

std::optional<std::vector<CachedFolder>> parse_cached_folders(std::string_view text) {
  std::vector<CachedFolder> folders;
  for (text::Fields reader(text); !reader.at_end();) {
    folders.push_back(read_folder(reader));
    if (!reader.good() || leads_out(folders.back().folders)) return std::nullopt;
  }
  return folders;
}

FolderListing listing_of(const CachedFolder& folder) {
  const auto stands = [&](char marker) { return folder.markers.find(marker) != std::string_view::npos; };
  return {split(folder.files), split(folder.folders), split(folder.links), stands('l'),
          stands('s'),         stands('e'),           stands('c'),         stands('r')};
}

FolderCache::FolderCache(int experiment_folder, bool rescan, std::int64_t now_ns)
    : file_(experiment_folder, "results", cache_kind, posix::Readers::OwnerAlone), now_ns_(now_ns) {
  if (rescan) file_.discard();
  auto text = rescan ? std::nullopt : file_.load();
  if (!text) return;
  text_ = std::move(*text);
  if (auto folders = parse_cached_folders(text_)) loaded_ = std::move(*folders);
  by_path_.reserve(loaded_.size());
  for (std::size_t i = 0; i < loaded_.size(); ++i) by_path_.emplace(loaded_[i].relative, i);
}

bool FolderCache::has_room(std::size_t bytes, std::size_t most) const {
  return recalled_bytes_ + new_bytes_ + bytes <= most;
}

std::string_view FolderCache::own(std::string_view text) {
  auto* copy = static_cast<char*>(own_.allocate(text.size() + 1, 1));
  std::copy(text.begin(), text.end(), copy);
  return {copy, text.size()};
}

CachedFolder* FolderCache::recall(const std::string& relative, const posix::FileInfo& now) {
  const auto it = by_path_.find(relative);
  if (it == by_path_.end()) return nullptr;
  auto& folder = loaded_[it->second];
  if (folder.stamp != CachedFolder::Stamp{now.inode, now.changed_ns}) return nullptr;
  recalled_bytes_ += bytes_of(folder);
  met_.push_back(&folder);
  return &folder;
}

CachedFolder* FolderCache::keep(const std::string& relative, const posix::FileInfo& before,
                                const FolderListing& listing) {
  const auto files = joined(listing.files), folders = joined(listing.folders), links = joined(listing.links);
  if (!is_settled(before.changed_ns, now_ns_) ||
      !has_room(line_bytes + relative.size() + files.size() + folders.size() + links.size(), most_bytes))
    return nullptr;
  auto& folder = read_.emplace_back();
  folder.relative = own(relative);
  folder.markers = own(markers_of(listing));
  folder.files = own(files);
  folder.folders = own(folders);
  folder.links = own(links);
  folder.stamp = {before.inode, before.changed_ns};
  ++new_parts_;
  new_bytes_ += bytes_of(folder);
  met_.push_back(&folder);
  return &folder;
}

std::optional<std::string_view> FolderCache::recall_config(const CachedFolder& folder,
                                                           const posix::FileInfo& now) const {
  const bool known =
      folder.config_stamp.inode != 0 && folder.config_stamp == CachedFolder::Stamp{now.inode, now.changed_ns};
  return known ? std::optional(folder.config) : std::nullopt;
}

void FolderCache::keep_config(CachedFolder& folder, const posix::FileInfo& before, std::string_view text) {
  if (text.size() > most_config_bytes || !is_settled(before.changed_ns, now_ns_) ||
      !has_room(text.size(), most_bytes_for_configs))
    return;
  folder.config = own(text);
  folder.config_stamp = {before.inode, before.changed_ns};
  ++new_parts_;
  new_bytes_ += text.size();
}

void FolderCache::store() const {
  if (new_parts_ < worth_caching || new_bytes_ * least_share < recalled_bytes_ + new_bytes_) return;
  std::string text;
  text.reserve(recalled_bytes_ + new_bytes_ + CacheFile::header_bytes);
  for (const auto* folder : met_) text += to_text(*folder);
  file_.prepare();
  file_.store(std::move(text));
}

}  // namespace liftoff::experiment
