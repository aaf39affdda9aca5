#include "posix/file_info.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include "posix/last_error.hpp"

namespace liftoff::posix {

namespace {

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * 1'000'000'000LL + time.tv_nsec; }

FileInfo from_stat(const struct stat& st) {
  return {kind_of_mode(st.st_mode), st.st_dev, st.st_ino, st.st_nlink, st.st_size, nanoseconds(st.st_mtim),
          nanoseconds(st.st_ctim),  st.st_uid};
}

}  // namespace

FileKind kind_of_mode(std::uint32_t mode) noexcept {
  if (S_ISREG(mode)) return FileKind::Regular;
  if (S_ISDIR(mode)) return FileKind::Directory;
  if (S_ISLNK(mode)) return FileKind::Link;
  return FileKind::Other;
}

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

bool is_same(const FileInfo& a, const FileInfo& b) noexcept {
  return a.kind != FileKind::None && b.kind != FileKind::None && a.device == b.device && a.inode == b.inode;
}

}  // namespace liftoff::posix
