#pragma once
// What a crashed program said last, brought to a form in which equal causes are equal texts. Pure.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::failures {

/// The line that names the exception: the last line of the last Python traceback, or a C++ exception's
/// "type: what()". Nothing where the text has none, or where so much follows that it can't have been the end. Prefixes
/// that launchers put before each line are taken away.
std::optional<std::string> last_error_line(std::string_view err);

/// Without what differs from run to run: addresses become 0x#, numbers # (but for those of types, as in `float32`),
/// paths <path>. Escape sequences go, and what is beyond 500 bytes.
std::string normalised_error(std::string_view line);

enum class Memory { Host, Cuda };
/// Whether this line, or what a program wrote last, says that memory ran out.
std::optional<Memory> exhausted_memory(std::string_view text);

/// The last `count` lines that are not blank, each cut at 500 bytes.
std::vector<std::string> last_lines(std::string_view text, std::size_t count);

}  // namespace liftoff::failures
