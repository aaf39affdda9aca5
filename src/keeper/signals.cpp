#include "keeper/signals.hpp"

namespace liftoff::keeper {

posix::SignalSource keeper_signals() {
  posix::ignore({SIGPIPE, SIGXCPU, SIGXFSZ});
  return posix::SignalSource{SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
}

}  // namespace liftoff::keeper
