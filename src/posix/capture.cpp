#include "posix/capture.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "posix/file.hpp"
#include "posix/last_error.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/spawn.hpp"

namespace liftoff::posix {

namespace {

using std::chrono::milliseconds;

/// A pipe whose writing end a child gets, and what was read from it.
struct Stream {
  Fd in, out;
  std::string text;

  Stream() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    in.reset(ends[0]);
    out.reset(ends[1]);
  }

  /// Takes what has arrived; closes the reading end at the end of it.
  void take() {
    char buffer[16384];
    const auto n = ::read(in.get(), buffer, sizeof buffer);
    if (n > 0) text.append(buffer, static_cast<std::size_t>(n));
    else if (n == 0 || errno != EINTR) in.reset();
  }
};

/// Reads the streams to their ends; false at the deadline.
bool drain(std::initializer_list<Stream*> streams, MonotonicTime deadline) {
  const auto is_open = [](const Stream* stream) { return static_cast<bool>(stream->in); };
  while (std::any_of(streams.begin(), streams.end(), is_open)) {
    PollSet set;
    for (auto* stream : streams) set.add(stream->in.get());
    if (!set.wait(deadline)) return false;
    for (std::size_t i = 0; i < streams.size(); ++i)
      if (set.is_ready(i)) streams.begin()[i]->take();
  }
  return true;
}

/// How the child ended once its streams did; nothing where it was killed for taking too long.
std::optional<Ended> finish(int pid, std::initializer_list<Stream*> streams, MonotonicTime deadline) {
  for (auto* stream : streams) stream->out.reset();
  const bool in_time = drain(streams, deadline);
  if (!in_time) ::kill(pid, SIGKILL);
  const auto ended = reap_one(pid);
  return in_time ? ended : std::nullopt;
}

[[noreturn]] void answer(const std::function<std::string()>& work, int out) {
  try {
    exit_now(write_all(out, work()) ? 0 : 1);
  } catch (...) {
    exit_now(1);
  }
}

}  // namespace

std::optional<Captured> capture(const std::vector<std::string>& argv, milliseconds limit,
                                const std::string& directory) {
  const auto deadline = monotonic_now() + limit;
  Stream out, err;
  const Fd null{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
  if (!out.in || !err.in || !null) return std::nullopt;
  const auto pid = spawn({.argv = argv,
                          .environment = environment(),
                          .in = null.get(),
                          .out = out.out.get(),
                          .err = err.out.get(),
                          .own_group = false,
                          .on_path = true,
                          .directory = directory});
  const auto ended = pid ? finish(*pid, {&out, &err}, deadline) : std::nullopt;
  if (!ended) return std::nullopt;
  return Captured{ended->exit_code ? *ended->exit_code : 128 + *ended->signal, std::move(out.text),
                  std::move(err.text)};
}

std::optional<std::string> in_child(const std::function<std::string()>& work, milliseconds limit) {
  const auto deadline = monotonic_now() + limit;
  Stream said;
  const auto pid = said.in ? fork_process() : last_error();
  if (!pid) return std::nullopt;
  if (*pid == 0) answer(work, said.out.get());
  const auto ended = finish(*pid, {&said}, deadline);
  if (!ended || ended->exit_code != 0) return std::nullopt;
  return std::move(said.text);
}

}  // namespace liftoff::posix
