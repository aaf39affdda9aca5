#include "posix/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>

#include "posix/last_error.hpp"

namespace liftoff::posix {

namespace {

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::Regular;
  if (S_ISDIR(mode)) return FileKind::Directory;
  if (S_ISLNK(mode)) return FileKind::Link;
  return FileKind::Other;
}

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * 1'000'000'000LL + time.tv_nsec; }

FileInfo from_stat(const struct stat& st) {
  return {kind_of(st.st_mode),     st.st_dev, st.st_ino, st.st_nlink, st.st_size, nanoseconds(st.st_mtim),
          nanoseconds(st.st_ctim), st.st_uid};
}

std::string read_open(int fd, std::string_view path, std::uint64_t most) {
  std::string text;
  struct stat st {};
  if (fstat(fd, &st) == 0 && st.st_size > 0 && static_cast<std::uint64_t>(st.st_size) <= most)
    text.reserve(static_cast<std::size_t>(st.st_size));
  char buffer[16384];
  for (;;) {
    if (text.size() > most || static_cast<std::uint64_t>(std::max<off_t>(st.st_size, 0)) > most)
      fail("cannot read", path, SystemError{EFBIG});
    const auto n = ::read(fd, buffer, sizeof buffer);
    if (n == 0) return text;
    if (n > 0) text.append(buffer, static_cast<std::size_t>(n));
    else if (errno != EINTR) fail("cannot read", path, last_error());
  }
}

/// A name in the same folder that nobody else uses. Starts with .liftoff-, so that no reader lists it.
std::string temporary_name() {
  static thread_local unsigned counter = 0;
  return ".liftoff-tmp." + std::to_string(::getpid()) + "." + std::to_string(counter++);
}

}  // namespace

int here() noexcept { return AT_FDCWD; }

Result<FileInfo> inspect(int dir, const char* name) noexcept {
  struct stat st {};
  if (::fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0) return last_error();
  return from_stat(st);
}

FileInfo info(int dir, const char* name) noexcept { return inspect(dir, name).value_or(FileInfo{}); }

FileInfo info(int fd) noexcept {
  struct stat st {};
  return ::fstat(fd, &st) == 0 ? from_stat(st) : FileInfo{};
}

FileInfo info_followed(const std::string& path) noexcept {
  struct stat st {};
  return ::stat(path.c_str(), &st) == 0 ? from_stat(st) : FileInfo{};
}

std::optional<std::string> read_file(int dir, const char* name, std::uint64_t most) {
  const auto fd = open_for_reading(dir, name);
  if (!fd && fd.error().is_no_file()) return std::nullopt;
  if (!fd) fail("cannot open", name, fd.error());
  return read_open(fd.get(), name, most);
}

std::string read_user_file(const std::string& path) {
  const Fd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!fd) fail("cannot open", path, last_error());
  return read_open(fd.get(), path, std::numeric_limits<std::uint64_t>::max());
}

Opened open_folder(int dir, const char* name) noexcept {
  return opened(::openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
}

bool make_folder(int dir, const char* name) {
  if (::mkdirat(dir, name, 0777) == 0) return true;
  if (errno == EEXIST) return false;
  fail("cannot make the folder", name, last_error());
}

void make_folders(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) fail("cannot make the folder", path, SystemError{error.value()});
}

bool create_file(int dir, const char* name, std::string_view content, Readers readers) {
  const Fd fd{::openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                       readers == Readers::OwnerAlone ? 0600 : 0666)};
  if (!fd) {
    if (errno == EEXIST) return false;
    fail("cannot create", name, last_error());
  }
  if (const auto written = write_all(fd.get(), content); !written) {
    ::unlinkat(dir, name, 0);
    fail("cannot write", name, written.error());
  }
  return true;
}

void publish_file(int dir, const char* name, std::string_view content, Readers readers) {
  const auto temporary = temporary_name();
  ::unlinkat(dir, temporary.c_str(), 0);  // left by a process of the same number that died here
  create_file(dir, temporary.c_str(), content, readers);
  if (::renameat(dir, temporary.c_str(), dir, name) == 0) return;
  const auto error = last_error();
  ::unlinkat(dir, temporary.c_str(), 0);
  fail("cannot write", name, error);
}

void publish_link(int dir, const char* name, const std::string& target) {
  const auto temporary = temporary_name();
  ::unlinkat(dir, temporary.c_str(), 0);
  if (::symlinkat(target.c_str(), dir, temporary.c_str()) != 0) fail("cannot make the link", name, last_error());
  if (::renameat(dir, temporary.c_str(), dir, name) == 0) return;
  const auto error = last_error();
  ::unlinkat(dir, temporary.c_str(), 0);
  fail("cannot make the link", name, error);
}

bool remove_file(int dir, const char* name) {
  if (::unlinkat(dir, name, 0) == 0) return true;
  if (errno == ENOENT) return false;
  fail("cannot remove", name, last_error());
}

void remove_tree(int dir, const char* name) noexcept {
  if (::unlinkat(dir, name, 0) == 0 || errno == ENOENT) return;
  if (const auto entries = list_folder(dir, name)) {
    const Fd folder = open_folder(dir, name);
    for (const auto& entry : *entries) remove_tree(folder.get(), entry.name.c_str());
  }
  ::unlinkat(dir, name, AT_REMOVEDIR);
}

Opened open_for_reading(int dir, const char* name) noexcept {
  return opened(::openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
}

Fd create_for_writing(int dir, const char* name) {
  Fd fd{::openat(dir, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666)};
  if (!fd) fail("cannot create", name, last_error());
  return fd;
}

Opened open_for_appending(int dir, const char* name, bool create) noexcept {
  const int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (create ? O_CREAT : 0);
  return opened(::openat(dir, name, flags, 0666));
}

Opened open_for_reading_and_writing(int dir, const char* name) noexcept {
  return opened(::openat(dir, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666));
}

bool rename_new(int dir, const char* from, const char* to) {
  if (::renameat2(dir, from, dir, to, RENAME_NOREPLACE) == 0) return true;
  if (errno == EEXIST) return false;
  if (errno != EINVAL && errno != ENOSYS) fail("cannot rename", from, last_error());
  // A file system without RENAME_NOREPLACE (NFS): a hard link refuses a taken name just as well.
  if (::linkat(dir, from, dir, to, 0) != 0) {
    if (errno == EEXIST) return false;
    fail("cannot rename", from, last_error());
  }
  ::unlinkat(dir, from, 0);
  return true;
}

bool rename_new_folder(int dir, const char* from, const char* to) {
  if (::renameat2(dir, from, dir, to, RENAME_NOREPLACE) == 0) return true;
  // Without the flag (NFS), a folder with something in it can't be replaced either.
  if ((errno == EINVAL || errno == ENOSYS) && ::renameat(dir, from, dir, to) == 0) return true;
  if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR) return false;
  fail("cannot rename", from, last_error());
}

std::string read_at(int fd, std::uint64_t offset, std::size_t size) {
  std::string text(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const auto n = ::pread(fd, text.data() + have, size - have, static_cast<off_t>(offset + have));
    if (n == 0) break;
    if (n > 0) have += static_cast<std::size_t>(n);
    else if (errno != EINTR) fail("cannot read", "an open file", last_error());
  }
  text.resize(have);
  return text;
}

Outcome write_at(int fd, std::uint64_t offset, std::string_view data) noexcept {
  while (!data.empty()) {
    const auto n = ::pwrite(fd, data.data(), data.size(), static_cast<off_t>(offset));
    if (n > 0) {
      data.remove_prefix(static_cast<std::size_t>(n));
      offset += static_cast<std::uint64_t>(n);
    } else if (n < 0 && errno != EINTR) return last_error();
  }
  return {};
}

Outcome write_all(int fd, std::string_view data) noexcept {
  while (!data.empty()) {
    const auto n = ::write(fd, data.data(), data.size());
    if (n > 0) data.remove_prefix(static_cast<std::size_t>(n));
    else if (n < 0 && errno != EINTR) return last_error();
  }
  return {};
}

std::string absolute_path(const std::string& path) {
  // Made absolute first: a path of which nothing exists would stay relative.
  const auto whole = std::filesystem::absolute(path);
  std::error_code error;
  const auto resolved = std::filesystem::weakly_canonical(whole, error);
  return error ? whole.lexically_normal().string() : resolved.string();
}

std::string working_directory() { return std::filesystem::current_path().string(); }

}  // namespace liftoff::posix
