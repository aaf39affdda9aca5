#pragma once
#include <string>
#include <vector>

#include "query/metrics.hpp"
#include "query/run_walk.hpp"

namespace liftoff {

/// summary.json, metrics.json, metrics.jsonl, *.csv
const std::vector<std::string>& default_metric_files();

/// All that a run measured, from the newest version of each file that fits one of the patterns, in their order.
/// Where two files have metrics of one name, the later one's bear the file's.
Metrics run_metrics(const FoundRun& run, const std::vector<std::string>& patterns, bool final_only, const RowChoice& row, bool growing,
                    const Complaint& complain);

}  // namespace liftoff
