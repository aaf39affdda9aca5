#include "metrics/varying_keys.hpp"

#include <optional>

namespace liftoff::metrics {

namespace {

struct KeyUse {
  std::optional<std::uint32_t> first;  ///< value
  std::size_t seen = 0;
  bool differs = false;

  void add(std::uint32_t value) {
    ++seen;
    if (!first) first = value;
    else if (*first != value) differs = true;
  }
};

}  // namespace

std::vector<std::uint32_t> varying_keys(const std::vector<TableRow>& rows, std::size_t keys) {
  std::vector<KeyUse> uses(keys);
  std::size_t configured = 0;
  for (const auto& row : rows) {
    configured += row.configured ? 1 : 0;
    for (const auto& [key, value] : row.parameters) uses[key].add(value);
  }
  std::vector<std::uint32_t> varying;
  for (std::uint32_t key = 0; key < keys; ++key)
    if (uses[key].differs || (uses[key].seen > 0 && uses[key].seen < configured)) varying.push_back(key);
  return varying;
}

}  // namespace liftoff::metrics
