#include "posix/folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "posix/folder_reader.hpp"
#include "posix/last_error.hpp"

namespace liftoff::posix {

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

bool rename_new_folder(int dir, const char* from, const char* to) {
  if (::renameat2(dir, from, dir, to, RENAME_NOREPLACE) == 0) return true;
  // Without the flag (NFS), a folder with something in it can't be replaced either.
  if ((errno == EINVAL || errno == ENOSYS) && ::renameat(dir, from, dir, to) == 0) return true;
  if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR) return false;
  fail("cannot rename", from, last_error());
}

void remove_tree(int dir, const char* name) noexcept {
  if (::unlinkat(dir, name, 0) == 0 || errno == ENOENT) return;
  if (const auto entries = list_folder(dir, name)) {
    const auto folder = open_folder(dir, name);
    for (const auto& entry : *entries) remove_tree(folder.get(), entry.name.c_str());
  }
  ::unlinkat(dir, name, AT_REMOVEDIR);
}

Result<std::vector<FolderEntry>> list_folder(int dir, const char* name) {
  const auto folder = open_folder(dir, name);
  if (!folder) return folder.error();
  std::vector<FolderEntry> entries;
  FolderReader reader;
  const auto whole = reader.read(folder, [&](std::string_view entry, FileKind kind) {
    entries.push_back({std::string(entry), kind});
  });
  if (!whole) return whole.error();
  return entries;
}

std::optional<SystemError> write_refusal(int folder) noexcept {
  if (::faccessat(folder, ".", W_OK | X_OK, AT_EACCESS) == 0) return std::nullopt;
  const auto error = last_error();
  return error.number() == EACCES || error.number() == EROFS ? std::optional(error) : std::nullopt;
}

void check_writable(int folder, const std::string& path) {
  if (const auto refusal = write_refusal(folder)) fail("cannot write into the folder", path, *refusal);
}

}  // namespace liftoff::posix
