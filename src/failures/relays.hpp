#pragma once
// Programs that start others, and say no more than that one of these failed. Pure.
#include "failures/found_error.hpp"

namespace liftoff::failures {

/// A line that only relays a failure.
std::optional<FoundError> relayed_failure(const Lines& lines, std::size_t at);

/// What was found, told as a relay where it is one. torchrun's box behind it belongs to it: where that holds the
/// traceback of the rank that failed first, this is the error.
FoundError weighed(FoundError found, const Lines& lines);

/// What stands last before a relay's lines, unless that says nothing either; then what the relay says.
std::string words_before(const FoundError& relay, const Lines& lines);

}  // namespace liftoff::failures
