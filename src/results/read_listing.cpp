#include "results/read_listing.hpp"

#include <algorithm>

#include "experiment/layout.hpp"
#include "posix/folder_reader.hpp"
#include "results/file_versions.hpp"
#include "text/natural_order.hpp"

namespace liftoff::results {

namespace {

void note_marker(experiment::FolderListing& listing, std::string_view name) {
  if (name == experiment::names::leaf) listing.leaf = true;
  else if (name == experiment::names::start) listing.start = true;
  else if (name == experiment::names::end) listing.end = true;
  else if (name == experiment::names::crash) listing.crash = true;
  else if (name == experiment::names::record) listing.record = true;
}

}  // namespace

posix::Result<experiment::FolderListing> read_listing(posix::FolderReader& reader, const posix::Fd& folder) {
  experiment::FolderListing listing;
  const auto whole = reader.read(folder, [&](std::string_view name, posix::FileKind kind) {
    if (is_own_file(name)) return note_marker(listing, name);
    if (kind == posix::FileKind::Link) listing.links.emplace_back(name);
    else if (kind != posix::FileKind::Directory) listing.files.emplace_back(name);
    else if (name.front() != '.') listing.folders.emplace_back(name);
  });
  if (!whole) return whole.error();
  std::sort(listing.folders.begin(), listing.folders.end(), text::natural_less);
  return listing;
}

void add_links(experiment::FolderListing& listing, const std::string& path) {
  for (const auto& link : listing.links)
    if (posix::info_followed(path + "/" + link).kind != posix::FileKind::Directory) listing.files.push_back(link);
}

}  // namespace liftoff::results
