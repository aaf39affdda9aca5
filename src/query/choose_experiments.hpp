#pragma once
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiments.hpp"

namespace liftoff {

/// Which experiments are asked for. What is absent restricts nothing.
struct ExperimentChoice {
  std::string results_dir = "./results";
  std::optional<std::string> name;              ///< exactly
  std::optional<std::string> timestamp;         ///< exactly, as the folder's name has it
  std::optional<std::string> timestamp_prefix;  ///< of the folder's name
  std::optional<std::string> full_name;         ///< the folder's name
  std::optional<std::vector<std::string>> among;  ///< folders' names
  bool all = false;                             ///< else the newest alone
};

/// Oldest first. Errors: System.
std::vector<ExperimentRef> choose_experiments(const ExperimentChoice& choice);

}  // namespace liftoff
