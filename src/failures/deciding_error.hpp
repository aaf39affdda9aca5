#pragma once
// What ended a program, as far as its output tells. Pure.
#include <optional>

#include "failures/found_error.hpp"

namespace liftoff::failures {

/// Of what says most of the end, the last; of the ranks of one torchrun what the one says that failed first. Nothing
/// where no error is told of, or too much follows for it to have ended the program.
std::optional<FoundError> deciding_error(const Lines& lines);

}  // namespace liftoff::failures
