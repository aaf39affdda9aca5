#pragma once
#include <cstddef>
#include <string_view>

namespace liftoff::tools {

/// Columns that a line on standard output may take: those of the terminal, else $COLUMNS, else 0 (any number).
std::size_t output_width();
/// Writes all of it to standard output. Errors: std::system_error, which run_tool() reports.
void put(std::string_view text);
/// Of what was put so far nothing stays behind: what is said on standard error comes after it. Errors: as put().
void flush();

}  // namespace liftoff::tools
