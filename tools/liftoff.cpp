// liftoff: launches the runs of an experiment.
#include <fmt/format.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "common/arguments.hpp"
#include "common/run_tool.hpp"
#include "configs/print_config.hpp"
#include "configs/settings.hpp"
#include "launch/dry_run.hpp"
#include "launch/launch.hpp"
#include "liftoff/keep.hpp"
#include "posix/terminal.hpp"
#include "report/launch_reporters.hpp"
#include "resources/gpus.hpp"
#include "text/json_text.hpp"

namespace {

using namespace liftoff;

constexpr const char* examples =
    "  liftoff smart_example                     configs/default.yaml, in foreground\n"
    "  liftoff smart_example -c diff             configs/diff.yaml over default.yaml\n"
    "  liftoff smart_example --runs-no 40 -p 20  40 repetitions, 20 at once\n"
    "  liftoff smart_example --runs-no 40 --gpus 0,1 --per-gpu 2\n"
    "                                            two processes on each of two GPUs\n"
    "  liftoff smart_example -e test_experiment  all that liftoff-prepare made\n"
    "  liftoff --resume --timestamp 1524936339   what is waiting, crashed or lost\n"
    "Documentation: README.md; results are in results/<timestamp>_<name>/.\n";

/// The command line as it was given.
struct Given {
  launch::LaunchRequest request;
  std::vector<std::string> gpus;
  std::vector<std::string> per_gpu;
  std::optional<std::string> timeout;
  std::optional<std::string> default_file;
  std::optional<std::string> shuffle;
  std::string config_path;
  bool no_detach = false, keep_children = false;
  bool dry_run = false, quiet = false, verbose = false, json = false, print_config = false;
};

void declare_configuration(CLI::App& app, Given& given) {
  auto& selection = given.request.what.selection;
  app.add_option("-c,--config-file,--config-files", selection.files, "Configurations, without .yaml (default)")
      ->option_text("NAME...")
      ->allow_extra_args(false);
  app.add_option("-d,--default-config-file", given.default_file,
                 "What the configurations are merged over (default, if it exists); '' for nothing")
      ->option_text("NAME");
  app.add_option("-e,--experiment", selection.experiment,
                 "All configurations that liftoff-prepare made of configs/NAME")
      ->option_text("NAME");
  app.add_option("--configs-dir", selection.configs_dir, "Where they are (./configs)")->option_text("DIR");
}

void declare_processes(CLI::App& app, Given& given) {
  auto& options = given.request.what.options;
  app.add_option("--runs-no", options.runs_no, "Repetitions of each configuration (1)")
      ->check(CLI::Range(1, 100'000'000))
      ->option_text("N");
  app.add_option("-p,--procs-no", options.procs_no, "Processes at once (4; with GPUs, as many as they have slots)")
      ->check(CLI::Range(1, 100'000))
      ->option_text("N");
  app.add_option("-g,--gpus", given.gpus, "GPUs to use: ids, UUIDs or 'all'")
      ->option_text("0,1")
      ->allow_extra_args(false);
  app.add_option("--per-gpu", given.per_gpu, "Processes on each GPU (1): one number, or one for each GPU")
      ->option_text("N")
      ->allow_extra_args(false);
  app.add_flag("--no-detach", given.no_detach, "Keep the runs in the foreground; they share the terminal");
  app.add_option("--shuffle", given.shuffle, "Launch in random order")
      ->expected(0, 1)
      ->default_str("")
      ->option_text("[SEED]");
  app.add_option("--timeout", given.timeout, "End a run after this time: 90, 30m, 1.5h, 2d")->option_text("DUR");
  app.add_option("--retries", options.retries, "How often a crashed run is tried again (0)")
      ->check(CLI::NonNegativeNumber)
      ->option_text("N");
  app.add_option("--max-fails", options.max_fails, "Launch nothing more after N crashed runs")
      ->check(CLI::PositiveNumber)
      ->option_text("N");
  app.add_flag("--keep-children", given.keep_children, "Spare what a run leaves in the background");
}

void declare_environment(CLI::App& app, Given& given) {
  auto& options = given.request.what.options;
  app.add_option("--python", options.python, "The interpreter")->option_text("PATH");
  app.add_option("--env", options.env, "A virtualenv or conda environment, by name or path")->option_text("NAME");
  app.add_option("--omp", options.omp, "OMP_NUM_THREADS of the runs")->check(CLI::PositiveNumber)->option_text("N");
  app.add_option("--mkl", options.mkl, "MKL_NUM_THREADS of the runs")->check(CLI::PositiveNumber)->option_text("N");
  app.add_option("--comment", options.comment, "A remark that liftoff-status shows")->option_text("TEXT");
  app.add_option("--results-dir", options.results_dir, "Where results go (./results)")->option_text("DIR");
}

void declare_rest(CLI::App& app, Given& given) {
  auto& request = given.request;
  app.add_flag("--resume", request.resume, "Go on with the newest experiment of that name");
  app.add_option("--timestamp", request.what.timestamp, "With --resume: go on with this one")->option_text("T");
  app.add_option("--assume-dead", request.assume_dead, "With --resume: runs on HOST are lost")->option_text("HOST");
  app.add_flag("-n,--dry-run", given.dry_run, "Show what would be run, and run nothing");
  app.add_flag("-q,--quiet", given.quiet, "Only say what ends the launch");
  app.add_flag("-v,--verbose", given.verbose, "Say a line for every run");
  app.add_flag("--json", given.json, "One JSON object per event on standard output");
  app.add_flag("--print-config", given.print_config, "")->group("");
  app.add_option("--config-path", given.config_path, "")->group("");
  app.add_option("SCRIPT", request.what.options.script,
                 "A .py file (with or without .py), module.function, or any program");
}

template <class T> void fall_back(std::optional<T>& option, std::optional<T> setting) {
  if (!option) option = std::move(setting);
}

std::optional<int> small_setting(const Value& settings, const char* key) {
  const auto number = configs::setting_integer(settings, key);
  return number ? std::optional<int>(static_cast<int>(std::clamp<std::int64_t>(*number, 0, 100'000'000)))
                : std::nullopt;
}

/// What the command line leaves open comes from .liftoff.yaml; a resumed launch has its recorded options instead.
void apply_settings(Given& given, const CLI::App& app, const Value& settings) {
  auto& what = given.request.what;
  auto& options = what.options;
  if (app.count("--results-dir") == 0)
    options.results_dir = configs::setting_text(settings, "results_dir").value_or(options.results_dir);
  if (app.count("--configs-dir") == 0)
    what.selection.configs_dir = configs::setting_text(settings, "configs_dir").value_or(what.selection.configs_dir);
  if (given.request.resume) return;
  fall_back(options.script, configs::setting_text(settings, "script"));
  fall_back(options.python, configs::setting_text(settings, "python"));
  if (!options.python) fall_back(options.env, configs::setting_text(settings, "env"));
  fall_back(given.timeout, configs::setting_text(settings, "timeout"));
  fall_back(options.runs_no, small_setting(settings, "runs_no"));
  fall_back(options.procs_no, small_setting(settings, "procs_no"));
  fall_back(options.retries, small_setting(settings, "retries"));
  fall_back(options.max_fails, small_setting(settings, "max_fails"));
  fall_back(options.omp, small_setting(settings, "omp"));
  fall_back(options.mkl, small_setting(settings, "mkl"));
  if (given.gpus.empty()) given.gpus = configs::setting_list(settings, "gpus").value_or(std::vector<std::string>{});
  if (given.per_gpu.empty() && !given.gpus.empty())
    given.per_gpu = configs::setting_list(settings, "per_gpu").value_or(std::vector<std::string>{});
}

std::vector<int> numbers_of(const std::vector<std::string>& words) {
  std::vector<int> numbers;
  for (const auto& word : words)
    for (std::size_t at = 0; at <= word.size();) {
      const auto end = std::min(word.find(',', at), word.size());
      const auto text = word.substr(at, end - at);
      if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
        throw usage_error(fmt::format("--per-gpu '{}' is no number", word),
                          "write one number for all GPUs (2), or one for each (2,1)");
      numbers.push_back(std::stoi(text));
      at = end + 1;
    }
  return numbers;
}

std::uint64_t seed_of(const std::string& text) {
  constexpr std::size_t most_digits = 19;  // what surely fits
  if (text.size() > most_digits || text.find_first_not_of("0123456789") != std::string::npos)
    throw usage_error(fmt::format("--shuffle '{}' is no number", text),
                      "write the script first, or --shuffle at the end: liftoff SCRIPT --shuffle");
  return std::stoull(text);
}

void complete(Given& given, const CLI::App& app) {
  auto& request = given.request;
  auto& options = request.what.options;
  request.what.selection.default_file = given.default_file;
  request.what.selection_given =
      app.count("--config-file") + app.count("--default-config-file") + app.count("--experiment") > 0;
  if (app.count("--no-detach") > 0) options.detach = false;
  if (app.count("--keep-children") > 0) options.keep_children = true;
  if (given.timeout) options.timeout = launch::parse_duration(*given.timeout, "--timeout");
  if (!given.gpus.empty()) options.gpus = resources::resolve_gpus(given.gpus);
  if (!given.per_gpu.empty()) options.per_gpu = numbers_of(given.per_gpu);
  if (given.shuffle) {
    options.shuffle = true;
    if (!given.shuffle->empty()) options.seed = seed_of(*given.shuffle);
  }
  if (!request.resume && request.what.timestamp) throw usage_error("--timestamp goes with --resume");
  if (!request.resume && !request.assume_dead.empty()) throw usage_error("--assume-dead goes with --resume");
}

int show_plan(const Given& given, const tools::Tool& tool) {
  const auto plan = launch::dry_run(
      given.request,
      [&](const launch::DryRunLine& line) {
        if (given.json)
          fmt::print("{{\"folder\":{},\"config\":{},\"title\":{}}}\n", text::json_quoted(line.run.relative()),
                     text::json_quoted(line.file), text::json_quoted(line.title));
        else fmt::print("{}  {}\n", report::printable(std::string(line.run.text())), report::printable(line.title));
      },
      [&](const std::string& text) { tool.warn(text); });
  tool.say(fmt::format("{}: {} configurations, {} runs, {} at once, of: {}", plan.name, plan.configurations, plan.runs,
                       plan.slots, plan.command));
  return 0;
}

int work(tools::Tool& tool, Given& given) {
  if (given.print_config) {
    Warnings warnings;
    given.request.what.selection.default_file = given.default_file;
    fmt::print("{}\n", given.config_path.empty() ? configs::print_selection(given.request.what.selection, warnings)
                                                 : configs::print_file(given.config_path));
    for (const auto& text : warnings) tool.warn(text);
    return 0;
  }
  Warnings warnings;
  apply_settings(given, tool.app, configs::load_settings(warnings));
  complete(given, tool.app);
  for (const auto& text : warnings) tool.warn(text);
  if (given.dry_run) return show_plan(given, tool);
  report::LaunchReporting how;
  how.quiet = given.quiet;
  how.verbose = given.verbose;
  how.json = given.json;
  how.terminal_is_ours = !given.no_detach;
  how.style = tool.err_style();
  const auto outcome = launch::launch(
      given.request,
      [&](const launch::DescribeRun& describe, bool foreground) {
        return report::make_launch_reporter(how, describe, foreground);
      },
      [&](const std::string& text) { tool.warn(text); });
  return launch::exit_status(outcome);
}

}  // namespace

int main(int argc, char** argv) {
  if (const auto status = tools::keep_if_asked(argc, argv)) return *status;
  Given given;
  auto arguments = tools::spread_lists({argv, argv + argc});
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(argument.data());
  return tools::run_tool(
      {"liftoff", "Launches the runs of an experiment: every configuration, several times, a bounded number at once.",
       examples},
      static_cast<int>(pointers.size()), pointers.data(),
      [&](tools::Tool& tool) {
        declare_rest(tool.app, given);
        declare_configuration(tool.app, given);
        declare_processes(tool.app, given);
        declare_environment(tool.app, given);
      },
      [&](tools::Tool& tool) { return work(tool, given); });
}
