#include "status/recurring_look.hpp"

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"

namespace liftoff::status {

namespace {

constexpr std::chrono::seconds between_rereads{30};  ///< another launcher may add to the plan
constexpr int share = 20;                            ///< of the time, at most one in so many parts goes into looking

}  // namespace

const TallySource& RecurringTally::renew(int experiment_folder) {
  if (!source_ || !source_->from_journal) return source_.emplace(read_tally(experiment_folder, false));
  if (!journal_) journal_ = posix::open_for_reading(experiment_folder, experiment::names::journal);
  source_->journal_offset = experiment::read_journal(
      journal_.get(), source_->journal_offset, [&](const experiment::JournalLine& line) { source_->tally.add(line); });
  return *source_;
}

const ExperimentSummary& RecurringLook::summary() {
  const auto now = posix::monotonic_now();
  if (now < due_) return look_.summary;
  if (now >= reread_) {
    tally_.forget();
    reread_ = now + between_rereads;
  }
  try {
    look();
  } catch (const Error& error) {
    look_.summary.problems = {error.what()};
  }
  due_ = posix::monotonic_now() + (posix::monotonic_now() - now) * share;
  return look_.summary;
}

void RecurringLook::look() {
  if (!opened_) opened_ = experiment::OpenExperiment::open(ref_);
  experiment::Machine machine;
  look_ = judge_experiment(*opened_, tally_.renew(opened_->folder.get()), machine);
}

}  // namespace liftoff::status
