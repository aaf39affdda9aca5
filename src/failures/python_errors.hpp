#pragma once
// Pure.
#include "failures/found_error.hpp"

namespace liftoff::failures {

/// The error of a traceback that begins there: the line behind what is indented more, whatever launchers and loggers
/// put before each line, also of rich's boxes, exception groups (with the first of the errors in it), IPython's and
/// those in JSON. Those say nothing that Python prints of what goes wrong while it tidies up or logs.
std::optional<FoundError> python_traceback(const Lines& lines, std::size_t at);

/// A line that begins with the name of an exception: syntax errors have no header.
std::optional<FoundError> named_error(const Lines& lines, std::size_t at);

/// "package.SomeError: text": whether a line begins with a dotted name that ends as those of exceptions do.
bool names_exception(std::string_view line);

}  // namespace liftoff::failures
