#include "posix/children.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "posix/capture.hpp"
#include "posix/own_process.hpp"
#include "support.hpp"

using namespace liftoff::posix;
using namespace std::chrono_literals;

namespace {

int started(const std::string& script) {
  SpawnRequest request;
  request.argv = {"/bin/sh", "-c", script};
  request.environment = environment();
  return spawn(request).value();
}

}  // namespace

TEST_CASE("a child that is spared is there until all others are reaped") {
  const auto told = in_child(
      [] {
        if (has_children() || !own_children().empty()) return std::string("born with children");
        const int spared = started("exit 3"), other = started("exit 4");
        liftoff::test::soon([&] { return has_ended(spared) && has_ended(other); });
        if (own_children().size() != 2) return std::string("not two");
        const auto first = reap_but(spared).child;
        if (!first || first->pid != other || first->exit_code != 4) return std::string("not the other one");
        const auto second = reap_but(spared);
        if (second.child || !has_children()) return std::string("not spared");
        if (!second.spared_ended || !second.alone) return std::string("not known to be alone");
        const auto last = reap_but(0).child;
        return std::to_string(last ? last->exit_code.value() : -1) + (has_children() ? " and more" : "");
      },
      60s);
  CHECK(told == "3");
}

TEST_CASE("a group is signalled as one, also when its leader has ended") {
  const auto told = in_child(
      [] {
        become_subreaper();
        const int leader = started("sleep 1000 & sleep 1000 & exit 0");
        liftoff::test::soon([&] { return has_ended(leader) && own_children().size() == 3; });
        signal_group(leader, SIGKILL);
        int killed = 0;
        while (has_children())
          if (const auto ended = reap_but(leader).child) killed += ended->signal == SIGKILL;
          else if (own_children().size() == 1) return std::to_string(killed);
        return std::string("the leader is gone");
      },
      60s);
  CHECK(told == "2");
}

TEST_CASE("a child can be watched to its end") {
  const int child = started("exit 0");
  const auto watched = watch_child(child);
  CHECK(watched);
  CHECK(reap_one(child));
  CHECK_FALSE(watch_child(child));
}
