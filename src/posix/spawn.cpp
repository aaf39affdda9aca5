#include "posix/spawn.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "posix/last_error.hpp"

namespace liftoff::posix {

namespace {

/// Owns what posix_spawn(3) wants set up; initialisation can't fail on Linux.
struct SpawnSetup {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  SpawnSetup() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
};

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (const auto& s : strings) result.push_back(const_cast<char*>(s.c_str()));
  result.push_back(nullptr);
  return result;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

Ended from_wait(int pid, int status, const rusage& usage) {
  Ended ended;
  ended.pid = pid;
  if (WIFEXITED(status)) ended.exit_code = WEXITSTATUS(status);
  else ended.signal = WTERMSIG(status);
  ended.user = seconds(usage.ru_utime);
  ended.system = seconds(usage.ru_stime);
  ended.max_rss = usage.ru_maxrss * 1024;
  return ended;
}

}  // namespace

Result<int> spawn(const SpawnRequest& request) noexcept {
  SpawnSetup setup;
  const int streams[] = {request.in, request.out, request.err};
  for (int stream = 0; stream < 3; ++stream)
    if (streams[stream] >= 0) posix_spawn_file_actions_adddup2(&setup.actions, streams[stream], stream);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&setup.attributes, &none);
  short flags = POSIX_SPAWN_SETSIGMASK;
  if (request.own_group) flags = static_cast<short>(flags | POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setflags(&setup.attributes, flags);
  const auto argv = pointers(request.argv);
  const auto envp = pointers(request.environment);
  int pid = 0;
  const SystemError error{::posix_spawn(&pid, argv[0], &setup.actions, &setup.attributes, argv.data(), envp.data())};
  if (error != SystemError{}) return error;
  return pid;
}

std::optional<Ended> reap(Children& children) noexcept {
  int status = 0;
  rusage usage{};
  const int pid = ::wait4(-1, &status, WNOHANG, &usage);
  children = pid < 0 ? Children::None : Children::Some;
  if (pid <= 0) return std::nullopt;
  return from_wait(pid, status, usage);
}

std::optional<Ended> reap_one(int child) noexcept {
  int status = 0;
  rusage usage{};
  int pid = 0;
  while ((pid = ::wait4(child, &status, 0, &usage)) < 0 && errno == EINTR) {}
  if (pid != child) return std::nullopt;
  return from_wait(pid, status, usage);
}

void become_subreaper() noexcept { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }

bool die_with_parent(int parent) noexcept {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  return ::getppid() == parent;
}

void lead_session() noexcept { ::setsid(); }

void close_standard_streams() noexcept {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return;
  for (int stream = 0; stream < 3; ++stream) ::dup2(null, stream);
  if (null > 2) ::close(null);
}

void work_in(const std::string& folder) {
  if (::chdir(folder.c_str()) != 0) fail("cannot work in", folder, last_error());
}

void set_process_name(const char* name) noexcept { ::prctl(PR_SET_NAME, name); }

Result<int> fork_process() noexcept {
  const int pid = ::fork();
  if (pid < 0) return last_error();
  return pid;
}

void exit_now(int status) noexcept { ::_exit(status); }

std::vector<std::string> environment() {
  std::vector<std::string> result;
  for (char** at = environ; at && *at; ++at) result.emplace_back(*at);
  return result;
}

}  // namespace liftoff::posix
