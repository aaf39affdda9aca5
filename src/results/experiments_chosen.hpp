#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "results/complaint.hpp"
#include "results/run_walk.hpp"

namespace liftoff::results {

/// Which experiments are asked for. What is absent restricts nothing.
struct ExperimentChoice {
  std::string results_dir = "./results";
  std::optional<std::string> name;                ///< exactly
  std::optional<std::int64_t> timestamp;          ///< exactly
  std::optional<std::string> timestamp_prefix;    ///< of the folder's name
  std::optional<std::string> full_name;           ///< the folder's name
  std::optional<std::vector<std::string>> among;  ///< folders' names
  bool all = false;                               ///< else the newest alone
};

/// Opens the experiments asked for, the oldest first, and returns how many there are. Those that can't be opened are
/// complained about. Errors: System, where the results folder, or the only experiment, can't be read.
std::size_t for_each_experiment(const ExperimentChoice& choice, const Complaint& complain,
                                const std::function<void(const experiment::OpenExperiment&)>& use);

}  // namespace liftoff::results
