#include "metrics/table_sort.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "metrics/row_choice.hpp"
#include "value/python_order.hpp"

namespace liftoff::metrics {

namespace {

/// False for a word that is none of the grammar, and then part of the metric's name.
bool take_word(SortBy& by, std::string_view word) {
  if (word == "asc" || word == "desc") by.descending = word == "desc";
  else if (word == "mean" || word == "avg") by.aggregate = Aggregate::Mean;
  else if (word == "min") by.aggregate = Aggregate::Min;
  else if (word == "max") by.aggregate = Aggregate::Max;
  else return false;
  return true;
}

double aggregated(const Spread& spread, Aggregate how) {
  return how == Aggregate::Min ? spread.least() : how == Aggregate::Max ? spread.greatest() : spread.mean();
}

/// Values of one rank have an order, but for those of the last.
enum class Rank { Number, Text, Unordered };
Rank rank_of(const Value* value) {
  if (!value || !value::python_order(*value, *value)) return Rank::Unordered;
  return value->is_string() ? Rank::Text : Rank::Number;
}

}  // namespace

SortBy parse_sort(std::string_view text) {
  SortBy by;
  auto rest = text;
  for (auto colon = rest.rfind(':'); colon != std::string_view::npos; colon = rest.rfind(':')) {
    if (!take_word(by, rest.substr(colon + 1))) break;
    rest = rest.substr(0, colon);
  }
  if (rest.empty()) throw usage_error(fmt::format("--sort '{}': expected METRIC[:asc|desc][:mean|min|max]", text));
  by.name = rest;
  return by;
}

bool is_descending(const SortBy& by) {
  if (by.descending) return *by.descending;
  const auto less = less_is_better(by.name);
  if (!less)
    throw usage_error(fmt::format("--sort '{0}': it is not known whether less or more of '{0}' is better", by.name),
                      fmt::format("say what comes first: {0}:asc (the least) or {0}:desc", by.name));
  return !*less;
}

void sort_by_metric(std::vector<TableRow>& rows, std::uint32_t metric, const SortBy& by) {
  const bool descending = is_descending(by);
  const auto value = [&](const TableRow& row) {
    const auto* spread = row.metric(metric);
    return spread ? aggregated(*spread, by.aggregate) : std::nan("");
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const TableRow& a, const TableRow& b) {
    const double x = value(a), y = value(b);
    if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);
    return descending ? x > y : x < y;
  });
}

void sort_by_parameter(std::vector<TableRow>& rows, const ParameterOf& parameter, bool descending) {
  std::stable_sort(rows.begin(), rows.end(), [&](const TableRow& a, const TableRow& b) {
    const auto *x = parameter(a), *y = parameter(b);
    const auto rank = rank_of(x), other = rank_of(y);
    if (rank != other || rank == Rank::Unordered) return rank < other;
    const int order = *value::python_order(*x, *y);
    return descending ? order > 0 : order < 0;
  });
}

}  // namespace liftoff::metrics
