#include "posix/process_tree.hpp"
#include "posix/capture.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"
#include "posix/spawn.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "posix/children_of.hpp"
#include "support.hpp"

using namespace liftoff::posix;
using namespace std::chrono_literals;

namespace {

/// Runs a shell script in a child that takes in its orphans, waits until it has written "ready" as often as it says,
/// ends all of it and tells what became of it.
std::string ended(const std::string& script, std::size_t ready, std::chrono::milliseconds grace) {
  liftoff::test::TempDir folder;
  const auto told = in_child(
      [&] {
        become_subreaper();
        const auto me = self().pid;
        const auto fifo = folder.path() + "/ready";
        if (capture({"mkfifo", fifo}, 30s)->status != 0) return std::string("no fifo");
        const Fd out{liftoff::test::open_pipe(fifo)};
        SpawnRequest request;
        request.argv = {"/bin/sh", "-c", script};
        request.environment = environment();
        request.out = out.get();
        const int pid = spawn(request).value();
        // Read by a program of its own: it waits for what is written, however late.
        SpawnRequest reader;
        reader.argv = {"/bin/sh", "-c",
                       "i=0; while [ $i -lt " + std::to_string(ready) + " ]; do read line; i=$((i+1)); done < \"$0\"",
                       fifo};
        if (reap_one(spawn(reader).value()).value().exit_code != 0) return std::string("not ready");

        const auto tree = end_processes(liftoff::test::child_of(me), grace);
        auto children = Children::None;
        std::string main = "?";
        while (const auto child = reap(children))
          if (child->pid == pid)
            main = child->signal ? "signal " + std::to_string(*child->signal)
                                 : "exit " + std::to_string(child->exit_code.value());
        return main + ", " + std::to_string(tree.found) + " found, " + std::to_string(tree.survivors.size()) +
               " survived, " + std::to_string(find_processes(liftoff::test::child_of(me)).size()) + " left" +
               (children == Children::None ? "" : ", not all reaped");
      },
      60s);
  return told.value_or("no answer");
}

}  // namespace

TEST_CASE("children that left their parent and its session and ignore TERM are ended") {
  const std::string stubborn = "trap '' TERM; echo ready; exec sleep 1000";
  CHECK(ended("(setsid sh -c \"" + stubborn + "\" &); " + stubborn, 2, 20ms) ==
        "signal 9, 2 found, 0 survived, 0 left");
}

TEST_CASE("a program that cleans up when it is told to end is given the time for it") {
  // The child says itself that it is ready: until it has called exec, it has the trap of its parent and would outlive
  // TERM.
  CHECK(ended("trap 'exit 7' TERM; sh -c 'echo ready; exec sleep 1000' & echo ready; wait", 2, 60s) ==
        "exit 7, 2 found, 0 survived, 0 left");
}

TEST_CASE("what has stopped itself is ended too") {
  CHECK(ended("trap '' TERM; sh -c 'echo ready; kill -STOP $$; exec sleep 1000' & echo ready; wait", 2, 20ms) ==
        "signal 9, 2 found, 0 survived, 0 left");
}

TEST_CASE("descendants of what belongs belong") {
  const auto found = in_child(
      [] {
        SpawnRequest request;
        request.argv = {"/bin/sh", "-c", "sleep 1000 & sleep 1000 & wait"};
        request.environment = environment();
        const int pid = spawn(request).value();
        const Belongs ours = [&](const ProcessInfo& info) { return info.id.pid == pid; };
        if (!liftoff::test::soon([&] { return find_processes(ours).size() == 3; })) return std::string("not found");
        end_processes(ours, 0ms);
        const auto left = find_processes([&](const ProcessInfo& info) { return info.group == pid; }).size();
        reap_one(pid);
        return std::to_string(left);
      },
      60s);
  CHECK(found == "0");
}

TEST_CASE("nothing to end is nothing found") {
  const auto tree = end_processes([](const ProcessInfo&) { return false; }, 60s);
  CHECK(tree.found == 0);
  CHECK(tree.survivors.empty());
}

TEST_CASE("a rule is never asked about the process that asks") {
  const auto me = self();
  bool asked = false;
  find_processes([&](const ProcessInfo& info) {
    if (info.id == me) asked = true;
    return false;
  });
  CHECK_FALSE(asked);
}
