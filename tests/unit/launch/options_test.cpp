#include "launch/options.hpp"

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

using namespace liftoff;
using namespace liftoff::launch;
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
  options.retries = 4;
  options.max_fails = 6;
  options.keep_children = true;
  options.comment = "a comment";
  return options;
}

std::string error_of(const LaunchOptions& options) {
  try {
    gpu_slots(options);
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::Usage);
    return error.what();
  }
  return "no error";
}

LaunchOptions with_gpus(std::vector<std::string> gpus, std::optional<std::vector<int>> per_gpu = std::nullopt) {
  LaunchOptions options;
  options.gpus = std::move(gpus);
  options.per_gpu = std::move(per_gpu);
  return options;
}

}  // namespace

TEST_CASE("durations are numbers with a unit") {
  CHECK(parse_duration("90", "--timeout") == 90s);
  CHECK(parse_duration("90s", "--timeout") == 90s);
  CHECK(parse_duration("1.5h", "--timeout") == 90min);
  CHECK(parse_duration("2d", "--timeout") == 48h);
  CHECK(parse_duration("10m", "--timeout") == 10min);
  CHECK(parse_duration("0", "--timeout") == 0s);
  CHECK(parse_duration("0.0015", "--timeout") == 2ms);
  CHECK(parse_duration(".5", "--timeout") == 500ms);
}

TEST_CASE("what is no duration is refused by its option's name") {
  for (const char* text : {"", "s", "-1", "1x", "1 s", "1S", "ten", "1h30m", "nan", "inf", "1e30", "--", ".", "1.2.3",
                           "0x10", " 5", "+5", "1e"}) {
    INFO(text);
    try {
      parse_duration(text, "--timeout");
      FAIL_CHECK("taken for a duration");
    } catch (const Error& error) {
      CHECK(error.code() == ExitCode::Usage);
      CHECK(std::string(error.what()) == "--timeout '" + std::string(text) + "' is no duration");
      CHECK(error.hint().find("1.5h") != std::string::npos);
    }
  }
}

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
  CHECK(process_slots(both, gpu_slots(overlay(all_given(), with_gpus({"3", "4"})))) == 3);
}

TEST_CASE("GPUs are paired with their slots") {
  const auto one = gpu_slots(with_gpus({"0", "1"}));
  REQUIRE(one.size() == 2);
  CHECK(one[0].gpu == "0");
  CHECK(one[0].slots == 1);
  const auto same = gpu_slots(with_gpus({"0", "1"}, std::vector<int>{3}));
  CHECK(same[0].slots == 3);
  CHECK(same[1].slots == 3);
  const auto each = gpu_slots(with_gpus({"4", "GPU-7f"}, std::vector<int>{2, 1}));
  CHECK(each[0].slots == 2);
  CHECK(each[1].gpu == "GPU-7f");
  CHECK(each[1].slots == 1);
  const auto some = gpu_slots(with_gpus({"0", "1"}, std::vector<int>{0, 1}));
  REQUIRE(some.size() == 1);
  CHECK(some[0].gpu == "1");
  CHECK(gpu_slots({}).empty());
}

TEST_CASE("GPUs and slots that don't fit are refused") {
  LaunchOptions alone;
  alone.per_gpu = std::vector<int>{2};
  CHECK(error_of(alone) == "--per-gpu needs --gpus");
  CHECK(error_of(with_gpus({"0", "1"}, std::vector<int>{1, 2, 3})) == "--per-gpu gives 3 numbers for 2 GPUs");
  CHECK(error_of(with_gpus({"0", "1"}, std::vector<int>{})) == "--per-gpu gives 0 numbers for 2 GPUs");
  CHECK(error_of(with_gpus({"0", "1", "0"})) == "--gpus names GPU 0 twice");
  CHECK(error_of(with_gpus({"0"}, std::vector<int>{0})) == "--per-gpu leaves no slot on any GPU");
}

TEST_CASE("as many processes as asked for, as GPUs have slots, or four") {
  CHECK(process_slots({}, {}) == 4);
  CHECK(process_slots({}, {{"0", 2}, {"1", 1}}) == 3);
  LaunchOptions options;
  options.procs_no = 7;
  CHECK(process_slots(options, {{"0", 2}}) == 7);
  CHECK(process_slots(options, {}) == 7);
}
