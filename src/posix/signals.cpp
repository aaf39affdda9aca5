#include "posix/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "posix/last_error.hpp"

namespace liftoff::posix {

namespace {

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

}  // namespace

std::string signal_name(int signal) {
  const char* name = ::sigabbrev_np(signal);
  return "SIG" + (name ? std::string(name) : std::to_string(signal));
}

bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void block(std::initializer_list<int> signals) {
  const auto set = set_of(signals);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
}

SignalSource::SignalSource(std::initializer_list<int> signals) {
  const auto set = set_of(signals);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  fd_.reset(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd_) fail("cannot wait for", "signals", last_error());
}

std::optional<ReceivedSignal> SignalSource::take() {
  signalfd_siginfo info{};
  if (::read(fd_.get(), &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return std::nullopt;
  return ReceivedSignal{static_cast<int>(info.ssi_signo), info.ssi_code == SI_KERNEL};
}

void die_by(int signal) {
  ::signal(signal, SIG_DFL);
  const auto set = set_of({signal});
  ::raise(signal);
  ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
  ::_exit(128 + signal);
}

}  // namespace liftoff::posix
