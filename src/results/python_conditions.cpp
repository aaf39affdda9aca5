#include "results/python_conditions.hpp"

#include <liftoff/yaml.hpp>

namespace liftoff::results {

namespace {

const MapEntry* find_entry(const Map& configuration, const MapEntry& condition) {
  if (const auto* entry = configuration.find(condition.key)) return entry;
  const auto* name = condition.key.get_if<std::string>();
  // Inside opaque values keys keep a trailing `_`, which reading the conditions took for a mark.
  return name && condition.opaque ? configuration.find(std::string_view(*name + "_")) : nullptr;
}

PythonVerdict judge(const Map& conditions, const Map& configuration, const std::string& before);

PythonVerdict judge_one(const MapEntry& condition, const Map& configuration, const std::string& before) {
  const auto key = before + python_str(condition.key);
  const auto* entry = find_entry(configuration, condition);
  if (!entry) return MissingKey{key};
  const auto* nested = condition.value.get_if<Map>();
  if (!nested) return python_equal(condition.value, entry->value);
  if (nested->empty()) return true;
  const auto* below = entry->value.get_if<Map>();
  return below ? judge(*nested, *below, key + ".") : PythonVerdict(NotAMapping{key});
}

PythonVerdict judge(const Map& conditions, const Map& configuration, const std::string& before) {
  for (const auto& condition : conditions) {
    auto verdict = judge_one(condition, configuration, before);
    const auto* holds = std::get_if<bool>(&verdict);
    if (!holds || !*holds) return verdict;
  }
  return true;
}

}  // namespace

PythonVerdict judge_python_conditions(const Map& conditions, const Map& configuration) {
  return judge(conditions, configuration, {});
}

}  // namespace liftoff::results
