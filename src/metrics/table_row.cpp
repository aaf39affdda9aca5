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

void StateCounts::add(const StateCounts& other) {
  waiting += other.waiting;
  running += other.running;
  succeeded += other.succeeded;
  crashed += other.crashed;
  lost += other.lost;
  unrecorded += other.unrecorded;
}

const Spread* TableRow::metric(std::uint32_t number) const {
  const auto it = place_of(metrics, number);
  return it == metrics.end() || it->first != number ? nullptr : &it->second;
}

Spread& TableRow::spread_of(std::uint32_t number) {
  auto it = place_of(metrics, number);
  if (it == metrics.end() || it->first != number) it = metrics.insert(it, {number, Spread{}});
  return it->second;
}

void TableRow::add_metric(std::uint32_t number, double value) { spread_of(number).add(value); }

void TableRow::add(const TableRow& other) {
  states.add(other.states);
  for (const auto& [number, spread] : other.metrics) spread_of(number).add(spread);
  others.push_back(other.path);
}

}  // namespace liftoff::metrics
