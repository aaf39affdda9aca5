#pragma once
// How programs die that were compiled. Pure.
#include "failures/found_error.hpp"

namespace liftoff::failures {

/// "terminate called after throwing an instance of 'T'" with its what(), as "T: text"; libc++'s the same.
std::optional<FoundError> cpp_exception(const Lines& lines, std::size_t at);
/// "panic: text" of Rust and Go.
std::optional<FoundError> rust_panic(const Lines& lines, std::size_t at);
std::optional<FoundError> go_panic(const Lines& lines, std::size_t at);
/// Assertions, failed checks, what the C library, sanitizers and interpreters say before they abort: a line each.
std::optional<FoundError> last_words(const Lines& lines, std::size_t at);

}  // namespace liftoff::failures
