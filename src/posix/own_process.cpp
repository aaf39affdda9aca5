#include "posix/own_process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "posix/error.hpp"
#include "posix/folder.hpp"
#include "posix/last_error.hpp"

namespace liftoff::posix {

int own_pid() { return ::getpid(); }

std::uint32_t effective_user() { return ::geteuid(); }

std::string own_executable() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).string();
}

std::optional<std::string> environment_setting(const char* name) {
  const char* value = std::getenv(name);
  return value ? std::optional<std::string>(value) : std::nullopt;
}

std::string environment_value(const char* name) { return environment_setting(name).value_or(""); }

std::vector<std::string> environment() {
  std::vector<std::string> result;
  for (char** at = environ; at && *at; ++at) result.emplace_back(*at);
  return result;
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

void close_inherited_descriptors() {
  const auto entries = list_folder(here(), "/proc/self/fd").value_or(std::vector<FolderEntry>{});
  for (const auto& entry : entries) {
    const int fd = std::atoi(entry.name.c_str());
    const int flags = fd > 2 ? ::fcntl(fd, F_GETFD) : -1;
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) ::close(fd);
  }
}

std::uint64_t raise_descriptor_limit() noexcept {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const auto before = limit.rlim_cur;
  set_descriptor_limit(limit.rlim_max);
  return before;
}

void set_descriptor_limit(std::uint64_t count) noexcept {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(count, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void check_free_descriptors(int count) {
  raise_descriptor_limit();
  std::vector<Fd> opened;
  while (static_cast<int>(opened.size()) < count) {
    opened.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!opened.back()) fail("cannot open", "enough files", last_error());
  }
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

}  // namespace liftoff::posix
