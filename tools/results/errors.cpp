#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "common/output.hpp"
#include "failures/error_groups.hpp"
#include "posix/terminal.hpp"
#include "report/results_errors.hpp"
#include "results/selection.hpp"
#include "results/verbs.hpp"

namespace liftoff::tools {

namespace {

int show_example(const Tool& tool, const failures::ErrorGroups& groups, int number) {
  const auto sorted = groups.sorted();
  if (number < 1 || static_cast<std::size_t>(number) > sorted.size())
    throw usage_error(fmt::format("--show {}: there {} of errors", number,
                                  sorted.size() == 1 ? "is 1 group" : fmt::format("are {} groups", sorted.size())));
  const auto& group = *sorted[static_cast<std::size_t>(number) - 1];
  const bool raw = !posix::is_terminal(1);
  bool any = false;
  const bool there = failures::read_example(group, [&](std::string_view piece) {
    any = true;
    put(raw ? std::string(piece) : report::printable(piece, true));
  });
  if (any) return 0;
  tool.say(there ? fmt::format("{}/{} is empty", group.example, group.file)
                 : fmt::format("{} has no file 'err': a run in the foreground writes to its terminal", group.example));
  return 1;
}

}  // namespace

int show_errors(const Tool& tool, const options::Options& options) {
  const auto& show = options.results.show;
  failures::ErrorGroups groups;
  const auto complain = complaint_of(tool);
  const bool any = for_each_selected(tool, options, [&](const results::FoundRun& run) { groups.add(run, complain); });
  if (show && groups.failed() > 0) return show_example(tool, groups, *show);
  if (options.json) put(report::error_groups_json(groups));
  if (any && groups.failed() == 0) tool.say(fmt::format("none of {} runs failed", groups.runs()));
  if (groups.failed() == 0) return 1;
  if (!options.json) put(report::error_groups_text(groups, tool.out_style(), output_width()));
  return 0;
}

}  // namespace liftoff::tools
