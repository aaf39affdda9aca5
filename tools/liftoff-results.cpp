// liftoff-results: files, tables, errors and differences of what an experiment's runs left behind.
#include "results/descriptions.hpp"
#include "results/verbs.hpp"

int main(int argc, char** argv) {
  using namespace liftoff;
  return tools::run_tool(
      tools::results_description(), argc, argv, [](const tools::Tool& tool, const options::Options& options) {
        switch (tool.form()) {
          case options::to_table:
            return options.watch ? tools::watch_table(tool, options) : tools::show_table(tool, options);
          case options::to_errors: return tools::show_errors(tool, options);
          case options::to_diff: return tools::show_diff(tool, options);
          default: break;
        }
        if (options.results.collect) return tools::answer_python(tool);
        return tools::print_files(tool, options);
      });
}
