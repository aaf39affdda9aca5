#pragma once
// Reaching several levels below a folder without ever leaving it through a link.
#include <string>

#include "posix/result.hpp"

namespace liftoff::posix {

/// Opens the folder `path` ("a/b", or "." for `dir` itself) below `dir`. Links in any component are refused, and
/// so is `..`.
Opened open_folder_below(int dir, const std::string& path) noexcept;

/// Makes the folders of `path` ("a/b", or "" for `dir` itself) that are not there yet and opens the last one. Links and
/// `..` are refused. Errors: System.
Fd make_folder_below(int dir, const std::string& path);

}  // namespace liftoff::posix
