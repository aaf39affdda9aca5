#pragma once
// Files and folders. Every call that takes a folder's descriptor (`dir`) refuses to follow a
// symbolic link in the last component of `name`, so that a link planted in a results folder
// can't lead a write outside. `dir` may be here() for paths from the command line.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

#include "posix/result.hpp"

namespace liftoff::posix {

/// The descriptor value that stands for the working directory (AT_FDCWD).
int here() noexcept;

enum class FileKind { None, Regular, Directory, Link, Other };

struct FileInfo {
  FileKind kind = FileKind::None;
  std::uint64_t device = 0, inode = 0, links = 0;
  std::int64_t size = 0;         ///< bytes
  std::int64_t modified_ns = 0;  ///< since the epoch
  std::int64_t changed_ns = 0;   ///< the same, of anything about it: nobody can set this time back
  std::uint32_t owner = 0;
  bool operator==(const FileInfo&) const = default;
};

/// What lies there. Does not follow links.
Result<FileInfo> inspect(int dir, const char* name) noexcept;
/// The same, for who does not ask why: kind None where there is nothing (or nothing that may be seen).
FileInfo info(int dir, const char* name) noexcept;
FileInfo info(int fd) noexcept;
/// Follows links, for paths that a user gave.
LIFTOFF_TOOLS_API FileInfo info_followed(const std::string& path) noexcept;

/// The whole content, or nothing where the file is absent (or a link). Errors: System, also for a file of more than
/// `most` bytes.
std::optional<std::string> read_file(int dir, const char* name, std::uint64_t most = std::uint64_t{1} << 30);
/// A path that a user gave: links are followed. Errors: System, absence included.
std::string read_user_file(const std::string& path);

/// Opens a folder without following a link.
Opened open_folder(int dir, const char* name) noexcept;
/// Makes a folder (one level; mode 0777 less umask). False where something is there already. Errors: System.
bool make_folder(int dir, const char* name);
/// Makes `path` with its parents, links followed. Errors: System.
void make_folders(const std::string& path);
/// Who may read a file that is made: whoever the umask lets, or its owner alone.
enum class Readers { ByUmask, OwnerAlone };
/// Creates a file that must not be there yet, with this content. False where it is. Errors: System.
bool create_file(int dir, const char* name, std::string_view content, Readers readers = Readers::ByUmask);
/// Gives `name` this content, whole or not at all, whether it was there or not. Errors: System.
void publish_file(int dir, const char* name, std::string_view content, Readers readers = Readers::ByUmask);
/// Replaces or makes a symbolic link, atomically. Errors: System.
void publish_link(int dir, const char* name, const std::string& target);
/// Whether it was there. Errors: System.
bool remove_file(int dir, const char* name);
/// Removes a tree without following links; what can't be removed stays. For folders that this process made.
void remove_tree(int dir, const char* name) noexcept;

/// For reading. Links are refused.
Opened open_for_reading(int dir, const char* name) noexcept;
/// A new, empty file; also readable through the descriptor. Errors: System, also where it is there.
Fd create_for_writing(int dir, const char* name);
/// Opens for appending and reading a file that is there already (`create`: or makes it); every write goes to
/// the end.
Opened open_for_appending(int dir, const char* name, bool create = false) noexcept;
/// Opens or makes a file whose content others may be using: it is not cut.
Opened open_for_reading_and_writing(int dir, const char* name) noexcept;
/// Renames unless `to` is taken (false). Errors: System.
bool rename_new(int dir, const char* from, const char* to);
/// The same for a folder that is not empty.
bool rename_new_folder(int dir, const char* from, const char* to);
/// Up to `size` bytes from `offset`; fewer only at the end of the file. Errors: System.
std::string read_at(int fd, std::uint64_t offset, std::size_t size);
/// Writes everything there, going on after interruptions and short writes.
Outcome write_at(int fd, std::uint64_t offset, std::string_view data) noexcept;

/// Writes everything, going on after interruptions and short writes.
Outcome write_all(int fd, std::string_view data) noexcept;

struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::Other;
};
/// Entries but `.` and `..`, in the folder's own order.
Result<std::vector<FolderEntry>> list_folder(int dir, const char* name);

/// An absolute path without `.` and `..`, links resolved where the path exists.
std::string absolute_path(const std::string& path);
std::string working_directory();

}  // namespace liftoff::posix
