// Files, tables, errors and differences of what an experiment's runs left behind.
#include <cstdio>
#include <vector>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "common/output.hpp"
#include "common/run_tool.hpp"
#include "report/results_files.hpp"
#include "results/collect_request.hpp"
#include "results/forms.hpp"

namespace {

using namespace liftoff;
using namespace liftoff::tools;

const ToolDescription description{
    "liftoff-results", "Find the files that an experiment's runs dumped, compare runs, and see why some crashed.",
    "  liftoff-results                           files of the newest experiment\n"
    "  liftoff-results -e sweep -n metrics.json  the newest metrics.json of each run\n"
    "  liftoff-results --where 'optim.lr<=0.1' --where model.kind=resnet --runs-only\n"
    "  liftoff-results -0 -n weights.pt | xargs -0 ls -l\n"
    "  liftoff-results table --sort accuracy     the best configurations first\n"
    "  liftoff-results errors                    why runs failed\n"
    "  liftoff-results diff 0/0 8/1              in what two runs differ\n"};

struct FileOptions {
  bool runs_only = false, zeros = false, collect = false;
};

void declare_files(Tool& tool, SelectionOptions& selection, FileOptions& files) {
  add_selection(tool.app, selection);
  tool.app
      .add_option("-n,--names", selection.names,
                  "Only files of these names (of step__10__NAME the latest version); * and ? stand for others")
      ->option_text("NAME ...");
  tool.app.add_flag("--complete-only", selection.complete_only, "No intermediate versions of files");
  tool.app.add_flag("--runs-only", files.runs_only, "The folders of runs (that have such files), not the files");
  tool.app.add_flag("-0,--null", files.zeros, "End each path with a NUL byte instead of a line feed")
      ->excludes("--json");
  tool.app.add_flag("--collect", files.collect, "Answer a request of the Python package")->group("");
}

/// Options in front of a form count for it too, if it has them. Errors: Usage, where it has not, or where one is given
/// twice.
void check_placement(const CLI::App& app, const CLI::App& form) {
  for (const auto* option : app.get_options()) {
    if (option->count() == 0 || option->check_lname("color")) continue;
    const auto name = option->get_name();
    const auto* own = form.get_option_no_throw(name);
    if (!own)
      throw usage_error(fmt::format("{} is no option of 'liftoff-results {}'", name, form.get_name()),
                        fmt::format("'liftoff-results {} --help' shows its options", form.get_name()));
    if (own->count() > 0 && own->get_expected_max() == 1) throw usage_error(fmt::format("{} is given twice", name));
  }
}

int answer_python(const Tool& tool) {
  std::string request;
  char piece[4096];
  while (const auto size = std::fread(piece, 1, sizeof piece, stdin)) request.append(piece, size);
  results::answer_collect_request(request, complaint_of(tool), put);
  return 0;
}

int print_files(const Tool& tool, const SelectionOptions& selection, const FileOptions& options) {
  FileQuery wanted{{}, selection.complete_only, selection.json};
  if (!selection.names.empty()) wanted.names = selection.names;
  const auto format = selection.json  ? report::PathFormat::Json
                      : options.zeros ? report::PathFormat::Zeros
                                      : report::PathFormat::Lines;
  report::FilePrinter printer(format, options.runs_only, put);
  const auto query = completed(tool, selection);
  const auto outcome = for_each_result(query, wanted, complaint_of(tool), [&](const RunResults& run) {
    if (!options.runs_only || !wanted.names || !run.files.empty()) printer.put(run);
  });
  printer.end();
  if (outcome.selected == 0) explain_nothing(tool, query, outcome);
  else if (printer.printed() == 0)
    tool.say("the runs have no such file in their folders (what lies in folders below is not looked at)");
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
          if (form.app->parsed()) return check_placement(tool.app, *form.app), form.work(tool);
        return files.collect ? answer_python(tool) : print_files(tool, selection, files);
      });
}
