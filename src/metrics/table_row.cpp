#include "metrics/table_row.hpp"

#include <algorithm>

namespace liftoff::metrics {

namespace {

template <class Metrics> auto place_of(Metrics& metrics, std::uint32_t number) {
  return std::lower_bound(metrics.begin(), metrics.end(), number,
                          [](const auto& metric, std::uint32_t n) { return metric.first < n; });
}

}  // namespace

void StateCounts::add(const experiment::RunState& state) {
  if (std::holds_alternative<experiment::Running>(state)) ++running;
  else if (std::holds_alternative<experiment::Succeeded>(state)) ++succeeded;
  else if (std::holds_alternative<experiment::Crashed>(state)) ++crashed;
  else if (std::holds_alternative<experiment::Lost>(state)) ++lost;
  else if (std::holds_alternative<experiment::Unrecorded>(state)) ++unrecorded;
  else ++waiting;
}

const Spread* TableRow::metric(std::uint32_t number) const {
  const auto it = place_of(metrics, number);
  return it == metrics.end() || it->first != number ? nullptr : &it->second;
}

void TableRow::add_metric(std::uint32_t number, double value) {
  auto it = place_of(metrics, number);
  if (it == metrics.end() || it->first != number) it = metrics.insert(it, {number, Spread{}});
  it->second.add(value);
}

}  // namespace liftoff::metrics
