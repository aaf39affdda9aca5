#include "keeper/messages.hpp"

#include <catch2/catch.hpp>

#include "posix/socket.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

RunReport ended() {
  experiment::AttemptEnd end;
  end.attempt = 3;
  end.ended = 1524936344.5;
  end.outcome = experiment::Outcome::Crashed;
  end.reason = experiment::Reason::Signal;
  end.signal = 11;
  end.wall = 5.25;
  end.user = 4;
  end.system = 0.5;
  end.max_rss = 10485760;
  end.detail = "a \"quoted\"\nword";
  return {{3, 1}, end, true};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  if (at == std::string::npos) throw std::runtime_error("no " + what + " in " + text);
  return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("an order arrives as it was given") {
  for (const RunOrder order : {RunOrder{}, RunOrder{3, 1}, RunOrder{4294967295u, 2147483647}})
    CHECK(order_from(to_record(order)) == order);
  CHECK(to_record(RunOrder{3, 1}) == "{\"v\":1,\"configuration\":3,\"run_id\":1}\n");
}

TEST_CASE("a report of an end carries the end as the record has it") {
  const auto record = to_record(ended());
  const auto report = report_from(record);
  REQUIRE(report);
  CHECK(report->order == ended().order);
  CHECK(report->retires);
  const auto& end = std::get<experiment::AttemptEnd>(report->result);
  CHECK(experiment::to_line(end) == experiment::to_line(std::get<experiment::AttemptEnd>(ended().result)));
  CHECK_FALSE(end.exit_code);
  CHECK(end.signal == 11);
  CHECK(record.substr(0, record.find('\n')) ==
        R"({"v":1,"configuration":3,"run_id":1,"result":"ended","why":"","retires":true})");
}

TEST_CASE("a report tells why nothing was started") {
  for (const auto why : {LeftAlone::Busy, LeftAlone::Succeeded, LeftAlone::Aborted}) {
    const auto report = report_from(to_record(RunReport{{1, 2}, why, false}));
    REQUIRE(report);
    CHECK(report->order == RunOrder{1, 2});
    CHECK(std::get<LeftAlone>(report->result) == why);
    CHECK_FALSE(report->retires);
  }
  const auto refused = report_from(to_record(RunReport{{1, 2}, Refused{"0_n_0: \"no\" space\n"}, false}));
  REQUIRE(refused);
  CHECK(std::get<Refused>(refused->result).why == "0_n_0: \"no\" space\n");
}

TEST_CASE("a record that was cut short says nothing") {
  const auto order = to_record(RunOrder{3, 1}), report = to_record(ended());
  for (std::size_t size = 0; size < order.size(); ++size) CHECK_FALSE(order_from(order.substr(0, size)));
  for (std::size_t size = 0; size < report.size(); ++size) CHECK_FALSE(report_from(report.substr(0, size)));
}

TEST_CASE("a record of another version says nothing") {
  for (const std::string version : {"2", "0", "1.0", "\"1\"", "null"}) {
    INFO(version);
    CHECK_FALSE(order_from(replaced(to_record(RunOrder{3, 1}), "\"v\":1", "\"v\":" + version)));
    CHECK_FALSE(report_from(replaced(to_record(ended()), "\"v\":1", "\"v\":" + version)));
  }
  CHECK_FALSE(order_from("{\"configuration\":3,\"run_id\":1}\n"));
}

TEST_CASE("members that are not known are passed over") {
  CHECK(order_from("{\"v\":1,\"gpu\":[0],\"configuration\":3,\"run_id\":1}\n") == RunOrder{3, 1});
  CHECK(report_from(replaced(to_record(ended()), "\"retires\":true", "\"retires\":true,\"mood\":{}")));
}

TEST_CASE("what makes no sense says nothing") {
  for (const std::string record :
       {"\n", "[]\n", "3\n", "nonsense\n", "{\"v\":1}\n", "{\"v\":1,\"configuration\":-1,\"run_id\":0}\n",
        "{\"v\":1,\"configuration\":4294967296,\"run_id\":0}\n",
        "{\"v\":1,\"configuration\":0,\"run_id\":2147483648}\n", "{\"v\":1,\"configuration\":\"0\",\"run_id\":0}\n",
        "{\"v\":1,\"configuration\":0.0,\"run_id\":0}\n"}) {
    INFO(record);
    CHECK_FALSE(order_from(record));
  }
  const auto left = to_record(RunReport{{}, LeftAlone::Busy, false});
  CHECK_FALSE(report_from(replaced(left, "\"busy\"", "\"bored\"")));
  CHECK_FALSE(report_from(replaced(left, "\"busy\"", "\"ended\"")));  // without the line that tells how
  CHECK_FALSE(report_from(replaced(left, "\"busy\"", "7")));
  CHECK_FALSE(report_from(replaced(left, ",\"retires\":false", "")));
}

TEST_CASE("a long text is cut, and its record fits") {
  auto report = ended();
  std::get<experiment::AttemptEnd>(report.result).detail = std::string(1 << 20, '\x01');
  CHECK(to_record(report).size() < posix::longest_record);
  CHECK(report_from(to_record(report)));
  report.result = Refused{std::string(1 << 20, '\xff')};
  CHECK(to_record(report).size() < posix::longest_record);
  CHECK(report_from(to_record(report)));
}
