#include <memory>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "common/output.hpp"
#include "failures/error_groups.hpp"
#include "posix/terminal.hpp"
#include "report/results_errors.hpp"
#include "results/forms.hpp"

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
  tool.say(there ? fmt::format("{}/err is empty", group.example)
                 : fmt::format("{} has no file 'err': a run in the foreground writes to its terminal", group.example));
  return 1;
}

int work(const Tool& tool, const SelectionOptions& selection, const std::optional<int>& show) {
  failures::ErrorGroups groups;
  const auto complain = complaint_of(tool);
  const bool any = for_each_selected(tool, selection, [&](const results::FoundRun& run) { groups.add(run, complain); });
  if (show && groups.failed() > 0) return show_example(tool, groups, *show);
  if (selection.json) put(report::error_groups_json(groups));
  if (any && groups.failed() == 0) tool.say(fmt::format("none of {} runs failed", groups.runs()));
  if (groups.failed() == 0) return 1;
  if (!selection.json) put(report::error_groups_text(groups, tool.out_style(), output_width()));
  return 0;
}

}  // namespace

Form add_errors_form(Tool& tool, SelectionOptions& selection) {
  auto* app = tool.add_form("errors", "Group the runs that failed by their error",
                            "  liftoff-results errors -e sweep     how many failed, and of what\n"
                            "  liftoff-results errors --show 1     the whole err of one of the first group\n");
  add_selection(*app, selection);
  const auto show = std::make_shared<std::optional<int>>();
  app->add_option("--show", *show, "Print the whole err of the example of group N")
      ->option_text("N")
      ->excludes("--json");
  return {app, [show, &selection](const Tool& t) { return work(t, selection, *show); }};
}

}  // namespace liftoff::tools
