#include "options/member.hpp"
#include "options/rows.hpp"

namespace liftoff::options {

std::vector<Option> abort_rows() {
  return {
      {.names = "-e,--experiment",
       .value = "NAME",
       .help = "The newest running experiment of this name",
       .forms = to_abort,
       .member = at<&Options::experiment>},
      {.names = "-t,--timestamp",
       .value = "T",
       .help = "The experiment with this timestamp",
       .forms = to_abort,
       .member = at<&Options::timestamp>},
      {.names = "-a,--all", .help = "All that are running", .forms = to_abort, .member = at<&Options::all>},
      {.names = "-y,--yes", .help = "Don't ask", .forms = to_abort, .member = at<&Options::yes>},
      {.names = "--grace",
       .value = "DUR",
       .help = "Time between TERM and KILL",
       .forms = to_launch | to_abort,
       .member = at<&Options::launch, &LaunchOptions::grace>,
       .fallback = "10s",
       .preset = to_abort,
       .setting = true,
       .recorded = "grace"},
  };
}

}  // namespace liftoff::options
