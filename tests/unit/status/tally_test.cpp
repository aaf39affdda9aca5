#include "status/tally.hpp"

#include <catch2/catch.hpp>

#include "status/tally_cache.hpp"

using namespace liftoff;
using namespace liftoff::status;
using experiment::RunRef;
using Event = experiment::JournalEvent;

namespace {

RunTally tally_of(const std::vector<experiment::JournalLine>& lines) {
  RunTally tally;
  for (const auto& line : lines) tally.add(line);
  return tally;
}

}  // namespace

TEST_CASE("a journal's lines add up") {
  const auto tally = tally_of({{Event::Start, 100, 1, 0, "0_a"},
                               {Event::Start, 100, 1, 0, "1_b"},
                               {Event::Start, 101, 1, 0, "2_c/3"},
                               {Event::Succeeded, 110, 1, 10, "0_a"},
                               {Event::Crashed, 105, 1, 5, "1_b"}});
  CHECK(tally.succeeded == 1);
  CHECK(tally.durations.sum() == Approx(15));
  CHECK(tally.run_seconds == Approx(15));
  CHECK(tally.unsettled.size() == 2);
  CHECK(tally.unsettled.at(RunRef("1_b")).kind == UnsettledRun::Kind::Crashed);
  CHECK(tally.unsettled.at(RunRef("2_c/3")).kind == UnsettledRun::Kind::Open);
}

TEST_CASE("a run that is tried again counts once, its attempts both take time") {
  auto tally = tally_of(
      {{Event::Start, 100, 1, 0, "0_a"}, {Event::Crashed, 105, 1, 5, "0_a"}, {Event::Start, 106, 2, 0, "0_a"}});
  CHECK(tally.unsettled.at(RunRef("0_a")).kind == UnsettledRun::Kind::Open);
  tally.add({Event::Requeued, 110, 2, 4, "0_a"});
  CHECK(tally.durations.count() == 1);
  tally.add({Event::Start, 111, 3, 0, "0_a"});
  tally.add({Event::Succeeded, 121, 3, 10, "0_a"});
  CHECK(tally.succeeded == 1);
  CHECK(tally.unsettled.empty());
  CHECK(tally.run_seconds == Approx(19));
}

TEST_CASE("a run that is made once more after it had succeeded counts once") {
  auto tally = tally_of({{Event::Start, 100, 1, 0, "0_a"},
                         {Event::Succeeded, 110, 1, 10, "0_a"},
                         {Event::Rerun, 200, 1, 0, "0_a"},
                         {Event::Rerun, 201, 1, 0, "0_a"}});
  CHECK(tally.succeeded == 0);
  CHECK(tally.unsettled.at(RunRef("0_a")).kind == UnsettledRun::Kind::Open);
  tally.add({Event::Start, 202, 1, 0, "0_a"});
  tally.add({Event::Succeeded, 206, 1, 4, "0_a"});
  CHECK(tally.succeeded == 1);
  CHECK(tally.unsettled.empty());
  CHECK(tally.durations.count() == 2);
}

TEST_CASE("ends that were never begun, ends told twice and paths that lead out change nothing") {
  const auto tally = tally_of({{Event::Succeeded, 110, 1, 10, "9_z"},
                               {Event::Start, 100, 1, 0, "0_a"},
                               {Event::Succeeded, 110, 1, 10, "0_a"},
                               {Event::Succeeded, 110, 1, 10, "0_a"},
                               {Event::Start, 1, 1, 0, "../x"},
                               {Event::Start, 1, 1, 0, "/etc"},
                               {Event::Start, 1, 1, 0, "a/./b"},
                               {Event::Start, 1, 1, 0, ""}});
  CHECK(tally.succeeded == 1);
  CHECK(tally.unsettled.empty());
}

TEST_CASE("what is cached is read back") {
  CachedTally cached;
  cached.tally = tally_of({{Event::Start, 100.25, 1, 0, "0_a"},
                           {Event::Succeeded, 110.5, 1, 10.25, "0_a"},
                           {Event::Start, 100, 1, 0, "1_b\tc/2"},
                           {Event::Start, 100, 1, 0, "."},
                           {Event::Crashed, 101, 1, 1, "."}});
  cached.from_journal = true;
  cached.journal_inode = 17;
  cached.journal_offset = 12345678901;
  cached.plan = {2, {5, 6}, 100000};
  cached.folders = {{"0 a", 7}};
  const auto text = to_text(cached);
  const auto read = parse_cached_tally(text);
  REQUIRE(read);
  CHECK(to_text(*read).size() == text.size());
  CHECK(read->tally.succeeded == 1);
  CHECK(read->tally.durations.mean() == cached.tally.durations.mean());
  CHECK(read->tally.busy.spans() == cached.tally.busy.spans());
  CHECK(read->tally.unsettled.at(RunRef("1_b\tc/2")).started == 100);
  CHECK(read->tally.unsettled.at(RunRef()).kind == UnsettledRun::Kind::Crashed);
  CHECK(read->journal_offset == 12345678901);
  CHECK(read->plan.runs == 100000);
  CHECK(read->folders.at(0).name == "0 a");
}

TEST_CASE("names with line feeds are not cached") {
  CachedTally cached;
  cached.tally.unsettled[RunRef("a\nb")] = {};
  CHECK(to_text(cached).empty());
}
