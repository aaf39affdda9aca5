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
  if (options.force) return configs::PrepareMode::Force;
  return options.dry_run ? configs::PrepareMode::DryRun : configs::PrepareMode::Create;
}

configs::PrepareRequest request_of(const Options& options) {
  configs::PrepareRequest request;
  request.experiment = options.experiment.value_or("");
  request.configs_dir = options.selection.configs_dir;
  request.mode = mode_of(options);
  if (options.dry_run && !options.json)
    request.each = [](std::string_view file, std::string_view title) {
      fmt::print("{}  {}\n", file, report::printable(title));
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
  object.set("count", result.count);
  object.set("deleted", result.deleted);
  object.set("variables", variables);
  fmt::print("{}\n", to_typed_json(object));
}

void print_summary(const Options& options, const configs::PrepareResult& result, const report::Style& style) {
  if (options.clean)
    return fmt::print(stderr, "{} deleted in {}.\n",
                      text::counted(static_cast<std::size_t>(result.deleted), "configuration"),
                      report::printable(result.folder));
  for (const auto& variable : result.variables)
    fmt::print(stderr, "{} for {}\n", text::counted(variable.values, "value"),
               style.bold(report::printable(variable.name)));
  if (result.excluded_pairs > 0) fmt::print(stderr, "{} filtered out\n", text::counted(result.excluded_pairs, "pair"));
  if (result.deleted > 0)
    fmt::print(stderr, "{} replaced\n", text::counted(static_cast<std::size_t>(result.deleted), "configuration"));
  fmt::print(stderr, "{} {} in {}.\n",
             style.bold(text::counted(static_cast<std::size_t>(result.count), "configuration")),
             options.dry_run ? "would be created" : "created", report::printable(result.folder));
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
