#include "launch/known_plan.hpp"

#include <map>

#include <fmt/core.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "experiment/layout.hpp"
#include "experiment/original.hpp"
#include "experiment/run_folders.hpp"
#include "posix/file.hpp"
#include "posix/open_below.hpp"
#include "text/natural_order.hpp"
#include "value/run_keys.hpp"
#include "value/yaml_plain.hpp"

namespace liftoff::launch {

namespace {

constexpr std::uint64_t most_config = 4 << 20;  // bytes

std::string label_of(std::int64_t number, const std::string& title) {
  return experiment::configuration_folder(number, title).substr(std::to_string(number).size() + 1);
}

/// What a cfg.yaml of the original holds; nothing where it can't be read.
Map original_map(int experiment_folder, const experiment::RunRef& run) try {
  const auto folder = posix::open_folder_below(experiment_folder, std::string(run.text()));
  const auto text = folder ? posix::read_file(folder.get(), experiment::names::config, most_config) : std::nullopt;
  return text ? planned_map(*text) : Map();
} catch (const Error&) {
  return {};
}

}  // namespace

Map planned_map(const std::string& text) {
  if (auto plain = value::read_plain_config(text)) return std::move(*plain);
  auto value = parse_yaml(text, "the plan");
  auto* map = value.get_if<Map>();
  return map ? std::move(*map) : Map();
}

KnownConfiguration known_configuration(const Configuration& configuration) {
  return {configuration.file, configuration.cfg_id, label_of(configuration.cfg_id, configuration.title),
          configs::identity_of(*configuration.value.get_if<Map>())};
}

KnownPlan::KnownPlan(const experiment::OpenExperiment& experiment, int runs_no)
    : plan_(experiment::Plan::open(experiment.folder.get())) {
  const int folder = experiment.folder.get();
  runs_no_ = plan_ ? plan_->runs_no() : std::max(runs_no, experiment::repetitions_of_original(folder));
  layout_ = plan_ ? plan_->header().layout : experiment::layout_of_original(folder, runs_no_);
  if (plan_) take_plan();
  else take_folders(folder);
}

std::string KnownPlan::text(std::size_t index) const {
  return plan_ ? plan_->text(index, lines_[index]) : texts_[index];
}

void KnownPlan::take_plan() {
  plan_->for_each([&](std::size_t index, const experiment::PlannedConfiguration& line) {
    lines_.push_back(line);
    known_.push_back({line.file, line.cfg_id, label_of(line.cfg_id, line.title),
                      configs::identity_of(planned_map(plan_->text(index, line)))});
  });
}

void KnownPlan::take_folders(int experiment_folder) {
  std::map<std::string, experiment::RunRef, decltype(&text::natural_less)> first_runs(&text::natural_less);
  for (const auto& run : experiment::runs_on_disk(experiment_folder))
    first_runs.try_emplace(std::string(run.configuration()), run);
  for (const auto& folder : experiment::configuration_folders(experiment_folder))
    if (layout_ != experiment::Layout::Single) first_runs.try_emplace(folder, folder);
  for (const auto& [folder, run] : first_runs) {
    const auto parts = experiment::parse_experiment_folder(folder);  // `<n>_<title>`, too
    if (!parts && !folder.empty()) continue;
    const auto number = parts ? parts->timestamp : 0;
    auto map = original_map(experiment_folder, run);
    value::erase_keys_of_one_run(map);
    const auto* title = map.find(value::run_keys::title);
    const auto name = title ? python_str(title->value) : parts ? parts->name : std::string("default");
    if (!title) map.append({Value(value::run_keys::title), name, false});
    map.set(value::run_keys::cfg_id, number);
    lines_.push_back({folder, number, name, folder, 0, 0});
    known_.push_back({folder, number, parts ? parts->name : label_of(0, name), configs::identity_of(map)});
    texts_.push_back(to_yaml(Value(std::move(map))));
  }
}

}  // namespace liftoff::launch
