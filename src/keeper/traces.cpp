#include "keeper/traces.hpp"

#include "posix/user.hpp"

namespace liftoff {

posix::Belongs traces_of(const AttemptStart& attempt) {
  const auto keeper = attempt.keeper;
  if (!(keeper.host == posix::this_host())) return [](const posix::ProcessInfo&) { return false; };
  const auto mark = attempt.token.empty() ? std::string() : std::string(token_variable) + "=" + attempt.token;
  const bool led_session = keeper.process.pid > 1 && !posix::process_info(keeper.process.pid);
  return [=, user = posix::effective_user()](const posix::ProcessInfo& info) {
    if (!mark.empty() && posix::has_environment(info.id.pid, mark)) return true;
    return led_session && info.session == keeper.process.pid && info.owner == user &&
           info.id.start_ticks >= keeper.process.start_ticks;
  };
}

}  // namespace liftoff
