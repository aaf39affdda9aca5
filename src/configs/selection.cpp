#include <algorithm>
#include <set>
#include <utility>

#include <fmt/core.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "provenance/git_commit.hpp"

#include "configs/config_files.hpp"
#include "configs/prepare_manifest.hpp"
#include "configs/read_yaml.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "text/words.hpp"
#include "value/leaves.hpp"
#include "value/run_keys.hpp"

namespace liftoff {

namespace {

/// A hundred thousand configurations that all clash with their defaults are one problem, not as many.
constexpr std::size_t max_merge_warnings = 10;

bool exists(const std::string& path) { return posix::info_followed(path).kind != posix::FileKind::None; }

/// A file to merge over the defaults.
struct Source {
  std::string path;
  std::string file;  ///< what the configuration is known by
  std::int64_t id = 0;
};

/// Merges one file after the other over the same defaults and adds the keys that every configuration has.
class Merger {
 public:
  Merger(const ConfigSelection& selection, std::string experiment, const std::string& default_path, Warnings& warnings)
      : selection_(selection), experiment_(std::move(experiment)), default_path_(default_path), warnings_(warnings) {
    if (!default_path.empty()) defaults_ = configs::read_configuration(default_path, nullptr);
  }

  Configuration configuration(const Source& source) {
    Configuration result;
    result.file = source.file;
    result.value = merged(source.path);
    result.value.mark = {};
    auto& map = *result.value.get_if<Map>();
    warn_of_reserved(map, source);
    result.experiment = experiment_of(map, source);
    result.title = title_of(map, source);
    result.cfg_id = id_of(map, source);
    add(map, "experiment", result.experiment);
    add(map, "title", result.title);
    add(map, "cfg_id", result.cfg_id);
    add(map, "comment", selection_.comment);
    if (selection_.adds_commit && !map.find("commit")) add(map, "commit", commit());
    return result;
  }

  void finish() {
    if (unsaid_ > 0) warnings_.push_back(fmt::format("{} more values of another kind than their defaults", unsaid_));
  }

 private:
  Value merged(const std::string& path) {
    if (path == default_path_) return defaults_;
    if (default_path_.empty()) return configs::read_configuration(path, nullptr);
    Warnings warnings;
    Value value = merge(defaults_, configs::read_configuration(path, defaults_.get_if<Map>()), warnings);
    for (auto& warning : warnings) {
      if (said_ < max_merge_warnings) warnings_.push_back(std::move(warning)), ++said_;
      else ++unsaid_;
    }
    return value;
  }

  /// Of each key once, however many configurations have it.
  void warn_of_reserved(const Map& map, const Source& source) {
    for (const auto& entry : map)
      if (const auto key = value::key_text(entry); value::is_of_one_run(key) && reserved_.insert(key).second)
        warnings_.push_back(fmt::format("{}: '{}' is set by liftoff in every run: the value here is never used",
                                        place(entry, source), key));
  }

  static std::string place(const MapEntry& entry, const Source& source) {
    const auto& mark = entry.key.mark;
    return mark.file ? fmt::format("{}:{}", *mark.file, mark.line) : source.path;
  }

  static void add(Map& map, std::string_view key, Value value) {
    if (!map.find(key)) map.append({Value(key), std::move(value), false});
  }

  /// The first configuration's experiment is that of all.
  std::string experiment_of(Map& map, const Source& source) {
    const auto* entry = map.find("experiment");
    if (!entry || entry->value.is_null()) {
      map.erase("experiment");
      if (experiment_.empty()) experiment_ = configs::checked_experiment_name(configs::config_title(source.file));
      settled_ = true;
      return experiment_;
    }
    const auto* name = entry->value.get_if<std::string>();
    if (!name)
      throw usage_error(
          fmt::format("{}: 'experiment' needs a text, not {}", place(*entry, source), python_str(entry->value)),
          "put it in quotes");
    if (!std::exchange(settled_, true)) experiment_ = named(*entry, source);
    if (*name != experiment_)
      throw usage_error(fmt::format("{}: experiment '{}', but '{}' in the configurations before it",
                                    place(*entry, source), *name, experiment_),
                        "configurations that are launched together belong to one experiment");
    return experiment_;
  }

  static std::string named(const MapEntry& entry, const Source& source) try {
    const auto& name = std::get<std::string>(entry.value.data());
    if (name.ends_with('/'))
      throw usage_error(fmt::format("'{}' cannot be the name of an experiment: it holds a '/'", name));
    return configs::checked_experiment_name(name);
  } catch (const Error& error) {
    throw error.within(place(entry, source));
  }

  static std::string title_of(Map& map, const Source& source) {
    const auto* entry = map.find("title");
    if (entry && !entry->value.is_null()) return python_str(entry->value);
    map.erase("title");
    return configs::config_title(source.file);
  }

  static std::int64_t id_of(Map& map, const Source& source) {
    const auto* entry = map.find("cfg_id");
    if (!entry) return source.id;
    const auto* id = entry->value.get_if<std::int64_t>();
    if (!id || *id < 0)
      throw usage_error(
          fmt::format("{}: 'cfg_id' needs a number from 0, not {}", place(*entry, source), python_str(entry->value)));
    return *id;
  }

  const Value& commit() {
    if (!commit_) commit_ = provenance::git_commit({});
    return *commit_;
  }

  const ConfigSelection& selection_;
  std::string experiment_;  ///< of all configurations, once the first is read
  bool settled_ = false;    ///< whether the first is read
  std::string default_path_;
  Value defaults_;
  Warnings& warnings_;
  std::size_t said_ = 0, unsaid_ = 0;
  std::set<std::string> reserved_;  ///< keys that were warned of
  std::optional<Value> commit_;
};

/// Refuses an interrupted preparation, warns of an outdated one.
void check_preparation(const std::string& folder, const std::string& experiment,
                       const std::vector<configs::ExperimentFile>& files, Warnings& warnings) {
  const auto config = folder + "/config.yaml";
  const auto again = fmt::format("run 'liftoff-prepare -f {}'", experiment);
  const auto handle = posix::open_folder(posix::here(), (folder + "/.").c_str());
  const auto manifest = configs::read_prepare_manifest(handle.get());
  if (manifest && !manifest->complete)
    throw usage_error(
        fmt::format("{}: its preparation was interrupted or is still going on: configurations are missing", folder),
        again);
  if (files.empty() && exists(config))
    throw usage_error(fmt::format("{}: its configurations were never generated", folder),
                      fmt::format("run 'liftoff-prepare {}'", experiment));
  if (files.empty())
    throw usage_error(fmt::format("{}: no configurations {}_*.yaml", folder, experiment),
                      "write some, or a config.yaml for liftoff-prepare");
  if (!manifest) return;
  if (exists(config) && configs::config_hash(posix::read_user_file(config)) != manifest->config_hash)
    warnings.push_back(fmt::format("{} has changed since its configurations were generated: {}", config, again));
  const auto generated = std::count_if(files.begin(), files.end(), [&](const auto& file) {
    const auto number = configs::config_number(file.name + ".yaml", experiment);
    return number && manifest->names(*number);
  });
  if (generated < manifest->count)
    warnings.push_back(fmt::format("{}: {} of the {} generated configurations are gone", folder,
                                   manifest->count - generated, manifest->count));
}

std::size_t use_experiment(const ConfigSelection& selection, Warnings& warnings,
                           const std::function<void(Configuration&&)>& use) {
  const auto experiment = configs::checked_experiment_name(selection.experiment);
  const auto folder = configs::folder_of_experiment(selection.configs_dir, experiment);
  if (posix::info_followed(folder).kind != posix::FileKind::Directory)
    configs::fail_missing_experiment(experiment, selection.configs_dir);
  const auto files = configs::experiment_files(folder, experiment);
  check_preparation(folder, experiment, files, warnings);
  const auto default_path = folder + "/default.yaml";
  if (!exists(default_path))
    throw usage_error(fmt::format("{}: there is no such file", default_path),
                      fmt::format("make it, with the values that all configurations share; it may be empty: touch {}",
                                  text::shell_word(default_path)));
  Merger merger(selection, experiment, default_path, warnings);
  for (const auto& file : files)
    use(merger.configuration({fmt::format("{}/{}.yaml", folder, file.name), file.name, file.id}));
  merger.finish();
  return files.size();
}

/// "" for none.
std::string default_path_of(const ConfigSelection& selection) {
  if (selection.default_file && selection.default_file->empty()) return {};
  auto path = configs::config_path(selection.configs_dir, selection.default_file.value_or("default"));
  if (exists(path)) return path;
  if (selection.default_file)
    configs::fail_missing_config(path, configs::folder_of_experiment(selection.configs_dir, ""));
  return {};
}

std::size_t use_files(const ConfigSelection& selection, Warnings& warnings,
                      const std::function<void(Configuration&&)>& use) {
  const auto files = selection.files.empty() ? std::vector<std::string>{"default"} : selection.files;
  for (const auto& file : files) {
    const auto path = configs::config_path(selection.configs_dir, file);
    if (!exists(path)) configs::fail_missing_config(path, configs::folder_of_experiment(selection.configs_dir, ""));
  }
  Merger merger(selection, {}, default_path_of(selection), warnings);
  std::int64_t id = 0;
  std::set<std::string> named;
  for (const auto& file : files) {
    const auto path = configs::config_path(selection.configs_dir, file);
    if (!named.insert(path).second)
      warnings.push_back(fmt::format("-c names '{}' more than once: for repetitions there is --runs-no", file));
    use(merger.configuration({path, configs::config_name(file), id++}));
  }
  merger.finish();
  return files.size();
}

}  // namespace

std::size_t for_each_configuration(const ConfigSelection& selection, Warnings& warnings,
                                   const std::function<void(Configuration&&)>& use) {
  return selection.experiment.empty() ? use_files(selection, warnings, use) : use_experiment(selection, warnings, use);
}

}  // namespace liftoff
