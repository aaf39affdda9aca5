#pragma once
// One line a configuration, or a run: varying parameters, and what the runs measured.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

#include "metrics/run_metrics.hpp"
#include "results/run_walk.hpp"

namespace liftoff::metrics {

/// A metric over repetitions. The deviation is that of a sample (n - 1). With infinities and NaN among the values the
/// mean is what adding them gives, and the deviation NaN.
class Spread {
 public:
  void add(double value);
  std::size_t count() const { return count_; }
  double mean() const { return special_ ? *special_ : mean_; }
  double deviation() const;  ///< 0 for a single value
  double least() const { return least_; }
  double greatest() const { return greatest_; }

 private:
  std::size_t count_ = 0;
  double mean_ = 0, squares_ = 0, least_ = 0, greatest_ = 0;
  std::optional<double> special_;  ///< the sum of those that are not finite
};

struct StateCounts {
  std::size_t waiting = 0, running = 0, succeeded = 0, crashed = 0, lost = 0;
  std::size_t all() const { return waiting + running + succeeded + crashed + lost; }
};

struct TableRow {
  std::string path, experiment, title;
  std::optional<std::int64_t> run_id;  ///< of individual runs
  StateCounts states;
  bool configured = false;                                          ///< whether a configuration could be read
  std::vector<std::pair<std::uint32_t, std::uint32_t>> parameters;  ///< key and value, as numbers of the table
  std::vector<std::pair<std::uint32_t, Spread>> metrics;            ///< sorted by number
  const Spread* metric(std::uint32_t number) const;
};

struct TableOptions {
  MetricRequest metrics;  ///< no files: default_metric_files()
  bool individual = false;
};

enum class Aggregate { Mean, Min, Max };
struct SortBy {
  std::string name;                ///< a metric, or a parameter
  std::optional<bool> descending;  ///< absent: the best metric first, the least parameter first
  Aggregate aggregate = Aggregate::Mean;
};
/// METRIC[:asc|desc][:mean|min|max]. Errors: Usage.
LIFTOFF_TOOLS_API SortBy parse_sort(std::string_view text);

class ResultsTable {
 public:
  LIFTOFF_TOOLS_API explicit ResultsTable(TableOptions options);

  LIFTOFF_TOOLS_API void add(const results::FoundRun& run, const results::Complaint& complain);
  /// To be called once, after the last run: names the metrics, and drops rows without any unless `keep_all`.
  LIFTOFF_TOOLS_API void finish(bool keep_all);
  /// By several, the first counts most. Where it is not known what to sort by, that one is returned and nothing done.
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
  const std::string& key(std::uint32_t number) const { return keys_[number]; }
  /// The value of a parameter in a row, or nullptr.
  const Value* parameter(const TableRow& row, std::uint32_t key) const;
  /// The shortest dotted suffixes that tell these keys apart, in their order.
  std::vector<std::string> short_names(const std::vector<std::uint32_t>& keys) const;

 private:
  TableRow& row_of(const results::FoundRun& run, const results::Complaint& complain);
  void take_configuration(TableRow& row, const results::FoundRun& run, const results::Complaint& complain);
  std::uint32_t number_of_value(const Value& value);
  std::optional<std::uint32_t> key_of(const std::string& name) const;
  void sort_by_metric(std::uint32_t number, const SortBy& by);
  void sort_by_parameter(std::uint32_t key, bool descending);

  TableOptions options_;
  std::vector<TableRow> rows_;
  std::optional<std::vector<std::uint32_t>> varying_;
  std::unordered_map<std::string, std::size_t> row_by_path_;
  std::vector<std::string> keys_, metric_names_;
  std::unordered_map<std::string, std::uint32_t> key_numbers_, value_numbers_;
  MetricColumns columns_;
  std::vector<Value> values_;
};

}  // namespace liftoff::metrics
