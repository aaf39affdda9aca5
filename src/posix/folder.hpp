#pragma once
// Folders. A link in the last component of `name` is not followed; `dir` may be here().
#include <optional>
#include <string>
#include <vector>

#include "posix/file_info.hpp"
#include "posix/result.hpp"

namespace liftoff::posix {

Opened open_folder(int dir, const char* name) noexcept;
/// Makes a folder (one level; mode 0777 less umask). False where something is there already. Errors: System.
bool make_folder(int dir, const char* name);
/// Makes `path` with its parents, links followed. Errors: System.
void make_folders(const std::string& path);
/// Renames a folder that is not empty unless `to` is taken (false). Errors: System.
bool rename_new_folder(int dir, const char* from, const char* to);
/// Removes a tree without following links; what can't be removed stays. For folders that this process made.
void remove_tree(int dir, const char* name) noexcept;

/// Why this process may not make files in a folder; nothing where it may, as far as permissions go.
std::optional<SystemError> write_refusal(int folder) noexcept;
/// Errors: System, with `path` as the folder's name, where it may not.
void check_writable(int folder, const std::string& path);

struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::Other;
};
/// Entries but `.` and `..`, in the folder's own order.
Result<std::vector<FolderEntry>> list_folder(int dir, const char* name);

}  // namespace liftoff::posix
