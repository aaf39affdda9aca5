#include "query/look.hpp"

#include "experiment/layout.hpp"
#include "experiment/plan.hpp"
#include "posix/file.hpp"
#include "query/tree_walk.hpp"

namespace liftoff {

namespace {

TallySource from_journal(int folder, int journal) {
  TallySource source;
  source.from_journal = true;
  read_journal(journal, 0, [&](const JournalLine& line) { source.tally.add(line); });
  (void)folder;
  return source;
}

TallySource from_markers(int folder) {
  TallySource source;
  auto walk = walk_tree(folder);
  source.tally = std::move(walk.tally);
  source.problems = std::move(walk.problems);
  return source;
}

std::optional<std::int64_t> planned_runs(int folder) {
  const auto plan = read_plan_header(folder);
  if (!plan) return std::nullopt;
  return static_cast<std::int64_t>(plan->configurations) * plan->runs_no;
}

}  // namespace

TallySource read_tally(int experiment_folder, const ExperimentRef&, bool rescan) {
  const auto journal = rescan ? posix::Fd{} : posix::open_for_reading(experiment_folder, names::journal);
  auto source = journal ? from_journal(experiment_folder, journal.get()) : from_markers(experiment_folder);
  source.planned = planned_runs(experiment_folder);
  return source;
}

}  // namespace liftoff
