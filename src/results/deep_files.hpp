#pragma once
// Files in the folders below a run's own: loggers make them (`lightning_logs/version_0/metrics.csv`).
#include <string>
#include <vector>

#include "results/file_versions.hpp"
#include "results/found_run.hpp"

namespace liftoff::results {

/// Whether a name that is asked for leads below a run's folder.
bool is_deep(const std::string& name);

/// The chosen ones among a run's files, sorted: of names with a slash, which are patterns always, those below its
/// folder that fit (`*` and `?` within a name, `**` for any folders); links are not followed. Versions are told apart
/// in the run's own folder alone.
std::vector<std::string> chosen_files(const FoundRun& run, const FileChoice& choice);

}  // namespace liftoff::results
