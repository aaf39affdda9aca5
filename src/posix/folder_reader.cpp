#include "posix/folder_reader.hpp"

#include <dirent.h>

#include <cstring>

#include "posix/last_error.hpp"

namespace liftoff::posix {

namespace {

constexpr std::size_t buffer_size = 1 << 16;

/// Gives the entry that lies at `at` and returns its size.
std::size_t use_entry(const Fd& folder, const char* at, const FolderReader::Use& use) {
  dirent64 entry{};
  std::memcpy(&entry, at, offsetof(dirent64, d_name));
  const char* start = at + offsetof(dirent64, d_name);
  const std::string_view name = start;
  if (name != "." && name != "..")
    use(name, entry.d_type == DT_UNKNOWN ? info(folder.get(), start).kind
                                         : kind_of_mode(DTTOIF(std::uint32_t{entry.d_type})));
  return entry.d_reclen;
}

}  // namespace

FolderReader::FolderReader() : buffer_(buffer_size) {}

Outcome FolderReader::read(const Fd& folder, const Use& use) {
  for (;;) {
    const auto size = ::getdents64(folder.get(), buffer_.data(), buffer_.size());
    if (size < 0) return last_error();
    if (size == 0) return {};
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) at += use_entry(folder, buffer_.data() + at, use);
  }
}

}  // namespace liftoff::posix
