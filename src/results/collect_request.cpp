#include "results/collect_request.hpp"

#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "posix/file_info.hpp"
#include "results/experiments_chosen.hpp"
#include "results/file_versions.hpp"
#include "results/python_conditions.hpp"
#include "results/run_walk.hpp"

namespace liftoff::results {

namespace {

/// Ends the answer with an exception for Python.
struct PythonError {
  std::string name, message;
};

using Put = std::function<void(std::string_view)>;

std::string quoted(std::string_view text) { return to_typed_json(Value(text)); }

std::optional<std::string> text_of(const Map& request, const char* key) {
  const auto* entry = request.find(key);
  const auto* text = entry ? entry->value.get_if<std::string>() : nullptr;
  return text ? std::optional(*text) : std::nullopt;
}

bool flag_of(const Map& request, const char* key, bool otherwise) {
  const auto* entry = request.find(key);
  const auto* flag = entry ? entry->value.get_if<bool>() : nullptr;
  return flag ? *flag : otherwise;
}

std::optional<std::vector<std::string>> texts_of(const Map& request, const char* key) {
  const auto* entry = request.find(key);
  const auto* list = entry ? entry->value.get_if<List>() : nullptr;
  if (!list) return std::nullopt;
  std::vector<std::string> texts;
  for (const auto& item : *list)
    if (const auto* text = item.get_if<std::string>()) texts.push_back(*text);
  return texts;
}

class Collection {
 public:
  Collection(const Map& request, const Complaint& complain, const Put& put) : complain_(complain), put_(put) {
    choice_.results_dir = text_of(request, "results_dir").value_or(choice_.results_dir);
    choice_.full_name = text_of(request, "full_name");
    choice_.timestamp_prefix = text_of(request, "timestamp");
    choice_.among = texts_of(request, "among");
    choice_.all = flag_of(request, "all", false);
    files_.names = texts_of(request, "names");
    files_.versions = flag_of(request, "incomplete", true) ? Versions::Latest : Versions::All;
    if (const auto* entry = request.find("conditions"))
      if (const auto* map = entry->value.get_if<Map>()) conditions_ = *map;
  }

  void answer() {
    require_results_dir();
    put_("{\"experiments\": [");
    const auto experiments = for_each_experiment(
        choice_, complain_, [&](const experiment::OpenExperiment& experiment) { put_runs(experiment); });
    if (experiments == 0 && !choice_.all && !is_only_named()) throw PythonError{"FileNotFoundError", nothing_found()};
    // With several experiments, one that lacks a key merely has nothing to give; a key that none has is a mistake.
    if (missing_ && !any_key_found_) {
      throw *missing_;
    }
    put_("]}\n");
  }

 private:
  void require_results_dir() const {
    if (posix::info_followed(choice_.results_dir).kind != posix::FileKind::Directory)
      throw PythonError{"AssertionError",
                        fmt::format("there is no results folder '{}': check results_dir", choice_.results_dir)};
  }

  /// An experiment asked for by its full name alone that is not there has no runs, as it always was.
  bool is_only_named() const { return choice_.full_name && !choice_.timestamp_prefix && !choice_.among; }

  std::string nothing_found() const {
    const auto all = experiment::list_experiments(choice_.results_dir);
    if (all.empty()) return fmt::format("there are no experiments in '{}'", choice_.results_dir);
    return fmt::format("no such experiment in '{}'; the newest there is '{}'", choice_.results_dir, all.front().folder);
  }

  void put_runs(const experiment::OpenExperiment& experiment) {
    bool first = true;
    for_each_run(experiment, false, complain_, [&](const FoundRun& run) {
      if (!conditions_.empty() && !holds_for(run)) return;
      if (first) put_(std::exchange(any_experiment_, true) ? ",\n[" : "\n[");
      put_(fmt::format("{}[{}, {}]", first ? "" : ",\n ", quoted(run.path()), files_of(run)));
      first = false;
    });
    if (!first) put_("]");
  }

  std::string files_of(const FoundRun& run) const {
    std::vector<std::string> quoted_files;
    for (const auto& file : choose_files(run.listing().files, files_)) quoted_files.push_back(quoted(file));
    return fmt::format("[{}]", fmt::join(quoted_files, ", "));
  }

  bool holds_for(const FoundRun& run) {
    const auto* config = run.config(complain_);
    if (!config) return false;
    auto verdict = judge_python_conditions(conditions_, config->value);
    if (const auto* holds = std::get_if<bool>(&verdict); holds && !*holds && config->as_pyyaml)
      verdict = judge_python_conditions(conditions_, *config->as_pyyaml);
    if (const auto* holds = std::get_if<bool>(&verdict)) {
      any_key_found_ = true;
      return *holds;
    }
    const auto* missing = std::get_if<MissingKey>(&verdict);
    const auto& key = missing ? missing->key : std::get<NotAMapping>(verdict).key;
    PythonError error{missing ? "KeyError" : "TypeError",
                      fmt::format("'{}' is {} in {}/cfg.yaml", key, missing ? "not" : "no mapping", run.path())};
    if (!choice_.all) throw error;
    missing_ = std::move(error);
    return false;
  }

  const Complaint& complain_;
  const Put& put_;
  ExperimentChoice choice_;
  FileChoice files_;
  Map conditions_;
  bool any_experiment_ = false, any_key_found_ = false;
  std::optional<PythonError> missing_;
};

void list_folders(const std::string& results_dir, const Put& put) {
  if (posix::info_followed(results_dir).kind != posix::FileKind::Directory)
    throw PythonError{"AssertionError", fmt::format("there is no results folder '{}': check results_dir", results_dir)};
  std::vector<std::string> folders;
  for (const auto& experiment : experiment::list_experiments(results_dir)) folders.push_back(quoted(experiment.folder));
  put(fmt::format("{{\"experiments\": [{}]}}\n", fmt::join(folders, ", ")));
}

}  // namespace

void answer_collect_request(std::string_view text, const Complaint& complain, const Put& put) {
  const auto request = parse_typed_json(text);
  const auto* map = request.get_if<Map>();
  if (!map) throw usage_error("the request is no JSON object");
  std::string answer;  // nothing is sent before it is known to be no exception
  const Put keep = [&](std::string_view piece) { answer += piece; };
  try {
    if (const auto dir = text_of(*map, "list")) list_folders(*dir, keep);
    else Collection(*map, complain, keep).answer();
  } catch (const PythonError& error) {
    answer = fmt::format("{{\"error\": {}, \"message\": {}}}\n", quoted(error.name), quoted(error.message));
  }
  put(answer);
}

}  // namespace liftoff::results
