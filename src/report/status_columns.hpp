#pragma once
// The table of what liftoff-status says of an experiment: one row for a column, or a member of its JSON. Text, JSON,
// -s,
// --legend and --help come from it.
#include <string>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/status.hpp>

#include "report/color.hpp"

namespace liftoff::report {

struct StatusColumn {
  const char* title = "";                 ///< "": not in the table
  std::vector<const char*> aliases = {};  ///< for -s, besides the title
  const char* meaning = "";               ///< for --help and --legend

  // What -s sorts by: one of the two. Smallest first; what has no value is infinite, an empty text comes last where
  // `empty_last`.
  double (*number)(const ExperimentSummary&) = nullptr;
  const std::string& (*name)(const ExperimentSummary&) = nullptr;
  bool empty_last = false;

  std::string (*text)(const ExperimentSummary&) = nullptr;  ///< what is shown
  Tone colour = Tone::Plain;                                ///< of texts; numbers in colour are dim at 0
  Tone (*tone)(const ExperimentSummary&) = nullptr;         ///< the same, where it depends
  const char* after = nullptr;                              ///< rows that have it share a column: W + R + …
  bool right = false;
  std::size_t least = 0;  ///< see Column of report/table.hpp
  bool prose = false;     ///< the same
  int dispensable = 0;    ///< the same
  bool spare = false;     ///< only where all others have the room that they want
  bool is_time = false;   ///< not in the short table
  bool if_any = false;    ///< the column is left out where no experiment has such a text

  const char* json = "";  ///< the member's name; "": not in JSON
  int json_place = 0;     ///< members are ordered by it
  std::string (*json_text)(const ExperimentSummary&) = nullptr;
};

/// In the order of the table's columns; what has no title comes last.
const std::vector<StatusColumn>& status_columns();

/// Lines of --help: each column and what it means.
LIFTOFF_TOOLS_API std::string status_columns_help();

}  // namespace liftoff::report
