#include "posix/process.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "posix/file_info.hpp"
#include "posix/folder.hpp"

namespace liftoff::posix {

namespace {

std::optional<std::vector<std::string>> read_list(int pid, const char* what) {
  const auto text = read_proc("/proc/" + std::to_string(pid) + "/" + what);
  if (!text) return std::nullopt;
  std::vector<std::string> items;
  for (std::size_t at = 0; at < text->size();) {
    const auto end = std::min(text->find('\0', at), text->size());
    items.emplace_back(*text, at, end - at);
    at = end + 1;
  }
  return items;
}

HostIdentity read_host() {
  HostIdentity identity;
  utsname names{};
  if (::uname(&names) == 0) identity.host = names.nodename;
  if (auto boot = read_proc("/proc/sys/kernel/random/boot_id")) {
    while (!boot->empty() && boot->back() == '\n') boot->pop_back();
    identity.boot_id = *boot;
  }
  identity.pid_namespace = info_followed("/proc/self/ns/pid").inode;
  return identity;
}

/// A line of /proc/PID/stat (proc(5)), whose third field is the state.
std::optional<ProcessInfo> parse_stat(int pid, const std::string& text) {
  const auto name_end = text.rfind(')');  // the name may hold spaces and parentheses
  if (name_end == std::string::npos || name_end + 2 >= text.size()) return std::nullopt;
  ProcessInfo info;
  info.id.pid = pid;
  if (const auto name = text.find('('); name < name_end) info.name = text.substr(name + 1, name_end - name - 1);
  info.state = text[name_end + 2];
  const char* at = text.data() + name_end + 3;
  const char* const end = text.data() + text.size();
  long long threads = 0;
  for (int field = 4; field <= 22 && at < end; ++field) {
    while (at < end && *at == ' ') ++at;
    long long number = 0;
    at = std::from_chars(at, end, number).ptr;
    if (field == 4) info.parent = static_cast<int>(number);
    else if (field == 5) info.group = static_cast<int>(number);
    else if (field == 6) info.session = static_cast<int>(number);
    else if (field == 20) threads = number;
    else if (field == 22) info.id.start_ticks = static_cast<std::uint64_t>(number);
  }
  if (info.state == 'Z' && threads > 1) info.state = 'S';  // its first thread alone has ended
  return info;
}

/// What an entry of /proc/PID/fd leads to, by the name under which it was opened.
std::string opened_name(const std::string& entry) {
  std::error_code error;
  return std::filesystem::read_symlink(entry, error).string();
}

int open_pidfd(int pid) { return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)); }

}  // namespace

std::optional<std::string> read_proc(const std::string& path) {
  const Fd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!fd) return std::nullopt;
  std::string text;
  char buffer[4096];
  for (;;) {
    const auto n = ::read(fd.get(), buffer, sizeof buffer);
    if (n > 0) text.append(buffer, static_cast<std::size_t>(n));
    else if (n == 0) return text;
    else if (errno != EINTR) return std::nullopt;
  }
}

const HostIdentity& this_host() {
  static const HostIdentity identity = read_host();
  return identity;
}

std::int64_t boot_time() {
  const auto text = read_proc("/proc/stat").value_or("");
  const auto at = text.find("\nbtime ");
  return at == std::string::npos ? 0 : std::atoll(text.c_str() + at + 7);
}

ProcessId self() {
  const auto info = process_info(::getpid());
  return info ? info->id : ProcessId{::getpid(), 0};
}

std::optional<ProcessInfo> process_info(int pid) {
  const auto path = "/proc/" + std::to_string(pid);
  const auto text = read_proc(path + "/stat");
  auto info = text ? parse_stat(pid, *text) : std::nullopt;
  if (info) info->owner = info_followed(path).owner;
  return info;
}

std::vector<int> all_processes() {
  std::vector<int> pids;
  const auto entries = list_folder(here(), "/proc");
  if (!entries) return pids;
  for (const auto& entry : *entries) {
    int pid = 0;
    const auto* end = entry.name.data() + entry.name.size();
    if (const auto [p, error] = std::from_chars(entry.name.data(), end, pid); error == std::errc{} && p == end)
      pids.push_back(pid);
  }
  return pids;
}

std::optional<std::vector<std::string>> command_line(int pid) { return read_list(pid, "cmdline"); }

std::optional<std::string> environment_of(int pid, const std::string& name) {
  auto text = read_proc("/proc/" + std::to_string(pid) + "/environ");
  if (!text) return std::nullopt;
  text->insert(0, 1, '\0');
  const auto at = text->find('\0' + name + '=');
  if (at == std::string::npos) return std::nullopt;
  const auto begin = at + name.size() + 2;
  return text->substr(begin, text->find('\0', begin) - begin);
}

Result<bool> has_open(int pid, int fd) {
  const auto ours = info(fd);
  const auto name = opened_name("/proc/self/fd/" + std::to_string(fd));
  const auto folder = "/proc/" + std::to_string(pid) + "/fd";
  const auto entries = list_folder(here(), folder.c_str());
  if (!entries) return entries.error();
  return std::any_of(entries->begin(), entries->end(), [&](const FolderEntry& entry) {
    const auto path = folder + "/" + entry.name;
    const auto file = info_followed(path);
    return file.kind == FileKind::Regular && file.device == ours.device && file.inode == ours.inode &&
           (ours.links <= 1 || opened_name(path) == name);
  });
}

std::string user_name(std::uint32_t user) {
  const passwd* entry = ::getpwuid(user);
  return entry ? entry->pw_name : "user " + std::to_string(user);
}

bool is_alive(const ProcessId& id) {
  const auto info = process_info(id.pid);
  return info && info->id == id && info->state != 'Z' && info->state != 'X';
}

Fd watch(const ProcessId& id) {
  Fd fd{open_pidfd(id.pid)};
  if (fd && !is_alive(id)) fd.reset();  // another process has the number by now
  return fd;
}

bool signal_process(const ProcessId& id, int signal) {
  const Fd fd = watch(id);
  return fd && ::syscall(SYS_pidfd_send_signal, fd.get(), signal, nullptr, 0) == 0;
}

}  // namespace liftoff::posix
