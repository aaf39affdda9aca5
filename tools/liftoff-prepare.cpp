// liftoff-prepare: one configuration for every combination of values.
#include "prepare/verbs.hpp"

int main(int argc, char** argv) {
  using namespace liftoff;
  return tools::run_tool(
      {options::to_prepare, "liftoff-prepare",
       "Makes one configuration of every combination of the values in configs/EXPERIMENT/config.yaml.",
       "  liftoff-prepare test_experiment       make one file of each combination\n"
       "  liftoff-prepare -n test_experiment    only show what would be made\n"
       "  liftoff-prepare -f test_experiment    make them again under their numbers\n"
       "  liftoff-prepare -nf test_experiment   show what -f would keep, make, delete\n"
       "  liftoff-prepare -c test_experiment    delete them\n"
       "  liftoff script.py -e test_experiment  launch them\n"},
      argc, argv, tools::prepare_experiment);
}
