#include "results/descriptions.hpp"

namespace liftoff::tools {

namespace {

std::vector<cli::Description> forms() {
  return {
      {options::to_table, "table", "A line for each configuration: its parameters and what its runs measured",
       "  liftoff-results table --sort accuracy --top 10  the ten best\n"
       "  liftoff-results table --sort loss:asc:max       by the worst repetition\n"
       "  liftoff-results table -n 'log.csv' --at best:val_acc\n"
       "  liftoff-results table --over seed               the mean over a parameter, too\n"
       "  liftoff-results table --state all               also of runs that crashed\n"
       "  liftoff-results table -w --sort loss            redrawn as results come\n"
       "  liftoff-results table --individual --csv > runs.csv\n"},
      {options::to_errors, "errors", "Group the runs that failed by their error",
       "  liftoff-results errors sweep        how many failed, and of what\n"
       "  liftoff-results errors --show 1     the whole err of one of the first group\n"},
      {options::to_diff, "diff", "What the configurations, outcomes and metrics of two runs differ in",
       "  liftoff-results diff 0/0 8/1        run 0 of configuration 0 and run 1 of 8\n"
       "  liftoff-results diff -e sweep 3 4   configurations with one run each\n"
       "  liftoff-results diff results/1524936339_a/0_x_1 results/1524936400_b/2_x_3\n"},
  };
}

}  // namespace

cli::Description results_description() {
  return {options::to_results, "liftoff-results",
          "Find the files that an experiment's runs dumped, compare runs, and see why some crashed.",
          "  liftoff-results                           files of the newest experiment\n"
          "  liftoff-results sweep -n metrics.json     the newest metrics.json of each run\n"
          "  liftoff-results --where 'optim.lr<=0.1' --where model.kind=resnet --runs-only\n"
          "  liftoff-results -0 -n weights.pt | xargs -0 ls -l\n"
          "  liftoff-results table --sort accuracy     the best configurations first\n"
          "  liftoff-results errors                    why runs failed\n"
          "  liftoff-results diff 0/0 8/1              in what two runs differ\n",
          forms()};
}

}  // namespace liftoff::tools
