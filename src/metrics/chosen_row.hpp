#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "metrics/metric.hpp"
#include "metrics/row_choice.hpp"

namespace liftoff::metrics {

/// Keeps the chosen one of the rows that it is shown. Rows without numbers do not count.
class ChosenRow {
 public:
  /// `file`: its name, by which a choice may call a metric (`log.loss` in log.csv).
  ChosenRow(const RowChoice& choice, std::string_view file);

  void see(Metrics row);
  /// To be called once, after the last row.
  FileMetrics take() { return {std::move(row_), true, has_best_}; }

 private:
  std::optional<double> judged(const Metrics& row) const;
  bool is_better(const std::optional<double>& number) const;

  std::optional<std::string> best_, also_;
  bool least_is_best_ = false, has_best_ = false;
  std::optional<double> before_;
  Metrics row_;
};

}  // namespace liftoff::metrics
