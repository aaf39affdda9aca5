#include <cstdio>

#include "common/output.hpp"
#include "report/results_files.hpp"
#include "results/collect_request.hpp"
#include "results/selection.hpp"
#include "results/verbs.hpp"

namespace liftoff::tools {

int answer_python(const Tool& tool) {
  std::string request;
  char piece[4096];
  while (const auto size = std::fread(piece, 1, sizeof piece, stdin)) request.append(piece, size);
  results::answer_collect_request(request, complaint_of(tool), put);
  return 0;
}

int print_files(const Tool& tool, const options::Options& options) {
  const auto& how = options.results;
  FileQuery wanted{{}, how.complete_only, options.json};
  if (!how.names.empty()) wanted.names = how.names;
  const auto format = options.json ? report::PathFormat::Json
                      : how.zeros  ? report::PathFormat::Zeros
                                   : report::PathFormat::Lines;
  report::FilePrinter printer(format, how.runs_only, put);
  const auto query = run_query(options);
  const auto outcome = for_each_result(query, wanted, complaint_of(tool), [&](const RunResults& run) {
    if (!how.runs_only || !wanted.names || !run.files.empty()) printer.put(run);
  });
  printer.end();
  if (outcome.selected == 0) explain_nothing(tool, query, outcome);
  else if (printer.printed() == 0)
    tool.say("the runs have no such file in their folders\nhint: a name with a slash reaches below: -n '**/NAME'");
  return printer.printed() > 0 ? 0 : 1;
}

}  // namespace liftoff::tools
