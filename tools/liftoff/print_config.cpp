#include "configs/print_config.hpp"

#include <fmt/format.h>

#include "liftoff/verbs.hpp"

namespace liftoff::tools {

int print_config(const Tool& tool, const options::Options& options) {
  Warnings warnings;
  const auto& words = options.assignments;
  fmt::print("{}\n", options.config_path.empty()
                         ? configs::print_selection(options.selection, words, options.launch.results_dir, warnings)
                         : configs::print_file(options.config_path, words, warnings));
  for (const auto& text : warnings) tool.warn(text);
  return 0;
}

}  // namespace liftoff::tools
