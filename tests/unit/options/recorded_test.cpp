#include "options/recorded.hpp"

#include <catch2/catch.hpp>

#include "options/table.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::options;
using namespace std::chrono_literals;

namespace {

LaunchOptions all_given() {
  LaunchOptions options;
  options.script = "train größe.py";
  options.runs_no = 3;
  options.procs_no = 5;
  options.gpus = std::vector<std::string>{"0", "GPU-7f"};
  options.per_gpu = std::vector<int>{2, 1};
  options.detach = false;
  options.python = "/usr/bin/python3";
  options.env = "torch";
  options.omp = 1;
  options.mkl = 2;
  options.shuffle = true;
  options.seed = 18'446'744'073'709'551'615u;
  options.timeout = 90'500ms;
  options.grace = 1500ms;
  options.retries = 4;
  options.max_fails = 6;
  options.keep_children = true;
  options.comment = "a comment";
  return options;
}

}  // namespace

TEST_CASE("options are recorded and read back") {
  ConfigSelection selection;
  selection.configs_dir = "my configs";
  selection.files = {"a", "b"};
  selection.default_file = "";
  selection.experiment = "sweep";
  const auto recorded = options_from_json(to_json(all_given(), selection));
  const auto& options = recorded.options;
  const auto expected = all_given();
  CHECK(options.script == expected.script);
  CHECK(options.runs_no == expected.runs_no);
  CHECK(options.procs_no == expected.procs_no);
  CHECK(options.gpus == expected.gpus);
  CHECK(options.per_gpu == expected.per_gpu);
  CHECK(options.detach == expected.detach);
  CHECK(options.python == expected.python);
  CHECK(options.env == expected.env);
  CHECK(options.omp == expected.omp);
  CHECK(options.mkl == expected.mkl);
  CHECK(options.shuffle == expected.shuffle);
  CHECK(options.seed == expected.seed);
  CHECK(options.timeout == expected.timeout);
  CHECK(options.grace == expected.grace);
  CHECK(options.retries == expected.retries);
  CHECK(options.max_fails == expected.max_fails);
  CHECK(options.keep_children == expected.keep_children);
  CHECK_FALSE(options.comment);  // not an option of the launch: a file of the experiment
  CHECK(recorded.selection.configs_dir == "my configs");
  CHECK(recorded.selection.files == std::vector<std::string>{"a", "b"});
  CHECK(recorded.selection.default_file == "");
  CHECK(recorded.selection.experiment == "sweep");
}

TEST_CASE("what was not given stays so") {
  const auto recorded = options_from_json(to_json({}, {}));
  CHECK_FALSE(recorded.options.script);
  CHECK_FALSE(recorded.options.timeout);
  CHECK_FALSE(recorded.options.gpus);
  CHECK_FALSE(recorded.selection.default_file);
  CHECK(recorded.selection.files.empty());
  CHECK(recorded.selection.configs_dir == "./configs");
  CHECK_FALSE(options_from_json(R"({"script":null,"later":[1]})").options.script);
}

TEST_CASE("recorded options that can't be read are an error") {
  for (const char* text : {"", "[]", "{", R"({"runs_no":"many"})", R"({"gpus":0})", R"({"config_file":3})"}) {
    INFO(text);
    CHECK_THROWS_AS(options_from_json(text), Error);
  }
}

TEST_CASE("given options go over recorded ones") {
  LaunchOptions given;
  given.runs_no = 9;
  given.results_dir = "elsewhere";
  const auto both = overlay(all_given(), given);
  CHECK(both.runs_no == 9);
  CHECK(both.procs_no == 5);
  CHECK(both.script == "train größe.py");
  CHECK(both.timeout == 90'500ms);
  CHECK(both.comment == "a comment");
  CHECK(both.results_dir == "elsewhere");
  CHECK(overlay({}, all_given()).seed == all_given().seed);
}

TEST_CASE("other GPUs have other slots") {
  LaunchOptions given;
  given.gpus = std::vector<std::string>{"3", "4", "5"};
  const auto both = overlay(all_given(), given);
  CHECK_FALSE(both.procs_no);
  CHECK(both.gpus == given.gpus);
}

TEST_CASE("the record is what it always was") {
  ConfigSelection selection;
  selection.files = {"a"};
  selection.default_file = "";
  CHECK(to_json(all_given(), selection) ==
        R"({"config_file":["a"],"configs_dir":"./configs","default_config_file":"","detach":false,"env":"torch",)"
        R"("experiment":"","gpus":["0","GPU-7f"],"grace":1.5,"keep_children":true,"max_fails":6,"mkl":2,"omp":1,)"
        R"("per_gpu":[2,1],"procs_no":5,"python":"/usr/bin/python3","retries":4,"runs_no":3,"script":"train größe.py",)"
        R"("seed":18446744073709551615,"shuffle":true,"timeout":90.5})");
  CHECK(to_json({}, {}) == R"({"config_file":[],"configs_dir":"./configs","experiment":""})");
  LaunchOptions bytes;
  bytes.script = "a\xff";
  CHECK(to_json(bytes, {}).find("\"script\":\"a\xef\xbf\xbd\"") != std::string::npos);
}

TEST_CASE("a recorded option out of its range is refused") {
  CHECK(
      test::error_of([] { options_from_json(R"({"procs_no":0})"); }) ==
      "the experiment's plan records options that can't be read ('procs_no' needs a whole number from 1 to 100000, not "
      "0)");
}

TEST_CASE("every option of a launch is recorded, or known not to be") {
  std::string not_recorded;
  for (const auto& option : table())
    if ((option.forms & to_launch) && !*option.recorded) not_recorded += name_of(option) + " ";
  CHECK(not_recorded ==
        "--color --resume --timestamp --assume-dead --dry-run --quiet --verbose --json --print-config --keep "
        "--config-path --set "
        "--comment --results-dir ");
}
