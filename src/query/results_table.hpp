#pragma once
// One line a configuration, or a run: varying parameters, and what the runs measured.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <liftoff/value.hpp>

#include "query/metrics.hpp"
#include "query/run_walk.hpp"

namespace liftoff {

/// A metric over repetitions. The deviation is that of a sample (n - 1).
class Spread {
 public:
  void add(double value);
  std::size_t count() const { return count_; }
  double mean() const { return mean_; }
  double deviation() const;  ///< 0 for a single value
  double least() const { return least_; }
  double greatest() const { return greatest_; }

 private:
  std::size_t count_ = 0;
  double mean_ = 0, squares_ = 0, least_ = 0, greatest_ = 0;
};

struct StateCounts {
  std::size_t running = 0, succeeded = 0, crashed = 0, lost = 0;
  std::size_t all() const { return running + succeeded + crashed + lost; }
};

struct TableRow {
  std::string path, experiment, title;
  std::optional<std::int64_t> run_id;                      ///< of individual runs
  StateCounts states;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> parameters;  ///< key and value, as numbers of the table
  std::vector<std::pair<std::uint32_t, Spread>> metrics;   ///< by number
  const Spread* metric(std::uint32_t number) const;
};

struct TableOptions {
  std::vector<std::string> files;    ///< patterns; empty: default_metric_files()
  RowChoice row;
  bool individual = false;
  bool complete_only = false;        ///< only runs that succeeded, and final files
};

enum class Aggregate { Mean, Min, Max };
struct SortBy {
  std::string name;                  ///< a metric, or a parameter
  std::optional<bool> descending;    ///< absent: the best metric first, the least parameter first
  Aggregate aggregate = Aggregate::Mean;
};
/// METRIC[:asc|desc][:mean|min|max]. Errors: Usage.
SortBy parse_sort(std::string_view text);

class ResultsTable {
 public:
  explicit ResultsTable(TableOptions options);

  void add(const FoundRun& run, const Complaint& complain);
  /// To be called once, after the last run: drops rows without metrics unless `keep_all`, sorts, and keeps the
  /// first `top` (0: all). False where a name to sort by is unknown.
  void drop_rows_without_metrics();
  bool sort(const std::vector<SortBy>& by);
  /// What varies is what varied before.
  void keep_first(std::size_t top);

  const std::vector<TableRow>& rows() const { return rows_; }
  const std::vector<std::string>& metrics() const { return metric_names_; }  ///< in the order in which they were met
  /// Keys whose values differ among the rows, those of a run (run_id, out_dir, …) aside, in their order.
  std::vector<std::uint32_t> varying() const;
  const std::string& key(std::uint32_t number) const { return keys_[number]; }
  /// The value of a parameter in a row, or nullptr.
  const Value* parameter(const TableRow& row, std::uint32_t key) const;
  /// The shortest dotted suffixes that tell these keys apart, in their order.
  std::vector<std::string> short_names(const std::vector<std::uint32_t>& keys) const;

 private:
  TableRow& row_of(const FoundRun& run, const Complaint& complain);
  void take_parameters(TableRow& row, const Map& map, const std::string& before);
  void take_metrics(TableRow& row, const FoundRun& run, bool growing, const Complaint& complain);
  std::uint32_t number_of_value(const Value& value);
  std::optional<std::uint32_t> key_of(const std::string& name) const;
  void sort_by_metric(std::uint32_t number, const SortBy& by);
  void sort_by_parameter(std::uint32_t key, bool descending);

  TableOptions options_;
  std::vector<TableRow> rows_;
  std::optional<std::vector<std::uint32_t>> varying_;
  std::unordered_map<std::string, std::size_t> row_by_path_;
  std::vector<std::string> keys_, metric_names_;
  std::unordered_map<std::string, std::uint32_t> key_numbers_, value_numbers_, metric_numbers_;
  std::vector<Value> values_;
};

}  // namespace liftoff
