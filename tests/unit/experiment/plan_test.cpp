#include "experiment/plan.hpp"

#include <regex>

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "experiment/plan_folder.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using test::PlanFolder;

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

TEST_CASE("every version of a configuration has its place in a plan") {
  const PlanFolder folder;
  REQUIRE(folder.write_part(1, 0, 4, "old"));
  CHECK_FALSE(folder.open().is_edited());
  REQUIRE(folder.write_part(2, 3, 6, "new"));
  const auto plan = folder.open();
  CHECK(plan.is_edited());
  CHECK(plan.place(2) == PlanPlace{1, 2});
  CHECK(plan.place(3) == PlanPlace{2, 0});
  CHECK(plan.place(5) == PlanPlace{2, 2});
  CHECK(plan.text_at({1, 2}) == "old: 2\n");
  CHECK(plan.text_at({1, 3}) == "old: 3\n");
  CHECK(plan.text_at({2, 0}) == "new: 3\n");
  CHECK(plan.text_at({2, 2}) == "new: 5\n");
  for (const auto nowhere : {PlanPlace{1, 4}, PlanPlace{2, 3}, PlanPlace{3, 0}, PlanPlace{0, 0}, PlanPlace{-1, 0}})
    CHECK_FALSE(plan.text_at(nowhere));
  CHECK_FALSE(plan.is_outdated(folder.fd.get()));
  REQUIRE(folder.write_part(3, 0, 1));
  CHECK(plan.is_outdated(folder.fd.get()));
}

TEST_CASE("in plans of version 1 a line replaces the one of the same file") {
  const PlanFolder folder;
  REQUIRE(folder.write_part(1, 0, 4, "old"));
  REQUIRE(folder.write_part(2, 3, 6, "new"));
  for (const int number : {1, 2}) {
    auto text = std::regex_replace(folder.content(number), std::regex("\"liftoff_plan\":2"), "\"liftoff_plan\":1");
    folder.folder.write(folder.part(number), std::regex_replace(text, std::regex(",\"replaces\":3"), ""));
  }
  const auto plan = folder.open();
  CHECK(plan.configurations() == 6);
  CHECK(plan.text(3) == "new: 3\n");
  CHECK(plan.text_at({1, 3}) == "old: 3\n");
}

TEST_CASE("a line that replaces what is not there is damage") {
  const PlanFolder folder;
  REQUIRE(folder.write_part(1, 0, 4));
  REQUIRE(folder.write_part(2, 3, 4));
  folder.folder.write(folder.part(2), std::regex_replace(folder.content(2), std::regex("s\":3}"), "s\":4}"));
  CHECK_THROWS_AS(Plan::open(folder.fd.get()), Error);
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
