#include "configs/prepare.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "configs/config_files.hpp"
#include "configs/numbered_files.hpp"
#include "configs/prepare_manifest.hpp"
#include "grid/config_template.hpp"
#include "grid/grid_walk.hpp"
#include "grid/likely_mistakes.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "text/words.hpp"
#include "value/parse_yaml.hpp"

namespace liftoff::configs {

namespace {

constexpr std::size_t most_files = 5;

/// The folder of one experiment, and what is in it.
class Experiment {
 public:
  explicit Experiment(const PrepareRequest& request)
      : name(checked_experiment_name(request.experiment)), path(folder_of_experiment(request.configs_dir, name)) {
    auto opened = posix::open_folder(posix::here(), (path + "/.").c_str());
    if (opened.error().is_no_file()) fail_missing_experiment(name, request.configs_dir);
    folder = std::move(opened).or_fail("cannot open the folder", path);
  }

  void look() {
    manifest = read_prepare_manifest(folder.get());
    files = numbered_files(folder.get(), path, name, manifest);
  }

  std::string name;
  std::string path;
  posix::Fd folder;
  std::optional<PrepareManifest> manifest;
  NumberedFiles files;
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

void clean(const Experiment& experiment, bool dry_run, PrepareResult& result) {
  const auto& generated = experiment.files.generated;
  result.deleted = static_cast<std::int64_t>(generated.size());
  if (!generated.empty()) posix::check_writable(experiment.folder.get(), experiment.path);
  if (dry_run) return;
  const int folder = experiment.folder.get();
  auto writing = experiment.manifest.value_or(PrepareManifest{});
  writing.complete = false;
  if (!generated.empty()) write_prepare_manifest(folder, writing);
  for (const auto& file : generated) posix::remove_file(folder, file.name.c_str());
  if (experiment.manifest || !generated.empty()) posix::remove_file(folder, prepare_manifest_name);
}

void refuse_existing(const Experiment& experiment) {
  const bool interrupted = experiment.manifest && !experiment.manifest->complete;
  throw usage_error(
      fmt::format("{}: {} {} are there already", experiment.path, experiment.files.generated.size(),
                  interrupted ? "configurations of an interrupted preparation" : "generated configurations"),
      fmt::format("'liftoff-prepare -f {0}' replaces them and keeps their numbers, 'liftoff-prepare -c {0}' "
                  "deletes them",
                  experiment.name));
}

/// Calls `use` with the title and the text of every combination.
template <class Use> void for_each_point(const Prepared& prepared, Use use) {
  const grid::ConfigTemplate text_of(prepared.variables);
  grid::GridWalk walk(prepared.variables, prepared.excluded);
  std::string title, text;
  while (walk.next()) {
    text_of.title(title, walk.point());
    text_of.yaml(text, walk.point(), title);
    use(title, text);
  }
}

[[noreturn]] void fail_in_the_way(const Experiment& experiment, const std::string& file) {
  throw usage_error(fmt::format("{}/{}: something of this name is in the way", experiment.path, file),
                    "move it away, or wait for whatever program writes it");
}

/// A kill leaves what fits into a page whole or empty, and numbered_files() knows an empty one. A rename for each file
/// would take half as long again.
void create_file(const Experiment& experiment, const std::string& file, const std::string& text) {
  const int folder = experiment.folder.get();
  const bool created = text.size() > 4096 ? posix::publish_new_file(folder, file.c_str(), text)
                                          : posix::create_file(folder, file.c_str(), text);
  if (!created) fail_in_the_way(experiment, file);
}

void replace_file(const Experiment& experiment, const std::string& file, const std::string& text) {
  const auto held = posix::read_file(experiment.folder.get(), file.c_str());
  if (held != text) posix::publish_file(experiment.folder.get(), file.c_str(), text);
}

/// One preparation that writes, or would.
class Preparation {
 public:
  Preparation(const Experiment& experiment, const Prepared& prepared, const PrepareRequest& request,
              PrepareResult& result)
      : experiment_(experiment), prepared_(prepared), request_(request), result_(result) {}

  /// Where nothing was generated before: numbers as the original gives them.
  void create() {
    check_way();
    auto manifest = begin(experiment_.manifest ? experiment_.manifest->greatest : -1);
    FreshNumbers numbers(experiment_.files.reserved());
    for_each_point(prepared_, [&](const std::string& title, const std::string& text) {
      const auto number = numbers.next();
      const auto file = numbered_name(experiment_.name, number);
      tell(PrepareStep::Created, file, title);
      add_number(manifest.numbers, number);
      if (!request_.dry_run) create_file(experiment_, file, text);
    });
    manifest.greatest = std::max(manifest.greatest, numbers.last());
    finish(std::move(manifest));
  }

  void replace() {
    const auto numbering = number_combinations();
    for (std::size_t i = 0; i < numbering.numbers().size(); ++i)
      if (!numbering.kept(i)) check_way(numbering.number(i));
    auto manifest = begin(numbering.greatest());
    delete_gone(numbering);
    std::size_t combination = 0;
    for_each_point(prepared_, [&](const std::string& title, const std::string& text) {
      const bool kept = numbering.kept(combination);
      const auto file = numbered_name(experiment_.name, numbering.number(combination++));
      tell(kept ? PrepareStep::Kept : PrepareStep::Created, file, title);
      if (request_.dry_run) return;
      if (kept) replace_file(experiment_, file, text);
      else create_file(experiment_, file, text);
    });
    manifest.numbers = ranges_of(numbering.numbers());
    finish(std::move(manifest));
  }

 private:
  /// Before anything is written: every name that will be made is free.
  void check_way(std::int64_t number) const {
    for (const auto& folder : experiment_.files.folders)
      if (folder.name == numbered_name(experiment_.name, number)) fail_in_the_way(experiment_, folder.name);
  }

  void check_way() const {
    if (experiment_.files.folders.empty()) return;
    FreshNumbers numbers(experiment_.files.reserved());
    grid::GridWalk walk(prepared_.variables, prepared_.excluded);
    while (walk.next()) check_way(numbers.next());
  }

  /// Says on disk that it is being written.
  PrepareManifest begin(std::int64_t greatest) const {
    PrepareManifest manifest;
    manifest.config_hash = prepared_.hash;
    manifest.greatest = greatest;
    write(manifest);
    return manifest;
  }

  void write(const PrepareManifest& manifest) const {
    if (!request_.dry_run) write_prepare_manifest(experiment_.folder.get(), manifest);
  }

  void finish(PrepareManifest manifest) const {
    manifest.complete = true;
    manifest.count = result_.count();
    write(manifest);
  }

  Numbering number_combinations() const {
    const ExperimentDefaults defaults(experiment_.path);
    Numbering numbering(identities_of(experiment_.path, experiment_.files.generated, defaults));
    for_each_point(prepared_, [&](const std::string&, const std::string& text) {
      numbering.add(defaults.identity_of(value::parse_yaml_over(text, experiment_.path, &defaults.map())));
    });
    std::int64_t greatest = experiment_.manifest ? experiment_.manifest->greatest : -1;
    for (const auto& file : experiment_.files.generated) greatest = std::max(greatest, file.number);
    numbering.finish(greatest, experiment_.files.reserved());
    return numbering;
  }

  void delete_gone(const Numbering& numbering) const {
    std::unordered_set<std::string> stay;
    for (const auto number : numbering.numbers()) stay.insert(numbered_name(experiment_.name, number));
    for (const auto& file : experiment_.files.generated) {
      if (stay.contains(file.name)) continue;
      tell(PrepareStep::Deleted, file.name, title_of(file.name));
      if (!request_.dry_run) posix::remove_file(experiment_.folder.get(), file.name.c_str());
    }
  }

  std::string title_of(const std::string& file) const try {
    const auto value = read_yaml(fmt::format("{}/{}", experiment_.path, file));
    const auto* title = value.find({"title"});
    return title ? python_str(*title) : std::string();
  } catch (const Error&) {
    return {};
  }

  void tell(PrepareStep step, const std::string& file, const std::string& title) const {
    ++(step == PrepareStep::Created ? result_.created : step == PrepareStep::Kept ? result_.kept : result_.deleted);
    if (request_.each) request_.each(step, config_name(file), title);
  }

  const Experiment& experiment_;
  const Prepared& prepared_;
  const PrepareRequest& request_;
  PrepareResult& result_;
};

void warn_of_files(const Experiment& experiment, PrepareResult& result, bool clean) {
  std::vector<std::string> names;
  for (const auto& file : experiment.files.by_hand) names.push_back(file.name);
  if (!names.empty())
    result.warnings.push_back(fmt::format("{}: written by hand, so {} stay{}: {}", experiment.path,
                                          names.size() == 1 ? "it" : "they", names.size() == 1 ? "s" : "",
                                          text::some_of(names, most_files)));
  if (!clean && posix::info_followed(experiment.path + "/default.yaml").kind == posix::FileKind::None)
    result.warnings.push_back(
        fmt::format("{}/default.yaml is missing: 'liftoff -e {}' needs it", experiment.path, experiment.name));
}

void warn_of_grid(const Experiment& experiment, const Prepared& prepared, PrepareResult& result) try {
  const ExperimentDefaults defaults(experiment.path);
  for (auto& warning : grid::likely_mistakes(prepared.variables, prepared.excluded, defaults.map()))
    result.warnings.push_back(std::move(warning));
} catch (const Error& error) {
  result.warnings.push_back(fmt::format("{}: 'liftoff -e' won't take it", error.what()));
}

}  // namespace

PrepareResult prepare(const PrepareRequest& request) {
  Experiment experiment(request);
  PrepareResult result;
  result.folder = experiment.path;
  const auto turn = request.dry_run ? posix::Fd() : posix::wait_for_folder_lock(experiment.folder.get());
  if (!request.dry_run) posix::remove_temporary_files(experiment.folder.get());
  experiment.look();
  const bool cleans = request.mode == PrepareMode::Clean;
  if (cleans) {
    clean(experiment, request.dry_run, result);
    warn_of_files(experiment, result, cleans);
    return result;
  }
  const auto prepared = read_config(experiment);
  for (const auto& variable : prepared.variables) result.variables.push_back({variable.name, variable.values.size()});
  result.excluded_pairs = prepared.excluded.size();
  warn_of_files(experiment, result, cleans);
  const bool empty = experiment.files.generated.empty();
  if (!empty && request.mode == PrepareMode::Create) refuse_existing(experiment);
  experiment.files.check_numbers(experiment.path);
  posix::check_writable(experiment.folder.get(), experiment.path);
  warn_of_grid(experiment, prepared, result);
  Preparation preparation(experiment, prepared, request, result);
  if (empty) preparation.create();
  else preparation.replace();
  return result;
}

}  // namespace liftoff::configs
