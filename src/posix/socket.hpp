#pragma once
// A pair of connected sockets that carry whole records between a launcher and a keeper.
#include <cstddef>
#include <utility>

#include "posix/fd.hpp"

namespace liftoff::posix {

/// Records keep their bounds (SOCK_SEQPACKET). Errors: System.
std::pair<Fd, Fd> socket_pair();

/// False where the other end is gone.
bool send_record(int socket, const void* data, std::size_t size) noexcept;

enum class Received { Record, Nothing, Closed };
/// Does not wait. A record of another size counts as Closed: the other end is not what it should be.
Received receive_record(int socket, void* data, std::size_t size) noexcept;

}  // namespace liftoff::posix
