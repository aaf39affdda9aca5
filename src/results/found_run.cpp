#include "results/found_run.hpp"

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "experiment/judge_run.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "experiment/run_record.hpp"
#include "posix/file.hpp"
#include "posix/folder_reader.hpp"
#include "posix/open_below.hpp"
#include "results/read_listing.hpp"
#include "value/run_keys.hpp"

namespace liftoff::results {

namespace {

constexpr std::uint64_t most_config = 4 << 20, most_record = 4 << 20;  // bytes
constexpr std::uint64_t large = 4 << 20, end_size = 1 << 20, beginning_size = 1 << 16;

}  // namespace

FoundRun::FoundRun(const experiment::OpenExperiment& from, experiment::RunRef where,
                   const experiment::FolderListing& what, posix::Opened opened, KnownFolder known)
    : experiment(from), run(std::move(where)), listing_(what), known_(known), folder_(std::move(opened)) {}

std::string FoundRun::path() const { return run.path(experiment.ref.path); }

const posix::Opened& FoundRun::folder() const {
  if (!folder_) folder_ = experiment::open_run_folder(experiment.folder.get(), run);
  return folder_;
}

bool FoundRun::list_again() const {
  // A descriptor that was read to its end stays there.
  folder_ = experiment::open_run_folder(experiment.folder.get(), run);
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
  auto state =
      experiment::judge_run(experiment.folder.get(), experiment.ref, run, folder().get(), experiment.machine());
  const bool ended =
      std::holds_alternative<experiment::Succeeded>(state) || std::holds_alternative<experiment::Crashed>(state);
  if (ended && !listing().crash) list_again();
  return state;
}

FoundRun::Place FoundRun::place_of(const std::string& file) const {
  const auto slash = file.rfind('/');
  Place place{{}, folder().get(), file.substr(slash + 1), folder().error()};
  if (slash == file.npos || !folder()) return place;
  place.below = posix::open_folder_below(folder().get(), file.substr(0, slash));
  place.folder = place.below.get();
  place.error = place.below.error();
  return place;
}

std::optional<std::string> FoundRun::read(const std::string& file, std::uint64_t most,
                                          const Complaint& complain) const {
  try {
    const auto place = place_of(file);
    if (place.folder < 0) posix::fail("cannot open", path(), place.error);
    auto text = posix::read_file(place.folder, place.name.c_str(), most);
    if (!text) complain(fmt::format("{}/{}: there is no regular file of that name", path(), file));
    return text;
  } catch (const Error& error) {
    complain(fmt::format("{}: {}", path(), error.what()));
    return std::nullopt;
  }
}

std::optional<FileEnds> FoundRun::read_ends(const std::string& file) const try {
  const auto place = place_of(file);
  const auto open = place.folder < 0 ? posix::Fd{} : posix::open_for_reading(place.folder, place.name.c_str());
  const auto info = open ? posix::info(open.get()) : posix::FileInfo{};
  const auto size = static_cast<std::uint64_t>(info.size);
  if (info.kind != posix::FileKind::Regular || size <= large) return std::nullopt;
  const auto beginning = posix::read_at(open.get(), 0, beginning_size);
  const auto end = posix::read_at(open.get(), size - end_size, end_size);
  const auto last = beginning.rfind('\n'), first = end.find('\n');
  if (last == beginning.npos || first == end.npos) return std::nullopt;
  return FileEnds{beginning.substr(0, last + 1), end.substr(first + 1)};
} catch (const Error&) {
  return std::nullopt;
}

/// Nothing where the run has no attempt that says what it ran. Its folder's name is left out: that changes when the
/// results move, and with the way in which they are named.
std::optional<std::string> FoundRun::planned_config() const try {
  const auto* plan = experiment.plan();
  const auto text =
      plan && folder() ? posix::read_file(folder().get(), experiment::names::record, most_record) : std::nullopt;
  if (!text) return std::nullopt;
  const auto record = experiment::parse_run_record(*text);
  const auto* last = record.last();
  auto planned = last && last->start.planned ? plan->text_at(*last->start.planned) : std::nullopt;
  if (!planned) return std::nullopt;
  const auto run_id = static_cast<int>(run.repetition().second.value_or(0));
  return *planned + value::keys_of_run({run_id, {}, last->start.attempt > 1, last->start.commit}, *planned);
} catch (const Error&) {
  return std::nullopt;
}

/// What `read` gives, unless it is known of this state of the file `source`.
template <class Read> std::optional<std::string> FoundRun::cached(const char* source, const Read& read) const {
  if (!known_.folder) return read();
  const auto now = posix::info(experiment.folder.get(), run.file(source).c_str());
  if (const auto text = known_.cache->recall_config(*known_.folder, now)) return std::string(*text);
  auto content = read();
  if (content) known_.cache->keep_config(*known_.folder, now, *content);
  return content;
}

RunConfig FoundRun::parse_planned(const std::string& text) const {
  auto config = parse_run_config(text, fmt::format("{}/{}", path(), experiment::names::config));
  for (const auto key : {value::run_keys::out_dir, value::run_keys::cfg_dir}) {
    config.value.set(key, path());
    if (config.as_pyyaml) config.as_pyyaml->set(key, path());
  }
  return config;
}

std::optional<RunConfig> FoundRun::read_config(const Complaint& complain) const {
  if (experiment.plan())
    if (const auto text = cached(experiment::names::record, [&] { return planned_config(); }))
      return parse_planned(*text);
  const auto text =
      cached(experiment::names::config, [&] { return read(experiment::names::config, most_config, complain); });
  if (!text) return std::nullopt;
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

}  // namespace liftoff::results
