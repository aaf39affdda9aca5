#pragma once
// A pair of connected sockets that carry whole records between a launcher and a keeper.
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "posix/fd.hpp"

namespace liftoff::posix {

/// Records keep their bounds (SOCK_SEQPACKET). Errors: System.
std::pair<Fd, Fd> socket_pair();

/// The most bytes of a record.
inline constexpr std::size_t longest_record = std::size_t{1} << 15;

/// False where the other end is gone.
bool send_record(int socket, std::string_view record) noexcept;

enum class Received { Record, Nothing, Closed };
/// Does not wait. `record` is changed only where there is one. A longer one counts as Closed: the other end is not
/// what it should be.
Received receive_record(int socket, std::string& record);

}  // namespace liftoff::posix
