#pragma once
// Files. Every call that takes a folder's descriptor (`dir`) refuses to follow a symbolic link in the last component of
// `name`, so that a link planted in a results folder can't lead a write outside, and takes nothing but regular
// files, so that no pipe or device is waited for or read without an end. `dir` may be here() for paths from the
// command line.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "posix/file_info.hpp"
#include "posix/result.hpp"

namespace liftoff::posix {

/// Bytes of the longest file that is read as a whole, unless told otherwise.
inline constexpr std::uint64_t longest_text = std::uint64_t{64} << 20;

/// The whole content, or nothing where the file is absent (or a link, a pipe …). Errors: System, also for a file of
/// more than `most` bytes.
std::optional<std::string> read_file(int dir, const char* name, std::uint64_t most = longest_text);
/// A path that a user gave: links are followed. Errors: System, absence, more than `longest_text` bytes and what is no
/// regular file included.
std::string read_user_file(const std::string& path);

/// Who may read a file that is made: whoever the umask lets, or its owner alone.
enum class Readers { ByUmask, OwnerAlone };
/// Creates a file that must not be there yet, with this content. False where it is. Errors: System.
bool create_file(int dir, const char* name, std::string_view content, Readers readers = Readers::ByUmask);
/// The same, whole or not at all: whoever dies meanwhile leaves no part of it.
bool publish_new_file(int dir, const char* name, std::string_view content);
/// Gives `name` this content, whole or not at all, whether it was there or not. Errors: System.
void publish_file(int dir, const char* name, std::string_view content, Readers readers = Readers::ByUmask);
/// What publishers that died left in a folder; for who keeps others from publishing there. Errors: System.
void remove_temporary_files(int dir);
/// Replaces or makes a symbolic link, atomically. Errors: System.
void publish_link(int dir, const char* name, const std::string& target);
/// Renames unless `to` is taken (false). Errors: System.
bool rename_new(int dir, const char* from, const char* to);
/// Whether it was there. Errors: System.
bool remove_file(int dir, const char* name);

/// For reading. Links are refused.
Opened open_for_reading(int dir, const char* name) noexcept;
/// A new, empty file; also readable through the descriptor. Errors: System, also where it is there.
Fd create_for_writing(int dir, const char* name);
/// The same; every write goes to the end.
Fd create_for_appending(int dir, const char* name);
/// Opens for appending and reading a file that is there already (`create`: or makes it); every write goes to
/// the end.
Opened open_for_appending(int dir, const char* name, bool create = false) noexcept;
/// Opens or makes a file whose content others may be using: it is not cut.
Opened open_for_reading_and_writing(int dir, const char* name) noexcept;

/// The first bytes of a small file, and how many they are.
Result<std::size_t> read_small(int dir, const char* name, char* buffer, std::size_t size) noexcept;
/// Up to `size` bytes from `offset`; fewer only at the end of the file. Errors: System.
std::string read_at(int fd, std::uint64_t offset, std::size_t size);
/// Whether a file of lines was cut short: its last byte is no newline. Errors: System.
bool ends_within_a_line(int fd);
/// Writes everything there, going on after interruptions and short writes.
Outcome write_at(int fd, std::uint64_t offset, std::string_view data) noexcept;

/// Writes everything, going on after interruptions and short writes.
Outcome write_all(int fd, std::string_view data) noexcept;

}  // namespace liftoff::posix
