#include "experiment/run_record.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

AttemptStart example_start(int attempt = 1) {
  AttemptStart start;
  start.attempt = attempt;
  start.keeper = {{"b\"ox", "0c5f-boot", 4026531836}, {77, 991}, true};
  start.token = "00112233445566778899aabbccddeeff";
  start.gpu = "GPU-7";
  start.slot = 3;
  start.started = 1524936339.25;
  start.planned = PlanPlace{2, 7};
  start.commit = "1f2e3d4@main-dirty";
  return start;
}

AttemptEnd example_end(int attempt = 1) {
  AttemptEnd end;
  end.attempt = attempt;
  end.ended = 1524936344.5;
  end.outcome = Outcome::Crashed;
  end.reason = Reason::Signal;
  end.signal = 11;
  end.wall = 5.25;
  end.user = 4.125;
  end.system = 0.5;
  end.max_rss = 10'485'760'000;
  end.detail = "line\none\xff";
  return end;
}

}  // namespace

TEST_CASE("attempts read back as they were written") {
  const auto record = parse_run_record(to_line(example_start()) + to_line(example_end()) + to_line(example_start(2)));
  REQUIRE(record.attempts.size() == 2);
  const auto& start = record.attempts[0].start;
  CHECK(start.attempt == 1);
  CHECK(start.keeper.host == example_start().keeper.host);
  CHECK(start.keeper.process == example_start().keeper.process);
  CHECK(start.keeper.locks);
  CHECK(start.token == example_start().token);
  CHECK(start.gpu == "GPU-7");
  CHECK(start.slot == 3);
  CHECK(start.started == 1524936339.25);
  CHECK(start.planned == PlanPlace{2, 7});
  CHECK(start.commit == "1f2e3d4@main-dirty");

  REQUIRE(record.attempts[0].end);
  const auto& end = *record.attempts[0].end;
  CHECK(end.ended == 1524936344.5);
  CHECK(end.outcome == Outcome::Crashed);
  CHECK(end.reason == Reason::Signal);
  CHECK_FALSE(end.exit_code);
  CHECK(end.signal == 11);
  CHECK(end.wall == 5.25);
  CHECK(end.user == 4.125);
  CHECK(end.system == 0.5);
  CHECK(end.max_rss == 10'485'760'000);
  CHECK(end.detail == "line\none\xef\xbf\xbd");
  CHECK(record.last()->start.attempt == 2);
  CHECK_FALSE(record.last()->end);
}

TEST_CASE("absent members stay absent") {
  auto start = example_start();
  start.gpu.reset();
  start.keeper.locks = false;
  auto end = example_end();
  end.signal.reset();
  end.exit_code = 3;
  const auto record = parse_run_record(to_line(start) + to_line(end));
  REQUIRE(record.attempts.size() == 1);
  CHECK_FALSE(record.attempts[0].start.gpu);
  CHECK_FALSE(record.attempts[0].start.keeper.locks);
  CHECK(record.attempts[0].end->exit_code == 3);
  CHECK_FALSE(record.attempts[0].end->signal);
}

TEST_CASE("every outcome and reason reads back") {
  for (const auto outcome : {Outcome::Succeeded, Outcome::Crashed, Outcome::Requeued})
    for (const auto reason :
         {Reason::Exit, Reason::Signal, Reason::Timeout, Reason::Aborted, Reason::Terminated, Reason::CannotStart}) {
      auto end = example_end();
      end.outcome = outcome;
      end.reason = reason;
      const auto record = parse_run_record(to_line(example_start()) + to_line(end));
      REQUIRE(record.last()->end);
      CHECK(record.last()->end->outcome == outcome);
      CHECK(record.last()->end->reason == reason);
    }
}

TEST_CASE("a last line that was never finished is ignored, wherever it was cut") {
  const auto start = to_line(example_start()), end = to_line(example_end());
  for (std::size_t cut = 0; cut < end.size(); ++cut) {
    const auto record = parse_run_record(start + end.substr(0, cut));
    REQUIRE(record.attempts.size() == 1);
    REQUIRE_FALSE(record.last()->end);
  }
  for (std::size_t cut = 0; cut < start.size(); ++cut) REQUIRE(parse_run_record(start.substr(0, cut)).attempts.empty());
}

TEST_CASE("the line of an end reads back by itself") {
  const auto line = to_line(example_end(4));
  const auto end = parse_attempt_end(line);
  REQUIRE(end);
  CHECK(end->attempt == 4);
  CHECK(to_line(*end) == to_line(example_end(4)));
  for (std::size_t size = 0; size < line.size() - 1; ++size) CHECK_FALSE(parse_attempt_end(line.substr(0, size)));
  CHECK_FALSE(parse_attempt_end(to_line(example_start())));
  CHECK_FALSE(parse_attempt_end("{\"attempt\":1}\n"));
}

TEST_CASE("lines that make no sense are passed over") {
  const auto start = to_line(example_start()), end = to_line(example_end());
  for (const char* damaged :
       {"\n", "nonsense\n", "{}\n", "[1]\n", "3\n", "{\"pid\":1}\n", "{\"attempt\":\"one\",\"pid\":1}\n",
        "{\"attempt\":1,\"ended\":\"soon\"}\n", "{\"attempt\":1,\"pid\":1e99}\n", "\xff\xfe\n",
        "{\"attempt\":9,\"ended\":1}\n", "{\"attempt\":1,\"exit_code\":\"a\"}\n"}) {
    INFO(damaged);
    const auto record = parse_run_record(damaged + start + damaged + end + damaged);
    REQUIRE(record.attempts.size() == 1);
    REQUIRE(record.last()->end);
    CHECK(record.last()->end->signal == 11);
  }
  CHECK(parse_run_record("").last() == nullptr);
  CHECK(parse_run_record(end).attempts.empty());  // an end without its start
}

TEST_CASE("members that a later version may add are passed over") {
  const auto record = parse_run_record(R"({"v":2,"attempt":4,"pid":9,"start_ticks":1,"new":{"a":[1]}})"
                                       "\n"
                                       R"({"attempt":4,"ended":5,"outcome":"vanished","reason":"?","more":null})"
                                       "\n");
  REQUIRE(record.attempts.size() == 1);
  CHECK(record.last()->start.attempt == 4);
  CHECK(record.last()->start.keeper.locks);
  REQUIRE(record.last()->end);
  CHECK(record.last()->end->outcome == Outcome::Crashed);  // never taken for a success
}

TEST_CASE("ends are described for people") {
  AttemptEnd end;
  end.exit_code = 3;
  CHECK(describe(end) == "exit code 3");
  end.reason = Reason::Signal;
  end.signal = 11;
  CHECK(describe(end) == "signal 11 (SIGSEGV)");
  end.reason = Reason::Timeout;
  CHECK(describe(end) == "timed out");
  end.reason = Reason::Aborted;
  CHECK(describe(end) == "aborted");
  end.reason = Reason::Terminated;
  CHECK(describe(end) == "terminated");
  end.reason = Reason::CannotStart;
  end.detail = "python: No such file or directory";
  CHECK(describe(end) == "could not be started: python: No such file or directory");
}
