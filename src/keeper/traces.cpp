#include "keeper/traces.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace liftoff::keeper {

namespace {

/// A dead keeper, as the leader of a session.
struct Leader {
  std::uint64_t start_ticks = 0;
  std::uint32_t owner = 0;
};

struct Traces {
  std::unordered_multimap<std::string, Trail> by_token;
  std::unordered_map<int, std::vector<Leader>> by_session;
  VariableOf variable_of;

  void add(const Trail& trail) {
    const auto& keeper = trail.attempt.keeper;
    if (!(keeper.host == posix::this_host()) || posix::is_alive(keeper.process)) return;
    if (!trail.attempt.token.empty()) by_token.emplace(trail.attempt.token, trail);
    if (keeper.process.pid > 1 && !posix::process_info(keeper.process.pid))
      by_session[keeper.process.pid].push_back({keeper.process.start_ticks, trail.owner});
  }

  bool in_session(const posix::ProcessInfo& info) const {
    const auto found = by_session.find(info.session);
    return found != by_session.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](const Leader& leader) {
             return info.owner == leader.owner && info.id.start_ticks >= leader.start_ticks;
           });
  }

  /// Whether the folder that the process was told is another run's. One that is gone or was moved says nothing.
  bool told_another(int pid, const Trail& trail) const {
    const auto told = variable_of(pid, folder_variable);
    const auto folder = told && told->starts_with('/') ? posix::info_followed(*told) : posix::FileInfo{};
    return folder.kind == posix::FileKind::Directory &&
           (folder.device != trail.folder.device || folder.inode != trail.folder.inode);
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
  return {std::move(attempt), posix::info(record).owner, posix::info(run_folder)};
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
