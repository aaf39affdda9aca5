#include "posix/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "posix/folder.hpp"
#include "posix/last_error.hpp"
#include "posix/random.hpp"

namespace liftoff::posix {

namespace {

std::string read_open(int fd, std::string_view path, std::uint64_t most) {
  const auto too_large = [&](std::uint64_t size) {
    if (size > most) fail("cannot read", path, SystemError{EFBIG});
  };
  std::string text;
  const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(info(fd).size, 0));
  too_large(size);
  text.reserve(size);
  char buffer[16384];
  for (;;) {
    too_large(text.size());
    const auto n = ::read(fd, buffer, sizeof buffer);
    if (n == 0) return text;
    if (n > 0) text.append(buffer, static_cast<std::size_t>(n));
    else if (errno != EINTR) fail("cannot read", path, last_error());
  }
}

/// What was opened without waiting, if it is a file; ENOTBLK otherwise, which SystemError knows as that.
Opened regular(int descriptor) noexcept {
  auto fd = opened(descriptor);
  if (fd && info(fd.get()).kind != FileKind::Regular) return SystemError{ENOTBLK};
  return fd;
}

/// Starts with .liftoff-, so that no reader lists it.
const std::string temporary_prefix = ".liftoff-tmp.";

/// A name that nobody else uses, on another host either: the folder may be shared.
std::string temporary_name() { return temporary_prefix + random_token(); }

Fd create_open(int dir, const char* name, int flags) {
  Fd fd{::openat(dir, name, flags | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666)};
  if (!fd) fail("cannot create", name, last_error());
  return fd;
}

}  // namespace

std::optional<std::string> read_file(int dir, const char* name, std::uint64_t most) {
  const auto fd = open_for_reading(dir, name);
  if (!fd && fd.error().is_no_file()) return std::nullopt;
  if (!fd) fail("cannot open", name, fd.error());
  return read_open(fd.get(), name, most);
}

std::string read_user_file(const std::string& path) {
  const auto fd = regular(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) fail("cannot open", path, fd.error());
  return read_open(fd.get(), path, longest_text);
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

namespace {

std::string create_temporary(int dir, std::string_view content, Readers readers) {
  auto name = temporary_name();
  if (!create_file(dir, name.c_str(), content, readers)) fail("cannot create", name, SystemError{EEXIST});
  return name;
}

}  // namespace

bool publish_new_file(int dir, const char* name, std::string_view content) {
  const auto temporary = create_temporary(dir, content, Readers::ByUmask);
  if (rename_new(dir, temporary.c_str(), name)) return true;
  ::unlinkat(dir, temporary.c_str(), 0);
  return false;
}

void publish_file(int dir, const char* name, std::string_view content, Readers readers) {
  const auto temporary = create_temporary(dir, content, readers);
  if (::renameat(dir, temporary.c_str(), dir, name) == 0) return;
  const auto error = last_error();
  ::unlinkat(dir, temporary.c_str(), 0);
  fail("cannot write", name, error);
}

void remove_temporary_files(int dir) {
  const auto entries = list_folder(dir, ".");
  if (!entries) fail("cannot read", "the folder", entries.error());
  for (const auto& entry : *entries)
    if (entry.name.starts_with(temporary_prefix) && entry.kind != FileKind::Directory)
      remove_file(dir, entry.name.c_str());
}

void publish_link(int dir, const char* name, const std::string& target) {
  const auto temporary = temporary_name();
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

Opened open_for_reading(int dir, const char* name) noexcept {
  return regular(::openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
}

Fd create_for_writing(int dir, const char* name) { return create_open(dir, name, O_RDWR); }

Fd create_for_appending(int dir, const char* name) { return create_open(dir, name, O_RDWR | O_APPEND); }

Opened open_for_appending(int dir, const char* name, bool create) noexcept {
  const int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | (create ? O_CREAT : 0);
  return regular(::openat(dir, name, flags, 0666));
}

Opened open_for_reading_and_writing(int dir, const char* name) noexcept {
  return regular(::openat(dir, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0666));
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

Result<std::size_t> read_small(int dir, const char* name, char* buffer, std::size_t size) noexcept {
  const auto fd = open_for_reading(dir, name);
  if (!fd) return fd.error();
  const auto n = ::read(fd.get(), buffer, size);
  if (n < 0) return last_error();
  return static_cast<std::size_t>(n);
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

bool ends_within_a_line(int fd) {
  const auto size = info(fd).size;
  return size > 0 && read_at(fd, static_cast<std::uint64_t>(size) - 1, 1) != "\n";
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

}  // namespace liftoff::posix
