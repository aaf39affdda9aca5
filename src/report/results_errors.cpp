#include "report/results_errors.hpp"

#include <fmt/format.h>

#include "report/text_width.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

constexpr std::size_t margin = 6;  // columns in front of an example

std::string fitted(const std::string& text, std::size_t width, std::size_t used) {
  const auto line = one_line(text);
  return width > used ? cut_end(line, width - used) : line;
}

std::string group_text(const failures::ErrorGroup& group, std::size_t number, std::size_t failed, const Style& style,
                       std::size_t width) {
  const auto share = 100.0 * static_cast<double>(group.count) / static_cast<double>(failed);
  const auto head = fmt::format("{:>3}.  {} × ({:.0f} %)  ", number, group.count, share);
  auto text = style.bold(head) + style(Tone::Red, fitted(group.cause.message, width, text_width(head))) + "\n";
  const std::string indent(margin, ' ');
  // Paths are for copying: they are never cut.
  text += indent + one_line(group.example) + "\n";
  for (const auto& line : group.last_lines) text += indent + "  " + style.dim(fitted(line, width, margin + 2)) + "\n";
  return text;
}

std::string group_json(const failures::ErrorGroup& group, std::size_t failed) {
  return fmt::format(R"({{"count": {}, "share": {:.4f}, "kind": "{}", "message": {}, "example": {}, )"
                     R"("file": "{}", "exit_code": {}, "signal": {}, "last_lines": {}}})",
                     group.count, static_cast<double>(group.count) / static_cast<double>(failed), group.cause.kind,
                     text::json_quoted(group.cause.message), text::json_quoted(group.example), group.file,
                     text::json_or_null(group.exit_code), text::json_or_null(group.signal),
                     text::json_array(group.last_lines, text::json_quoted, ", "));
}

}  // namespace

std::string error_groups_text(const failures::ErrorGroups& groups, const Style& style, std::size_t width) {
  const auto sorted = groups.sorted();
  auto text = fmt::format("{} of {} runs failed, for {} reason{}\n", groups.failed(), groups.runs(), sorted.size(),
                          sorted.size() == 1 ? "" : "s");
  for (std::size_t i = 0; i < sorted.size(); ++i)
    text += "\n" + group_text(*sorted[i], i + 1, groups.failed(), style, width);
  return text;
}

std::string error_groups_json(const failures::ErrorGroups& groups) {
  std::vector<std::string> parts;
  for (const auto* group : groups.sorted()) parts.push_back("\n" + group_json(*group, groups.failed()));
  return fmt::format("{{\"schema_version\": 1, \"runs\": {}, \"failed\": {}, \"groups\": [{}]}}\n", groups.runs(),
                     groups.failed(), fmt::join(parts, ","));
}

}  // namespace liftoff::report
