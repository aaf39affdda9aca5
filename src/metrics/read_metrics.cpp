#include "metrics/read_metrics.hpp"

#include <string>
#include <unordered_map>
#include <utility>

#include "metrics/formats/formats.hpp"
#include "metrics/formats/packed.hpp"
#include "text/characters.hpp"

namespace liftoff::metrics {

namespace {

/// Keeps the last metric of each name, at the place of the first.
Metrics without_duplicates(Metrics&& metrics) {
  std::unordered_map<std::string, std::size_t> places;
  Metrics unique;
  for (auto& metric : metrics) {
    const auto [it, added] = places.try_emplace(metric.name, unique.size());
    if (added) unique.push_back(std::move(metric));
    else unique[it->second] = std::move(metric);
  }
  return unique;
}

}  // namespace

FileMetrics parse_metrics(std::string_view text, std::string_view file, const RowChoice& choice, FileEnd end,
                          const results::Complaint& complain) {
  const auto& format = format_of(file);
  if (text::is_blank(text)) {
    if (end != FileEnd::Growing && !format.has_rows) complain("it is empty");  // logs may well have no line yet
    return {{}, format.has_rows, false, false};
  }
  if (const auto kind = unreadable_kind(text)) {
    complain(*kind);
    return {{}, format.has_rows, false, false};
  }
  ChosenRow rows(choice, file);
  Complaints complaints(complain);
  auto found = format.read({text, end, rows, complaints});
  found.metrics = without_duplicates(std::move(found.metrics));
  return found;
}

bool ends_suffice(std::string_view file, const RowChoice& choice) {
  return format_of(file).opening != nullptr && !choice.best;
}

std::string_view opening_of(std::string_view file, std::string_view beginning) {
  return format_of(file).opening(beginning);
}

}  // namespace liftoff::metrics
