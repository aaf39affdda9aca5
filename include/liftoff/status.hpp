#pragma once
// What a results folder says about its experiments, at one look.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff {

/// Runs on a machine (or in a container) that can't be asked from here.
struct UnverifiedRuns {
  std::string host;
  std::int64_t runs = 0;
  double since = 0;  ///< when the oldest of them was started, Unix seconds
};

/// Times are Unix seconds, durations are seconds.
struct ExperimentSummary {
  std::int64_t timestamp = 0;
  std::string name, path;
  std::string mode, comment;  ///< as `.__mode` and `.__comment` say; may be empty
  std::optional<int> pid;     ///< of a live launcher
  bool alive = false;         ///< a launcher, a keeper or a program of it lives, or can't be asked
  std::int64_t waiting = 0;
  std::int64_t running = 0;  ///< the unverified ones too
  std::int64_t succeeded = 0, crashed = 0, lost = 0;
  std::int64_t total = 0;  ///< the sum of the five; 1 where it was made by hand
  bool by_hand = false;  ///< a script made it that was run without liftoff: a run without a record, in none of the five
  std::int64_t done() const { return succeeded + crashed; }

  std::optional<double> time_left;
  std::optional<double> parallelism;   ///< run seconds per wall second while anything ran
  std::optional<double> average_time;  ///< of the runs that ended
  std::optional<double> time_per_run;  ///< average_time / parallelism: wall seconds per run
  std::optional<double> started;       ///< the first run's start
  std::optional<double> ended;         ///< the last end; absent while something runs
  double elapsed = 0;                  ///< wall seconds during which something ran

  std::vector<UnverifiedRuns> unverified;
  std::vector<std::string> problems;  ///< what could not be read, one line each
};

struct StatusQuery {
  std::string results_dir = "./results";
  std::optional<std::string> name;        ///< exact
  std::optional<std::int64_t> timestamp;  ///< exact
  bool all = false;                       ///< not only those that are alive
  bool rescan = false;                    ///< trust no cache and no index: read every marker
};

/// Newest first. An absent results folder has no experiments; what can't be read inside it is a summary's
/// problem and stops nothing. Errors: System, where the results folder itself can't be read.
LIFTOFF_API std::vector<ExperimentSummary> summarize(const StatusQuery& query);

}  // namespace liftoff
