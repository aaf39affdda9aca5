#include "options/settings.hpp"

#include <filesystem>

#include <catch2/catch.hpp>

#include "options/table.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::options;
using namespace std::chrono_literals;
using test::error_of;

namespace {

/// A working directory and a home of its own.
class Place {
 public:
  Place() : before_(std::filesystem::current_path()) {
    std::filesystem::create_directories(dir / "work");
    std::filesystem::current_path(dir / "work");
  }
  ~Place() { std::filesystem::current_path(before_); }
  void write(const std::string& text) const { dir.write("work/.liftoff.yaml", text); }
  test::TempDir dir;

 private:
  test::Environment config_{"XDG_CONFIG_HOME", dir / "xdg"};
  test::Environment home_{"HOME", "/home/me"};
  std::filesystem::path before_;
};

/// What a form without a word on its command line comes to.
Options settled(Forms form, Options options = {}, const std::vector<const Option*>& given = {}) {
  Warnings warnings;
  apply_settings(options, load_settings(warnings), form, given);
  CHECK(warnings.empty());
  return options;
}

Warnings warnings_of(const Place& place, const std::string& text) {
  place.write(text);
  Warnings warnings;
  load_settings(warnings);
  return warnings;
}

std::string refusal(const Place& place, const std::string& text, Forms form = to_launch) {
  place.write(text);
  return error_of([&] { settled(form); });
}

}  // namespace

TEST_CASE("the folder's settings win over the user's", "[settings]") {
  const Place place;
  CHECK_FALSE(settled(to_launch).launch.procs_no);
  place.dir.write("xdg/liftoff/config.yaml", "procs-no: 8\nscript: a.py\ngpus: [0, 1]\npython: p\n");
  place.write("\nprocs_no: 2\nenv: 3.8\nno-detach: true\nper-gpu: 2\npython:\n");
  const auto options = settled(to_launch);
  CHECK(options.launch.procs_no == 2);
  CHECK(options.launch.script == "a.py");
  CHECK(options.launch.env == "3.8");
  CHECK(options.launch.detach == false);
  CHECK(options.launch.gpus == std::vector<std::string>{"0", "1"});
  CHECK(options.launch.per_gpu == std::vector<int>{2});
  CHECK_FALSE(options.launch.python);
}

TEST_CASE("what the command line gives wins over settings", "[settings]") {
  const Place place;
  place.write("procs_no: 2\nruns_no: 3\npython: p\nper_gpu: 2\nresults_dir: out\n");
  Options options;
  options.launch.procs_no = 7;
  options.launch.env = "torch";
  const auto launch = settled(to_launch, options, {find_option(to_launch, "--procs-no")}).launch;
  CHECK(launch.procs_no == 7);
  CHECK(launch.runs_no == 3);
  CHECK_FALSE(launch.python);   // --env chooses the interpreter
  CHECK_FALSE(launch.per_gpu);  // there are no GPUs
  CHECK(launch.results_dir == "out");
}

TEST_CASE("a resumed launch has recorded options in the place of settings", "[settings]") {
  const Place place;
  place.write("procs_no: 2\ncomment: c\nresults_dir: out\ncolor: never\n");
  Options options;
  options.resume = true;
  const auto resumed = settled(to_launch, options);
  CHECK_FALSE(resumed.launch.procs_no);
  CHECK_FALSE(resumed.launch.comment);
  CHECK(resumed.launch.results_dir == "out");
  CHECK(resumed.color == "never");
}

TEST_CASE("each program takes the settings that are its own", "[settings]") {
  const Place place;
  place.write("results_dir: out\nconfigs_dir: in\ngrace: 1.5s\nprocs_no: 0\ncolor: always\n");
  const auto abort = settled(to_abort);
  CHECK(abort.launch.grace == 1500ms);
  CHECK(abort.launch.results_dir == "out");
  CHECK(settled(to_prepare).selection.configs_dir == "in");
  for (const auto form : {to_abort, to_status, to_prepare, to_results, to_table})
    CHECK(settled(form).color == "always");
  CHECK(error_of([&] { settled(to_launch); }) ==
        ".liftoff.yaml:4: 'procs_no' needs a whole number from 1 to 100000, not 0");
}

TEST_CASE("a setting that nothing reads can't be written down", "[settings]") {
  const Place place;
  CHECK(warnings_of(place, "\ntypo: 1\n") == Warnings{".liftoff.yaml:2: no option is called 'typo'"});
  CHECK(warnings_of(place, "proc-no: 1\n") ==
        Warnings{".liftoff.yaml:1: no option is called 'proc_no': did you mean 'procs_no'?"});
  CHECK(warnings_of(place, "resume: true\n") ==
        Warnings{".liftoff.yaml:1: 'resume' is no setting: it can only be given on the command line"});
  for (const char* internal : {"print_config: true\n", "collect: true\n", "help: 1\n"})
    CHECK(warnings_of(place, internal).size() == 1);
  std::string all;
  for (const auto& option : table())
    if (option.setting && all.find(key_of(option) + ":") == std::string::npos)
      all += key_of(option) + (option.is_path ? ": x\n" : ":\n");
  CHECK(warnings_of(place, all).empty());
}

TEST_CASE("settings out of range or of another kind are refused where they stand", "[settings]") {
  const Place place;
  const std::string at = ".liftoff.yaml:2: ";
  const auto of = [&](const std::string& line) { return refusal(place, "\n" + line + "\n"); };
  CHECK(of("procs_no: -3") == at + "'procs_no' needs a whole number from 1 to 100000, not -3");
  CHECK(of("procs_no: 1.5") == at + "'procs_no' needs a whole number from 1 to 100000, not 1.5");
  CHECK(of("procs_no: 3000000000") == at + "'procs_no' needs a whole number from 1 to 100000, not 3000000000");
  CHECK(of("runs_no: 99999999999999999999") ==
        at + "'runs_no' needs a whole number from 1 to 10000000, not 99999999999999999999");
  CHECK(of("runs-no: many") == at + "'runs_no' needs a whole number from 1 to 10000000, not many");
  CHECK(of("retries: -1") == at + "'retries' needs a whole number from 0 on, not -1");
  CHECK(of("max_fails: 0") == at + "'max_fails' needs a whole number from 1 on, not 0");
  CHECK(of("omp: [1, 2]") == at + "'omp' needs a whole number from 1 on, not [1, 2]");
  CHECK(of("no_detach: 1") == at + "'no_detach' needs true or false, not 1");
  CHECK(of("color: x") == at + "'color' needs auto, always or never, not x");
  CHECK(of("results_dir: ''") == at + "'results_dir' needs a path, not an empty text");
  CHECK(of("gpus: ''").starts_with(at + "'gpus' needs a text, or several"));
  CHECK(of("script: {a: 1}").starts_with(at + "'script' needs a path, not a mapping"));
  CHECK(of("gpus: [[0]]").find("a text, or several, not a list of lists or mappings") != std::string::npos);
  CHECK(of("timeout: 0").starts_with(at + "'timeout' needs a duration above 0, not 0 | "));
  CHECK(of("per_gpu: 0").empty());
  CHECK(of("timeout: 90").empty());
  for (const auto form : {to_launch, to_abort})
    CHECK(refusal(place, "grace: twenty\n", form).starts_with(".liftoff.yaml:1: 'grace' needs a duration, not twenty"));
}

TEST_CASE("a text is taken as it is written, a number as YAML reads it", "[settings]") {
  const Place place;
  const auto text_of = [&](const std::string& written) {
    place.write("comment: " + written + "\n");
    return settled(to_launch).launch.comment.value_or("none");
  };
  for (const char* written :
       {"010", "3.10", "1_000", "1:30", "yes", "1e3", "0x1F", "-0", "2018-01-01", "99999999999999999999"})
    CHECK(text_of(written) == written);
  CHECK(text_of("'3.10'") == "3.10");
  CHECK(text_of("~") == "none");
  place.write("env: 3.10\ngpus: [00, 1_0]\nruns_no: 0x10\nper_gpu: [0b1, 010]\nno_detach: yes\ntimeout: 1:30\n");
  const auto launch = settled(to_launch).launch;
  CHECK(launch.env == "3.10");
  CHECK(launch.gpus == std::vector<std::string>{"00", "1_0"});
  CHECK(launch.per_gpu == std::vector<int>{1, 8});
  CHECK(launch.runs_no == 16);
  CHECK(launch.detach == false);
  CHECK(launch.timeout == 90s);
}

TEST_CASE("a path's ~ is the home, relative ones stay relative", "[settings]") {
  const Place place;
  place.dir.write("xdg/liftoff/config.yaml", "configs_dir: mine\n");
  place.write("results_dir: ~/out\npython: '~'\nenv: .venv\nscript: ~root/x\ncomment: ~/c\n");
  const auto options = settled(to_launch);
  CHECK(options.launch.results_dir == "/home/me/out");
  CHECK(options.launch.python == "/home/me");
  CHECK(options.launch.script == "~root/x");
  CHECK(options.launch.comment == "~/c");  // no path
  CHECK(options.selection.configs_dir == "mine");
  CHECK(warnings_of(place, "results_dir: ~\n") ==
        Warnings{".liftoff.yaml:1: 'results_dir' is not set, as YAML takes an empty value and a bare ~ for "
                 "null: the home is ~/"});
  CHECK(warnings_of(place, "configs_dir:\ncomment: ~\n").empty());  // the user's is not to count
  place.write("results_dir: ~/out\n");
  const test::Environment homeless("HOME", "");
  CHECK(error_of([] { settled(to_abort); }) ==
        ".liftoff.yaml:1: 'results_dir': HOME is not set, so '~/out' names no folder");
}

TEST_CASE("broken settings are errors", "[settings]") {
  const Place place;
  CHECK(refusal(place, "procs-no: 2\nprocs_no: 3\n") == ".liftoff.yaml:2: 'procs_no' is given twice (first on line 1)");
  CHECK(refusal(place, "- a\n").find(".liftoff.yaml:1: a configuration is a mapping") == 0);
}
