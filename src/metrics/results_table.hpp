#pragma once
// One line a configuration, or a run: varying parameters, and what the runs measured.
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

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
};

class ResultsTable {
 public:
  explicit ResultsTable(TableOptions options) : options_(std::move(options)) {}

  LIFTOFF_TOOLS_API void add(const results::FoundRun& run, const results::Complaint& complain);
  /// To be called once, after the last run: names the metrics, and drops rows without any unless `keep_all`.
  LIFTOFF_TOOLS_API void finish(bool keep_all);
  /// By several, the first counts most. Where it is not known what to sort by, that one is returned and nothing done.
  /// Errors: Usage, where it is not known what is best of a metric.
  LIFTOFF_TOOLS_API std::optional<SortBy> sort(const std::vector<SortBy>& by);
  /// Keeps the first rows. What varies is what varied before.
  LIFTOFF_TOOLS_API void keep_first(std::size_t top);

  const std::vector<TableRow>& rows() const { return rows_; }
  /// Names by number; only those that is_measured() are worth showing.
  const std::vector<std::string>& metrics() const { return metric_names_; }
  bool is_measured(std::uint32_t metric) const { return columns_.is_measured(metric); }
  /// Whether a best row was asked for by a metric that no file has.
  bool lacks_best() const { return options_.metrics.row.best && columns_.lacks_best(); }
  /// Keys whose values differ among the rows, those of a run (run_id, out_dir, …) aside, in their order.
  std::vector<std::uint32_t> varying() const;
  const std::string& key(std::uint32_t number) const { return parameters_.keys()[number]; }
  /// The value of a parameter in a row, or nullptr.
  const Value* parameter(const TableRow& row, std::uint32_t key) const {
    return parameters_.value(row.parameters, key);
  }
  /// The shortest dotted suffixes that tell these keys apart, in their order.
  std::vector<std::string> short_names(const std::vector<std::uint32_t>& keys) const;

 private:
  std::string key_of(const TableRow& fresh, const results::FoundRun& run, const results::Complaint& complain);
  TableRow& row_of(const results::FoundRun& run, const results::Complaint& complain);
  TableRow new_row(const results::FoundRun& run) const;
  void take_configuration(TableRow& row, const results::FoundRun& run, const results::Complaint& complain);
  std::optional<std::uint32_t> metric_of(const std::string& name) const;

  TableOptions options_;
  std::vector<TableRow> rows_;
  std::optional<std::vector<std::uint32_t>> varying_;
  std::unordered_map<std::string, std::size_t> rows_by_key_;
  std::vector<std::string> metric_names_;
  MetricColumns columns_;
  Parameters parameters_;
};

}  // namespace liftoff::metrics
