#include "posix/open_below.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "posix/folder.hpp"
#include "posix/last_error.hpp"

namespace liftoff::posix {

namespace {

/// What is answered for `..`, as openat2(2) answers for a path that leads out.
constexpr SystemError leads_out{EXDEV};

/// Opens `path` one component at a time; `step(folder, name)` opens each.
template <class Step> Opened walk(int dir, const std::string& path, Step step) {
  auto folder = open_folder(dir, ".");
  for (std::size_t at = 0; folder && at <= path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    const auto name = path.substr(at, end - at);
    if (!name.empty() && name != ".") folder = step(folder.get(), name.c_str());
    at = end + 1;
  }
  return folder;
}

/// A NUL would end the name for the system, and not for who compared it before.
bool may_lead_out(const std::string& path) {
  return path.find('\0') != std::string::npos || path.starts_with('/') ||
         ("/" + path + "/").find("/../") != std::string::npos;
}

}  // namespace

Opened open_folder_below(int dir, const std::string& path) noexcept {
  if (may_lead_out(path)) return leads_out;
  open_how how{};
  how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  const char* name = path.empty() ? "." : path.c_str();
  auto folder = opened(static_cast<int>(::syscall(SYS_openat2, dir, name, &how, sizeof how)));
  // Kernels before 5.6 and sandboxes do not have openat2(2).
  if (const auto error = folder.error().number(); error == ENOSYS || error == EPERM)
    return walk(dir, path, open_folder);
  return folder;
}

Fd make_folder_below(int dir, const std::string& path) {
  if (may_lead_out(path)) fail("cannot open the folder", path, leads_out);
  return walk(dir, path,
              [](int folder, const char* name) {
                auto there = open_folder(folder, name);
                if (there || !there.error().is_absent()) return there;
                make_folder(folder, name);
                return open_folder(folder, name);
              })
      .or_fail("cannot open the folder", path);
}

}  // namespace liftoff::posix
