#include "grid/config_template.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/core.h>

#include <liftoff/yaml.hpp>

#include "value/yaml_out.hpp"

namespace liftoff::grid {

namespace {

std::string without_outer_underscores(const std::string& name) {
  const auto first = name.find_first_not_of('_');
  if (first == std::string::npos) return {};
  return name.substr(first, name.find_last_not_of('_') - first + 1);
}

std::string entry_text(const PathKey& key, const Value& value, std::size_t indent) {
  std::string text;
  value::append_yaml_entry(text, {key.key, value, key.opaque}, indent);
  return text;
}

/// A short name is written as it stands, with the `_` of an opaque key.
std::string parameter_text(const std::string& name, const Value& value) {
  std::string text = "  ";
  value::append_yaml_entry(text, {name, value, false}, 2);
  return text;
}

}  // namespace

std::string shown_in_titles(const Value& value) {
  const auto* map = value.get_if<Map>();
  const auto* name = map ? map->find("__name") : nullptr;
  return python_str(name ? name->value : value);
}

ConfigTemplate::ConfigTemplate(const std::vector<Variable>& variables) {
  for (const auto& variable : variables) {
    auto& fragments = fragments_.emplace_back();
    const auto title = without_outer_underscores(variable.name);
    for (const auto& value : variable.values)
      fragments.push_back({fmt::format("{}={}", title, shown_in_titles(value)), parameter_text(variable.name, value),
                           entry_text(variable.path.back(), value, 2 * (variable.path.size() - 1))});
  }
  std::vector<std::size_t> all(variables.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  add_pieces(variables, all, 0);
}

/// `below`: the variables whose paths agree in their first `depth` keys.
void ConfigTemplate::add_pieces(const std::vector<Variable>& variables, const std::vector<std::size_t>& below,
                                std::size_t depth) {
  std::vector<std::size_t> left = below;
  while (!left.empty()) {
    const auto& key = variables[left.front()].path[depth];
    const auto indent = std::string(2 * depth, ' ');
    if (variables[left.front()].path.size() == depth + 1) {
      pieces_.push_back({indent, left.front()});
      left.erase(left.begin());
      continue;
    }
    std::vector<std::size_t> inside;
    std::erase_if(left, [&](std::size_t v) {
      const auto& path = variables[v].path;
      const bool same = path.size() > depth + 1 && path[depth].key == key.key;
      if (same) inside.push_back(v);
      return same;
    });
    pieces_.push_back({fmt::format("{}{}:\n", indent, value::yaml_key({key.key, {}, key.opaque})), text_only});
    add_pieces(variables, inside, depth + 1);
  }
}

void ConfigTemplate::title(std::string& out, const std::vector<std::size_t>& point) const {
  out.clear();
  for (std::size_t v = 0; v < point.size(); ++v) {
    if (v > 0) out += "; ";
    out += fragments_[v][point[v]].title;
  }
}

void ConfigTemplate::yaml(std::string& out, const std::vector<std::size_t>& point, const std::string& title) const {
  out = "title: ";
  value::append_yaml_string(out, title);
  out += "\n_experiment_parameters:\n";
  for (std::size_t v = 0; v < point.size(); ++v) out += fragments_[v][point[v]].parameter;
  for (const auto& piece : pieces_) {
    out += piece.text;
    if (piece.variable != text_only) out += fragments_[piece.variable][point[piece.variable]].entry;
  }
}

}  // namespace liftoff::grid
