#include "grid/variables.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "value/config_key.hpp"
#include "value/run_keys.hpp"
#include "value/yaml_out.hpp"

namespace liftoff::grid {

namespace {

[[noreturn]] void fail(const SourceMark& mark, const std::string& what, const std::string& hint = {}) {
  throw usage_error(fmt::format("{}:{}: {}", mark.file ? *mark.file : "config.yaml", mark.line, what), hint);
}

struct Pending {
  std::vector<PathKey> path;
  const Value* value = nullptr;
  SourceMark mark;  ///< of the key that leads here
};

PathKey path_key(const MapEntry& entry) {
  return {entry.key, entry.opaque, entry.opaque ? value::written_key(entry) : python_str(entry.key)};
}

void push_entries(std::vector<Pending>& stack, const Pending& parent) {
  for (const auto& entry : *parent.value->get_if<Map>()) {
    if (parent.path.empty() && entry.key == Value("filter_out")) continue;
    Pending child{parent.path, &entry.value, entry.key.mark};
    child.path.push_back(path_key(entry));
    stack.push_back(std::move(child));
  }
}

/// What liftoff sets can't vary, nor can anything below it.
void refuse_reserved(const Pending& leaf) {
  const auto first = python_str(leaf.path.front().key);
  if (value::is_of_the_run(first))
    fail(leaf.mark, fmt::format("'{}' cannot be a variable: liftoff sets '{}' itself", dotted(leaf.path), first),
         "give it another name");
}

Variable variable_of(const Pending& leaf) {
  refuse_reserved(leaf);
  const auto path = dotted(leaf.path);
  const auto* values = leaf.value->get_if<List>();
  if (!values)
    fail(leaf.mark, fmt::format("'{}' needs a list of values", path),
         fmt::format("write [{}] for a single value", value::yaml_flow(*leaf.value)));
  if (values->empty())
    fail(leaf.mark, fmt::format("'{}' has an empty list of values", path), "give it a value or take the key out");
  return {leaf.path, *values, leaf.mark, {}};
}

/// The last `depth` keys, all of them where there are fewer. `bare`: without the opaque marks.
std::string suffix(const std::vector<PathKey>& path, std::size_t depth, bool bare) {
  std::string name;
  for (std::size_t i = path.size() - std::min(depth, path.size()); i < path.size(); ++i) {
    if (!name.empty()) name += '.';
    name += bare ? value::split_config_key(path[i].text).name : path[i].text;
  }
  return name;
}

/// Suffixes of equal depth are compared; those that differ from all others become names. Names
/// that differ in their opaque marks alone would be the same key.
void name_variables(std::vector<Variable>& variables) {
  std::vector<Variable*> unnamed;
  std::size_t deepest = 0;
  for (auto& variable : variables) {
    unnamed.push_back(&variable);
    deepest = std::max(deepest, variable.path.size());
  }
  for (std::size_t depth = 1; depth <= deepest && !unnamed.empty(); ++depth) {
    std::map<std::string, int> count;
    for (const auto* variable : unnamed) ++count[suffix(variable->path, depth, true)];
    std::erase_if(unnamed, [&](Variable* variable) {
      if (count[suffix(variable->path, depth, true)] > 1) return false;
      variable->name = suffix(variable->path, depth, false);
      return true;
    });
  }
  for (auto* variable : unnamed) variable->name = dotted(variable->path);
}

void check_names(const std::vector<Variable>& variables) {
  std::map<std::string_view, const Variable*> seen;
  for (const auto& variable : variables) {
    const auto [it, fresh] = seen.emplace(value::split_config_key(variable.name).name, &variable);
    if (!fresh)
      fail(variable.mark,
           fmt::format("'{}' has the same name as the variable on line {}", variable.name, it->second->mark.line),
           "rename one of them");
  }
}

}  // namespace

std::string dotted(const std::vector<PathKey>& path) { return suffix(path, path.size(), false); }

std::vector<Variable> read_variables(const Value& config) {
  if (!config.is_map()) fail(config.mark, "this needs to be a mapping whose leaves are lists of values");
  std::vector<Variable> variables;
  std::vector<Pending> stack{{{}, &config, config.mark}};
  while (!stack.empty()) {
    const auto node = std::move(stack.back());
    stack.pop_back();
    if (node.value->is_map()) push_entries(stack, node);
    else variables.push_back(variable_of(node));
  }
  if (variables.empty())
    fail(config.mark, "there are no variables",
         "write a list of values for each key that shall vary, such as 'lr: [0.1, 0.01]'");
  name_variables(variables);
  check_names(variables);
  return variables;
}

}  // namespace liftoff::grid
