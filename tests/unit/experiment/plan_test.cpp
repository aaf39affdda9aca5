#include "experiment/plan.hpp"

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

struct PlanFolder {
  liftoff::test::TempDir folder;
  posix::Fd fd = posix::open_folder(posix::here(), folder.path().c_str());

  /// Configurations named `<prefix><from>` up to `to`, one part.
  bool write_part(int number, int from, int to, const std::string& text = "x", int runs_no = 1) const {
    PlanHeader header;
    header.runs_no = runs_no;
    header.name = "sweep " + std::to_string(number);
    header.created = 1524936339.25;
    header.cwd = "/home/me/\"work\"";
    header.options = R"({"procs_no":3})";
    PlanWriter writer(fd.get(), header);
    for (int i = from; i < to; ++i) {
      const auto name = std::to_string(i);
      writer.add({"sweep_" + name, i, "x=" + name, name + "_x_" + name, 0, 0}, text + ": " + name + "\n");
    }
    return writer.publish(number, number == 1 ? Layout::Nested : Layout::Flat);
  }
  Plan open() const {
    auto plan = Plan::open(fd.get());
    if (!plan) throw std::runtime_error("there is no plan");
    return std::move(*plan);
  }
  std::size_t files() const { return posix::list_folder(fd.get(), ".")->size(); }
  std::string part(int number) const { return ".liftoff-plan-" + std::to_string(number) + ".jsonl"; }
  std::string content(int number) const { return posix::read_file(fd.get(), part(number).c_str()).value(); }
};

}  // namespace

TEST_CASE("a plan reads back") {
  const PlanFolder folder;
  CHECK_FALSE(Plan::open(folder.fd.get()));
  CHECK_FALSE(read_plan_header(folder.fd.get()));
  REQUIRE(folder.write_part(1, 0, 3, "größe", 2));
  const auto plan = folder.open();
  CHECK(plan.configurations() == 3);
  CHECK(plan.runs_no() == 2);
  CHECK(plan.runs() == 6);
  CHECK(plan.parts() == 1);
  CHECK(plan.header().layout == Layout::Nested);
  CHECK(plan.header().name == "sweep 1");
  CHECK(plan.header().created == 1524936339.25);
  CHECK(plan.header().cwd == "/home/me/\"work\"");
  CHECK(plan.header().options == R"({"procs_no":3})");
  const auto second = plan.configuration(1);
  CHECK(second.file == "sweep_1");
  CHECK(second.cfg_id == 1);
  CHECK(second.title == "x=1");
  CHECK(second.folder == "1_x_1");
  CHECK(plan.text(0) == "größe: 0\n");
  CHECK(plan.text(2) == "größe: 2\n");
  CHECK_THROWS(plan.configuration(3));

  const auto header = read_plan_header(folder.fd.get());
  REQUIRE(header);
  CHECK(header->configurations == 3);
  CHECK(header->runs_no == 2);
}

TEST_CASE("the texts of a part are one YAML document each") {
  const PlanFolder folder;
  REQUIRE(folder.write_part(1, 0, 2));
  const auto texts = folder.open().header().texts;
  CHECK(posix::read_file(folder.fd.get(), texts.c_str()) == "---\nx: 0\n---\nx: 1\n");
}

TEST_CASE("later parts add and replace, the order stays") {
  const PlanFolder folder;
  REQUIRE(folder.write_part(1, 0, 4, "old"));
  REQUIRE(folder.write_part(2, 3, 6, "new", 5));
  CHECK_FALSE(folder.write_part(2, 0, 1));  // somebody else was faster
  const auto plan = folder.open();
  CHECK(plan.parts() == 2);
  CHECK(plan.configurations() == 6);
  CHECK(plan.runs_no() == 5);
  CHECK(plan.header().layout == Layout::Nested);  // the first part's
  CHECK(plan.header().name == "sweep 1");
  std::vector<std::string> texts;
  plan.for_each([&](std::size_t index, const PlannedConfiguration& configuration) {
    CHECK(configuration.file == "sweep_" + std::to_string(index));
    texts.push_back(plan.text(index));
  });
  CHECK(texts == std::vector<std::string>{"old: 0\n", "old: 1\n", "old: 2\n", "new: 3\n", "new: 4\n", "new: 5\n"});
  CHECK(read_plan_header(folder.fd.get())->configurations == 6);
  CHECK(folder.files() == 4);
}

TEST_CASE("a writer that is not finished leaves nothing") {
  const PlanFolder folder;
  {
    PlanWriter writer(folder.fd.get(), {});
    for (int i = 0; i < 2000; ++i) writer.add({"a", i, "t", "f", 0, 0}, std::string(100, 'x') + "\n");
    CHECK(writer.configurations() == 2000);
    CHECK(folder.files() == 2);
    CHECK_FALSE(Plan::open(folder.fd.get()));
  }
  CHECK(folder.files() == 0);
}

TEST_CASE("10,000 configurations read back, each by itself") {
  const PlanFolder folder;
  REQUIRE(folder.write_part(1, 0, 10'000));
  REQUIRE(folder.write_part(2, 9'990, 10'010, "new"));
  const auto plan = folder.open();
  REQUIRE(plan.configurations() == 10'010);
  std::size_t count = 0;
  plan.for_each([&](std::size_t index, const PlannedConfiguration& configuration) {
    REQUIRE(index == count);
    REQUIRE(configuration.cfg_id == static_cast<std::int64_t>(count));
    ++count;
  });
  CHECK(count == 10'010);
  for (const std::size_t index : {0u, 1u, 655u, 9'989u})
    CHECK(plan.text(index) == "x: " + std::to_string(index) + "\n");
  CHECK(plan.text(9'990) == "new: 9990\n");
}

TEST_CASE("titles and names of any kind read back") {
  const PlanFolder folder;
  const std::string title = "a\"b\\\n\t\x01 größe {1}";
  PlanWriter writer(folder.fd.get(), {});
  writer.add({"file \"1\"", -3, title, "0_a", 0, 0}, "");
  REQUIRE(writer.publish(1, Layout::Single));
  const auto plan = folder.open();
  CHECK(plan.configuration(0).title == title);
  CHECK(plan.configuration(0).file == "file \"1\"");
  CHECK(plan.configuration(0).cfg_id == -3);
  CHECK(plan.text(0).empty());
  CHECK(plan.header().layout == Layout::Single);
}

TEST_CASE("options of any length read back") {
  const PlanFolder folder;
  PlanHeader header;
  header.options = "{\"config_file\":[\"" + std::string(200'000, 'c') + "\"]}";
  PlanWriter writer(folder.fd.get(), header);
  REQUIRE(writer.publish(1, Layout::Flat));
  CHECK(folder.open().header().options == header.options);
  REQUIRE(read_plan_header(folder.fd.get()));
  CHECK(read_plan_header(folder.fd.get())->options == header.options);
}

TEST_CASE("a plan that was cut short is refused, wherever") {
  const PlanFolder folder;
  REQUIRE(folder.write_part(1, 0, 3));
  const auto whole = folder.content(1);
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    folder.folder.write(folder.part(1), whole.substr(0, cut));
    INFO(cut);
    REQUIRE_THROWS_AS(Plan::open(folder.fd.get()), Error);
  }
}

namespace {

/// A plan of two configurations that is edited.
struct DamagedPlan {
  const PlanFolder folder;
  const std::string whole = (folder.write_part(1, 0, 2), folder.content(1));
  void edited(const std::string& from, const std::string& to) const {
    auto text = whole;
    text.replace(text.find(from), from.size(), to);
    folder.folder.write(folder.part(1), text);
  }
  std::string complaint() const {
    return test::error_of([&] { Plan::open(folder.fd.get()); });
  }
  void fails_to_open() const {
    CHECK_THROWS_AS(Plan::open(folder.fd.get()), Error);
    CHECK_FALSE(read_plan_header(folder.fd.get()));
  }
  void refuses_header(const std::string& why) const {
    CHECK(complaint() ==
          ".liftoff-plan-1.jsonl: the experiment's plan " + why + " | was it written by a newer liftoff, or edited?");
    CHECK_FALSE(read_plan_header(folder.fd.get()));
  }
};

}  // namespace

TEST_CASE_METHOD(DamagedPlan, "damaged headers of plans are refused with an error, not a crash") {
  SECTION("a later format") {
    edited("\"liftoff_plan\":1", "\"liftoff_plan\":2");
    refuses_header("has a format that is not known here");
  }
  SECTION("a format of another type") {
    edited("\"liftoff_plan\":1", "\"liftoff_plan\":\"1\"");
    refuses_header("has a format that is not known here");
  }
  SECTION("no JSON") {
    edited("{", "<");
    refuses_header("has a header that can't be read");
  }
  SECTION("an unknown layout") {
    edited("\"nested\"", "\"rounded\"");
    refuses_header("has a damaged header ('layout' is not one that is known here)");
  }
  SECTION("a negative number of runs") {
    edited("\"runs_no\":1", "\"runs_no\":-1");
    refuses_header("has no runs");
  }
  SECTION("more repetitions than anybody planned") {
    edited("\"runs_no\":1", "\"runs_no\":2147483647");
    fails_to_open();
    CHECK(fault_of_plan(folder.fd.get()).starts_with(".liftoff-plan-1.jsonl: the experiment's plan claims 2147483647"));
  }
  SECTION("a header without an end") {
    std::filesystem::resize_file(folder.folder / folder.part(1), 0);
    std::filesystem::resize_file(folder.folder / folder.part(1), 64 << 20);
    fails_to_open();
  }
  SECTION("options of a million levels") {
    edited("\"options\":{", "\"options\":{\"x\":" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + ",");
    fails_to_open();
  }
  SECTION("texts outside of the folder") {
    edited("\"texts\":\"", "\"texts\":\"../");
    refuses_header("names a file outside the experiment");
  }
}

TEST_CASE_METHOD(DamagedPlan, "damaged plans are refused with an error, not a crash") {
  SECTION("another number of configurations") {
    edited("\"configurations\":           2", "\"configurations\":           3");
    CHECK(complaint().find("plan (part 1) is not complete") != std::string::npos);
  }
  SECTION("an absurd number of configurations") {
    edited("\"configurations\":           2", "\"configurations\":999999999999");
    CHECK_THROWS_AS(Plan::open(folder.fd.get()), Error);
  }
  SECTION("a damaged line") {
    edited("\"cfg_id\":1", "\"cfg_id\":x");
    const auto plan = folder.open();
    CHECK(plan.configuration(0).cfg_id == 0);
    CHECK(test::error_of([&] { plan.configuration(1); }).find("has a damaged line (no JSON object)") !=
          std::string::npos);
  }
  SECTION("a text that is gone") {
    const auto texts = folder.open().header().texts;
    posix::remove_file(folder.fd.get(), texts.c_str());
    CHECK(complaint().find("plan (part 1) lacks its file " + texts) != std::string::npos);
  }
  SECTION("a text that was cut") {
    folder.folder.write(folder.open().header().texts, "---\nx: 0\n---\nx");
    CHECK(folder.open().text(0) == "x: 0\n");
    CHECK(test::error_of([&] { folder.open().text(1); }).starts_with("the experiment's plan is cut short"));
  }
  SECTION("a text of an absurd size") {
    edited("\"at\":13,\"size\":5", "\"at\":13,\"size\":99999999999999");
    CHECK_THROWS_AS(folder.open().text(1), Error);
  }
}

TEST_CASE_METHOD(DamagedPlan, "plans that lead out, or have no end, are refused with an error, not a crash") {
  SECTION("a line without an end") {
    std::filesystem::resize_file(folder.folder / folder.part(1), 64 << 20);
    CHECK(fault_of_plan(folder.fd.get()).find("a line that is too long") != std::string::npos);
  }
  SECTION("a folder that leads out of the experiment") {
    for (const char* out : {"..", ".", "a/b", "..\\u0000x", ""}) {
      edited("\"folder\":\"0_x_0\"", "\"folder\":\"" + std::string(out) + "\"");
      CHECK(test::error_of([&] { folder.open().configuration(0); }).find("'folder' leads out") != std::string::npos);
    }
  }
  SECTION("a link in a part's place") {
    posix::remove_file(folder.fd.get(), folder.part(1).c_str());
    folder.folder.link(folder.part(1), "/dev/zero");
    CHECK_THROWS_AS(Plan::open(folder.fd.get()), Error);
  }
}
