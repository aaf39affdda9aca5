#include "posix/file_watch.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <cstring>

#include "posix/last_error.hpp"

namespace liftoff::posix {

namespace {

struct Meaning {
  unsigned happening;
  std::uint32_t mask;
};
constexpr Meaning meanings[] = {{Written, IN_MODIFY},
                                {Appeared, IN_CREATE | IN_MOVED_TO},
                                {Vanished, IN_DELETE | IN_MOVED_FROM | IN_DELETE_SELF | IN_IGNORED},
                                {Closed, IN_CLOSE_WRITE}};

std::uint32_t mask_of(unsigned happenings) {
  std::uint32_t mask = 0;
  for (const auto& meaning : meanings)
    if (happenings & meaning.happening) mask |= meaning.mask;
  return mask & ~std::uint32_t{IN_IGNORED};
}

unsigned happenings_of(std::uint32_t mask) {
  unsigned happenings = 0;
  for (const auto& meaning : meanings)
    if (mask & meaning.mask) happenings |= meaning.happening;
  return happenings;
}

}  // namespace

Result<FileWatch> FileWatch::open() noexcept {
  auto fd = opened(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (!fd) return fd.error();
  return FileWatch(std::move(fd));
}

int FileWatch::add(int file, unsigned happenings) noexcept {
  const auto path = "/proc/self/fd/" + std::to_string(file);
  return ::inotify_add_watch(fd_.get(), path.c_str(), mask_of(happenings));
}

void FileWatch::remove(int watch) noexcept { ::inotify_rm_watch(fd_.get(), watch); }

std::vector<FileEvent> FileWatch::take() {
  std::vector<FileEvent> events;
  alignas(inotify_event) char buffer[16384];
  for (;;) {
    const auto size = ::read(fd_.get(), buffer, sizeof buffer);
    if (size <= 0) return events;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, buffer + at, sizeof event);
      const char* name = buffer + at + sizeof event;
      events.push_back({event.mask & IN_Q_OVERFLOW ? -1 : event.wd, happenings_of(event.mask),
                        event.len > 0 ? std::string(name) : std::string()});
      at += sizeof event + event.len;
    }
  }
}

}  // namespace liftoff::posix
