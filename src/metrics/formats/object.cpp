#include "metrics/formats/object.hpp"

#include <cmath>
#include <optional>
#include <utility>

#include "metrics/formats/number_text.hpp"
#include "value/leaves.hpp"
#include "value/number.hpp"

namespace liftoff::metrics {

namespace {

FileMetrics read_list(const List& list, const MetricText& file) {
  for (const auto& item : list) file.rows.see(numbers_of(item, Nulls::AreNone));
  auto found = file.rows.take();
  if (found.metrics.empty() && !list.empty()) file.complaints.add("it holds no objects with numbers");
  return found;
}

/// What Hugging Face's Trainer has logged step by step, as its trainer_state.json has it (transformers' TrainerState).
const List* log_history(const Value& value) {
  const auto* map = value.get_if<Map>();
  const auto* entry = map ? map->find("log_history") : nullptr;
  return entry ? entry->value.get_if<List>() : nullptr;
}

/// Of a list, a history up to now, the last item.
std::optional<double> number_of_leaf(const Value& leaf) {
  if (const auto* list = leaf.get_if<List>()) return list->empty() ? std::nullopt : value::as_double(list->back());
  if (const auto* text = leaf.get_if<std::string>()) return number_of_text(*text);
  return value::as_double(leaf);
}

}  // namespace

Metrics numbers_of(const Value& value, Nulls nulls) {
  Metrics metrics;
  const auto* map = value.get_if<Map>();
  if (!map) return metrics;
  value::for_each_leaf(*map, [&](std::string&& name, const Value& leaf) {
    if (const auto number = number_of_leaf(leaf)) metrics.push_back({std::move(name), *number, true});
    else if (leaf.is_null() && nulls == Nulls::AreNaN) metrics.push_back({std::move(name), std::nan(""), false});
  });
  return metrics;
}

FileMetrics read_document(const Value& value, const MetricText& file) {
  if (const auto* list = value.get_if<List>()) return read_list(*list, file);
  if (const auto* history = log_history(value)) return read_list(*history, file);
  if (!value.is_map()) file.complaints.add("it holds no object");
  return {numbers_of(value, Nulls::AreNaN), false, false};
}

}  // namespace liftoff::metrics
