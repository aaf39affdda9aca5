#pragma once
// The keys at the top of a run's configuration that liftoff writes: the one list of them.
#include <optional>
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

namespace run_keys {

// Of the run: written when it starts, never part of what was planned.
constexpr std::string_view run_id = "run_id", out_dir = "out_dir", cfg_dir = "cfg_dir", resume = "resume";
// Of its configuration and of the launch.
constexpr std::string_view title = "title", cfg_id = "cfg_id", comment = "comment", commit = "commit",
                           experiment = "experiment", experiment_parameters = "_experiment_parameters";

}  // namespace run_keys

/// Whether the key says which run it is or what it is called, and nothing of what was varied.
bool is_of_the_run(std::string_view key) noexcept;

/// Whether the key is of interest where two runs are compared: not one whose values differ for every two runs, or say
/// what other keys say.
bool tells_runs_apart(std::string_view key) noexcept;

/// What liftoff adds to a planned configuration when a run starts.
struct RunKeys {
  int run_id = 0;
  std::string folder;
  bool resume = false;
  std::optional<std::string> commit;  ///< of the code that runs
};
/// As lines of YAML to put behind the `planned` text. Its commit stays where it has one.
std::string keys_of_run(const RunKeys& keys, std::string_view planned);

/// Whether the key is one that liftoff sets in every run, whatever the configuration has there.
bool is_of_one_run(std::string_view key) noexcept;

/// Takes out what is of one run alone: what is left is its configuration as it is planned.
void erase_keys_of_one_run(Map& configuration);

}  // namespace liftoff::value
