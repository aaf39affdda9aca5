#include "configs/print_config.hpp"

#include <fmt/format.h>

#include "liftoff/verbs.hpp"

namespace liftoff::tools {

int print_config(const Tool& tool, const options::Options& options) {
  Warnings warnings;
  fmt::print("{}\n", options.config_path.empty() ? configs::print_selection(options.selection, warnings)
                                                 : configs::print_file(options.config_path));
  for (const auto& text : warnings) tool.warn(text);
  return 0;
}

}  // namespace liftoff::tools
