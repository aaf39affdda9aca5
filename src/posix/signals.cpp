#include "posix/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>

#include "posix/file.hpp"
#include "posix/last_error.hpp"
#include "posix/process.hpp"

namespace liftoff::posix {

namespace {

template <class Signals> sigset_t set_of(const Signals& signals) {
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

void settle_signals() noexcept {
  const bool no_hangup = is_ignored(SIGHUP);
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
  if (no_hangup) ignore({SIGHUP});
  ignore({SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR, SIGSTKFLT});
  for (int signal = SIGRTMIN; signal <= SIGRTMAX; ++signal) ignore({signal});
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void ignore(std::initializer_list<int> signals) {
  for (const int signal : signals) ::signal(signal, SIG_IGN);
}

void block(std::initializer_list<int> signals) {
  const auto set = set_of(signals);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
}

bool catches(int pid, int signal) {
  constexpr std::string_view name = "\nSigCgt:";
  const auto text = read_proc("/proc/" + std::to_string(pid) + "/status").value_or("");
  const auto at = text.find(name);  // behind the groups, of which there may be hundreds
  return at != text.npos && (std::strtoull(text.c_str() + at + name.size(), nullptr, 16) >> (signal - 1) & 1) != 0;
}

SignalSource::SignalSource(const std::vector<int>& signals) {
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
  const auto set = set_of(std::initializer_list<int>{signal});
  ::raise(signal);
  ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
  ::_exit(128 + signal);
}

}  // namespace liftoff::posix
