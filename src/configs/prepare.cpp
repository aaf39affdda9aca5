#include "configs/prepare.hpp"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "configs/config_files.hpp"
#include "configs/prepare_manifest.hpp"
#include "grid/config_template.hpp"
#include "grid/grid_walk.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "text/characters.hpp"

namespace liftoff::configs {

namespace {

/// EXPERIMENT_<digits>.yaml: the only names that are ever deleted.
bool is_generated(std::string_view name, std::string_view experiment) {
  static constexpr std::string_view extension = ".yaml";
  if (name.size() < experiment.size() + 2 + extension.size() || !name.starts_with(experiment) ||
      !name.ends_with(extension))
    return false;
  name.remove_suffix(extension.size());
  name.remove_prefix(experiment.size());
  return name.front() == '_' && std::all_of(name.begin() + 1, name.end(), text::is_digit);
}

/// The folder of one experiment.
class Experiment {
 public:
  explicit Experiment(const PrepareRequest& request)
      : name(checked_experiment_name(request.experiment)), path(folder_of_experiment(request.configs_dir, name)) {
    folder = posix::open_folder(posix::here(), (path + "/.").c_str());
    if (!folder) fail_missing_experiment(name, request.configs_dir);
  }

  std::vector<std::string> generated() const {
    const auto entries = posix::list_folder(folder.get(), ".").or_fail("cannot read the folder", path);
    std::vector<std::string> names;
    for (const auto& entry : entries)
      if (entry.kind != posix::FileKind::Directory && is_generated(entry.name, name)) names.push_back(entry.name);
    return names;
  }

  std::string name;
  std::string path;
  posix::Fd folder;
};

/// config.yaml, read and found right.
struct Prepared {
  std::string hash;
  std::vector<grid::Variable> variables;
  std::vector<grid::ExcludedPair> excluded;
};

Prepared read_config(const Experiment& experiment) {
  const auto path = experiment.path + "/config.yaml";
  if (posix::info_followed(path).kind == posix::FileKind::None)
    throw usage_error(fmt::format("{}: there is no such file", path),
                      "it holds a list of values for each key that shall vary");
  const auto text = posix::read_user_file(path);
  const Value config = parse_yaml(text, path);
  Prepared prepared;
  prepared.hash = config_hash(text);
  prepared.variables = grid::read_variables(config);
  prepared.excluded = grid::read_filters(config, prepared.variables);
  if (!grid::GridWalk(prepared.variables, prepared.excluded).next()) {
    const auto* filters = config.get_if<Map>()->find("filter_out");
    throw usage_error(
        fmt::format("{}:{}: 'filter_out' leaves no combination", path, filters ? filters->key.mark.line : 1),
        "take pairs out of it or add values");
  }
  return prepared;
}

std::int64_t remove_generated(const Experiment& experiment, const std::vector<std::string>& names) {
  std::int64_t removed = 0;
  for (const auto& name : names) removed += posix::remove_file(experiment.folder.get(), name.c_str()) ? 1 : 0;
  return removed;
}

std::int64_t clean(const Experiment& experiment) {
  const auto names = experiment.generated();
  const bool has_manifest = read_prepare_manifest(experiment.folder.get()).has_value();
  if (!names.empty()) write_prepare_manifest(experiment.folder.get(), {});
  const auto removed = remove_generated(experiment, names);
  if (has_manifest || !names.empty()) posix::remove_file(experiment.folder.get(), prepare_manifest_name);
  return removed;
}

void refuse_existing(const Experiment& experiment, std::size_t count) {
  const auto manifest = read_prepare_manifest(experiment.folder.get());
  const auto* what =
      manifest && !manifest->complete ? "configurations of an interrupted preparation" : "generated configurations";
  throw usage_error(
      fmt::format("{}: {} {} are there already", experiment.path, count, what),
      fmt::format("'liftoff-prepare -f {0}' replaces them, 'liftoff-prepare -c {0}' deletes them", experiment.name));
}

/// Calls `use` with the name without .yaml, the title and the text of every configuration.
template <class Use> std::int64_t for_each_point(const Experiment& experiment, const Prepared& prepared, Use use) {
  const grid::ConfigTemplate text_of(prepared.variables);
  grid::GridWalk walk(prepared.variables, prepared.excluded);
  std::string name = experiment.name + "_", title, text;
  const auto stem = name.size();
  std::int64_t count = 0;
  while (walk.next()) {
    text_of.title(title, walk.point());
    text_of.yaml(text, walk.point(), title);
    name.resize(stem);
    name += std::to_string(count);
    use(name, title, text);
    ++count;
  }
  return count;
}

std::int64_t write_all(const Experiment& experiment, const Prepared& prepared, const PrepareRequest& request) {
  return for_each_point(
      experiment, prepared, [&](std::string& name, const std::string& title, const std::string& text) {
        if (request.each) request.each(name, title);
        name += ".yaml";
        if (!posix::create_file(experiment.folder.get(), name.c_str(), text))
          throw usage_error(
              fmt::format("{}/{}: another program created this file in the meantime", experiment.path, name),
              "is another liftoff-prepare running?");
      });
}

std::int64_t show_all(const Experiment& experiment, const Prepared& prepared, const PrepareRequest& request) {
  return for_each_point(experiment, prepared,
                        [&](const std::string& name, const std::string& title, const std::string&) {
                          if (request.each) request.each(name, title);
                        });
}

}  // namespace

PrepareResult prepare(const PrepareRequest& request) {
  const Experiment experiment(request);
  PrepareResult result;
  result.folder = experiment.path;
  const auto turn =
      request.mode == PrepareMode::DryRun ? posix::Fd() : posix::wait_for_folder_lock(experiment.folder.get());
  if (request.mode == PrepareMode::Clean) {
    result.deleted = clean(experiment);
    return result;
  }
  const auto prepared = read_config(experiment);
  for (const auto& variable : prepared.variables) result.variables.push_back({variable.name, variable.values.size()});
  result.excluded_pairs = prepared.excluded.size();
  if (posix::info_followed(experiment.path + "/default.yaml").kind == posix::FileKind::None)
    result.warnings.push_back(
        fmt::format("{}/default.yaml is missing: 'liftoff -e {}' needs it", experiment.path, experiment.name));
  if (request.mode == PrepareMode::DryRun) {
    result.count = show_all(experiment, prepared, request);
    return result;
  }
  const auto existing = experiment.generated();
  if (!existing.empty() && request.mode == PrepareMode::Create) refuse_existing(experiment, existing.size());
  write_prepare_manifest(experiment.folder.get(), {false, 0, prepared.hash});
  result.deleted = remove_generated(experiment, existing);
  result.count = write_all(experiment, prepared, request);
  write_prepare_manifest(experiment.folder.get(), {true, result.count, prepared.hash});
  return result;
}

}  // namespace liftoff::configs
