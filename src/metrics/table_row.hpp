#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiment/run_state.hpp"
#include "metrics/parameters.hpp"
#include "metrics/spread.hpp"

namespace liftoff::metrics {

struct StateCounts {
  std::size_t waiting = 0, running = 0, succeeded = 0, crashed = 0, lost = 0, unrecorded = 0;
  std::size_t all() const { return waiting + running + succeeded + crashed + lost + unrecorded; }
  void add(const experiment::RunState& state);
  void add(const StateCounts& other);
};

/// One line of a table: a configuration, several that differ in what the mean is taken over, or a run.
struct TableRow {
  std::string path, experiment, title;  ///< of several configurations: the path of the first
  std::vector<std::string> others;      ///< the paths of the others
  std::optional<std::int64_t> run_id;   ///< of individual runs
  StateCounts states;
  bool configured = false;  ///< whether a configuration could be read
  ParameterNumbers parameters;
  std::vector<std::pair<std::uint32_t, Spread>> metrics;  ///< sorted by number

  const Spread* metric(std::uint32_t number) const;  ///< nullptr where no run has measured it
  void add_metric(std::uint32_t number, double value);
  /// Takes in what the runs of another configuration are and have measured.
  void add(const TableRow& other);

 private:
  Spread& spread_of(std::uint32_t number);
};

}  // namespace liftoff::metrics
