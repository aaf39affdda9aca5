#pragma once
// What a launch is asked for, and what of it the plan records.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/config.hpp>
#include <liftoff/export.hpp>

#include "resources/slots.hpp"

namespace liftoff::launch {

/// Absent members were not given. All but the last group are recorded in the plan, and a resumed launch takes those
/// it is not given from there.
struct LaunchOptions {
  std::optional<std::string> script;  ///< as given
  std::optional<int> runs_no;
  std::optional<int> procs_no;
  std::optional<std::vector<std::string>> gpus;  ///< ids or UUIDs, resolved
  std::optional<std::vector<int>> per_gpu;       ///< one for all, or one for each
  std::optional<bool> detach;
  std::optional<std::string> python;
  std::optional<std::string> env;
  std::optional<int> omp, mkl;
  std::optional<bool> shuffle;
  std::optional<std::uint64_t> seed;
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<int> retries;
  std::optional<int> max_fails;
  std::optional<bool> keep_children;

  std::string results_dir = "./results";
  std::optional<std::string> comment;
};

/// `given` over `recorded`, member by member.
LaunchOptions overlay(LaunchOptions recorded, const LaunchOptions& given);

/// A JSON object with the members that are present, under the names of the command line's options.
std::string to_json(const LaunchOptions& options, const ConfigSelection& selection);
/// Errors: Usage for what is no such object. Unknown members are passed over.
struct RecordedOptions {
  LaunchOptions options;
  ConfigSelection selection;
};
RecordedOptions options_from_json(const std::string& json);

/// "90", "90s", "1.5h", "2d"; also m. Errors: Usage.
LIFTOFF_TOOLS_API std::chrono::milliseconds parse_duration(const std::string& text, const std::string& option);

/// Pairs GPUs with their slots. Errors: Usage where `per_gpu` has another length than 1 or that of `gpus`.
std::vector<resources::GpuSlots> gpu_slots(const LaunchOptions& options);
/// Processes at once: --procs-no, or as many as the GPUs have slots, or 4.
int process_slots(const LaunchOptions& options, const std::vector<resources::GpuSlots>& gpus);

}  // namespace liftoff::launch
