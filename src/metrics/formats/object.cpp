#include "metrics/formats/object.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "value/leaves.hpp"

namespace liftoff::metrics {

namespace {

std::optional<double> as_number(const Value& value) {
  if (const auto* d = value.get_if<double>()) return *d;
  if (const auto* i = value.get_if<std::int64_t>()) return static_cast<double>(*i);
  if (const auto* b = value.get_if<bool>()) return *b ? 1.0 : 0.0;
  if (const auto* big = value.get_if<BigInteger>()) return std::strtod(big->digits.c_str(), nullptr);
  return std::nullopt;
}

FileMetrics read_list(const List& list, const MetricText& file) {
  for (const auto& item : list) file.rows.see(numbers_of(item, Nulls::AreNone));
  auto found = file.rows.take();
  if (found.metrics.empty() && !list.empty()) file.complaints.add("it holds no objects with numbers");
  return found;
}

}  // namespace

Metrics numbers_of(const Value& value, Nulls nulls) {
  Metrics metrics;
  const auto* map = value.get_if<Map>();
  if (!map) return metrics;
  value::for_each_leaf(*map, [&](std::string&& name, const Value& leaf) {
    if (const auto number = as_number(leaf)) metrics.push_back({std::move(name), *number, true});
    else if (leaf.is_null() && nulls == Nulls::AreNaN) metrics.push_back({std::move(name), std::nan(""), false});
  });
  return metrics;
}

FileMetrics read_document(const Value& value, const MetricText& file) {
  if (const auto* list = value.get_if<List>()) return read_list(*list, file);
  if (!value.is_map()) file.complaints.add("it holds no object");
  return {numbers_of(value, Nulls::AreNaN), false, false};
}

}  // namespace liftoff::metrics
