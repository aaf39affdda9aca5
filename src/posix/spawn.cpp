#include "posix/spawn.hpp"

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>

#include "posix/last_error.hpp"
#include "posix/signals.hpp"

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

  void actions_for(const SpawnRequest& request) {
    const int streams[] = {request.in, request.out, request.err};
    for (int stream = 0; stream < 3; ++stream)
      if (streams[stream] >= 0) posix_spawn_file_actions_adddup2(&actions, streams[stream], stream);
    if (!request.directory.empty()) posix_spawn_file_actions_addchdir_np(&actions, request.directory.c_str());
  }

  void attributes_for(const SpawnRequest& request) {
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    sigset_t by_default;
    sigfillset(&by_default);
    if (is_ignored(SIGHUP)) sigdelset(&by_default, SIGHUP);
    posix_spawnattr_setsigdefault(&attributes, &by_default);
    const int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (request.own_group ? POSIX_SPAWN_SETPGROUP : 0);
    posix_spawnattr_setflags(&attributes, static_cast<short>(flags));
  }
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
  setup.actions_for(request);
  setup.attributes_for(request);
  const auto argv = pointers(request.argv);
  const auto envp = pointers(request.environment);
  const auto start = request.on_path ? ::posix_spawnp : ::posix_spawn;
  int pid = 0;
  const SystemError error{start(&pid, argv[0], &setup.actions, &setup.attributes, argv.data(), envp.data())};
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

}  // namespace liftoff::posix
