#include "configs/prepare.hpp"

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "prepare/verbs.hpp"
#include "text/words.hpp"

namespace liftoff::tools {

namespace {

using options::Options;

configs::PrepareMode mode_of(const Options& options) {
  if (options.clean) return configs::PrepareMode::Clean;
  return options.force ? configs::PrepareMode::Force : configs::PrepareMode::Create;
}

const char* word_of(configs::PrepareStep step) {
  switch (step) {
    case configs::PrepareStep::Created: return "create  ";
    case configs::PrepareStep::Kept: return "keep    ";
    case configs::PrepareStep::Deleted: break;
  }
  return "delete  ";
}

configs::PrepareRequest request_of(const Options& options) {
  configs::PrepareRequest request;
  request.experiment = options.experiment.value_or("");
  request.configs_dir = options.selection.configs_dir;
  request.mode = mode_of(options);
  request.dry_run = options.dry_run;
  if (options.dry_run && !options.json)
    request.each = [steps = options.force](configs::PrepareStep step, std::string_view file, std::string_view title) {
      fmt::print("{}{}  {}\n", steps ? word_of(step) : "", file, report::printable(title));
    };
  return request;
}

void print_json(const Options& options, const configs::PrepareResult& result) {
  List variables;
  for (const auto& variable : result.variables) {
    Map summary;
    summary.set("name", variable.name);
    summary.set("values", static_cast<std::int64_t>(variable.values));
    variables.push_back(summary);
  }
  Map object;
  object.set("schema_version", 1);
  object.set("folder", result.folder);
  object.set("dry_run", options.dry_run);
  object.set("count", result.count());
  object.set("created", result.created);
  object.set("kept", result.kept);
  object.set("deleted", result.deleted);
  object.set("variables", variables);
  fmt::print("{}\n", to_typed_json(object));
}

/// "4 configurations kept, 2 created, 1 deleted in configs/e."
std::string done_text(const Options& options, const configs::PrepareResult& result, const report::Style& style) {
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, const char* what) {
    const auto number = static_cast<std::size_t>(count);
    const auto said = parts.empty() ? text::counted(number, "configuration") : fmt::format("{}", number);
    parts.push_back(fmt::format("{} {}{}", style.bold(said), options.dry_run ? "would be " : "", what));
  };
  if (result.kept > 0) add(result.kept, "kept");
  if (result.created > 0) add(result.created, "created");
  if (result.deleted > 0 || parts.empty()) add(result.deleted, "deleted");
  return fmt::format("{} in {}.\n", fmt::join(parts, ", "), report::printable(result.folder));
}

void print_summary(const Options& options, const configs::PrepareResult& result, const report::Style& style) {
  for (const auto& variable : result.variables)
    fmt::print(stderr, "{} for {}\n", text::counted(variable.values, "value"),
               style.bold(report::printable(variable.name)));
  if (result.excluded_pairs > 0) fmt::print(stderr, "{} filtered out\n", text::counted(result.excluded_pairs, "pair"));
  fmt::print(stderr, "{}", done_text(options, result, style));
}

}  // namespace

int prepare_experiment(const Tool& tool, const Options& options) {
  const auto result = configs::prepare(request_of(options));
  for (const auto& text : result.warnings) tool.warn(text);
  if (options.json) print_json(options, result);
  if (!options.json && !options.quiet) print_summary(options, result, tool.err_style());
  return 0;
}

}  // namespace liftoff::tools
