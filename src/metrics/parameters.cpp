#include "metrics/parameters.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "metrics/short_names.hpp"
#include "text/nearest.hpp"
#include "text/words.hpp"
#include "value/leaves.hpp"
#include "value/run_keys.hpp"

namespace liftoff::metrics {

namespace {

constexpr std::size_t most_named = 12;

}  // namespace

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

std::optional<std::uint32_t> Parameters::find(std::string_view name) const {
  if (const auto it = key_numbers_.find(std::string(name)); it != key_numbers_.end()) return it->second;
  std::optional<std::uint32_t> found;
  for (std::uint32_t key = 0; key < keys_.size(); ++key) {
    if (!ends_in(keys_[key], name)) continue;
    if (found) return std::nullopt;
    found = key;
  }
  return found;
}

std::string Parameters::suggest(std::string_view name) const {
  if (keys_.empty()) return "the configurations have no parameters";
  std::vector<std::string> meant;
  std::copy_if(keys_.begin(), keys_.end(), std::back_inserter(meant),
               [&](const auto& key) { return ends_in(key, name); });
  auto near = keys_;
  for (auto& key : short_names(keys_)) near.push_back(std::move(key));
  if (meant.empty())
    if (auto one = text::nearest(name, near)) meant.push_back(std::move(*one));
  if (!meant.empty()) return fmt::format("did you mean {}?", fmt::join(meant, " or "));
  return fmt::format("parameters are {}", text::some_of(keys_, most_named));
}

const Value* Parameters::value(const ParameterNumbers& configuration, std::uint32_t key) const {
  const auto it = std::find_if(configuration.begin(), configuration.end(),
                               [&](const auto& parameter) { return parameter.first == key; });
  return it == configuration.end() ? nullptr : values_[it->second];
}

}  // namespace liftoff::metrics
