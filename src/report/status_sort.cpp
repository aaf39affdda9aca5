#include "report/status_sort.hpp"

#include <algorithm>
#include <cctype>

#include <liftoff/error.hpp>

namespace liftoff::report {

namespace {

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)))
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return letters;
}

bool is_called(const StatusColumn& column, const std::string& letters) {
  return (*column.title && letters_of(column.title) == letters) ||
         std::any_of(column.aliases.begin(), column.aliases.end(),
                     [&](const char* a) { return letters_of(a) == letters; });
}

bool comes_before(const StatusColumn& column, const ExperimentSummary& a, const ExperimentSummary& b) {
  if (column.number) return column.number(a) < column.number(b);
  const auto &first = column.name(a), &second = column.name(b);
  if (column.empty_last && first.empty() != second.empty()) return second.empty();
  return first < second;
}

}  // namespace

const StatusColumn* parse_sort_key(std::string_view text) {
  if (text.empty()) return nullptr;
  const auto letters = letters_of(text);
  std::string all;
  for (const auto& column : status_columns()) {
    if (is_called(column, letters)) return &column;
    if (*column.title) all += (all.empty() ? "" : ", ") + std::string(column.title);
  }
  throw usage_error("there is no column '" + std::string(text) + "' to sort by", "the columns are " + all);
}

void sort_experiments(std::vector<ExperimentSummary>& experiments, const StatusColumn* column) {
  if (!column) return;
  std::stable_sort(experiments.begin(), experiments.end(),
                   [&](const ExperimentSummary& a, const ExperimentSummary& b) { return comes_before(*column, a, b); });
}

}  // namespace liftoff::report
