#include "grid/constraints.hpp"

#include <algorithm>
#include <string>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "value/config_key.hpp"
#include "value/yaml_out.hpp"

namespace liftoff::grid {

namespace {

constexpr const char* form = "write {left: NAME, right: NAME, exclude: [[VALUE, VALUE], ...]}";

using Names = std::vector<std::string>;

[[noreturn]] void fail(const Value& at, const std::string& what, const std::string& hint = form) {
  throw usage_error(
      fmt::format("{}:{}: filter_out: {}", at.mark.file ? *at.mark.file : "config.yaml", at.mark.line, what), hint);
}

/// "lr" or {optim: {args: lr}}.
Names names_of(const Value& written) {
  Names names;
  const Value* at = &written;
  while (const auto* map = at->get_if<Map>()) {
    if (map->size() != 1)
      fail(written, "a nested name has exactly one key on each level", "write {optim: lr} for the variable optim.lr");
    names.push_back(python_str(map->begin()->key));
    at = &map->begin()->value;
  }
  if (at->is_list()) fail(written, fmt::format("{} is not the name of a variable", value::yaml_flow(written)));
  names.push_back(python_str(*at));
  return names;
}

bool same_name(const std::string& a, const std::string& b) {
  return value::split_config_key(a).name == value::split_config_key(b).name;
}

bool ends_in(const std::vector<PathKey>& path, const Names& names) {
  return path.size() >= names.size() &&
         std::equal(names.rbegin(), names.rend(), path.rbegin(),
                    [](const auto& name, const auto& key) { return same_name(name, key.text); });
}

std::string all_names(const std::vector<Variable>& variables) {
  Names names;
  for (const auto& variable : variables) names.push_back(dotted(variable.path));
  return fmt::format("the variables are {}", fmt::join(names, ", "));
}

/// The one variable whose path ends so. Where several do, one whose whole path it is wins, as in the original.
std::size_t find_variable(const Value& written, const std::vector<Variable>& variables) {
  const auto names = names_of(written);
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < variables.size(); ++i)
    if (ends_in(variables[i].path, names)) fitting.push_back(i);
  if (fitting.size() == 1) return fitting.front();
  for (const auto i : fitting)
    if (variables[i].path.size() == names.size()) return i;
  const auto name = fmt::format("{}", fmt::join(names, "."));
  if (fitting.empty()) fail(written, fmt::format("'{}' is not a variable", name), all_names(variables));
  Names candidates;
  for (const auto i : fitting) candidates.push_back(dotted(variables[i].path));
  fail(written, fmt::format("'{}' could be any of {}", name, fmt::join(candidates, ", ")),
       "say which one by a nesting such as {optim: lr}");
}

std::vector<std::size_t> find_values(const Value& wanted, const Variable& variable) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < variable.values.size(); ++i)
    if (python_equal(variable.values[i], wanted)) found.push_back(i);
  if (found.empty())
    fail(wanted, fmt::format("{} is not a value of '{}'", value::yaml_flow(wanted), dotted(variable.path)),
         fmt::format("its values are {}", value::yaml_flow(variable.values)));
  return found;
}

const Value& part(const Value& filter, const char* key) {
  const auto* entry = filter.get_if<Map>()->find(key);
  if (!entry) fail(filter, fmt::format("'{}' is missing", key));
  return entry->value;
}

void check_form(const Value& filter) {
  const auto* map = filter.get_if<Map>();
  if (!map) fail(filter, fmt::format("{} is not a filter", value::yaml_flow(filter)));
  for (const auto& entry : *map) {
    const auto key = python_str(entry.key);
    if (key != "left" && key != "right" && key != "exclude")
      fail(entry.key, fmt::format("'{}' is not a key of a filter", key));
  }
}

void read_filter(const Value& filter, const std::vector<Variable>& variables, std::vector<ExcludedPair>& excluded) {
  check_form(filter);
  const auto left = find_variable(part(filter, "left"), variables);
  const auto right = find_variable(part(filter, "right"), variables);
  const auto& exclude = part(filter, "exclude");
  const auto* pairs = exclude.get_if<List>();
  if (!pairs) fail(exclude, "'exclude' needs a list of pairs");
  for (const auto& item : *pairs) {
    const auto* pair = item.get_if<List>();
    if (!pair || pair->size() != 2) fail(item, fmt::format("{} is not a pair of values", value::yaml_flow(item)));
    const auto right_values = find_values(pair->at(1), variables[right]);
    for (const auto i : find_values(pair->at(0), variables[left]))
      for (const auto j : right_values) excluded.push_back({left, i, right, j});
  }
}

}  // namespace

std::vector<ExcludedPair> read_filters(const Value& config, const std::vector<Variable>& variables) {
  std::vector<ExcludedPair> excluded;
  const auto* map = config.get_if<Map>();
  const auto* entry = map ? map->find("filter_out") : nullptr;
  if (!entry || entry->value.is_null()) return excluded;
  const auto* filters = entry->value.get_if<List>();
  if (!filters) fail(entry->value, "it needs to be a list of filters", fmt::format("{}, each after '- '", form));
  for (const auto& filter : *filters) read_filter(filter, variables, excluded);
  return excluded;
}

}  // namespace liftoff::grid
