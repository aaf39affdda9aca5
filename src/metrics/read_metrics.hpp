#pragma once
// Numbers that scripts dump: JSON and YAML objects, JSON Lines, CSV and TSV.
#include <string_view>

#include "metrics/formats/format.hpp"
#include "metrics/row_choice.hpp"
#include "results/complaint.hpp"

namespace liftoff::metrics {

/// Reads a file by the ending of its name (without its version). What is broken is complained about, at most once, and
/// the sound rows before it count.
FileMetrics parse_metrics(std::string_view text, std::string_view file, const RowChoice& choice, FileEnd end,
                          const results::Complaint& complain);

/// Whether the header and the last rows of a file of this name may be enough for this choice: they are where parsing
/// them finds no gaps and nothing to complain about.
bool ends_suffice(std::string_view file, const RowChoice& choice);
/// What is to be put before the last rows, from the first line on: the header, with what is in front of it.
std::string_view opening_of(std::string_view file, std::string_view beginning);

}  // namespace liftoff::metrics
