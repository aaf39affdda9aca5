#include "status/tally_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "experiment/cache_file.hpp"
#include "experiment/layout.hpp"
#include "experiment/plan.hpp"
#include "experiment/run_folders.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "status/marker_scan.hpp"
#include "status/tally_cache.hpp"

namespace liftoff::status {

namespace {

constexpr std::size_t worth_caching = 100;     ///< runs; fewer are read again as quickly
constexpr std::uint64_t journal_step = 16384;  ///< bytes of journal read before the cache is renewed
constexpr std::string_view cache_kind = "liftoff-status-cache\t1";

FileStamp stamp_of(const posix::FileInfo& info) { return {info.inode, info.modified_ns}; }

FileStamp part_stamp(int folder, int number) {
  return stamp_of(posix::info(folder, fmt::format("{}{}.jsonl", experiment::names::plan_prefix, number).c_str()));
}

/// Parts of a plan are never rewritten: the last one and the absence of a next one tell all.
PlanStamp plan_of(int folder, const PlanStamp& known) {
  if (known.parts > 0 && part_stamp(folder, known.parts) == known.last &&
      part_stamp(folder, known.parts + 1).inode == 0)
    return known;
  PlanStamp plan;
  for (auto next = part_stamp(folder, 1); next.inode != 0; next = part_stamp(folder, plan.parts + 1)) {
    plan.last = next;
    ++plan.parts;
  }
  if (const auto header = plan.parts > 0 ? experiment::read_plan_header(folder) : std::nullopt)
    plan.runs = static_cast<std::int64_t>(header->configurations) * header->runs_no;
  return plan;
}

bool is_worth_caching(const RunTally& tally) {
  return static_cast<std::size_t>(tally.succeeded) + tally.unsettled.size() >= worth_caching;
}

TallySource source_of(int folder, CachedTally&& cached) {
  TallySource source;
  source.from_journal = cached.from_journal;
  source.journal_offset = cached.journal_offset;
  if (cached.plan.parts > 0 && cached.plan.runs >= 0) source.planned = cached.plan.runs;
  if (cached.plan.parts > 0 && cached.plan.runs < 0) source.problems.push_back(experiment::fault_of_plan(folder));
  source.tally = std::move(cached.tally);
  return source;
}

bool are_settled(const std::vector<WalkedFolder>& folders, std::int64_t looked_ns) {
  return std::all_of(folders.begin(), folders.end(),
                     [&](const WalkedFolder& walked) { return experiment::is_settled(walked.modified_ns, looked_ns); });
}

void store(const experiment::CacheFile& cache, const CachedTally& cached) {
  if (const auto text = to_text(cached); !text.empty()) cache.store(text);
}

bool is_unchanged(int folder, const CachedTally& cached) {
  if (cached.experiment.inode == 0 || stamp_of(posix::info(folder)) != cached.experiment) return false;
  if (stamp_of(posix::info(folder, experiment::names::ppid)) != cached.ppid) return false;
  return std::all_of(cached.folders.begin(), cached.folders.end(), [&](const WalkedFolder& walked) {
    return walked.modified_ns != 0 && posix::info(folder, walked.name.c_str()).modified_ns == walked.modified_ns;
  });
}

/// Making the cache's folder changes the experiment's time: what was listed must be as it was before.
void store_walk(int folder, const experiment::CacheFile& cache, CachedTally& cached,
                const std::vector<std::string>& listed, std::int64_t looked_ns) {
  const auto made = cache.prepare();
  cached.experiment = stamp_of(posix::info(folder));
  if (!made && !experiment::is_settled(cached.experiment.modified_ns, looked_ns)) return;
  if (made && experiment::configuration_folders(folder) != listed) return;
  store(cache, cached);
}

TallySource from_markers(int folder, const experiment::CacheFile& cache, CachedTally cached) {
  if (!cached.from_journal && is_unchanged(folder, cached)) {
    if (refresh_unsettled(folder, cached.tally)) store(cache, cached);
    cached.plan = plan_of(folder, cached.plan);
    return source_of(folder, std::move(cached));
  }
  const auto looked_ns = posix::unix_nanoseconds();
  cached = {};
  cached.ppid = stamp_of(posix::info(folder, experiment::names::ppid));
  auto walk = walk_tree(folder);
  cached.tally = std::move(walk.tally);
  cached.folders = std::move(walk.folders);
  cached.plan = plan_of(folder, {});
  if (walk.problems.empty() && is_worth_caching(cached.tally) && are_settled(cached.folders, looked_ns))
    store_walk(folder, cache, cached, walk.names, looked_ns);
  auto source = source_of(folder, std::move(cached));
  source.problems.insert(source.problems.end(), walk.problems.begin(), walk.problems.end());
  return source;
}

/// More runs than are planned: the journal was edited, or is one of a version that counted reruns anew.
bool contradicts(const CachedTally& cached) {
  const auto seen = cached.tally.succeeded + static_cast<std::int64_t>(cached.tally.unsettled.size());
  return cached.plan.runs >= 0 && seen > cached.plan.runs;
}

TallySource from_journal(int folder, int journal, const experiment::CacheFile& cache, CachedTally cached) {
  const auto info = posix::info(journal);
  if (!cached.from_journal || cached.journal_inode != info.inode ||
      cached.journal_offset > static_cast<std::uint64_t>(info.size)) {
    cached = {};
    cached.from_journal = true;
    cached.journal_inode = info.inode;
  }
  const auto before = cached.journal_offset;
  cached.journal_offset =
      experiment::read_journal(journal, before, [&](const experiment::JournalLine& line) { cached.tally.add(line); });
  cached.plan = plan_of(folder, cached.plan);
  if (contradicts(cached)) return from_markers(folder, cache, std::move(cached));
  if (cached.journal_offset - before >= journal_step && is_worth_caching(cached.tally)) {
    cache.prepare();
    store(cache, cached);
  }
  return source_of(folder, std::move(cached));
}

}  // namespace

TallySource read_tally(int experiment_folder, bool rescan) {
  const experiment::CacheFile cache(experiment_folder, "status", cache_kind, posix::Readers::ByUmask);
  if (rescan) cache.discard();
  const auto text = rescan ? std::nullopt : cache.load();
  auto cached = text ? parse_cached_tally(*text).value_or(CachedTally{}) : CachedTally{};
  const auto journal = rescan ? posix::Fd{} : posix::open_for_reading(experiment_folder, experiment::names::journal);
  if (journal) return from_journal(experiment_folder, journal.get(), cache, std::move(cached));
  return from_markers(experiment_folder, cache, std::move(cached));
}

}  // namespace liftoff::status
