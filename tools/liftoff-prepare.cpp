// liftoff-prepare: one configuration for every combination of values.
#include <fmt/format.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "common/run_tool.hpp"
#include "configs/prepare.hpp"
#include "configs/settings.hpp"
#include "text/words.hpp"

namespace {

using namespace liftoff;

constexpr const char* examples =
    "  liftoff-prepare test_experiment       make one file of each combination\n"
    "  liftoff-prepare -n test_experiment    only show what would be made\n"
    "  liftoff-prepare -f test_experiment    make them again\n"
    "  liftoff-prepare -c test_experiment    delete them\n"
    "  liftoff script.py -e test_experiment  launch them\n";

struct Given {
  configs::PrepareRequest request;
  bool clean = false, force = false, dry_run = false, quiet = false, json = false;
};

void declare(CLI::App& app, Given& given) {
  app.add_option("EXPERIMENT", given.request.experiment, "Folder under the configurations that holds config.yaml")
      ->required();
  auto* clean = app.add_flag("-c,--clean", given.clean, "Delete generated configurations and stop");
  auto* force = app.add_flag("-f,--force", given.force, "Replace generated configurations");
  auto* dry_run = app.add_flag("-n,--dry-run", given.dry_run, "Show names and titles, write nothing");
  app.add_option("--configs-dir", given.request.configs_dir, "Folder of the configurations (./configs)")
      ->option_text("DIR");
  app.add_flag("-q,--quiet", given.quiet, "Say nothing but errors and warnings");
  app.add_flag("--json", given.json, "Print one JSON object that says what was done");
  clean->excludes(force)->excludes(dry_run);
  force->excludes(dry_run);
}

configs::PrepareMode mode_of(const Given& given) {
  if (given.clean) return configs::PrepareMode::Clean;
  if (given.force) return configs::PrepareMode::Force;
  return given.dry_run ? configs::PrepareMode::DryRun : configs::PrepareMode::Create;
}

void print_json(const Given& given, const configs::PrepareResult& result) {
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
  object.set("dry_run", given.dry_run);
  object.set("count", result.count);
  object.set("deleted", result.deleted);
  object.set("variables", variables);
  fmt::print("{}\n", to_typed_json(object));
}

void print_summary(const Given& given, const configs::PrepareResult& result, const report::Style& style) {
  if (given.clean)
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
             given.dry_run ? "would be created" : "created", report::printable(result.folder));
}

int work(tools::Tool& tool, Given& given) {
  Warnings warnings;
  const Value settings = configs::load_settings(warnings);
  for (const auto& text : warnings) tool.warn(text);
  if (tool.app.count("--configs-dir") == 0)
    given.request.configs_dir = configs::setting_text(settings, "configs_dir").value_or(given.request.configs_dir);
  given.request.mode = mode_of(given);
  if (given.dry_run && !given.json)
    given.request.each = [](std::string_view file, std::string_view title) {
      fmt::print("{}  {}\n", file, report::printable(title));
    };
  const auto result = configs::prepare(given.request);
  for (const auto& text : result.warnings) tool.warn(text);
  if (given.json) print_json(given, result);
  if (!given.json && !given.quiet) print_summary(given, result, tool.err_style());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Given given;
  return liftoff::tools::run_tool(
      {"liftoff-prepare",
       "Makes one configuration of every combination of the values in configs/EXPERIMENT/config.yaml.", examples},
      argc, argv, [&](liftoff::tools::Tool& tool) { declare(tool.app, given); },
      [&](liftoff::tools::Tool& tool) { return work(tool, given); });
}
