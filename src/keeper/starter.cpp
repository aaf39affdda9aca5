#include "keeper/starter.hpp"

namespace liftoff::keeper {

std::variant<Started, NotStarted> SpawnStarter::start(const posix::SpawnRequest& request) {
  const auto pid = posix::spawn(request);
  if (pid) return Started{*pid};
  return NotStarted{request.argv.front() + ": " + std::string(pid.error().text()), pid.error().is_shortage()};
}

}  // namespace liftoff::keeper
