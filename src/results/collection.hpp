#pragma once
// The runs and files that Python collects, written as the answers of collect_request.hpp.
#include <functional>
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

#include "results/complaint.hpp"
#include "results/experiments_chosen.hpp"
#include "results/file_versions.hpp"

namespace liftoff::results {

using Put = std::function<void(std::string_view)>;

struct CollectionQuery {
  ExperimentChoice experiments;
  FileChoice files;
  Map conditions;  ///< none: all runs
};

/// Errors: PythonError, where there is no such folder or experiment, or a condition names a key that is not there.
void collect(const CollectionQuery& query, const Complaint& complain, const Put& put);

/// The folders of all experiments, newest first. Errors: PythonError, where there is no such folder.
void list_folders(const std::string& results_dir, const Put& put);

}  // namespace liftoff::results
