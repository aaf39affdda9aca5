#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace liftoff::posix {

/// What to do with the lines of a file. `at`: the line's offset.
struct LineUse {
  std::function<void(std::uint64_t at, std::string_view line)> line;
  std::function<void(std::uint64_t at)> too_long = {};  ///< told of each that is passed over
};

/// Reads a file's whole lines from `offset` on, in pieces, and returns where the next line will begin: what stands
/// after the last newline is still being written. Lines of more than `longest` bytes are passed over, one without an
/// end too, so that a file of zeros takes time, but no memory. Errors: System.
std::uint64_t read_lines(int fd, std::uint64_t offset, std::size_t longest, const LineUse& use);

}  // namespace liftoff::posix
