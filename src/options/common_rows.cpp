#include "options/member.hpp"
#include "options/rows.hpp"

namespace liftoff::options {

std::vector<Option> common_rows() {
  return {
      {.names = "--color",
       .value = "WHEN",
       .help = "Colour the output: auto, always or never",
       .forms = to_launch | to_prepare | to_status | to_abort | to_results | to_table | to_errors | to_diff,
       .member = at<&Options::color>,
       .one_of = {"auto", "always", "never"},
       .setting = true,
       .setting_at_resume = true},
      {.names = "EXPERIMENT",
       .help = "Only experiments of this name, as with -e",
       .forms = to_status | to_abort | to_results | to_table | to_errors,
       .member = at<&Options::experiment>,
       .excludes = {"--experiment"}},
  };
}

std::vector<Option> place_rows() {
  return {
      {.names = "-d,--results-dir",
       .value = "DIR",
       .help = "Where the results are",
       .forms = to_launch | to_status | to_abort | to_results | to_table | to_errors | to_diff,
       .member = at<&Options::launch, &LaunchOptions::results_dir>,
       .fallback = "./results",
       .is_path = true,
       .without_short = to_launch,
       .setting = true,
       .setting_at_resume = true},
  };
}

}  // namespace liftoff::options
