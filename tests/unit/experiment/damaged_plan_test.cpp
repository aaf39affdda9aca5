#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "experiment/plan_folder.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using test::PlanFolder;

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
    edited("\"liftoff_plan\":2", "\"liftoff_plan\":3");
    refuses_header("has a format that is not known here");
  }
  SECTION("a format of another type") {
    edited("\"liftoff_plan\":2", "\"liftoff_plan\":\"1\"");
    refuses_header("has a format that is not known here");
  }
  SECTION("no JSON") {
    edited("{", "<");
    refuses_header("has a header that can't be read");
  }
}

TEST_CASE_METHOD(DamagedPlan, "headers of plans whose members make no sense are refused") {
  SECTION("an unknown layout") {
    edited("\"nested\"", "\"rounded\"");
    refuses_header("has a damaged header ('layout' is not one that is known here)");
  }
  SECTION("no options") {
    edited("\"options\":", "\"option\":");
    refuses_header("has a damaged header ('options' is missing)");
  }
  SECTION("a negative number of runs") {
    edited("\"runs_no\":1", "\"runs_no\":-1");
    refuses_header("has no runs");
  }
  SECTION("more repetitions than anybody planned") {
    edited("\"runs_no\":1", "\"runs_no\":2147483647");
    refuses_header("claims 2147483647 repetitions of 2 configurations: liftoff plans at most 10000000 runs");
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
  SECTION("a text of an absurd size, with a file to match") {
    edited("\"at\":13,\"size\":5", "\"at\":13,\"size\":99999999");
    std::filesystem::resize_file(folder.folder / folder.open().header().texts, 200 << 20);
    CHECK(test::error_of([&] {
            folder.open().text(1);
          }).starts_with("the experiment's plan has a configuration of 99999999 bytes"));
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
