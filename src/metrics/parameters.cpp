#include "metrics/parameters.hpp"

#include <algorithm>

#include "value/leaves.hpp"
#include "value/run_keys.hpp"

namespace liftoff::metrics {

std::uint32_t Parameters::number_of_key(const std::string& key) {
  const auto [it, added] = key_numbers_.try_emplace(key, static_cast<std::uint32_t>(keys_.size()));
  if (added) keys_.push_back(key);
  return it->second;
}

std::uint32_t Parameters::number_of_value(const Value& value) {
  const auto [it, added] = value_numbers_.try_emplace(value, static_cast<std::uint32_t>(values_.size()));
  if (added) values_.push_back(&it->first);
  return it->second;
}

ParameterNumbers Parameters::numbers_of(const Map& configuration) {
  ParameterNumbers numbers;
  const auto add = [&](std::string&& path, const Value& value) {
    numbers.emplace_back(number_of_key(path), number_of_value(value));
  };
  value::for_each_leaf(configuration, add, value::is_of_the_run);
  return numbers;
}

std::optional<std::uint32_t> Parameters::find(const std::string& name) const {
  if (const auto it = key_numbers_.find(name); it != key_numbers_.end()) return it->second;
  std::optional<std::uint32_t> found;
  for (std::uint32_t key = 0; key < keys_.size(); ++key) {
    if (!keys_[key].ends_with("." + name)) continue;
    if (found) return std::nullopt;
    found = key;
  }
  return found;
}

const Value* Parameters::value(const ParameterNumbers& configuration, std::uint32_t key) const {
  const auto it = std::find_if(configuration.begin(), configuration.end(),
                               [&](const auto& parameter) { return parameter.first == key; });
  return it == configuration.end() ? nullptr : values_[it->second];
}

}  // namespace liftoff::metrics
