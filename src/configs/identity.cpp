#include "configs/identity.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <liftoff/yaml.hpp>

#include "text/hash.hpp"
#include "value/config_key.hpp"
#include "value/leaves.hpp"
#include "value/run_keys.hpp"

namespace liftoff::configs {

namespace {

Value sorted(const Value& value) {
  if (const auto* list = value.get_if<List>()) {
    List items;
    for (const auto& item : *list) items.push_back(sorted(item));
    return items;
  }
  const auto* map = value.get_if<Map>();
  if (!map) return value;
  std::vector<MapEntry> entries;
  for (const auto& entry : *map) entries.push_back({entry.key, sorted(entry.value), entry.opaque});
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return to_typed_json(a.key) < to_typed_json(b.key); });
  Map result;
  for (auto& entry : entries) result.append(std::move(entry));
  return result;
}

/// The same text for the same value, whatever the order of keys.
std::string canonical(const Value& value) { return to_typed_json(sorted(value)); }

/// "a.b" for "a_.b_": how a variable is called does not depend on opaque marks.
std::string bare(std::string_view dotted) {
  std::string name;
  for (std::size_t at = 0; at <= dotted.size();) {
    const auto dot = std::min(dotted.find('.', at), dotted.size());
    if (at > 0) name += '.';
    name += value::split_config_key(dotted.substr(at, dot - at)).name;
    at = dot + 1;
  }
  return name;
}

bool ends_in(std::string_view path, std::string_view name) {
  return path.ends_with(name) && (path.size() == name.size() || path[path.size() - name.size() - 1] == '.');
}

/// One of `_experiment_parameters`, and where in the configuration it may stand.
struct Parameter {
  std::string name, value;
  std::vector<std::string> paths;

  std::string text() const {
    std::string text;
    if (paths.empty()) text = name;
    for (const auto& path : paths) text += path + ' ';
    return text + '=' + value + '\n';
  }
};

/// Looks for the parameters at and below one entry.
void find_parameters(const MapEntry& entry, const std::string& above, std::vector<Parameter>& parameters) {
  const auto path = above.empty() ? bare(value::key_text(entry)) : above + '.' + bare(value::key_text(entry));
  for (auto& parameter : parameters)
    if (ends_in(path, parameter.name) && canonical(entry.value) == parameter.value) parameter.paths.push_back(path);
  if (const auto* map = entry.value.get_if<Map>())
    for (const auto& below : *map) find_parameters(below, path, parameters);
}

std::optional<Digest> parameters_of(const Map& configuration) {
  const auto* entry = configuration.find(value::run_keys::experiment_parameters);
  const auto* names = entry ? entry->value.get_if<Map>() : nullptr;
  if (!names || names->empty()) return std::nullopt;
  std::vector<Parameter> parameters;
  for (const auto& one : *names) parameters.push_back({bare(value::key_text(one)), canonical(one.value), {}});
  for (const auto& one : configuration)
    if (!value::is_of_the_run(value::key_text(one))) find_parameters(one, {}, parameters);
  std::vector<std::string> texts;
  for (const auto& parameter : parameters) texts.push_back(parameter.text());
  std::sort(texts.begin(), texts.end());
  std::string all;
  for (const auto& text : texts) all += text;
  return digest_of(all);
}

}  // namespace

Digest digest_of(std::string_view text) { return {text::fnv1a(text), text::checksum(text)}; }

Identity identity_of(const Map& configuration) {
  Map content;
  for (const auto& entry : configuration)
    if (!value::is_of_the_run(value::key_text(entry))) content.append(entry);
  return {digest_of(canonical(content)), parameters_of(configuration)};
}

}  // namespace liftoff::configs
