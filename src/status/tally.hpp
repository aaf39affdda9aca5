#pragma once
// What is known of an experiment's runs without looking at each: sums over the succeeded ones, and a list of all
// others that were ever heard of. This is what the status cache keeps.
#include <cstdint>
#include <unordered_map>

#include "experiment/journal.hpp"
#include "status/durations.hpp"

namespace liftoff::status {

/// A run that is not known to have succeeded.
struct UnsettledRun {
  enum class Kind : char {
    Waiting = 'w',  ///< a folder was made, nothing started (trees without a journal)
    Open = 'o',     ///< started, not recorded as ended
    Crashed = 'c',
  };
  Kind kind = Kind::Open;
  double started = 0, ended = 0;  ///< Unix seconds, 0 where unknown
  std::int64_t stamp = 0;         ///< Crashed, trees without a journal: when `.__crash` was modified (ns)
};

struct RunTally : EndedTimes {
  std::int64_t succeeded = 0;
  std::unordered_map<experiment::RunRef, UnsettledRun> unsettled;

  /// One more line of the journal. Lines that contradict what is known (an end of an ended run) change nothing.
  void add(const experiment::JournalLine& line);
};

}  // namespace liftoff::status
