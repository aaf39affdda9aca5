#include "provenance/git_commit.hpp"

#include <chrono>

#include <fmt/core.h>

#include "posix/capture.hpp"

namespace liftoff::provenance {

namespace {

constexpr std::chrono::seconds limit{20};  // a large tree on a cold disk

/// Rest of the line that begins with `label`, or "".
std::string_view line_after(std::string_view text, std::string_view label) {
  const auto at = text.find(label);
  if (at == std::string_view::npos) return {};
  const auto begin = at + label.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

/// Whether there is a line that is no header: each stands for a tracked file that is changed.
bool has_changes(std::string_view status) {
  while (!status.empty()) {
    if (status.front() != '#') return true;
    const auto end = status.find('\n');
    if (end == std::string_view::npos) return false;
    status.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

Value git_commit(const std::string& directory) {
  const auto git = posix::capture(
      {"git", "--no-optional-locks", "status", "--porcelain=v2", "--branch", "--untracked-files=no"}, limit, directory);
  if (!git || git->status != 0) return {};
  const auto commit = line_after(git->out, "# branch.oid ");
  auto branch = line_after(git->out, "# branch.head ");
  if (commit.size() < 7 || commit.starts_with('(')) return {};  // a repository without commits
  if (branch == "(detached)") branch = "HEAD";
  return fmt::format("{}@{}{}", commit.substr(0, 7), branch, has_changes(git->out) ? "-dirty" : "");
}

}  // namespace liftoff::provenance
