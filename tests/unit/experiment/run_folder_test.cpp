#include "experiment/run_folder.hpp"

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

struct Experiment {
  liftoff::test::TempDir folder;
  posix::Fd fd = posix::open_folder(posix::here(), folder.path().c_str());

  ClaimedRun claim(std::string_view run, const ClaimOptions& options = {}) const {
    auto claimed = claim_run(fd.get(), run, options);
    if (!std::holds_alternative<ClaimedRun>(claimed)) throw std::runtime_error("the run was refused");
    return std::get<ClaimedRun>(std::move(claimed));
  }
  ClaimRefusal refusal(std::string_view run, const ClaimOptions& options = {}) const {
    const auto claimed = claim_run(fd.get(), run, options);
    if (!std::holds_alternative<ClaimRefusal>(claimed)) throw std::runtime_error("the run was not refused");
    return std::get<ClaimRefusal>(claimed);
  }
  std::optional<std::string> content(const std::string& name) const { return posix::read_file(fd.get(), name.c_str()); }
  bool has(const std::string& name) const { return posix::info(fd.get(), name.c_str()).kind != posix::FileKind::None; }
  std::string state(std::string_view run) const {
    return std::string(name_of(read_run_state(open_run_folder(fd.get(), run).get())));
  }
  RunRecord record(const std::string& run) const {
    return parse_run_record(content(run + "/" + names::record).value_or(""));
  }
};

AttemptStart start_of(const ClaimedRun& run, posix::HostIdentity host = posix::this_host()) {
  AttemptStart start;
  start.attempt = run.attempt;
  start.keeper = {std::move(host), posix::self(), run.locks};
  start.started = 1524936339.25;
  return start;
}

/// What a keeper does until its program runs.
void begin(ClaimedRun& run, const posix::HostIdentity& host = posix::this_host()) {
  REQUIRE(begin_attempt(run, start_of(run, host), "x: 1\n"));
  for (const char* name : {"out", "err"})
    posix::write_all(posix::create_for_writing(run.folder.get(), name).get(),
                     "output of attempt " + std::to_string(run.attempt));
}

void start(ClaimedRun& run, const posix::HostIdentity& host = posix::this_host()) {
  begin(run, host);
  mark_started(run, 1524936339.75);
}

AttemptEnd end_of(const ClaimedRun& run, Outcome outcome) {
  AttemptEnd end;
  end.attempt = run.attempt;
  end.ended = 1524936344.5;
  end.outcome = outcome;
  return end;
}

}  // namespace

TEST_CASE("a fresh run is claimed, kept and ended") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a/1");
    CHECK(run.fresh);
    CHECK(run.attempt == 1);
    CHECK(run.locks);
    CHECK(experiment.state("0_a/1") == "waiting");
    start(run);
    CHECK(experiment.content("0_a/1/cfg.yaml") == "x: 1\n");
    CHECK(experiment.content("0_a/1/.__leaf") == "");
    CHECK(experiment.content("0_a/1/.__start") == "1524936339\n");
    CHECK(experiment.state("0_a/1") == "running");
    CHECK(experiment.refusal("0_a/1") == ClaimRefusal::Busy);
    record_end(run, end_of(run, Outcome::Succeeded));
  }
  CHECK(experiment.content("0_a/1/.__end") == "1524936344\n");
  CHECK_FALSE(experiment.has("0_a/1/.__crash"));
  CHECK(experiment.state("0_a/1") == "succeeded");
  CHECK(experiment.refusal("0_a/1") == ClaimRefusal::Succeeded);
  CHECK(experiment.record("0_a/1").attempts.size() == 1);
}

TEST_CASE("the experiment folder itself can be the run") {
  const Experiment experiment;
  auto run = experiment.claim("");
  start(run);
  CHECK(experiment.has(".__start"));
  CHECK(experiment.refusal("") == ClaimRefusal::Busy);
}

TEST_CASE("a crashed run is tried again beside what is left of it") {
  const Experiment experiment;
  for (int attempt = 1; attempt <= 3; ++attempt) {
    auto run = experiment.claim("0_a");
    CHECK(run.attempt == attempt);
    CHECK(std::holds_alternative<Crashed>(run.state) == (attempt > 1));
    start(run);
    CHECK_FALSE(experiment.has("0_a/.__crash"));
    record_end(run, end_of(run, Outcome::Crashed));
    CHECK(experiment.content("0_a/.__crash") == "1524936344\n");
    CHECK(experiment.state("0_a") == (run.locks ? "running" : "crashed"));
  }
  CHECK(experiment.state("0_a") == "crashed");
  for (const std::string name : {"0_a/out", "0_a/err"}) {
    CHECK(experiment.content(name + ".1") == "output of attempt 1");
    CHECK(experiment.content(name + ".2") == "output of attempt 2");
    CHECK(experiment.content(name) == "output of attempt 3");
  }
  const auto record = experiment.record("0_a");
  REQUIRE(record.attempts.size() == 3);
  for (const auto& attempt : record.attempts) CHECK(attempt.end);
}

TEST_CASE("output that can't have its usual name is kept all the same") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
    experiment.folder.write("0_a/out.1", "the program's own");
    record_end(run, end_of(run, Outcome::Crashed));
  }
  auto run = experiment.claim("0_a");
  begin(run);
  CHECK(experiment.content("0_a/out.1") == "the program's own");
  CHECK(experiment.content("0_a/out.1~") == "output of attempt 1");
}

TEST_CASE("a requeued run waits for its next attempt") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
    record_end(run, end_of(run, Outcome::Requeued));
  }
  CHECK_FALSE(experiment.has("0_a/.__start"));
  CHECK(experiment.state("0_a") == "waiting");
  auto run = experiment.claim("0_a");
  CHECK(run.attempt == 2);
  begin(run);
  CHECK(experiment.content("0_a/out.1") == "output of attempt 1");
}

TEST_CASE("a run whose keeper died is lost and claimed again") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
  }
  CHECK(experiment.state("0_a") == "lost");
  auto run = experiment.claim("0_a");
  CHECK(std::holds_alternative<Lost>(run.state));
  CHECK(run.attempt == 2);
  CHECK(run.earlier.attempts.size() == 1);
  start(run);
  CHECK(experiment.content("0_a/out.1") == "output of attempt 1");
}

TEST_CASE("an attempt whose program was never started is taken up under its number, as often as that happens") {
  const Experiment experiment;
  const int crashes = GENERATE(0, 1);
  for (int i = 0; i < crashes; ++i) {
    auto run = experiment.claim("0_a");
    start(run);
    record_end(run, end_of(run, Outcome::Crashed));
  }
  for (int death = 0; death < 3; ++death) {
    auto run = experiment.claim("0_a");
    CHECK(std::holds_alternative<Waiting>(run.state) == (death > 0 || crashes == 0));
    CHECK(run.attempt == crashes + 1);
    begin(run);
  }
  auto run = experiment.claim("0_a");
  start(run);
  CHECK(experiment.content("0_a/out") == "output of attempt " + std::to_string(crashes + 1));
  CHECK(experiment.has("0_a/out.1") == (crashes == 1));
  CHECK_FALSE(experiment.has("0_a/out.0"));
  CHECK_FALSE(experiment.has("0_a/out.2"));
}

TEST_CASE("an attempt that really ran keeps its number whatever the next keeper leaves undone") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
  }
  {
    auto run = experiment.claim("0_a");
    REQUIRE(run.attempt == 2);
    // As a keeper that dies on its way leaves it: the number taken, nothing written down.
    posix::create_file(run.folder.get(), ".liftoff-attempt-2", "");
    if (GENERATE(false, true)) posix::remove_file(run.folder.get(), names::start);
  }
  auto run = experiment.claim("0_a");
  CHECK(run.attempt == 2);
  CHECK(begin_attempt(run, start_of(run), "x: 2\n"));
}

TEST_CASE("runs of other hosts are left alone unless those are declared dead") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run, {"elsewhere", "b", 1});
  }
  CHECK(experiment.refusal("0_a") == ClaimRefusal::Busy);
  CHECK(experiment.refusal("0_a", {"another", false}) == ClaimRefusal::Busy);
  const auto run = experiment.claim("0_a", {"elsewhere", false});
  CHECK(std::holds_alternative<Lost>(run.state));
  CHECK(run.attempt == 2);
}

TEST_CASE("runs of the original are taken over") {
  const Experiment experiment;
  experiment.folder.write("0_a/.__leaf", "");
  experiment.folder.write("0_a/out", "old");
  SECTION("waiting") {
    auto run = experiment.claim("0_a");
    CHECK_FALSE(run.fresh);
    CHECK(run.attempt == 1);
  }
  SECTION("crashed") {
    experiment.folder.write("0_a/.__start", "5\n");
    experiment.folder.write("0_a/.__crash", "6\n");
    auto run = experiment.claim("0_a");
    CHECK(run.attempt == 2);
    begin(run);
    CHECK(experiment.content("0_a/out.1") == "old");
    CHECK_FALSE(experiment.has("0_a/.__crash"));
    CHECK_FALSE(experiment.has("0_a/.__start"));
  }
  SECTION("running") {
    experiment.folder.write("0_a/.__start", "9999999999\n");
    CHECK(experiment.refusal("0_a", {"", true}) == ClaimRefusal::Busy);
    CHECK(std::holds_alternative<Lost>(experiment.claim("0_a").state));
  }
  SECTION("succeeded") {
    experiment.folder.write("0_a/.__end", "7\n");
    CHECK(experiment.refusal("0_a") == ClaimRefusal::Succeeded);
  }
}

TEST_CASE("links and other things in place of folders and records are refused") {
  const Experiment experiment;
  liftoff::test::TempDir outside;
  SECTION("the configuration's folder") {
    experiment.folder.link("0_a", outside.path());
    CHECK_THROWS_AS(experiment.claim("0_a/0"), Error);
    CHECK_THROWS_AS(experiment.claim("0_a"), Error);
  }
  SECTION("the run's folder") {
    experiment.folder.make_folder("0_a");
    experiment.folder.link("0_a/0", outside.path());
    CHECK_THROWS_AS(experiment.claim("0_a/0"), Error);
    CHECK_FALSE(open_run_folder(experiment.fd.get(), "0_a/0"));
  }
  SECTION("the record") {
    experiment.folder.make_folder("0_a");
    experiment.folder.link("0_a/.liftoff-run", outside.path() + "/record");
    CHECK_THROWS_AS(experiment.claim("0_a"), Error);
    CHECK_FALSE(seize_run(experiment.fd.get(), "0_a"));
  }
  SECTION("a folder in place of the record") {
    experiment.folder.make_folder("0_a/.liftoff-run");
    CHECK_THROWS_AS(experiment.claim("0_a"), Error);
  }
  SECTION("a file in place of the folder") {
    experiment.folder.write("0_a", "");
    CHECK_THROWS_AS(experiment.claim("0_a/0"), Error);
  }
  SECTION("paths that lead out of the experiment") {
    CHECK_THROWS_AS(experiment.claim("../" + outside.path().substr(outside.path().rfind('/') + 1)), Error);
    CHECK_FALSE(open_run_folder(experiment.fd.get(), ".."));
    CHECK_FALSE(open_run_folder(experiment.fd.get(), "0_a/../.."));
  }
  CHECK(posix::list_folder(posix::here(), outside.path().c_str())->empty());
}

TEST_CASE("an end may be recorded again and is written once") {
  const Experiment experiment;
  auto run = experiment.claim("0_a");
  start(run);
  const auto end = end_of(run, Outcome::Crashed);
  record_end(run, end);
  posix::remove_file(run.folder.get(), names::crash);
  record_end(run, end);
  CHECK(experiment.content("0_a/.__crash") == "1524936344\n");
  const auto text = *experiment.content("0_a/.liftoff-run");
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
}

TEST_CASE("a line that was cut short swallows none of the next") {
  const Experiment experiment;
  auto run = experiment.claim("0_a");
  start(run);
  experiment.folder.append("0_a/.liftoff-run", R"({"attempt":1,"ended":15)");
  record_end(run, end_of(run, Outcome::Succeeded));
  REQUIRE(experiment.record("0_a").last());
  CHECK(experiment.record("0_a").last()->end);
}

TEST_CASE("an end whose marker is missing is completed by whoever looks next") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
    record_end(run, end_of(run, Outcome::Succeeded));
    posix::remove_file(run.folder.get(), names::end);
  }
  CHECK(experiment.state("0_a") == "succeeded");
  CHECK(experiment.refusal("0_a") == ClaimRefusal::Succeeded);
  CHECK(experiment.content("0_a/.__end") == "1524936344\n");
}

TEST_CASE("without locks one attempt has one keeper all the same") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
  }
  auto first = experiment.claim("0_a");
  first.locks = false;
  REQUIRE(begin_attempt(first, start_of(first), "x: 1\n"));
  first.record.reset();
  auto second = ClaimedRun{};
  second.folder = open_run_folder(experiment.fd.get(), "0_a");
  second.record = posix::open_for_appending(second.folder.get(), names::record);
  second.locks = false;
  second.attempt = 2;
  CHECK_FALSE(begin_attempt(second, start_of(second), "x: 1\n"));
  CHECK(experiment.record("0_a").attempts.size() == 2);
}

TEST_CASE("a dead keeper's run is seized, a live one's is not") {
  const Experiment experiment;
  CHECK_FALSE(seize_run(experiment.fd.get(), "0_a"));
  CHECK_FALSE(experiment.has("0_a"));
  {
    auto run = experiment.claim("0_a");
    start(run);
    CHECK_FALSE(seize_run(experiment.fd.get(), "0_a"));
  }
  auto run = seize_run(experiment.fd.get(), "0_a");
  REQUIRE(run);
  CHECK(std::holds_alternative<Lost>(run->state));
  auto end = end_of(*run, Outcome::Crashed);
  end.reason = Reason::Aborted;
  record_end(*run, end);
  run.reset();
  CHECK(experiment.state("0_a") == "crashed");
  CHECK(experiment.record("0_a").last()->end->reason == Reason::Aborted);
}
