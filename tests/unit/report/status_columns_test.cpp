#include "report/status_columns.hpp"

#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "report/status_json.hpp"
#include "report/status_sort.hpp"
#include "report/status_table.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::report;

namespace {

/// Three experiments whose order differs from column to column. Absent values and empty comments come last.
std::vector<ExperimentSummary> three() {
  ExperimentSummary a, b, c;
  a.name = "a", b.name = "b", c.name = "c";
  a.path = "r/1_a", a.mode = "nohup";
  a.timestamp = 3, b.timestamp = 1, c.timestamp = 2;
  a.pid = 30, b.pid = 20;
  b.alive = true;
  a.running = 2, b.running = 3, c.running = 1;
  a.crashed = 1, b.crashed = 3, c.crashed = 2;
  a.lost = 3, b.lost = 2, c.lost = 0;
  a.succeeded = 20, b.succeeded = 10, c.succeeded = 30;
  a.waiting = 4;
  a.total = 50, b.total = 70, c.total = 60;
  a.time_left = 9, c.time_left = 8;
  b.parallelism = 2, c.parallelism = 1.5;
  a.average_time = 5, b.average_time = 7, c.average_time = 6;
  c.time_per_run = 1;
  b.comment = "z", c.comment = "y";
  return {b, a, c};
}

std::string order_by(const std::string& key) {
  auto all = three();
  sort_experiments(all, parse_sort_key(key));
  return all[0].name + all[1].name + all[2].name;
}

}  // namespace

TEST_CASE("every column sorts, by its title and by its other names") {
  const std::map<std::string, std::string> expected{
      {"PID", "bac"},       {"Timestamp", "bca"}, {"Started", "bca"},  {"Experiment", "abc"}, {"W", "bca"},
      {"R", "cab"},         {"C", "acb"},         {"L", "cba"},        {"S", "bac"},          {"Total", "acb"},
      {"Time left", "cab"}, {"Px", "cba"},        {"Avg.time", "acb"}, {"T", "cba"},          {"Obs", "cba"}};
  for (const auto& column : status_columns()) {
    if (!*column.title) continue;
    INFO(column.title);
    REQUIRE(expected.contains(column.title));
    CHECK(order_by(column.title) == expected.at(column.title));
    for (const char* alias : column.aliases) CHECK(order_by(alias) == expected.at(column.title));
  }
  CHECK(order_by("TIME-left") == "cab");
  CHECK(order_by("done") == "bac");
  CHECK(order_by("") == "bac");
  CHECK(test::error_of([] { parse_sort_key("colour"); }) ==
        "there is no column 'colour' to sort by | the columns are PID, Timestamp, Started, Experiment, W, R, C, L, S, "
        "Total, Time left, Px, Avg.time, T, Obs");
}

TEST_CASE("the table shows every column that has a title") {
  const test::Zone utc("UTC0");
  const auto lines = status_lines(three(), {}, Style());
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] ==
        "PID  Timestamp  Started           Experiment  W + R + C + L + S = Total  Time left    Px  Avg.time  "
        "    T  Obs\n");
  CHECK(lines[2] ==
        " 30          3  1970-01-01 00:00  a           4 + 2 + 1 + 3 + 20 = 50           9s     -     5.00s  "
        "    -\n");
  const auto brief = status_lines(three(), {.brief = true}, Style());
  CHECK(brief[0].find("Total  Obs") != std::string::npos);
  auto silent = three();
  for (auto& experiment : silent) experiment.comment.clear();
  CHECK(status_lines(silent, {}, Style())[0].find("Obs") == std::string::npos);
}

TEST_CASE("numbers in colour are dim at nothing, and the title of a live experiment's line is yellow") {
  const auto lines = status_lines(three(), {}, Style(true));
  CHECK(lines[0].find("\x1b[35mL\x1b[0m") != std::string::npos);
  CHECK(lines[1].find("\x1b[33mb\x1b[0m") != std::string::npos);
  CHECK(lines[3].find("\x1b[2m0\x1b[0m\x1b[2m + \x1b[0m\x1b[32m30") != std::string::npos);
}

TEST_CASE("JSON has every member in its place") {
  CHECK(status_json({}) == "{\"schema_version\":1,\"experiments\":[]}\n");
  CHECK(status_json({three()[1]}) ==
        R"({"schema_version":1,"experiments":[{"name":"a","timestamp":3,"launched":"1970-01-01T00:00:03Z",)"
        R"("path":"r/1_a","mode":"nohup","comment":"",)"
        R"("pid":30,"alive":false,"by_hand":false,"waiting":4,"running":2,"succeeded":20,"crashed":1,"lost":3,)"
        R"("done":21,"total":50,"time_left":9,"parallelism":null,"average_time":5,"time_per_run":null,"elapsed":0,)"
        R"("started":null,"ended":null,"unverified":[],"problems":[]}]})"
        "\n");
}

TEST_CASE("a legend says what is shown below") {
  CHECK(status_lines(three(), {.legend = Legend::Letters, .more = "; q quits"}, Style()).back() ==
        "W waiting, R running, C crashed, L lost, S succeeded; q quits\n");
  const auto lines = status_lines(three(), {.brief = true, .legend = Legend::All}, Style());
  CHECK(lines[4] == "\n");
  CHECK(lines[5] == "PID         of the launcher, while it lives\n");
  CHECK(lines.back() == "Obs         the comment, and what is to be known\n");
  CHECK(std::none_of(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("Px "); }));
}

TEST_CASE("--help says what each column means") {
  const auto help = status_columns_help();
  for (const auto& column : status_columns())
    if (*column.title) CHECK(help.find(std::string("  ") + column.title + " ") != std::string::npos);
}

TEST_CASE("a run made by hand is shown as one without a state") {
  const test::Zone utc("UTC0");
  ExperimentSummary hand;
  hand.timestamp = 9;
  hand.name = "hand";
  hand.by_hand = true;
  hand.total = 1;
  const auto lines = status_lines({hand}, {.brief = true}, Style());
  CHECK(lines[1] ==
        "  -          9  1970-01-01 00:00  hand        - + - + - + - + - = 1      run by hand, without a record\n");
}
