#include "keeper/code.hpp"

#include <algorithm>
#include <utility>

#include <liftoff/value.hpp>

#include "posix/file_info.hpp"
#include "provenance/git_commit.hpp"

namespace liftoff::keeper {

namespace {

using std::chrono::milliseconds;

constexpr int share = 100;  ///< a look takes no more than this part of the time between two
constexpr milliseconds least_pause(1000);

std::optional<std::string> commit_of(const std::string& directory) {
  const auto commit = provenance::git_commit(directory);
  const auto* text = commit.get_if<std::string>();
  return text ? std::optional(*text) : std::nullopt;
}

}  // namespace

FileState state_of(const std::string& path) {
  const auto info = path.empty() ? posix::FileInfo{} : posix::info_followed(path);
  return {info.inode, info.changed_ns};
}

LaunchedCode look_at_code(const std::string& directory, const std::string& script) {
  return {script, state_of(script), commit_of(directory)};
}

Code::Code(std::string directory, LaunchedCode launched)
    : directory_(std::move(directory)), code_(std::move(launched)), next_look_(posix::monotonic_now() + least_pause) {}

const std::optional<std::string>& Code::commit() {
  if (!code_.commit) return code_.commit;
  const auto state = state_of(code_.script);
  const auto now = posix::monotonic_now();
  if (state == code_.state && now < next_look_) return code_.commit;
  code_.state = state;
  code_.commit = commit_of(directory_);
  const auto then = posix::monotonic_now();
  next_look_ = then + std::max<posix::MonotonicTime::duration>((then - now) * share, least_pause);
  return code_.commit;
}

}  // namespace liftoff::keeper
