#include "results/collection.hpp"

#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include <liftoff/yaml.hpp>

#include "posix/file_info.hpp"
#include "results/python_conditions.hpp"
#include "results/python_error.hpp"
#include "results/run_config.hpp"
#include "results/run_walk.hpp"

namespace liftoff::results {

namespace {

std::string quoted(std::string_view text) { return to_typed_json(Value(text)); }

std::string quoted_list(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const auto& text : texts) items.push_back(quoted(text));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

void require_folder(const std::string& results_dir) {
  if (posix::info_followed(results_dir).kind != posix::FileKind::Directory)
    throw PythonError{"AssertionError", fmt::format("there is no results folder '{}': check results_dir", results_dir)};
}

PythonVerdict judge_config(const Map& conditions, const RunConfig& config) {
  return judge_readings(
      config, [&](const Map& reading) { return judge_python_conditions(conditions, reading); },
      [](const PythonVerdict& first) {
        const auto* holds = std::get_if<bool>(&first);
        return !holds || *holds;
      });
}

/// What Python raises where a configuration has no such key.
PythonError missing_in(const PythonVerdict& verdict, const FoundRun& run) {
  if (const auto* missing = std::get_if<MissingKey>(&verdict))
    return {"KeyError", fmt::format("'{}' is not in {}/cfg.yaml", missing->key, run.path())};
  return {"TypeError",
          fmt::format("'{}' is not a mapping in {}/cfg.yaml", std::get<NotAMapping>(verdict).key, run.path())};
}

class Collection {
 public:
  Collection(const CollectionQuery& query, const Complaint& complain, const Put& put)
      : query_(query), complain_(complain), put_(put) {}

  void answer() {
    require_folder(query_.experiments.results_dir);
    put_("{\"experiments\": [");
    const auto experiments = for_each_experiment(
        query_.experiments, complain_, [&](const experiment::OpenExperiment& experiment) { put_runs(experiment); });
    if (experiments == 0 && !query_.experiments.all && !is_only_named())
      throw PythonError{"FileNotFoundError", nothing_found()};
    // With several experiments, one that lacks a key merely has nothing to give; a key that none has is a mistake.
    if (missing_ && !any_key_found_) throw PythonError(*missing_);
    put_("]}\n");
  }

 private:
  /// An experiment asked for by its full name alone that is not there has no runs, as it always was.
  bool is_only_named() const {
    const auto& choice = query_.experiments;
    return choice.full_name && !choice.timestamp_prefix && !choice.among;
  }

  std::string nothing_found() const {
    const auto& dir = query_.experiments.results_dir;
    const auto all = experiment::list_experiments(dir);
    if (all.empty()) return fmt::format("there are no experiments in '{}'", dir);
    return fmt::format("no such experiment in '{}'; the newest there is '{}'", dir, all.front().folder);
  }

  void put_runs(const experiment::OpenExperiment& experiment) {
    bool first = true;
    for_each_run(experiment, false, complain_, [&](const FoundRun& run) {
      if (!query_.conditions.empty() && !holds_for(run)) return;
      if (first) put_(std::exchange(any_experiment_, true) ? ",\n[" : "\n[");
      const auto files = choose_files(run.listing().files, query_.files);
      put_(fmt::format("{}[{}, {}]", first ? "" : ",\n ", quoted(run.path()), quoted_list(files)));
      first = false;
    });
    if (!first) put_("]");
  }

  bool holds_for(const FoundRun& run) {
    const auto* config = run.config(complain_);
    if (!config) return false;
    const auto verdict = judge_config(query_.conditions, *config);
    if (const auto* holds = std::get_if<bool>(&verdict)) {
      any_key_found_ = true;
      return *holds;
    }
    missing_ = missing_in(verdict, run);
    if (!query_.experiments.all) throw PythonError(*missing_);
    return false;
  }

  const CollectionQuery& query_;
  const Complaint& complain_;
  const Put& put_;
  bool any_experiment_ = false, any_key_found_ = false;
  std::optional<PythonError> missing_;
};

}  // namespace

void collect(const CollectionQuery& query, const Complaint& complain, const Put& put) {
  Collection(query, complain, put).answer();
}

void list_folders(const std::string& results_dir, const Put& put) {
  require_folder(results_dir);
  std::vector<std::string> folders;
  for (const auto& experiment : experiment::list_experiments(results_dir)) folders.push_back(experiment.folder);
  put(fmt::format("{{\"experiments\": {}}}\n", quoted_list(folders)));
}

}  // namespace liftoff::results
