#pragma once
#include <string>
#include <string_view>

namespace liftoff::failures {

/// A message in a form in which equal causes are equal texts: without what differs from run to run. Addresses become
/// 0x#, numbers # (but for those of types, as in `float32`), paths <path>. Escape sequences go, and what is beyond 500
/// bytes. Pure.
std::string normalised_error(std::string_view line);

/// The message as it is, on one line: without escape sequences, and what is beyond 500 bytes. Pure.
std::string readable(std::string_view line);

}  // namespace liftoff::failures
