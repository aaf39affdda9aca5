#pragma once
#include <string>

#include "experiment/folder_listing.hpp"
#include "posix/fd.hpp"
#include "posix/folder_reader.hpp"
#include "posix/result.hpp"

namespace liftoff::results {

/// Lists an open folder. Links are not yet among files and folders.
posix::Result<experiment::FolderListing> read_listing(posix::FolderReader& reader, const posix::Fd& folder);
/// Puts links that lead to no folder among the files; `path` is where the folder lies.
void add_links(experiment::FolderListing& listing, const std::string& path);

}  // namespace liftoff::results
