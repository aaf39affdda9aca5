#include "results/collect_request.hpp"

#include <vector>

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::results;

namespace {

/// Two experiments of the original: 100_a with two runs, 200_b with one.
struct CollectedTree {
  test::TempDir dir;
  std::vector<std::string> complaints;

  CollectedTree() {
    run("100_a/0_x", "lr: 0.1\n");
    run("100_a/1_y", "lr: 0.2\nfast: true\n");
    run("200_b/0_z", "k: 1\n");
  }
  void run(const std::string& path, const std::string& config) const {
    dir.write(path + "/cfg.yaml", config);
    dir.write(path + "/.__leaf", "");
    dir.write(path + "/m.csv", "");
    dir.write(path + "/step__1__log.csv", "");
  }
  /// `members`: of the request, besides the results folder. In answers the folder is written as DIR.
  std::string ask(const std::string& members) {
    std::string answer;
    const auto request = R"({"results_dir": ")" + dir.path() + "\"" + members + "}";
    answer_collect_request(
        request, [&](const std::string& text) { complaints.push_back(text); },
        [&](std::string_view piece) { answer += piece; });
    for (auto at = answer.find(dir.path()); at != std::string::npos; at = answer.find(dir.path()))
      answer.replace(at, dir.path().size(), "DIR");
    return answer;
  }
};

}  // namespace

TEST_CASE_METHOD(CollectedTree, "the newest experiment's runs with the newest of their files") {
  CHECK(ask("") == R"({"experiments": [
[["DIR/200_b/0_z", ["cfg.yaml", "m.csv", "step__1__log.csv"]]]]}
)");
}

TEST_CASE_METHOD(CollectedTree, "all experiments, the oldest first, and some of their files") {
  CHECK(ask(R"(, "all": true, "names": ["log.csv"])") == R"({"experiments": [
[["DIR/100_a/0_x", ["step__1__log.csv"]],
 ["DIR/100_a/1_y", ["step__1__log.csv"]]],
[["DIR/200_b/0_z", ["step__1__log.csv"]]]]}
)");
  CHECK(ask(R"(, "among": ["100_a"], "incomplete": false, "names": ["log.csv"])") == R"({"experiments": [
[["DIR/100_a/0_x", []],
 ["DIR/100_a/1_y", []]]]}
)");
}

TEST_CASE_METHOD(CollectedTree, "runs whose configuration is as the conditions say") {
  CHECK(ask(R"(, "timestamp": "100", "conditions": {"lr": 0.2}, "names": [])") == R"({"experiments": [
[["DIR/100_a/1_y", []]]]}
)");
  CHECK(ask(R"(, "full_name": "100_a", "conditions": {"lr": 3})") == "{\"experiments\": []}\n");
}

TEST_CASE_METHOD(CollectedTree,
                 "a key that a configuration lacks is Python's KeyError, with all experiments where none has it") {
  CHECK(ask(R"(, "timestamp": "100", "conditions": {"fast": true})") ==
        R"({"error": "KeyError", "message": "'fast' is not in DIR/100_a/0_x/cfg.yaml"})"
        "\n");
  CHECK(ask(R"(, "all": true, "names": [], "conditions": {"fast": true})") == R"({"experiments": [
[["DIR/100_a/1_y", []]]]}
)");
  CHECK(ask(R"(, "all": true, "conditions": {"none": 1})") ==
        R"({"error": "KeyError", "message": "'none' is not in DIR/200_b/0_z/cfg.yaml"})"
        "\n");
  CHECK(ask(R"(, "conditions": {"k": {"deep": 1}})") ==
        R"({"error": "TypeError", "message": "'k' is not a mapping in DIR/200_b/0_z/cfg.yaml"})"
        "\n");
}

TEST_CASE_METHOD(CollectedTree, "experiments that are not there") {
  CHECK(ask(R"(, "timestamp": "300")") ==
        R"({"error": "FileNotFoundError", "message": "no such experiment in 'DIR'; the newest there is '200_b'"})"
        "\n");
  CHECK(ask(R"(, "full_name": "300_c")") == "{\"experiments\": []}\n");
  dir.remove("100_a");
  dir.remove("200_b");
  CHECK(ask("") == R"({"error": "FileNotFoundError", "message": "there are no experiments in 'DIR'"})"
                   "\n");
}

TEST_CASE_METHOD(CollectedTree, "the folders of all experiments, the newest first") {
  CHECK(ask(R"(, "list": ")" + dir.path() + "\"") == "{\"experiments\": [\"200_b\", \"100_a\"]}\n");
  CHECK(ask(R"(, "list": "none")") ==
        R"({"error": "AssertionError", "message": "there is no results folder 'none': check results_dir"})"
        "\n");
}

TEST_CASE("a request that makes no sense") {
  const auto ask = [](const char* text) {
    return test::error_of([&] {
      answer_collect_request(
          text, [](const std::string&) {}, [](std::string_view) {});
    });
  };
  CHECK(ask("[]") == "the request is not a JSON object");
  CHECK_FALSE(ask("{").empty());
}
