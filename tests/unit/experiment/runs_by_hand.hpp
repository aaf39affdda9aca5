#pragma once
// An experiment whose runs are claimed, begun and ended by hand.

#include <catch2/catch.hpp>
#include <stdexcept>

#include "experiment/layout.hpp"
#include "experiment/run_facts.hpp"
#include "experiment/run_folder.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

namespace liftoff::test {

using namespace liftoff::experiment;

struct Experiment {
  TempDir folder;
  posix::Fd fd = posix::open_folder(posix::here(), folder.path().c_str());

  ClaimedRun claim(std::string_view run, const ClaimOptions& options = {}) const {
    auto claimed = claim_run(fd.get(), RunRef(std::string(run)), options);
    if (!std::holds_alternative<ClaimedRun>(claimed)) throw std::runtime_error("the run was refused");
    return std::get<ClaimedRun>(std::move(claimed));
  }
  ClaimRefusal refusal(std::string_view run, const ClaimOptions& options = {}) const {
    const auto claimed = claim_run(fd.get(), RunRef(std::string(run)), options);
    if (!std::holds_alternative<ClaimRefusal>(claimed)) throw std::runtime_error("the run was not refused");
    return std::get<ClaimRefusal>(claimed);
  }
  std::optional<std::string> content(const std::string& name) const { return posix::read_file(fd.get(), name.c_str()); }
  bool has(const std::string& name) const { return posix::info(fd.get(), name.c_str()).kind != posix::FileKind::None; }
  std::string state(std::string_view run) const {
    const auto run_folder = open_run_folder(fd.get(), RunRef(std::string(run)));
    return std::string(name_of(judge(read_run_facts(run_folder.get()), posix::this_host(), posix::boot_time())));
  }
  RunRecord record(const std::string& run) const {
    return parse_run_record(content(run + "/" + names::record).value_or(""));
  }
};

inline AttemptStart start_of(const ClaimedRun& run, posix::HostIdentity host = posix::this_host()) {
  AttemptStart start;
  start.attempt = run.attempt;
  start.keeper = {std::move(host), posix::self(), run.locks};
  start.started = 1524936339.25;
  return start;
}

/// What a keeper does until its program runs.
inline void begin(ClaimedRun& run, const posix::HostIdentity& host = posix::this_host()) {
  REQUIRE(begin_attempt(run, start_of(run, host), "x: 1\n", true));
  for (const char* name : {"out", "err"})
    posix::write_all(posix::create_for_writing(run.folder.get(), name).get(),
                     "output of attempt " + std::to_string(run.attempt));
}

inline void start(ClaimedRun& run, const posix::HostIdentity& host = posix::this_host()) {
  begin(run, host);
  mark_started(run, 1524936339.75);
}

inline AttemptEnd end_of(const ClaimedRun& run, Outcome outcome) {
  AttemptEnd end;
  end.attempt = run.attempt;
  end.ended = 1524936344.5;
  end.outcome = outcome;
  return end;
}

}  // namespace liftoff::test
