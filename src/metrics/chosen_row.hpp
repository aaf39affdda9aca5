#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "metrics/metric.hpp"
#include "metrics/row_choice.hpp"

namespace liftoff::metrics {

/// Of the rows that it is shown it keeps the last value of each metric; where a best row is chosen, the values as they
/// were with that row: what the row leaves out has its last value before.
class ChosenRow {
 public:
  /// `file`: its name, by which a choice may call a metric (`log.loss` in log.csv). It may as a table does
  /// (`metric.loss`), too.
  ChosenRow(const RowChoice& choice, std::string_view file);

  /// Keeps a place for a metric that rows may give.
  void expect(const std::string& name) { place_of(name); }
  void see(const Metrics& row);
  /// To be called once, after the last row.
  FileMetrics take();

 private:
  std::size_t place_of(const std::string& name);
  std::optional<double> judged(const Metrics& row) const;
  bool is_better(const std::optional<double>& number) const;

  std::vector<std::string> best_;  ///< names by which rows may have it; none: the last row
  bool least_is_best_ = false, has_best_ = false;
  std::optional<double> before_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::optional<Metric>> last_, best_values_;
};

}  // namespace liftoff::metrics
