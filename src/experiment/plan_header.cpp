#include "experiment/plan_header.hpp"

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "text/json_text.hpp"
#include "text/words.hpp"
#include "value/json_object.hpp"

namespace liftoff::experiment {

namespace {

constexpr int format_version = 2;  // 1 is read, too

/// Errors: Usage, for a member that is not as it should be.
PlanHeader header_of(const value::JsonObject& object) {
  PlanHeader header;
  header.version = object.required<int>("liftoff_plan");
  header.configurations = object.required<std::uint64_t>("configurations");
  header.runs_no = object.required<int>("runs_no");
  header.name = object.required<std::string>("name");
  header.texts = object.required<std::string>("texts");
  header.created = object.value_or("created", 0.0);
  header.cwd = object.value_or<std::string>("cwd", {});
  const auto* options = object.find("options");
  if (!options) throw usage_error("'options' is missing");
  header.options = value::to_json(*options);
  const auto layout = layout_from_text(object.required<std::string>("layout"));
  if (!layout) throw usage_error("'layout' is not one that is known here");
  header.layout = *layout;
  return header;
}

}  // namespace

void damaged_plan(const std::string& what) {
  throw usage_error("the experiment's plan " + what, "was it written by a newer liftoff, or edited?");
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find_first_of(std::string_view("/\0", 2)) == name.npos;
}

bool is_too_large(const PlanHeader& header) {
  return header.configurations > most_runs / static_cast<std::size_t>(header.runs_no);
}

std::string header_line(const PlanHeader& header) {
  // The count and the layout are known last and written over then: they have a fixed width.
  return fmt::format(R"({{"liftoff_plan":{},"configurations":{:>12},"layout":{:<8},"runs_no":{},)"
                     R"("name":{},"texts":{},"created":{:.3f},"cwd":{},"options":{}}})"
                     "\n",
                     format_version, header.configurations, fmt::format("\"{}\"", to_text(header.layout)),
                     header.runs_no, text::json_quoted(header.name), text::json_quoted(header.texts), header.created,
                     text::json_quoted(header.cwd), header.options);
}

PlanHeader parse_header(std::string_view line) {
  const auto object = value::JsonObject::parse(line);
  if (!object) damaged_plan("has a header that can't be read");
  const auto* format = object->find("liftoff_plan");
  if (!format || (*format != Value(1) && *format != Value(format_version)))
    damaged_plan("has a format that is not known here");
  PlanHeader header;
  try {
    header = header_of(*object);
  } catch (const Error& error) {
    damaged_plan(fmt::format("has a damaged header ({})", error.what()));
  }
  if (header.runs_no < 1) damaged_plan("has no runs");
  if (is_too_large(header))
    damaged_plan(fmt::format("claims {} repetitions of {}: liftoff plans at most {} runs", header.runs_no,
                             text::counted(header.configurations, "configuration"), most_runs));
  if (!is_plain_name(header.texts)) damaged_plan("names a file outside the experiment");
  return header;
}

}  // namespace liftoff::experiment
