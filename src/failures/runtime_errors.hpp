#pragma once
// How programs die that another language's runtime executes. Pure.
#include "failures/found_error.hpp"

namespace liftoff::failures {

/// An exception with the calls below it ("at f (a.js:3)"), as Java, .NET and JavaScript have it; the last that is told
/// as the cause of the others.
std::optional<FoundError> stack_of_calls(const Lines& lines, std::size_t at);
/// Without the "LoadError" that Julia puts before what a script throws.
std::optional<FoundError> julia_error(const Lines& lines, std::size_t at);
/// "Error in f(x) : text", where R halted.
std::optional<FoundError> r_error(const Lines& lines, std::size_t at);

}  // namespace liftoff::failures
