#include "results/run_walk.hpp"

#include <utility>

#include <fmt/core.h>

#include "experiment/folder_cache.hpp"
#include "experiment/run_folder.hpp"
#include "experiment/run_folders.hpp"
#include "posix/clock.hpp"
#include "posix/folder_reader.hpp"
#include "results/read_listing.hpp"

namespace liftoff::results {

namespace {

/// Lists every folder, unless the cache has it as it is.
class ListingWalk final : public experiment::RunWalk {
 public:
  ListingWalk(const experiment::OpenExperiment& experiment, experiment::FolderCache& cache, const Complaint& complain,
              const std::function<void(const FoundRun&)>& use)
      : experiment_(experiment), cache_(cache), complain_(complain), use_(use) {}

 private:
  bool look_at(Place& place) override {
    const auto now = posix::info(experiment_.folder.get(), std::string(place.ref.text()).c_str());
    auto* known = now.kind == posix::FileKind::Directory ? cache_.recall(place.ref.relative(), now) : nullptr;
    listing_ = known ? experiment::listing_of(*known) : experiment::FolderListing();
    posix::Opened folder;
    if (!known) {
      folder = experiment::open_run_folder(experiment_.folder.get(), place.ref);
      known = list(place.ref, folder);
    }
    add_links(listing_, place.ref.path(experiment_.ref.path));
    const bool is_run = listing_.leaf || is_made_by_hand(place);
    if (is_run) use_(FoundRun(experiment_, place.ref, listing_, std::move(folder), {&cache_, known}));
    return is_run;
  }

  /// Reads what an open folder holds; nothing where that can't be, which is complained about.
  experiment::CachedFolder* list(const experiment::RunRef& ref, const posix::Opened& folder) {
    const auto before = folder ? posix::info(folder.get()) : posix::FileInfo{};
    auto listing = folder ? read_listing(reader_, folder) : folder.error();
    if (!listing) {
      complain_(fmt::format("{}: {}", ref.path(experiment_.ref.path), listing.error().text()));
      return nullptr;
    }
    listing_ = std::move(*listing);
    return cache_.keep(ref.relative(), before, listing_);
  }

  std::vector<std::string> folders_in(Place&) override { return std::move(listing_.folders); }
  void leave(Place&, std::vector<std::string>&&) override {}

  const experiment::OpenExperiment& experiment_;
  experiment::FolderCache& cache_;
  const Complaint& complain_;
  const std::function<void(const FoundRun&)>& use_;
  posix::FolderReader reader_;
  experiment::FolderListing listing_;  ///< of the place that was looked at last
};

}  // namespace

void for_each_run(const experiment::OpenExperiment& experiment, bool rescan, const Complaint& complain,
                  const std::function<void(const FoundRun&)>& use) {
  experiment::FolderCache cache(experiment.folder.get(), rescan, posix::unix_nanoseconds());
  ListingWalk(experiment, cache, complain, use).walk(experiment.folder.get());
  cache.store();
}

}  // namespace liftoff::results
