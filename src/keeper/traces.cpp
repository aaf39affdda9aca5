#include "keeper/traces.hpp"

#include <unordered_map>
#include <unordered_set>

#include "posix/own_process.hpp"

namespace liftoff::keeper {

posix::Belongs traces_of(const std::vector<experiment::AttemptStart>& attempts) {
  std::unordered_set<std::string> tokens;
  std::unordered_map<int, std::uint64_t> sessions;  // by leader: when it was started
  for (const auto& attempt : attempts) {
    const auto& keeper = attempt.keeper;
    if (!(keeper.host == posix::this_host()) || posix::is_alive(keeper.process)) continue;
    if (!attempt.token.empty()) tokens.insert(attempt.token);
    if (keeper.process.pid > 1 && !posix::process_info(keeper.process.pid))
      sessions[keeper.process.pid] = keeper.process.start_ticks;
  }
  return [tokens = std::move(tokens), sessions = std::move(sessions),
          user = posix::effective_user()](const posix::ProcessInfo& info) {
    const auto session = sessions.find(info.session);
    if (session != sessions.end() && info.owner == user && info.id.start_ticks >= session->second) return true;
    if (tokens.empty()) return false;
    const auto token = posix::environment_of(info.id.pid, token_variable);
    return token && tokens.contains(*token);
  };
}

posix::Belongs programs_of(const std::vector<experiment::AttemptStart>& attempts) {
  std::unordered_set<int> keepers;
  for (const auto& attempt : attempts) keepers.insert(attempt.keeper.process.pid);
  return [keepers = std::move(keepers)](const posix::ProcessInfo& info) {
    return info.group == info.id.pid && keepers.contains(info.session);
  };
}

}  // namespace liftoff::keeper
