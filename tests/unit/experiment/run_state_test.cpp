#include "experiment/run_state.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

const posix::HostIdentity box{"box", "boot-1", 4026531836};
constexpr std::int64_t boot = 1000, before_boot = 900, after_boot = 1100;

AttemptStart kept_by(const posix::HostIdentity& host, bool locks = true) {
  AttemptStart start;
  start.keeper = {host, {7, 99}, locks};
  return start;
}

AttemptEnd ended(Outcome outcome, double at = 1200.75) {
  AttemptEnd end;
  end.outcome = outcome;
  end.ended = at;
  return end;
}

RunFacts facts(std::optional<std::int64_t> start = std::nullopt) {
  RunFacts facts;
  facts.start = start;
  return facts;
}

RunFacts kept(const posix::HostIdentity& host, std::optional<std::int64_t> start = after_boot, bool locks = true) {
  auto result = facts(start);
  result.record.attempts.push_back({kept_by(host, locks), std::nullopt});
  return result;
}

std::string judged(const RunFacts& what) {
  const auto state = judge(what, box, boot);
  const auto* running = std::get_if<Running>(&state);
  return std::string(name_of(state)) + (running && !running->verified ? ", unverified" : "");
}

std::string evidence(const RunFacts& what) { return std::get<Lost>(judge(what, box, boot)).evidence; }

}  // namespace

TEST_CASE("a run that nobody started waits") {
  CHECK(judged(facts()) == "waiting");
  auto made = facts();
  made.leaf = true;
  CHECK(judged(made) == "waiting");
  CHECK(judged(kept(box, std::nullopt)) == "waiting");  // written down, its program not started
  auto claimed = facts();
  claimed.locked = true;
  CHECK(judged(claimed) == "waiting");
}

TEST_CASE("what is lost is said with its evidence") {
  CHECK(evidence(kept(box)) == "its keeper (process 7) is gone");
  CHECK(evidence(kept({"box", "boot-0", 4026531836})) == "the machine was restarted since");
}

TEST_CASE("a success wins over everything") {
  const bool locked = GENERATE(false, true), alive = GENERATE(false, true), seen = GENERATE(false, true);
  for (auto what : {facts(), facts(after_boot), facts(before_boot), kept(box), kept({"else", "b", 1}),
                    kept({"box", "boot-0", 1})}) {
    what.end = 1300;
    what.crash = 1200;
    what.locked = locked;
    what.keeper_alive = alive;
    what.program_seen = seen;
    CHECK(judged(what) == "succeeded");
    if (!what.record.attempts.empty()) what.record.attempts.back().end = ended(Outcome::Crashed);
    const auto state = judge(what, box, boot);
    REQUIRE(std::holds_alternative<Succeeded>(state));
    CHECK(std::get<Succeeded>(state).ended == 1300);
    CHECK(std::get<Succeeded>(state).started == what.start);
  }
}

TEST_CASE("a held lock means alive, whatever else there is") {
  const bool alive = GENERATE(false, true);
  for (auto what : {facts(after_boot), facts(before_boot), kept(box), kept(box, after_boot, false),
                    kept({"else", "b", 1}), kept({"box", "boot-0", 4026531836}), kept({"box", "boot-1", 1})}) {
    what.locked = true;
    what.keeper_alive = alive;
    CHECK(judged(what) == "running");
    what.crash = 1000;  // of an earlier attempt, about to be taken away
    CHECK(judged(what) == "running");
    if (!what.record.attempts.empty()) what.record.attempts.back().end = ended(Outcome::Succeeded);
    CHECK(judged(what) == "running");  // its end is about to be marked
  }
}

TEST_CASE("without the lock its keeper is gone, or can't be asked") {
  const bool alive = GENERATE(false, true);  // by its number alone: it has the number, not the lock
  const bool seen = GENERATE(false, true);
  const auto with = [&](RunFacts what) {
    what.keeper_alive = alive;
    what.program_seen = seen;
    return what;
  };
  CHECK(judged(with(kept(box))) == "lost");
  CHECK(judged(with(kept({"else", "boot-1", 4026531836}))) == "running, unverified");
  CHECK(judged(with(kept({"else", "boot-2", 1}))) == "running, unverified");
  CHECK(judged(with(kept({"box", "boot-1", 1}))) == "running, unverified");  // another pid namespace
  CHECK(judged(with(kept({"box", "boot-0", 4026531836}))) == "lost");        // restarted since
  CHECK(judged(with(kept({"box", "boot-0", 1}))) == "lost");
}

TEST_CASE("where the file system has no locks the process is asked") {
  auto what = kept(box, after_boot, false);
  CHECK(judged(what) == "lost");
  what.keeper_alive = true;
  CHECK(judged(what) == "running");
  auto restarted = kept({"box", "boot-0", 4026531836}, after_boot, false);
  restarted.keeper_alive = true;  // the number is another process's by now
  CHECK(judged(restarted) == "lost");
}

TEST_CASE("the evidence of a loss is told") {
  const auto gone = std::get<Lost>(judge(kept(box), box, boot));
  CHECK(gone.started == after_boot);
  CHECK(gone.evidence == "its keeper (process 7) is gone");
  CHECK(std::get<Lost>(judge(kept({"box", "boot-0", 1}), box, boot)).evidence == "the machine was restarted since");
}

TEST_CASE("an end that was recorded counts although its marker was never written") {
  auto what = kept(box);
  what.record.attempts.back().end = ended(Outcome::Succeeded);
  CHECK(judged(what) == "succeeded");
  CHECK(std::get<Succeeded>(judge(what, box, boot)).ended == 1200);
  what.record.attempts.back().end = ended(Outcome::Crashed);
  CHECK(judged(what) == "crashed");
  CHECK(std::get<Crashed>(judge(what, box, boot)).ended == 1200);
  CHECK(std::get<Crashed>(judge(what, box, boot)).started == after_boot);

  auto elsewhere = kept({"else", "b", 1});
  elsewhere.record.attempts.back().end = ended(Outcome::Crashed);
  CHECK(judged(elsewhere) == "crashed");
}

TEST_CASE("a requeued run waits, with and without its start marker") {
  auto what = kept(box, std::nullopt);
  what.record.attempts.back().end = ended(Outcome::Requeued);
  CHECK(judged(what) == "waiting");
  what.start = after_boot;
  CHECK(judged(what) == "waiting");
}

TEST_CASE("only the last attempt counts") {
  auto what = kept(box);
  what.record.attempts.back().end = ended(Outcome::Crashed);
  what.record.attempts.push_back({kept_by({"else", "b", 1}), std::nullopt});
  CHECK(judged(what) == "running, unverified");
  what.record.attempts.back().end = ended(Outcome::Succeeded);
  CHECK(judged(what) == "succeeded");
}

TEST_CASE("trees of the original are judged by their markers and processes") {
  auto what = facts(after_boot);
  CHECK(judged(what) == "lost");
  CHECK(evidence(what) == "no process of it is left");
  what.program_seen = true;
  CHECK(judged(what) == "running");
  what.crash = 1200;
  CHECK(judged(what) == "crashed");
  CHECK(std::get<Crashed>(judge(what, box, boot)).ended == 1200);
  what.end = 1300;
  CHECK(judged(what) == "succeeded");

  auto old = facts(before_boot);
  old.program_seen = true;  // another one with the same arguments
  CHECK(judged(old) == "lost");
  CHECK(evidence(old) == "the machine was restarted since");
  auto crashed = facts();
  crashed.crash = 1200;
  CHECK(judged(crashed) == "crashed");
}
