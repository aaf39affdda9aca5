#include "keeper/traces.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

namespace liftoff::keeper {

namespace {

/// A dead keeper, as the leader of a session.
struct Leader {
  Trail trail;
  bool certain = false;  ///< it has its number still
  bool led(const posix::ProcessInfo& info) const {
    return info.owner == trail.owner && info.id.start_ticks >= trail.attempt.keeper.process.start_ticks &&
           (certain || is_at_work(info.id.pid));
  }

 private:
  bool is_at_work(int pid) const {
    const auto proc = fmt::format("/proc/{}/", pid);
    if (posix::is_same(posix::info_followed(proc + "cwd"), trail.folder)) return true;
    for (const char* stream : {"fd/1", "fd/2"}) {
      const auto file = posix::info_followed(proc + stream);
      if (posix::is_same(file, trail.out) || posix::is_same(file, trail.err)) return true;
    }
    return false;
  }
};

struct Traces {
  std::unordered_multimap<std::string, Trail> by_token;
  std::unordered_map<int, std::vector<Leader>> by_session;
  VariableOf variable_of;

  void add(const Trail& trail) {
    const auto& keeper = trail.attempt.keeper;
    if (!(keeper.host == posix::this_host()) || posix::is_alive(keeper.process)) return;
    if (!trail.attempt.token.empty()) by_token.emplace(trail.attempt.token, trail);
    const auto leader = posix::process_info(keeper.process.pid);
    if (keeper.process.pid > 1 && (!leader || leader->id == keeper.process))
      by_session[keeper.process.pid].push_back({trail, leader.has_value()});
  }

  bool in_session(const posix::ProcessInfo& info) const {
    const auto found = by_session.find(info.session);
    return found != by_session.end() && std::any_of(found->second.begin(), found->second.end(),
                                                    [&](const Leader& leader) { return leader.led(info); });
  }

  /// Whether the folder that the process was told is another run's. One that is gone or was moved says nothing.
  bool told_another(int pid, const Trail& trail) const {
    const auto told = variable_of(pid, folder_variable);
    const auto folder = told && told->starts_with('/') ? posix::info_followed(*told) : posix::FileInfo{};
    return folder.kind == posix::FileKind::Directory && !posix::is_same(folder, trail.folder);
  }

  bool bears_token(const posix::ProcessInfo& info) const {
    if (by_token.empty()) return false;
    const auto token = variable_of(info.id.pid, token_variable);
    if (!token) return false;
    const auto [begin, end] = by_token.equal_range(*token);
    return std::any_of(begin, end, [&](const auto& entry) {
      return info.owner == entry.second.owner && !told_another(info.id.pid, entry.second);
    });
  }
};

}  // namespace

Trail trail_of(experiment::AttemptStart attempt, int record, int run_folder) {
  return {std::move(attempt), posix::info(record).owner, posix::info(run_folder), posix::info(run_folder, "out"),
          posix::info(run_folder, "err")};
}

posix::Belongs traces_of(const std::vector<Trail>& trails, VariableOf variable_of) {
  Traces traces;
  traces.variable_of = std::move(variable_of);
  for (const auto& trail : trails) traces.add(trail);
  return [traces = std::move(traces)](const posix::ProcessInfo& info) {
    return traces.in_session(info) || traces.bears_token(info);
  };
}

posix::Belongs programs_of(const std::vector<Trail>& trails) {
  std::unordered_set<int> keepers;
  for (const auto& trail : trails) keepers.insert(trail.attempt.keeper.process.pid);
  return [keepers = std::move(keepers)](const posix::ProcessInfo& info) {
    return info.group == info.id.pid && keepers.contains(info.session);
  };
}

}  // namespace liftoff::keeper
