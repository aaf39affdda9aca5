#pragma once
// What lies under a name. A folder's descriptor (`dir`) may be here().
#include <cstdint>
#include <string>

#include <liftoff/export.hpp>

#include "posix/result.hpp"

namespace liftoff::posix {

enum class FileKind { None, Regular, Directory, Link, Other };
/// Of a file's mode (st_mode).
FileKind kind_of_mode(std::uint32_t mode) noexcept;

struct FileInfo {
  FileKind kind = FileKind::None;
  std::uint64_t device = 0, inode = 0, links = 0;
  std::int64_t size = 0;         ///< bytes
  std::int64_t modified_ns = 0;  ///< since the epoch
  std::int64_t changed_ns = 0;   ///< the same, of anything about it: nobody can set this time back
  std::uint32_t owner = 0;
  bool operator==(const FileInfo&) const = default;
};

/// Whether both are there and are one file, under whatever names.
bool is_same(const FileInfo& a, const FileInfo& b) noexcept;

/// Of the name itself: links are not followed.
Result<FileInfo> inspect(int dir, const char* name) noexcept;
/// The same for callers that need not know why: kind None where there is nothing (or nothing that may be seen).
FileInfo info(int dir, const char* name) noexcept;
FileInfo info(int fd) noexcept;
/// Follows links, for paths that a user gave.
LIFTOFF_TOOLS_API FileInfo info_followed(const std::string& path) noexcept;

}  // namespace liftoff::posix
