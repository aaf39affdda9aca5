// liftoff-abort: ends running experiments.
#include "abort/verbs.hpp"

int main(int argc, char** argv) {
  using namespace liftoff;
  return tools::run_tool(
      {options::to_abort, "liftoff-abort",
       "Ends the newest running experiment, or those that are named: launchers, runs and all that runs started.",
       "  liftoff-abort                     the newest running experiment, after asking\n"
       "  liftoff-abort test_experiment     the newest running one of that name\n"
       "  liftoff-abort -t 1524936339 -y    that one, without asking\n"
       "  liftoff-abort -a --grace 1s       all of them; a second between TERM and KILL\n"
       "If its keeper was killed, a process that left the session and cleared its\n"
       "environment cannot be recognised and survives.\n"},
      argc, argv, tools::abort_running);
}
