// Files, tables, errors and differences of what an experiment's runs left behind.
#include <cstdio>
#include <vector>

#include "common/run_tool.hpp"
#include "query/collect_request.hpp"
#include "report/results_files.hpp"
#include "results/forms.hpp"

namespace {

using namespace liftoff;
using namespace liftoff::tools;

const ToolDescription description{
    "liftoff-results",
    "Find the files that an experiment's runs dumped, compare runs, and see why some crashed.",
    "  liftoff-results                           files of the newest experiment\n"
    "  liftoff-results -e sweep -n metrics.json  the newest metrics.json of each run\n"
    "  liftoff-results --where 'optim.lr<=0.1' --where model.kind=resnet --runs-only\n"
    "  liftoff-results -0 -n weights.pt | xargs -0 ls -l\n"
    "  liftoff-results table --sort accuracy     the best configurations first\n"
    "  liftoff-results errors                    why runs failed\n"
    "  liftoff-results diff 0/0 8/1              in what two runs differ\n"};

struct FileOptions {
  bool runs_only = false, complete_only = false, zeros = false, collect = false;
};

void declare_files(Tool& tool, SelectionOptions& selection, FileOptions& files) {
  add_selection(tool.app, selection);
  tool.app.add_option("-n,--names", selection.names, "Only files of these names (of step__10__NAME the latest version); * and ? stand for others")
      ->option_text("NAME ...");
  tool.app.add_flag("--runs-only", files.runs_only, "The runs' folders, not their files");
  tool.app.add_flag("--complete-only", files.complete_only, "No intermediate versions of files");
  tool.app.add_flag("-0,--null", files.zeros, "End each path with a NUL byte instead of a line feed")->excludes("--json");
  tool.app.add_flag("--collect", files.collect, "Answer a request of the Python package")->group("");
}

int answer_python(const Tool& tool) {
  std::string request;
  char piece[4096];
  while (const auto size = std::fread(piece, 1, sizeof piece, stdin)) request.append(piece, size);
  answer_collect_request(request, complaint_of(tool), [](std::string_view answer) { std::fwrite(answer.data(), 1, answer.size(), stdout); });
  return 0;
}

int print_files(const Tool& tool, const SelectionOptions& selection, const FileOptions& options) {
  FileQuery wanted{{}, options.complete_only};
  if (options.runs_only) wanted.names.emplace();
  else if (!selection.names.empty()) wanted.names = selection.names;
  report::FilePrinter printer(selection.json ? report::PathFormat::Json : options.zeros ? report::PathFormat::Zeros : report::PathFormat::Lines,
                              options.runs_only);
  const auto query = completed(tool, selection);
  printer.begin();
  const auto outcome = for_each_result(query, wanted, complaint_of(tool), [&](const RunResults& run) { printer.put(run); });
  printer.end();
  if (outcome.selected == 0) explain_nothing(tool, query, outcome);
  else if (printer.printed() == 0) tool.say("the runs have no such file");
  return printer.printed() > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  SelectionOptions selection;
  FileOptions files;
  std::vector<Form> forms;
  return run_tool(
      description, argc, argv,
      [&](Tool& tool) {
        declare_files(tool, selection, files);
        forms.push_back(add_table_form(tool, selection));
        forms.push_back(add_errors_form(tool, selection));
        forms.push_back(add_diff_form(tool, selection));
        tool.app.require_subcommand(0, 1);
      },
      [&](Tool& tool) {
        for (const auto& form : forms)
          if (form.app->parsed()) return form.work(tool);
        return files.collect ? answer_python(tool) : print_files(tool, selection, files);
      });
}
