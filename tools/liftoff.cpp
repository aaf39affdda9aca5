// liftoff: launches the runs of an experiment.
#include "liftoff/verbs.hpp"

int main(int argc, char** argv) {
  using namespace liftoff;
  return tools::run_tool(
      {options::to_launch, "liftoff",
       "Launches the runs of an experiment: every configuration, several times, a bounded number at once.",
       "  liftoff smart_example                     configs/default.yaml, in foreground\n"
       "  liftoff smart_example -c diff             configs/diff.yaml over default.yaml\n"
       "  liftoff smart_example --runs-no 40 -p 20  40 repetitions, 20 at once\n"
       "  liftoff smart_example --runs-no 40 --gpus 0,1 --per-gpu 2\n"
       "                                            two processes on each of two GPUs\n"
       "  liftoff smart_example -e test_experiment  all that liftoff-prepare made\n"
       "  liftoff --resume --timestamp 1524936339   what is waiting, crashed or lost\n"
       "Documentation: README.md; results are in results/<timestamp>_<name>/.\n"},
      argc, argv, [](const tools::Tool& tool, const options::Options& options) {
        if (!options.keep.empty()) return tools::keep_run(options);
        if (options.print_config) return tools::print_config(tool, options);
        return options.dry_run ? tools::show_plan(tool, options) : tools::launch_runs(tool, options);
      });
}
