#include "options/member.hpp"
#include "options/rows.hpp"

namespace liftoff::options {

std::vector<Option> prepare_rows() {
  return {
      {.names = "EXPERIMENT",
       .help = "Folder under the configurations that holds config.yaml",
       .forms = to_prepare,
       .member = at<&Options::experiment>,
       .may_be_empty = true,
       .required = true},
      {.names = "-c,--clean",
       .help = "Delete generated configurations and stop",
       .forms = to_prepare,
       .member = at<&Options::clean>,
       .excludes = {"--force"}},
      {.names = "-f,--force",
       .help = "Replace generated configurations; combinations that are there keep their numbers",
       .forms = to_prepare,
       .member = at<&Options::force>},
      {.names = "-n,--dry-run",
       .help = "Show what would be done, write nothing",
       .forms = to_prepare,
       .member = at<&Options::dry_run>},
      {.names = "-q,--quiet",
       .help = "Say nothing but errors and warnings",
       .forms = to_prepare,
       .member = at<&Options::quiet>},
      {.names = "--json",
       .help = "Print one JSON object that says what was done",
       .forms = to_prepare,
       .member = at<&Options::json>},
  };
}

}  // namespace liftoff::options
