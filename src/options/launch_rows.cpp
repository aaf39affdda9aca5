#include "options/member.hpp"
#include "options/rows.hpp"
#include "text/gpu_names.hpp"

namespace liftoff::options {

namespace {

bool is_number_list(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789,") == std::string::npos;
}

bool is_gpu_list(const std::string& word) { return text::is_gpu_list(word); }

bool is_no_option(const std::string& word) { return !word.starts_with('-'); }

/// `--shuffle` alone, or with a seed; the plan records them apart.
bool set_shuffle(Options& to, const Words& words, const Option& option) {
  bool flag = true;
  std::uint64_t seed = 0;
  if (!read(words, option, flag)) {
    if (!read(words, option, seed)) return false;
    to.launch.seed = seed;
  }
  to.launch.shuffle = flag;
  return true;
}

constexpr Member shuffle() {
  auto member = at<&Options::launch, &LaunchOptions::shuffle>;
  member.kind = Kind::Seed;
  member.set = set_shuffle;
  return member;
}

template <auto Part> constexpr auto selection = at<&Options::selection, Part>;

std::vector<Option> what_to_do() {
  return {
      {.names = "--resume",
       .help = "Go on with the newest experiment of that name",
       .forms = to_launch,
       .member = at<&Options::resume>},
      {.names = "--timestamp",
       .value = "T",
       .help = "With --resume: go on with this one",
       .forms = to_launch,
       .member = at<&Options::timestamp>,
       .needs = {"--resume"}},
      {.names = "--assume-dead",
       .value = "HOST",
       .help = "With --resume: runs on HOST are lost",
       .forms = to_launch,
       .member = at<&Options::assume_dead>,
       .needs = {"--resume"}},
      {.names = "-n,--dry-run",
       .help = "Show what would be run, and run nothing",
       .forms = to_launch,
       .member = at<&Options::dry_run>},
  };
}

std::vector<Option> how_much_is_said() {
  return {
      {.names = "-q,--quiet",
       .help = "Only say what ends the launch",
       .forms = to_launch,
       .member = at<&Options::quiet>},
      {.names = "-v,--verbose",
       .help = "Say a line for every run",
       .forms = to_launch,
       .member = at<&Options::verbose>},
      {.names = "--json",
       .help = "One JSON object per event on standard output",
       .forms = to_launch,
       .member = at<&Options::json>},
  };
}

/// What the Python package and keepers elsewhere ask.
std::vector<Option> questions() {
  return {
      {.names = "--print-config", .forms = to_launch, .member = at<&Options::print_config>},
      {.names = "--keep",
       .value = "FILE CONFIGURATION RUN",
       .forms = to_launch,
       .member = at<&Options::keep>,
       .alone = true,
       .many = true,
       .further = is_no_option},
      {.names = "--config-path", .forms = to_launch, .member = at<&Options::config_path>, .alone = true},
      {.names = "--set",
       .value = "KEY=VALUE...",
       .forms = to_launch,
       .member = at<&Options::assignments>,
       .many = true,
       .further = is_no_option,
       .needs = {"--print-config", "--config-path"}},
  };
}

std::vector<Option> what_is_run() {
  return {
      {.names = "SCRIPT",
       .help = "A .py file (with or without .py), module.function, module, or any program",
       .forms = to_launch,
       .member = launch<&LaunchOptions::script>,
       .is_path = true,
       .needed_unless = {"--resume", "--print-config", "--keep"},
       .setting = true,
       .recorded = "script",
       .displaces = "--module"},
      {.names = "-m,--module",
       .help = "SCRIPT is a module, run as python -m does",
       .forms = to_launch,
       .member = launch<&LaunchOptions::module>,
       .recorded = "module"},
  };
}

std::vector<Option> which_configurations() {
  return {
      {.names = "-c,--config-file,--config-files",
       .value = "NAME...",
       .help = "Configurations, without .yaml",
       .forms = to_launch,
       .member = selection<&ConfigSelection::files>,
       .fallback = "default",
       .many = true,
       .further = is_no_option,
       .recorded = "config_file"},
      {.names = "-d,--default-config-file",
       .value = "NAME",
       .help = "What the configurations are merged over; '' for nothing",
       .forms = to_launch,
       .member = selection<&ConfigSelection::default_file>,
       .fallback = "default, if it exists",
       .may_be_empty = true,
       .recorded = "default_config_file"},
      {.names = "-e,--experiment",
       .value = "NAME",
       .help = "All configurations that liftoff-prepare made of configs/NAME",
       .forms = to_launch,
       .member = selection<&ConfigSelection::experiment>,
       .may_be_empty = true,
       .recorded = "experiment"},
      {.names = "--configs-dir",
       .value = "DIR",
       .help = "Where the configurations are",
       .forms = to_launch | to_prepare,
       .member = selection<&ConfigSelection::configs_dir>,
       .fallback = "./configs",
       .is_path = true,
       .setting = true,
       .setting_at_resume = true,
       .recorded = "configs_dir"},
  };
}

std::vector<Option> processes() {
  return {
      {.names = "--runs-no",
       .value = "N",
       .help = "Repetitions of each configuration",
       .forms = to_launch,
       .member = launch<&LaunchOptions::runs_no>,
       .fallback = "1",
       .least = 1,
       .most = 10'000'000,
       .setting = true,
       .recorded = "runs_no"},
      {.names = "-p,--procs-no",
       .value = "N",
       .help = "Processes at once",
       .forms = to_launch,
       .member = launch<&LaunchOptions::procs_no>,
       .fallback = "4; with GPUs, as many as they have slots",
       .least = 1,
       .most = 100'000,
       .setting = true,
       .recorded = "procs_no"},
  };
}

std::vector<Option> gpus() {
  return {
      {.names = "-g,--gpus",
       .value = "0,1",
       .help = "GPUs to use: ids (0-3: 0 to 3), UUIDs or 'all'",
       .forms = to_launch,
       .member = launch<&LaunchOptions::gpus>,
       .hint = "name some (--gpus 0,1), or leave --gpus out to run on the CPU",
       .many = true,
       .further = is_gpu_list,
       .setting = true,
       .recorded = "gpus",
       .displaces = "--procs-no"},  // other GPUs have other slots
      {.names = "--per-gpu",
       .value = "N",
       .help = "Processes on each GPU: one number, or one for each GPU",
       .forms = to_launch,
       .member = launch<&LaunchOptions::per_gpu>,
       .fallback = "1",
       .hint = "write one number for all GPUs (2), or one for each (2,1)",
       .most = 999'999,
       .many = true,
       .further = is_number_list,
       .setting = true,
       .setting_with = "--gpus",
       .recorded = "per_gpu"},
  };
}

std::vector<Option> ways() {
  return {
      {.names = "--no-detach",
       .help = "Keep the runs in the foreground; they share the terminal",
       .forms = to_launch,
       .member = launch<&LaunchOptions::detach>,
       .inverted = true,
       .setting = true,
       .recorded = "detach"},
      {.names = "--shuffle",
       .value = "[SEED]",
       .help = "Launch in random order",
       .forms = to_launch,
       .member = shuffle(),
       .hint = "write the script first, or --shuffle at the end: liftoff SCRIPT --shuffle",
       .implied = "true",
       .recorded = "shuffle"},
      {.names = "", .forms = to_launch, .member = launch<&LaunchOptions::seed>, .recorded = "seed"},
  };
}

std::vector<Option> limits() {
  return {
      {.names = "--timeout",
       .value = "DUR",
       .help = "End a run after this time: 90, 30m, 1.5h, 2d",
       .forms = to_launch,
       .member = launch<&LaunchOptions::timeout>,
       .least = 1,
       .setting = true,
       .recorded = "timeout"},
      {.names = "--retries",
       .value = "N",
       .help = "How often a crashed run is tried again",
       .forms = to_launch,
       .member = launch<&LaunchOptions::retries>,
       .fallback = "0",
       .setting = true,
       .recorded = "retries"},
      {.names = "--max-fails",
       .value = "N",
       .help = "Launch nothing more after N crashed runs",
       .forms = to_launch,
       .member = launch<&LaunchOptions::max_fails>,
       .least = 1,
       .setting = true,
       .recorded = "max_fails"},
      {.names = "--keep-children",
       .help = "Do not end processes that a run leaves behind",
       .forms = to_launch,
       .member = launch<&LaunchOptions::keep_children>,
       .setting = true,
       .recorded = "keep_children"},
  };
}

}  // namespace

std::vector<Option> launch_rows() {
  std::vector<Option> rows;
  for (auto part : {what_to_do, how_much_is_said, questions, what_is_run, which_configurations, processes, gpus, ways,
                    limits, run_rows})
    for (auto& row : part()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace liftoff::options
