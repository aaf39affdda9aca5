#pragma once
// What the five programs can be asked for. A row of the table (options/table.hpp) fills each member.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/config.hpp>

namespace liftoff::options {

/// What a launch is asked for. Absent members were not given. Which of them the plan records, and a resumed launch
/// takes from there, the table says.
struct LaunchOptions {
  std::optional<std::string> script;  ///< as given
  std::optional<bool> module;         ///< the script is a module's name
  std::optional<int> runs_no;
  std::optional<int> procs_no;
  std::optional<std::vector<std::string>> gpus;  ///< ids or UUIDs, resolved
  std::optional<std::vector<int>> per_gpu;       ///< one for all, or one for each
  std::optional<bool> detach;
  std::optional<std::string> python;
  std::optional<std::string> env;
  std::optional<int> omp, mkl;
  std::optional<bool> shuffle;
  std::optional<std::uint64_t> seed;
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<std::chrono::milliseconds> grace;  ///< between TERM and KILL
  std::optional<int> retries;
  std::optional<int> max_fails;
  std::optional<bool> keep_children;

  std::string results_dir = "./results";
  std::optional<std::string> comment;
};

/// liftoff-status, besides which experiments.
struct StatusOptions {
  bool brief = false, runs = false;
  bool legend = false;
  std::string sort, state, explain, follow;
  std::optional<int> tail;  ///< lines; without it, all
};

/// liftoff-results and its forms, besides which experiments.
struct ResultsOptions {
  std::optional<std::string> full_name;
  std::vector<std::string> where, names;
  bool complete_only = false, runs_only = false, zeros = false, collect = false;
  std::vector<std::string> metrics, parameters, sort, over, states;
  std::string at = "last";
  std::optional<int> top;
  bool individual = false, keep_all = false, csv = false;
  std::optional<int> show;
  std::string first, second;
};

struct Options {
  LaunchOptions launch;
  ConfigSelection selection;  ///< which configurations
  StatusOptions status;
  ResultsOptions results;

  std::optional<std::string> experiment;  ///< its name
  std::optional<std::int64_t> timestamp;
  bool all = false;             ///< experiments: not only the newest, or the running ones
  bool rescan = false;          ///< trust no cache
  std::optional<double> watch;  ///< seconds between redraws, at least
  bool json = false, quiet = false, verbose = false, dry_run = false;
  bool resume = false;
  std::string assume_dead;               ///< a host
  bool print_config = false;             ///< for the Python package
  std::string config_path;               ///< the same
  std::vector<std::string> assignments;  ///< the same: KEY=VALUE
  std::vector<std::string> keep;      ///< a launch's context, a place in its plan, a repetition: for keepers elsewhere
  bool clean = false, force = false;  ///< liftoff-prepare
  bool yes = false;                   ///< liftoff-abort
  std::optional<std::string> color;   ///< auto, always, never
};

}  // namespace liftoff::options
