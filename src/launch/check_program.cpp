#include "launch/check_program.hpp"

#include <array>
#include <optional>
#include <sstream>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "posix/file.hpp"
#include "posix/find_program.hpp"
#include "posix/path.hpp"

namespace liftoff::launch {

namespace {

/// As much as the kernel looks at. Nothing of a file that can't be read: it may be executed all the same.
std::optional<std::string> first_bytes(const std::string& path) {
  std::array<char, 256> buffer{};
  const auto size = posix::read_small(posix::here(), posix::absolute_path(path).c_str(), buffer.data(), buffer.size());
  if (!size) return std::nullopt;
  return std::string(buffer.data(), *size);
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// What `env` in a first line is to find on PATH: `#!/usr/bin/env -S python3 -u`.
std::optional<std::string> wanted_of_env(const std::vector<std::string>& words) {
  for (std::size_t i = 1; i < words.size(); ++i)
    if (!words[i].starts_with('-') && words[i].find('=') == std::string::npos) return words[i];
  return std::nullopt;
}

void check_interpreter(const std::string& path, const std::vector<std::string>& words, const std::string& bin) {
  if (words.empty()) throw usage_error(fmt::format("{}: its first line, #!, names no interpreter", path));
  if (!posix::is_executable(words[0]))
    throw usage_error(fmt::format("{}: its interpreter {} does not exist, or can't be executed", path, words[0]),
                      "name one that does in its first line");
  if (!words[0].ends_with("/env")) return;
  const auto wanted = wanted_of_env(words);
  const bool found = !wanted || wanted->find('/') != std::string::npos || posix::find_program(*wanted) ||
                     (!bin.empty() && posix::is_executable(bin + "/" + *wanted));
  if (!found)
    throw usage_error(fmt::format("{}: its interpreter {} is not on PATH", path, *wanted),
                      "install it, or name another one in its first line");
}

}  // namespace

void check_program(const std::string& path, const std::string& bin) {
  const auto bytes = first_bytes(path);
  if (!bytes) return;
  if (bytes->starts_with("#!")) {
    const auto line = bytes->substr(2, bytes->find('\n') - 2);
    if (line.ends_with('\r'))
      throw usage_error(fmt::format("{}: the file has Windows line ends: there is no interpreter {}\\r", path,
                                    words_of(line).empty() ? "" : words_of(line).front()),
                        fmt::format("take them away: sed -i 's/\\r$//' {}", path));
    return check_interpreter(path, words_of(line), bin);
  }
  if (bytes->find('\0') == std::string::npos)
    throw usage_error(fmt::format("{} has no #! line, so that the system can't execute it", path),
                      "write what runs it as its first line: #!/bin/sh, #!/usr/bin/env python3");
}

}  // namespace liftoff::launch
