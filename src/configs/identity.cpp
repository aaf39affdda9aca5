#include "configs/identity.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "text/hash.hpp"
#include "value/canonical_text.hpp"
#include "value/config_key.hpp"
#include "value/leaves.hpp"
#include "value/run_keys.hpp"

namespace liftoff::configs {

namespace {

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
    if (ends_in(path, parameter.name) && value::canonical_text(entry.value) == parameter.value)
      parameter.paths.push_back(path);
  if (const auto* map = entry.value.get_if<Map>())
    for (const auto& below : *map) find_parameters(below, path, parameters);
}

std::optional<Digest> parameters_of(const Map& configuration) {
  const auto* entry = configuration.find(value::run_keys::experiment_parameters);
  const auto* names = entry ? entry->value.get_if<Map>() : nullptr;
  if (!names || names->empty()) return std::nullopt;
  std::vector<Parameter> parameters;
  for (const auto& one : *names)
    parameters.push_back({bare(value::key_text(one)), value::canonical_text(one.value), {}});
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
  return {digest_of(value::canonical_text(content)), parameters_of(configuration)};
}

}  // namespace liftoff::configs
