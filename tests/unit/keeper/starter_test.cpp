#include "keeper/starter.hpp"

#include <catch2/catch.hpp>

#include "keeper/kept_experiment.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

posix::SpawnRequest request(std::vector<std::string> argv) {
  posix::SpawnRequest request;
  request.argv = std::move(argv);
  return request;
}

}  // namespace

TEST_CASE("a program that was started is a child") {
  SpawnStarter starter;
  const auto start = starter.start(request({"/bin/sh", "-c", "exit 7"}));
  REQUIRE(std::holds_alternative<Started>(start));
  CHECK(test::status_of(std::get<Started>(start).pid) == 7);
}

TEST_CASE("what can't be started says why") {
  SpawnStarter starter;
  const auto start = starter.start(request({"/nowhere/job"}));
  REQUIRE(std::holds_alternative<NotStarted>(start));
  CHECK(std::get<NotStarted>(start).why == "/nowhere/job: No such file or directory");
}
