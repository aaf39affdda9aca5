#include "options/option.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "experiment/run_state.hpp"
#include "options/table.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::options;
using namespace std::chrono_literals;
using test::error_of;

namespace {

const Option& launch_option(const char* name) { return *find_option(to_launch, name); }

std::string refusal(const char* name, const Words& words) {
  Options options;
  return error_of([&] { set(options, launch_option(name), words, name); });
}

}  // namespace

TEST_CASE("durations are numbers with a unit") {
  CHECK(parse_duration("90") == 90s);
  CHECK(parse_duration("90s") == 90s);
  CHECK(parse_duration("1.5h") == 90min);
  CHECK(parse_duration("2d") == 48h);
  CHECK(parse_duration("10m") == 10min);
  CHECK(parse_duration("0") == 0s);
  CHECK(parse_duration("0.0015") == 2ms);
  CHECK(parse_duration(".5") == 500ms);
}

TEST_CASE("what is not a duration is refused by its option's name") {
  for (const char* text : {"s", "-1", "1x", "1 s", "1S", "ten", "1h30m", "nan", "inf", "1e30", "--", ".", "1.2.3",
                           "0x10", " 5", "+5", "1e", "0"}) {
    INFO(text);
    CHECK(refusal("--timeout", {text}) == "--timeout needs a duration above 0, not " + std::string(text) +
                                              " | write a number with s, m, h or d: 90, 90s, 1.5h");
  }
}

TEST_CASE("numbers out of range are refused in plain words") {
  CHECK(refusal("--runs-no", {"0"}) == "--runs-no needs a whole number from 1 to 10000000, not 0");
  CHECK(refusal("--runs-no", {"1.5"}) == "--runs-no needs a whole number from 1 to 10000000, not 1.5");
  CHECK(refusal("--runs-no", {""}) == "--runs-no needs a whole number from 1 to 10000000, not an empty text");
  CHECK(refusal("--max-fails", {"0"}) == "--max-fails needs a whole number from 1 on, not 0");
  CHECK(refusal("--retries", {"-1"}) == "--retries needs a whole number from 0 on, not -1");
  CHECK(refusal("--per-gpu", {"2,x"})
            .starts_with("--per-gpu needs a whole number from 0 to 999999, or several, not 2,x"));
  CHECK(refusal("--per-gpu", {"1,"}).starts_with("--per-gpu needs"));
  CHECK(refusal("--shuffle", {"smart"}).starts_with("--shuffle needs a whole number from 0 on, not smart | write the"));
  CHECK(refusal("--runs-no", {"10000000"}).empty());
}

TEST_CASE("words fill members") {
  Options options;
  set(options, launch_option("--per-gpu"), {"2,1", "3"}, "");
  CHECK(options.launch.per_gpu == std::vector<int>{2, 1, 3});
  set(options, launch_option("--shuffle"), {"true"}, "");
  CHECK(options.launch.shuffle == true);
  CHECK_FALSE(options.launch.seed);
  set(options, launch_option("--shuffle"), {"18446744073709551615"}, "");
  CHECK(options.launch.seed == 18'446'744'073'709'551'615u);
  set(options, launch_option("-d"), {""}, "");
  CHECK(options.selection.default_file == "");
}

TEST_CASE("a word with commas is several texts, of those that there are") {
  const auto& states = *find_option(to_table, "--state");
  Options options;
  set(options, states, {"crashed,lost", "running"}, "");
  CHECK(options.results.states == std::vector<std::string>{"crashed", "lost", "running"});
  CHECK(error_of([&] { set(options, states, {"crashed,done"}, "--state"); }) ==
        "--state needs one or more of waiting, running, succeeded, crashed, lost, unrecorded or all, not crashed,done");
  CHECK_FALSE(error_of([&] { set(options, states, {"crashed,"}, "--state"); }).empty());
  CHECK(states.further("lost,crashed"));
  CHECK_FALSE(states.further("sweep"));
  Options filled;
  fill_in(filled, to_table);
  CHECK(filled.results.states == std::vector<std::string>{"succeeded", "running", "unrecorded"});
}

TEST_CASE("states are called as runs are") {
  using namespace experiment;
  const std::vector<RunState> states{Waiting{}, Running{}, Succeeded{}, Crashed{}, Lost{}, Unrecorded{}};
  REQUIRE(states.size() == std::variant_size_v<RunState>);
  std::vector<std::string> names;
  for (const auto& state : states) names.emplace_back(name_of(state));
  for (const auto* option : {find_option(to_status, "--state"), find_option(to_table, "--state")}) {
    std::vector<std::string> known(option->one_of.begin(), option->one_of.end());
    std::erase(known, "all");
    CHECK(known == names);
  }
}

TEST_CASE("in a form no name stands for two options, and what rows name is there") {
  for (Forms form = to_launch; form <= to_diff; form <<= 1) {
    std::set<std::string> names{"-h", "--help", "-V", "--version"};
    for (const auto& option : table()) {
      for (const auto& name : names_in(option, form)) {
        INFO(name);
        CHECK(names.insert(name).second);
      }
      if ((option.forms & form) == 0) continue;
      for (const char* other : option.excludes) CHECK(find_option(form, other));
      for (const char* other : option.needs) CHECK(find_option(form, other));
      for (const char* other : {option.setting_with, option.setting_unless, option.displaces})
        CHECK((!*other || find_option(form, other)));
    }
  }
}

TEST_CASE("equal settings of several programs are of one kind") {
  for (const auto& option : table())
    for (const auto* other : options_of_key(key_of(option), true))
      if (option.setting) CHECK(other->member.kind == option.member.kind);
}

TEST_CASE("what --help says to hold is what holds") {
  for (const char* name : {"--results-dir", "--configs-dir"}) {
    const auto& option = launch_option(name);
    CHECK(option.member.get({}) == Value(option.fallback));
  }
  const auto& grace = *find_option(to_abort, "--grace");
  CHECK(&grace == &launch_option("--grace"));
  CHECK(parse_duration(grace.fallback) == 10s);  // what a keeper has without one
}

TEST_CASE("names, keys and help come from the row") {
  CHECK(name_of(launch_option("-p")) == "--procs-no");
  CHECK(key_of(launch_option("-p")) == "procs_no");
  CHECK(key_of(launch_option("SCRIPT")) == "script");
  CHECK(help_of(launch_option("--runs-no")) == "Repetitions of each configuration (1)");
  CHECK(names_in(launch_option("--results-dir"), to_launch) == std::vector<std::string>{"--results-dir"});
  CHECK(find_option(to_status, "-d") == find_option(to_launch, "--results-dir"));
  CHECK(nearest_option(to_launch, "--run-no=3") == "--runs-no");
  CHECK(nearest_option(to_launch, "-runs-no") == "--runs-no");
  CHECK_FALSE(nearest_option(to_launch, "-x"));
  CHECK_FALSE(nearest_option(to_status, "--runs-no-such"));
}
