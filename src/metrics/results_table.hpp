#pragma once
// One line a configuration, or a run: varying parameters, and what the runs measured.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

#include "metrics/column_titles.hpp"
#include "metrics/left_out.hpp"
#include "metrics/metric_columns.hpp"
#include "metrics/parameters.hpp"
#include "metrics/run_metrics.hpp"
#include "metrics/table_row.hpp"
#include "metrics/table_sort.hpp"
#include "results/run_walk.hpp"

namespace liftoff::metrics {

struct TableOptions {
  MetricRequest metrics;
  bool individual = false;
  std::vector<std::string> states = {"all"};  ///< of the runs whose metrics count
  std::vector<std::string> over = {};         ///< parameters that the mean is taken over
};

class ResultsTable {
 public:
  explicit ResultsTable(TableOptions options) : options_(std::move(options)) {}

  LIFTOFF_TOOLS_API void add(const results::FoundRun& run, const results::Complaint& complain);
  /// To be called once, after the last run: names the metrics, takes the means over parameters, and drops rows without
  /// any metric unless `keep_all`. Errors: Failed, where there is no such parameter.
  LIFTOFF_TOOLS_API void finish(bool keep_all);
  /// Shows these parameters in place of those that vary: names or patterns. Errors: Failed, where one fits none.
  LIFTOFF_TOOLS_API void choose_parameters(const std::vector<std::string>& wanted);
  /// By several, the first counts most. Errors: Failed, where none is called so; Usage, where it is not known which one
  /// is meant, or what is best of it.
  LIFTOFF_TOOLS_API void sort(const std::vector<SortBy>& by);
  /// Keeps the first rows.
  LIFTOFF_TOOLS_API void keep_first(std::size_t top);
  /// The metrics that are wanted, patterns too; without any all, those first that the rows are sorted by. Errors:
  /// Failed, where one fits none.
  LIFTOFF_TOOLS_API std::vector<std::uint32_t> chosen_metrics(const std::vector<std::string>& wanted,
                                                              const std::vector<SortBy>& sort) const;

  const std::vector<TableRow>& rows() const { return rows_; }
  const std::set<std::string>& experiments() const { return experiments_; }  ///< folders of all runs
  const LeftOut& left_out() const { return left_out_; }
  const std::vector<std::string>& states() const { return options_.states; }
  const std::vector<std::uint32_t>& over() const { return over_; }  ///< keys
  /// Names by number; only those that is_measured() are worth showing.
  const std::vector<std::string>& metrics() const { return metric_names_; }
  bool is_measured(std::uint32_t metric) const { return columns_.is_measured(metric); }
  /// "metrics are acc, loss": for hints.
  LIFTOFF_TOOLS_API std::string known_metrics() const;
  /// Whether a best row was asked for by a metric that no file has.
  bool lacks_best() const { return options_.metrics.row.best && columns_.lacks_best(); }
  /// Those that were chosen; else the keys whose values differ among the rows, those of a run (run_id, out_dir, …)
  /// aside, in their order.
  const std::vector<std::uint32_t>& shown() const { return shown_; }
  const std::string& key(std::uint32_t number) const { return parameters_.keys()[number]; }
  /// The value of a parameter in a row, or nullptr.
  const Value* parameter(const TableRow& row, std::uint32_t key) const {
    return parameters_.value(row.parameters, key);
  }
  /// What people call them: the parameters shown(), and all metrics by number.
  ColumnTitles titles() const;

 private:
  struct Column {
    bool is_metric = false;
    std::uint32_t number = 0;
  };
  std::string key_of(const TableRow& fresh, const results::FoundRun& run, const results::Complaint& complain);
  TableRow& row_of(const results::FoundRun& run, const results::Complaint& complain);
  TableRow new_row(const results::FoundRun& run) const;
  void take_configuration(TableRow& row, const results::FoundRun& run, const results::Complaint& complain);
  bool counts(const experiment::RunState& state) const;
  std::size_t equal_parameters() const;
  std::optional<std::uint32_t> metric_of(std::string_view name) const;
  std::optional<std::uint32_t> parameter_called(const std::string& name) const;
  std::uint32_t parameter_of(const std::string& name, const char* option) const;
  std::vector<std::uint32_t> parameters_like(const std::string& pattern, const char* option) const;
  std::optional<Column> by_title(const std::string& name) const;
  Column column_of(const std::string& name) const;

  TableOptions options_;
  std::vector<TableRow> rows_;
  std::set<std::string> experiments_;
  std::vector<std::uint32_t> over_, shown_;
  LeftOut left_out_;
  std::unordered_map<std::string, std::size_t> rows_by_key_;
  std::vector<std::string> metric_names_;
  MetricColumns columns_;
  Parameters parameters_;
};

}  // namespace liftoff::metrics
