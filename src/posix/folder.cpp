#include "posix/folder.hpp"

#include <dirent.h>

#include <cstring>

#include "posix/last_error.hpp"

namespace liftoff::posix {

namespace {

constexpr std::size_t buffer_size = 1 << 16;

FileKind kind_of_type(unsigned char type) {
  switch (type) {
    case DT_REG: return FileKind::Regular;
    case DT_DIR: return FileKind::Directory;
    case DT_LNK: return FileKind::Link;
    case DT_UNKNOWN: return FileKind::None;
    default: return FileKind::Other;
  }
}

}  // namespace

FolderReader::FolderReader() : buffer_(buffer_size) {}

Outcome FolderReader::read(const Fd& folder, const std::function<void(std::string_view, FileKind)>& use) {
  for (;;) {
    const auto size = ::getdents64(folder.get(), buffer_.data(), buffer_.size());
    if (size < 0) return last_error();
    if (size == 0) return {};
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      dirent64 entry{};
      std::memcpy(&entry, buffer_.data() + at, offsetof(dirent64, d_name));
      const char* start = buffer_.data() + at + offsetof(dirent64, d_name);
      const std::string_view name(start, std::strlen(start));
      at += entry.d_reclen;
      if (name == "." || name == "..") continue;
      auto kind = kind_of_type(entry.d_type);
      if (kind == FileKind::None) kind = info(folder.get(), start).kind;
      use(name, kind);
    }
  }
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

}  // namespace liftoff::posix
