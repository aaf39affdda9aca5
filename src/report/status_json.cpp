#include "report/status_json.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/status_columns.hpp"

namespace liftoff::report {

namespace {

std::vector<const StatusColumn*> members() {
  std::vector<const StatusColumn*> all;
  for (const auto& column : status_columns())
    if (*column.json) all.push_back(&column);
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->json_place < b->json_place; });
  return all;
}

std::string experiment_json(const ExperimentSummary& experiment, const std::vector<const StatusColumn*>& columns) {
  std::string text = "{";
  for (const auto* column : columns)
    text += fmt::format("{}\"{}\":{}", text.size() > 1 ? "," : "", column->json, column->json_text(experiment));
  return text + "}";
}

}  // namespace

std::string status_json(const std::vector<ExperimentSummary>& experiments) {
  const auto columns = members();
  std::string list;
  for (const auto& experiment : experiments) list += (list.empty() ? "" : ",") + experiment_json(experiment, columns);
  return fmt::format("{{\"schema_version\":1,\"experiments\":[{}]}}\n", list);
}

}  // namespace liftoff::report
