// liftoff-status: what experiments are doing.
#include "report/status_columns.hpp"
#include "status/verbs.hpp"

int main(int argc, char** argv) {
  using namespace liftoff;
  return tools::run_tool({options::to_status, "liftoff-status", "Shows what experiments are doing.",
                          "  liftoff-status                         experiments that are running\n"
                          "  liftoff-status sweep                   those called sweep\n"
                          "  liftoff-status -a -s 'time left'       all, the one that ends first on top\n"
                          "  liftoff-status -w                      redrawn as things happen, until 'q'\n"
                          "  watch -c -n 1 liftoff-status -a --color always\n"
                          "  liftoff-status --runs --state crashed  those of the newest experiment\n"
                          "  liftoff-status sweep --explain 3/1     why run 1 of configuration 3 is lost\n"
                          "  liftoff-status --follow results/1524936339_sweep/3_lr_0_1/1\n" +
                              report::status_columns_help()},
                         argc, argv, [](const tools::Tool& tool, const options::Options& options) {
                           const auto& status = options.status;
                           if (!status.explain.empty()) return tools::explain_run(tool, options);
                           if (!status.follow.empty()) return tools::follow_run(tool, options);
                           if (status.runs)
                             return options.watch ? tools::watch_runs(tool, options) : tools::show_runs(tool, options);
                           return options.watch ? tools::watch_experiments(tool, options)
                                                : tools::show_experiments(tool, options);
                         });
}
