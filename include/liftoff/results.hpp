#pragma once
// The runs of experiments, and the files that they dumped.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff {

/// Which runs are asked for. What is absent restricts nothing.
struct RunQuery {
  std::string results_dir = "./results";
  std::optional<std::string> name;        ///< the experiment's, exactly
  std::optional<std::int64_t> timestamp;  ///< the experiment's, exactly
  std::optional<std::string> full_name;   ///< the experiment's folder, `<timestamp>_<name>`
  bool all = false;                       ///< every experiment that matches; else the newest of them
  std::vector<std::string> where;  ///< `optim.lr<=0.1`: KEY OP VALUE, OP one of = == != < <= > >= ~; all must hold
  bool rescan = false;             ///< trust no cache
};

/// Which files of a run are asked for. Of `step__10__m.csv` and `step__200__m.csv` only the latest is given, as a
/// version of `m.csv`; an `m.csv` wins over both.
struct FileQuery {
  /// Absent: all in the run's folder. `*` and `?` stand for others; with a slash, paths below it, `**` for any folders.
  std::optional<std::vector<std::string>> names;
  bool complete_only = false;  ///< no file that is a version of another
  bool states = false;         ///< tell the states of runs, which takes a look at each that did not succeed
};

struct RunResults {
  std::string path;                ///< begins with `results_dir` as it was given
  std::string experiment;          ///< name
  std::int64_t timestamp = 0;      ///< the experiment's, Unix seconds
  std::string state;               ///< waiting, running, succeeded, crashed or lost, if it was asked for
  std::vector<std::string> files;  ///< names in the run's folder, or paths below it, sorted
};

/// What became of a selection of runs, to explain an empty one.
struct SelectionOutcome {
  std::size_t experiments = 0;
  std::size_t runs = 0;  ///< looked at
  std::size_t selected = 0;
  std::size_t complaints = 0;      ///< what could not be read
  std::vector<std::size_t> known;  ///< for each condition: how many of them have its key
  std::vector<std::string> keys;   ///< what conditions can name, of the first run that lacked one
};

/// Calls `use` for each run asked for: of the oldest experiment first, configurations and repetitions in the order of
/// their numbers. `complain` is told what can't be read ("path: why"); the rest is given all the same. An absent
/// results folder has no experiments. Errors: Usage for a condition that makes no sense; System where the results
/// folder, or the one experiment that was asked for, can't be read.
LIFTOFF_API SelectionOutcome for_each_result(const RunQuery& runs, const FileQuery& files,
                                             const std::function<void(const std::string&)>& complain,
                                             const std::function<void(const RunResults&)>& use);

}  // namespace liftoff
