#pragma once
// What in a program's output may have ended it, as the readers of the languages' forms find it.
#include <cstddef>
#include <optional>
#include <string>

#include "failures/lines.hpp"

namespace liftoff::failures {

/// How much it says of the end, from little to much.
enum class Says {
  Nothing,    ///< what went wrong beside the program, which went on
  Relay,      ///< only that another program failed: torchrun, srun, make
  Complaint,  ///< a line of a shell or a logger, which may not have been the last word
  Name,       ///< a line that names an exception, without more
  Error,      ///< an exception with its traceback, a panic, an abort
};

struct FoundError {
  std::string text;
  Says says = Says::Error;
  std::size_t begin = 0, end = 0;  ///< its lines
  std::string speaker;             ///< what stands before each of its lines: "[rank1]: "; others speak between them
  std::string first_failed = {};   ///< of a relay: the number of the rank that failed first, where it tells
};

/// What begins at line `at`, if anything does.
using FindError = std::optional<FoundError> (*)(const Lines& lines, std::size_t at);

}  // namespace liftoff::failures
