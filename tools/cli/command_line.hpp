#pragma once
// A command line as the table of options reads it.
#include <optional>
#include <string>
#include <vector>

#include "options/option.hpp"

namespace liftoff::tools::cli {

/// A program, or a form of one (`liftoff-results table`).
struct Description {
  options::Forms form = 0;
  std::string name;      ///< "liftoff-prepare", "table"
  std::string purpose;   ///< one sentence for --help
  std::string examples;  ///< lines shown at the end of --help
  std::vector<Description> forms = {};
};

struct CommandLine {
  options::Options options;
  options::Forms form = 0;                    ///< the one that was called
  std::vector<const options::Option*> given;  ///< the rows that it names
  std::string program;                        ///< as it was called: "liftoff-results table"
  std::vector<std::string> arguments;         ///< what stands behind that
  std::optional<std::string> answer;          ///< what --help or --version print: all that is to be done
};

/// Reads it into `to`, which holds what was understood of --color where it throws, too. Errors: Usage, in plain words,
/// for unknown options (with the nearest that there is), values that are not as the table wants them, options that
/// don't go together.
void read_command_line(const Description& program, const std::vector<std::string>& arguments, CommandLine& to);

}  // namespace liftoff::tools::cli
