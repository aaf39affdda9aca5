#include "value/run_keys.hpp"

#include <algorithm>
#include <array>

#include <liftoff/yaml.hpp>

namespace liftoff::value {

namespace {

struct Row {
  std::string_view key;
  bool of_one_run;  ///< differs among the repetitions of one configuration
  bool in_diffs;    ///< tells runs apart
};

constexpr std::array rows{
    Row{run_keys::run_id, true, true},      Row{run_keys::out_dir, true, false},
    Row{run_keys::cfg_dir, true, false},    Row{run_keys::resume, true, false},
    Row{run_keys::title, false, false},     Row{run_keys::cfg_id, false, false},
    Row{run_keys::comment, false, true},    Row{run_keys::commit, false, true},
    Row{run_keys::experiment, false, true}, Row{run_keys::experiment_parameters, false, false},
};

const Row* find_row(std::string_view key) noexcept {
  const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.key == key; });
  return row == rows.end() ? nullptr : row;
}

}  // namespace

bool is_of_the_run(std::string_view key) noexcept { return find_row(key) != nullptr; }

bool tells_runs_apart(std::string_view key) noexcept {
  const auto* row = find_row(key);
  return !row || row->in_diffs;
}

std::string keys_of_run(const RunKeys& keys, std::string_view planned) {
  constexpr std::string_view own_commit = "commit:";
  Map map;
  if (!planned.starts_with(own_commit) && planned.find(std::string("\n").append(own_commit)) == std::string_view::npos)
    map.set(run_keys::commit, keys.commit ? Value(*keys.commit) : Value());
  map.set(run_keys::run_id, keys.run_id);
  map.set(run_keys::out_dir, keys.folder);
  map.set(run_keys::cfg_dir, keys.folder);
  map.set(run_keys::resume, keys.resume);
  return to_yaml(Value(std::move(map)));
}

bool is_of_one_run(std::string_view key) noexcept {
  const auto* row = find_row(key);
  return row && row->of_one_run;
}

void erase_keys_of_one_run(Map& configuration) {
  for (const auto& row : rows)
    if (row.of_one_run) configuration.erase(row.key);
}

}  // namespace liftoff::value
