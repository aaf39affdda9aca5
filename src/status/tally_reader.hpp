#pragma once
// Where the tally of an experiment's runs comes from.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "status/tally.hpp"

namespace liftoff::status {

struct TallySource {
  RunTally tally;
  bool from_journal = false;
  std::uint64_t journal_offset = 0;     ///< where the journal's next line will begin
  std::optional<std::int64_t> planned;  ///< runs, where there is a plan that can be read
  std::vector<std::string> problems;
};

/// Reads the tally from the journal, or from the markers, helped by the cache unless `rescan`.
TallySource read_tally(int experiment_folder, bool rescan);

}  // namespace liftoff::status
