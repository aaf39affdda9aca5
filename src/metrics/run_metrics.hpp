#pragma once
// What one run has measured.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <liftoff/export.hpp>

#include "metrics/metric_columns.hpp"
#include "metrics/row_choice.hpp"
#include "results/run_walk.hpp"

namespace liftoff::metrics {

struct MetricRequest {
  std::vector<std::string> files;  ///< patterns, the most important first
  bool complete_only = false;      ///< no intermediate files
  RowChoice row;
};

/// Whether it left files that fit; they are not read.
bool has_metric_files(const results::FoundRun& run, const MetricRequest& request);

/// Columns and values.
using Measured = std::vector<std::pair<std::uint32_t, double>>;
/// Column and value of all that a run measured, from the newest version of each file. Files that go while they are read
/// are looked for once more.
Measured run_metrics(const results::FoundRun& run, const experiment::RunState& state, const MetricRequest& request,
                     MetricColumns& columns, const results::Complaint& complain);

}  // namespace liftoff::metrics
