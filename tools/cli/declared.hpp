#pragma once
// The table of options as CLI11 wants it declared.
#include <string>
#include <vector>

#include "cli/command_line.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace liftoff::tools::cli {

/// A row, in a program or a form.
struct Declared {
  const options::Option* row;
  CLI::Option* option;
};

/// Adds -h, examples and the rows of that form.
std::vector<Declared> declare(CLI::App& app, const Description& form);

/// What was written for it; "true" for a flag. Nothing where it wasn't given.
options::Words words_of(const Declared& declared);

}  // namespace liftoff::tools::cli
