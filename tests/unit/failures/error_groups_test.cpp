#include "failures/error_groups.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::failures;
using Texts = std::vector<std::string>;

namespace {

/// An experiment of the original, 100_x.
struct Tree {
  test::TempDir dir;
  Texts complaints;
  ErrorGroups groups;

  Tree() { dir.write("100_x/.__timestamp", "100\n"); }
  void run(const std::string& name, const std::string& marker, const std::string& err) const {
    for (const auto& file : {".__leaf", ".__start"}) dir.write("100_x/" + name + "/" + file, "1\n");
    dir.write("100_x/" + name + "/" + marker, "2\n");
    if (!err.empty()) dir.write("100_x/" + name + "/err", err);
  }
  void read() {
    const results::Complaint complain = [&](const std::string& text) { complaints.push_back(text); };
    const auto experiment = experiment::OpenExperiment::open({100, "x", "100_x", dir / "100_x"});
    results::for_each_run(experiment, false, complain,
                          [&](const results::FoundRun& run) { groups.add(run, complain); });
  }
  std::string example(const ErrorGroup& group) const {
    std::string text;
    CHECK(read_example(group, [&](std::string_view piece) { text += piece; }));
    return text;
  }
};

}  // namespace

TEST_CASE_METHOD(Tree, "failed runs are grouped by their cause, the most frequent first") {
  run("0", ".__crash", "KeyError: 'a_1'\n");
  run("1", ".__end", "KeyError: 'a_2'\n");  // succeeded
  run("2", ".__crash", "ValueError: 1\n");
  run("3", ".__crash", "ValueError: 2\n");
  read();
  CHECK(groups.runs() == 4);
  CHECK(groups.failed() == 3);
  const auto sorted = groups.sorted();
  REQUIRE(sorted.size() == 2);
  CHECK(sorted[0]->count == 2);
  CHECK(sorted[0]->cause.message == "ValueError: #");
  CHECK(sorted[0]->example == dir / "100_x/2");
  CHECK(sorted[0]->last_lines == Texts{"ValueError: 1"});
  CHECK(sorted[1]->cause.kind == "exception");
  CHECK(example(*sorted[1]) == "KeyError: 'a_1'\n");
  CHECK(complaints.empty());
}

TEST_CASE_METHOD(Tree, "an example that wrote something is better than one that did not") {
  run("0", ".__crash", "");
  run("1", ".__crash", "crashed without a message\n");
  run("2", ".__crash", "crashed without a message\n");
  read();
  REQUIRE(groups.sorted().size() == 1);
  CHECK(groups.sorted().front()->count == 3);
  CHECK(groups.sorted().front()->example == dir / "100_x/1");
}

TEST_CASE_METHOD(Tree, "only the end of a long err is read for the cause, all of it for the example") {
  const auto text = "ValueError: begin\n" + std::string(1 << 17, 'x') + "\nKeyError: 'end'\n";
  run("0", ".__crash", text);
  read();
  CHECK(groups.sorted().front()->cause.message == "KeyError: 'end'");
  CHECK(example(*groups.sorted().front()) == text);
}

TEST_CASE_METHOD(Tree, "a run without err has no example to read") {
  run("0", ".__crash", "");
  dir.make_folder("100_x/0/err");
  read();
  CHECK_FALSE(read_example(*groups.sorted().front(), [](std::string_view) {}));
}

TEST_CASE_METHOD(Tree, "where out tells the cause, it is what is shown") {
  run("0", ".__crash", "");
  dir.write("100_x/0/out", "epoch 1\nTraceback (most recent call last):\n  x\nKeyError: 'lr'\n");
  read();
  const auto& group = *groups.sorted().front();
  CHECK(group.cause.message == "KeyError: 'lr'");
  CHECK(group.file == std::string("out"));
  CHECK(group.last_lines.back() == "KeyError: 'lr'");
  CHECK(example(group).starts_with("epoch 1\n"));
}

TEST_CASE_METHOD(Tree, "where err is empty, out is shown, whatever it says") {
  run("0", ".__crash", "");
  dir.write("100_x/0/out", "epoch 1\n");
  read();
  const auto& group = *groups.sorted().front();
  CHECK(group.cause.message == "crashed without a message");
  CHECK(group.last_lines == Texts{"epoch 1"});
  CHECK(group.file == std::string("out"));
}
