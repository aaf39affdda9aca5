#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <liftoff/export.hpp>

#include "metrics/read_metrics.hpp"
#include "results/run_walk.hpp"

namespace liftoff::metrics {

/// summary.json, metrics.json, metrics.jsonl, *.csv
LIFTOFF_TOOLS_API const std::vector<std::string>& default_metric_files();

struct MetricRequest {
  std::vector<std::string> files;  ///< patterns, the most important first
  bool complete_only = false;      ///< no intermediate files
  RowChoice row;
};

/// What runs have measured, one column for each metric of each file (`step__10__m.csv` counts as `m.csv`): a number is
/// never compared with one of another file, whichever files a run has.
class MetricColumns {
 public:
  /// `rank`: of the pattern that the file fits.
  std::uint32_t number_of(std::size_t rank, std::string_view file, const Metric& metric);
  /// Notes what a file says of the best row.
  void note(const FileMetrics& found);

  std::size_t size() const { return columns_.size(); }
  /// Whether any run has a number there, and not only nulls.
  bool is_measured(std::uint32_t number) const { return columns_[number].measured; }
  /// What columns are called, each by another name: the metric's own in the file of the most important pattern, behind
  /// the file's name in others ("log.loss").
  std::vector<std::string> names() const;
  /// Whether a best row was asked for and no file of several rows has that metric.
  bool lacks_best() const { return any_rows_ && !any_best_; }

 private:
  struct Column {
    std::size_t rank = 0;
    std::string file, name;
    bool measured = false;
  };
  std::vector<Column> columns_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  bool any_rows_ = false, any_best_ = false;
};

/// Column and value of all that a run measured, from the newest version of each file. Files that go while they are read
/// are looked for once more.
std::vector<std::pair<std::uint32_t, double>> run_metrics(const results::FoundRun& run,
                                                          const experiment::RunState& state,
                                                          const MetricRequest& request, MetricColumns& columns,
                                                          const results::Complaint& complain);

}  // namespace liftoff::metrics
