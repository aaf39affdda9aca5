#include "results/run_walk.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "experiment/judge_run.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/folder_reader.hpp"
#include "results/file_versions.hpp"
#include "text/natural_order.hpp"

namespace liftoff::results {

namespace {

constexpr int deepest = 4;

bool is_run_id(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void note_marker(experiment::FolderListing& listing, std::string_view name) {
  if (name == experiment::names::leaf) listing.leaf = true;
  else if (name == experiment::names::start) listing.start = true;
  else if (name == experiment::names::end) listing.end = true;
  else if (name == experiment::names::crash) listing.crash = true;
  else if (name == experiment::names::record) listing.record = true;
}

class Walk {
 public:
  Walk(const experiment::OpenExperiment& experiment, experiment::FolderCache& cache, const Complaint& complain,
       const std::function<void(const FoundRun&)>& use)
      : experiment_(experiment), cache_(cache), complain_(complain), use_(use) {}

  void visit(const std::string& relative, int depth) {
    posix::Opened folder;
    const auto now = info_of(relative);
    auto* known = now.kind == posix::FileKind::Directory ? cache_.recall(relative, now) : nullptr;
    std::optional<experiment::FolderListing> listing;
    if (known) {
      listing = experiment::listing_of(*known);
    } else {
      folder = experiment::open_run_folder(experiment_.folder.get(), relative);
      const auto before = folder ? posix::info(folder.get()) : posix::FileInfo{};
      auto read = folder ? read_listing(reader_, folder) : folder.error();
      if (!read) return complain_(fmt::format("{}: {}", path_of(relative), read.error().text()));
      listing = std::move(*read);
      known = cache_.keep(relative, before, *listing);
    }
    add_links(*listing, path_of(relative));
    if (listing->leaf) use_(FoundRun(experiment_, relative, *listing, std::move(folder), {&cache_, known}));
    folder.reset();
    if (depth == deepest) return;
    for (const auto& name : listing->folders)
      if (!listing->leaf || is_run_id(name)) visit(relative.empty() ? name : relative + "/" + name, depth + 1);
  }

 private:
  posix::FileInfo info_of(const std::string& relative) const {
    return relative.empty() ? posix::info(experiment_.folder.get())
                            : posix::info(experiment_.folder.get(), relative.c_str());
  }

  std::string path_of(const std::string& relative) const {
    return relative.empty() ? experiment_.ref.path : experiment_.ref.path + "/" + relative;
  }

  const experiment::OpenExperiment& experiment_;
  experiment::FolderCache& cache_;
  const Complaint& complain_;
  const std::function<void(const FoundRun&)>& use_;
  posix::FolderReader reader_;
};

constexpr std::uint64_t most_config = 4 << 20;  // bytes
constexpr std::uint64_t large = 4 << 20, end_size = 1 << 20, longest_first_line = 1 << 16;

}  // namespace

FoundRun::FoundRun(const experiment::OpenExperiment& from, std::string where, const experiment::FolderListing& what,
                   posix::Opened opened, KnownFolder known)
    : experiment(from), relative(std::move(where)), listing_(what), known_(known), folder_(std::move(opened)) {}

std::string FoundRun::path() const {
  return relative.empty() ? experiment.ref.path : experiment.ref.path + "/" + relative;
}

const posix::Opened& FoundRun::folder() const {
  if (!folder_) folder_ = experiment::open_run_folder(experiment.folder.get(), relative);
  return folder_;
}

bool FoundRun::list_again() const {
  // A descriptor that was read to its end stays there.
  folder_ = experiment::open_run_folder(experiment.folder.get(), relative);
  posix::FolderReader reader;
  auto now = folder_ ? read_listing(reader, folder_) : folder_.error();
  if (!now) return false;
  add_links(*now, path());
  newer_ = std::move(*now);
  return true;
}

experiment::RunState FoundRun::state() const {
  if (listing().end) return experiment::Succeeded{};
  if (!folder()) return experiment::Waiting{};
  auto state = experiment::judge_run(experiment.folder.get(), experiment.ref, relative.empty() ? "." : relative,
                                     folder().get(), experiment.machine());
  const bool ended =
      std::holds_alternative<experiment::Succeeded>(state) || std::holds_alternative<experiment::Crashed>(state);
  if (ended && !listing().crash) list_again();
  return state;
}

std::optional<std::string> FoundRun::read(const std::string& file, std::uint64_t most,
                                          const Complaint& complain) const {
  try {
    if (!folder()) posix::fail("cannot open", path(), folder().error());
    auto text = posix::read_file(folder().get(), file.c_str(), most);
    if (!text) complain(fmt::format("{}/{}: there is no such file, or it is a link", path(), file));
    return text;
  } catch (const Error& error) {
    complain(fmt::format("{}: {}", path(), error.what()));
    return std::nullopt;
  }
}

std::optional<std::string> FoundRun::read_ends(const std::string& file, std::uint64_t most,
                                               const Complaint& complain) const {
  const auto open = folder() ? posix::open_for_reading(folder().get(), file.c_str()) : posix::Fd{};
  const auto info = open ? posix::info(open.get()) : posix::FileInfo{};
  const auto size = static_cast<std::uint64_t>(info.size);
  if (info.kind != posix::FileKind::Regular || size <= large) return read(file, most, complain);
  try {
    auto text = posix::read_at(open.get(), 0, longest_first_line);
    const auto first = text.find('\n');
    const auto last = posix::read_at(open.get(), size - end_size, end_size);
    const auto whole = last.find('\n');
    if (first == std::string::npos || whole == std::string::npos) return read(file, most, complain);
    return text.substr(0, first + 1) + last.substr(whole + 1);
  } catch (const Error& error) {
    complain(fmt::format("{}/{}: {}", path(), file, error.what()));
    return std::nullopt;
  }
}

std::optional<RunConfig> FoundRun::read_config(const Complaint& complain) const {
  const auto file =
      relative.empty() ? std::string(experiment::names::config) : relative + "/" + experiment::names::config;
  const auto now = known_.folder ? posix::info(experiment.folder.get(), file.c_str()) : posix::FileInfo{};
  auto text = known_.folder ? known_.cache->recall_config(*known_.folder, now) : std::nullopt;
  std::optional<std::string> content;
  if (!text) {
    content = read(experiment::names::config, most_config, complain);
    if (!content) return std::nullopt;
    if (known_.folder) known_.cache->keep_config(*known_.folder, now, *content);
    text = *content;
  }
  return parse_run_config(*text, fmt::format("{}/{}", path(), experiment::names::config));
}

const RunConfig* FoundRun::config(const Complaint& complain) const {
  if (std::exchange(config_read_, true)) return config_ ? &*config_ : nullptr;
  try {
    config_ = read_config(complain);
  } catch (const Error& error) {
    complain(error.what());
  }
  return config_ ? &*config_ : nullptr;
}

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

void for_each_run(const experiment::OpenExperiment& experiment, bool rescan, const Complaint& complain,
                  const std::function<void(const FoundRun&)>& use) {
  experiment::FolderCache cache(experiment.folder.get(), rescan, posix::unix_nanoseconds());
  Walk(experiment, cache, complain, use).visit({}, 0);
  cache.store();
}

}  // namespace liftoff::results
