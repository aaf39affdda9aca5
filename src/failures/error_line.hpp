#pragma once
// The line that names what ended a program. Pure.
#include <optional>
#include <string>
#include <string_view>

namespace liftoff::failures {

/// The last line of the last Python traceback, or a C++ exception's "type: what()". Nothing where the text has none, or
/// where too much output follows for it to have ended the program. Prefixes that launchers put before each line are
/// taken away.
std::optional<std::string> last_error_line(std::string_view err);

/// "package.SomeError: text": whether a line begins with a dotted name that ends as those of exceptions do.
bool names_exception(std::string_view line);

}  // namespace liftoff::failures
