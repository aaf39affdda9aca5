#pragma once
// The parameters of many configurations, of which most keys and values are the same.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <liftoff/value.hpp>

#include "value/value_hash.hpp"

namespace liftoff::metrics {

/// One configuration: keys and values as numbers of Parameters, in its order.
using ParameterNumbers = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Keeps each key and each value once. Keys are dotted; those of a run (run_id, out_dir, …) are left out.
class Parameters {
 public:
  Parameters() = default;
  Parameters(const Parameters&) = delete;
  Parameters& operator=(const Parameters&) = delete;
  Parameters(Parameters&&) = default;
  Parameters& operator=(Parameters&&) = default;

  ParameterNumbers numbers_of(const Map& configuration);

  const std::vector<std::string>& keys() const { return keys_; }  ///< by number
  /// By its whole name, or by a dotted suffix that only one has.
  std::optional<std::uint32_t> find(std::string_view name) const;
  /// What to write instead of a name that find() does not know.
  std::string suggest(std::string_view name) const;
  /// The value of a key in a configuration, or nullptr.
  const Value* value(const ParameterNumbers& configuration, std::uint32_t key) const;

 private:
  std::uint32_t number_of_key(const std::string& key);
  std::uint32_t number_of_value(const Value& value);

  std::vector<std::string> keys_;
  std::vector<const Value*> values_;  // in value_numbers_, whose nodes stay where they are
  std::unordered_map<std::string, std::uint32_t> key_numbers_;
  std::unordered_map<Value, std::uint32_t, value::ValueHash> value_numbers_;
};

}  // namespace liftoff::metrics
