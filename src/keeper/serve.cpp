#include "keeper/serve.hpp"

#include <csignal>
#include <optional>

#include "keeper/keep_run.hpp"
#include "keeper/signals.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/socket.hpp"

namespace liftoff::keeper {

namespace {

/// The next order; nothing where none will come: the launcher is gone, or speaks another version.
std::optional<RunOrder> next_order(posix::SignalSource& signals, int socket) {
  std::string record;
  for (;;) {
    posix::PollSet set;
    set.add(socket);
    set.add(signals.fd());
    set.wait(std::nullopt);
    while (const auto received = signals.take())
      if (received->signal == SIGTERM) return std::nullopt;
    const auto received = posix::receive_record(socket, record);
    if (received == posix::Received::Record) return order_from(record);
    if (received == posix::Received::Closed) return std::nullopt;
  }
}

}  // namespace

void serve(const OpenContext& opened, const SlotPlace& place, int socket) {
  posix::become_subreaper();
  posix::set_process_name("liftoff-keeper");
  auto signals = keeper_signals();
  SpawnStarter starter;
  std::optional<Keeper> kept(Keeper{opened, place, signals, starter});
  auto& keeper = *kept;
  while (const auto order = next_order(signals, socket)) {
    const auto report = keep_run(keeper, *order);
    posix::send_record(socket, to_record(report));
    if (report.retires) break;
  }
  kept.reset();  // with it the file that says what it has in hand
  posix::exit_now(0);
}

}  // namespace liftoff::keeper
