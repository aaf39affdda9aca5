#include "posix/socket.hpp"

#include <sys/socket.h>

#include "posix/last_error.hpp"

namespace liftoff::posix {

std::pair<Fd, Fd> socket_pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) fail("cannot make", "a socket", last_error());
  return {Fd{ends[0]}, Fd{ends[1]}};
}

bool send_record(int socket, std::string_view record) noexcept {
  for (;;) {
    const auto sent = ::send(socket, record.data(), record.size(), MSG_NOSIGNAL);
    if (sent >= 0 || errno != EINTR) return sent == static_cast<ssize_t>(record.size());
  }
}

Received receive_record(int socket, std::string& record) {
  char buffer[longest_record];
  for (;;) {
    const auto received = ::recv(socket, buffer, sizeof buffer, MSG_DONTWAIT | MSG_TRUNC);
    if (received > 0 && static_cast<std::size_t>(received) <= sizeof buffer) {
      record.assign(buffer, static_cast<std::size_t>(received));
      return Received::Record;
    }
    if (received >= 0) return Received::Closed;
    if (errno == EAGAIN) return Received::Nothing;
    if (errno != EINTR) return Received::Closed;
  }
}

}  // namespace liftoff::posix
