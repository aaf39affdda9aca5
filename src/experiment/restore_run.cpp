#include "experiment/restore_run.hpp"

#include <utility>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"
#include "posix/open_below.hpp"
#include "posix/random.hpp"

namespace liftoff::experiment {

namespace {

bool is_there(int folder, const char* name) { return posix::info(folder, name).kind != posix::FileKind::None; }

bool has_record(int folder, const ClaimedRun& claimed) {
  return posix::is_same(posix::info(folder, names::record), posix::info(claimed.record.get()));
}

std::string whole_text(const posix::Fd& file) {
  return posix::read_at(file.get(), 0, static_cast<std::size_t>(posix::info(file.get()).size));
}

/// A file of another name with the record's lines, locked where the file system has locks.
posix::Fd copy_of_record(int folder, const std::string& name, const ClaimedRun& claimed) {
  auto copy = posix::open_for_appending(folder, name.c_str(), true).or_fail("cannot create", names::record);
  posix::try_lock(copy.get());
  const auto written = posix::write_all(copy.get(), whole_text(claimed.record));
  if (!written) posix::remove_file(folder, name.c_str());
  written.or_fail("cannot write", names::record);
  return copy;
}

/// A record that the program copied along with the rest is this one, a few lines short. Empty where that worked.
std::string take_over_record(int folder, ClaimedRun& claimed) {
  auto there = posix::open_for_appending(folder, names::record);
  if (!there) return fmt::format("its {} can't be opened: {}", names::record, there.error().text());
  if (posix::try_lock(there.get()) == posix::Lock::Busy) return "another process keeps the run now";
  const auto ours = whole_text(claimed.record), have = whole_text(there);
  if (!ours.starts_with(have)) return fmt::format("its {} is another run's", names::record);
  posix::write_all(there.get(), ours.substr(have.size())).or_fail("cannot write", names::record);
  claimed.record = std::move(there);
  return {};
}

std::string restore_record(int folder, ClaimedRun& claimed) {
  if (has_record(folder, claimed)) return {};
  if (is_there(folder, names::record)) return take_over_record(folder, claimed);
  const auto name = ".liftoff-tmp." + posix::random_token();
  auto copy = copy_of_record(folder, name, claimed);
  const bool named = posix::rename_new(folder, name.c_str(), names::record);
  if (!named) {  // another keeper claimed what looked like a run that was never started
    posix::remove_file(folder, name.c_str());
    return "another process keeps the run now";
  }
  claimed.record = std::move(copy);
  return {};
}

}  // namespace

bool is_in_place(int experiment_folder, const RunRef& run, const ClaimedRun& claimed) noexcept {
  const auto folder = open_run_folder(experiment_folder, run);
  return folder && has_record(folder.get(), claimed) && is_there(folder.get(), names::leaf) &&
         is_there(folder.get(), names::start) && is_there(folder.get(), names::config);
}

std::string restore_run(int experiment_folder, const RunRef& run, ClaimedRun& claimed, double started,
                        const std::function<std::string()>& config) {
  posix::Fd folder = open_run_folder(experiment_folder, run);
  if (!folder) {
    if (posix::info(experiment_folder).links == 0) return "the experiment's folder was removed";
    const auto error = open_run_folder(experiment_folder, run).error();
    if (!error.is_absent() && error.is_no_file()) return "a link or a file lies in the place of its folder";
    folder = posix::make_folder_below(experiment_folder, run.relative());
  }
  if (auto in_the_way = restore_record(folder.get(), claimed); !in_the_way.empty()) return in_the_way;
  claimed.folder = std::move(folder);
  claimed.restored = true;
  posix::create_file(claimed.folder.get(), names::leaf, "");
  if (!is_there(claimed.folder.get(), names::config)) posix::create_file(claimed.folder.get(), names::config, config());
  if (!is_there(claimed.folder.get(), names::start)) mark_started(claimed, started);
  return {};
}

}  // namespace liftoff::experiment
