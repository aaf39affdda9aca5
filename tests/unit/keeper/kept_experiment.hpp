#pragma once
// An experiment on disk whose program is a shell script, for the tests of whoever keeps or executes its runs.
#include <sys/prctl.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "keeper/keep_run.hpp"
#include "posix/folder.hpp"
#include "posix/poll.hpp"
#include "support.hpp"

namespace liftoff::test {

/// Configurations 0_n_0, 1_n_1, …, of which each has `runs` runs. No run takes longer than 20 s.
struct KeptExperiment {
  TempDir folder;
  std::string script;  ///< $1 … are what programs are told

  explicit KeptExperiment(std::string script_, int configurations = 1, int runs = 1) : script(std::move(script_)) {
    const auto fd = open_folder();
    experiment::PlanHeader header;
    header.name = "sweep";
    header.runs_no = runs;
    experiment::PlanWriter writer(fd.get(), header);
    for (int n = 0; n < configurations; ++n) {
      const auto number = std::to_string(n);
      writer.add({"sweep_" + number, n, "n=" + number, number + "_n_" + number, 0, 0}, "n: " + number + "\n");
    }
    writer.publish(1, experiment::Layout::Nested);
    folder.write(experiment::names::journal, "liftoff-journal\t1\n");
  }

  posix::Fd open_folder() const { return posix::open_folder(posix::here(), folder.path().c_str()); }

  keeper::KeeperContext context() const {
    keeper::KeeperContext context;
    context.experiment = context.told_path = folder.path();
    context.directory = "/";
    context.timestamp = 1524936339;
    context.launcher = ::getpid();
    context.command = {"/bin/sh", "-c", script, "sh"};
    context.environment = {"PATH=/usr/bin:/bin"};
    context.timeout = std::chrono::seconds(20);
    context.grace = std::chrono::milliseconds(100);
    return context;
  }
  keeper::OpenContext open() const { return keeper::OpenContext::open(context()); }

  std::string text(const std::string& name) const { return slurp(folder / name); }
  /// As the journal has them: "start 0_n_0/0".
  std::vector<std::string> events() const {
    std::vector<std::string> events;
    std::istringstream journal(text(experiment::names::journal));
    for (std::string line; std::getline(journal, line);)
      if (!line.starts_with("liftoff-journal"))
        events.push_back(line.substr(0, line.find('\t')) + " " + line.substr(line.rfind('\t') + 1));
    return events;
  }
  bool has(const std::string& name) const { return std::filesystem::exists(folder / name); }
};

/// This process as a keeper: it takes signals from a descriptor and is the parent of orphans until the test ends.
struct KeepingHere {
  sigset_t before{};
  keeper::OpenContext opened;
  std::optional<posix::SignalSource> signals;
  keeper::SpawnStarter starter;
  std::optional<keeper::Keeper> keeper;

  explicit KeepingHere(keeper::OpenContext opened_) : opened(std::move(opened_)) {
    ::sigprocmask(SIG_SETMASK, nullptr, &before);
    signals.emplace(std::initializer_list<int>{SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2});
    keeper.emplace(keeper::Keeper{opened, {}, *signals, starter});
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  }
  ~KeepingHere() {
    while (signals->take()) {}
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
  }
  KeepingHere(const KeepingHere&) = delete;
  KeepingHere& operator=(const KeepingHere&) = delete;

  keeper::RunReport keep(keeper::RunOrder order = {}) { return keeper::keep_run(*keeper, order); }
};

/// The end that a report tells of; fails the test where it tells of none.
inline experiment::AttemptEnd end_in(const keeper::RunResult& result) {
  if (const auto* refused = std::get_if<keeper::Refused>(&result)) FAIL("refused: " << refused->why);
  if (const auto* left = std::get_if<keeper::LeftAlone>(&result)) FAIL("left alone: " << keeper::to_text(*left));
  return std::get<experiment::AttemptEnd>(result);
}

/// The exit status of a child; fails the test where it has not ended after 20 s. By a signal: 128 and its number.
inline int status_of(int pid) {
  const auto process = posix::process_info(pid);
  const auto watched = process ? posix::watch(process->id) : posix::Fd{};
  if (watched) {
    posix::PollSet set;
    set.add(watched.get());
    if (!set.wait(posix::monotonic_now() + std::chrono::seconds(20))) {
      posix::signal_process(process->id, SIGKILL);
      posix::reap_one(pid);
      FAIL("a child does not end");
    }
  }
  const auto ended = posix::reap_one(pid);
  if (!ended) FAIL("a child is gone");
  return ended->exit_code ? *ended->exit_code : 128 + ended->signal.value_or(0);
}

}  // namespace liftoff::test
