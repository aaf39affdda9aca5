#include "report/results_left_out.hpp"

#include <fmt/format.h>

#include "report/results_row_state.hpp"
#include "report/text_width.hpp"
#include "text/json_text.hpp"
#include "text/words.hpp"

namespace liftoff::report {

namespace {

constexpr std::size_t most_columns = 36, longest_title = 16;

/// "a, b and 7 more": as many as take no more than so many columns of the terminal.
std::string some_titles(const std::vector<std::string>& titles) {
  std::string text;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const auto next = (i == 0 ? "" : ", ") + cut_middle(titles[i], longest_title);
    if (i > 0 && text_width(text + next) > most_columns) return fmt::format("{} and {} more", text, titles.size() - i);
    text += next;
  }
  return text;
}

}  // namespace

std::vector<std::string> left_out_texts(const metrics::ResultsTable& table, bool individual,
                                        const std::vector<std::string>& no_room) {
  const auto& left = table.left_out();
  const auto* row = individual ? "run" : "configuration";
  std::vector<std::string> texts;
  if (const auto runs = left.uncounted.all(); runs > 0)
    texts.push_back(fmt::format("metrics of {} {} not counted: --state all", counts_text(left.uncounted),
                                runs == 1 ? "run" : "runs"));
  if (left.without_metrics > 0)
    texts.push_back(fmt::format("{} without metrics: --all", text::counted(left.without_metrics, row)));
  if (left.beyond_top > 0)
    texts.push_back(fmt::format("{} more below: --top {}", left.beyond_top, table.rows().size() + left.beyond_top));
  if (!no_room.empty()) texts.push_back(fmt::format("no room for {}: -m, -p or --csv", some_titles(no_room)));
  if (left.equal_parameters > 0)
    texts.push_back(fmt::format("{} equal in all lines: -p '*'", text::counted(left.equal_parameters, "parameter")));
  return texts;
}

std::string left_out_json(const metrics::LeftOut& left) {
  std::vector<std::string> states;
  for (const auto& state : counts_by_state(left.uncounted))
    states.push_back(fmt::format("{}: {}", text::json_quoted(state.name), state.count));
  return fmt::format(R"({{"without_metrics": {}, "not_counted": {{{}}}, "beyond_top": {}, "equal_parameters": {}}})",
                     left.without_metrics, fmt::join(states, ", "), left.beyond_top, left.equal_parameters);
}

}  // namespace liftoff::report
