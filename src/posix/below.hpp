#pragma once
// Reaching several levels below a folder without ever leaving it through a link.
#include <cstddef>
#include <string>

#include "posix/fd.hpp"

namespace liftoff::posix {

/// Opens the folder `path` ("a/b", or "." for `dir` itself) below `dir`. Links in any component are refused, and
/// so is `..`. Invalid where that can't be; errno is kept.
Fd open_folder_below(int dir, const std::string& path) noexcept;

/// The first bytes of a small file; -1 where it can't be read (errno is kept). Not for files of other kinds:
/// a pipe does not block, it reads as absent.
int read_small(int dir, const char* name, char* buffer, std::size_t size) noexcept;

}  // namespace liftoff::posix
