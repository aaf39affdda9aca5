#pragma once
// What the unit tests share: temporary folders, the files beside them, errors as text.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

#include <liftoff/error.hpp>

namespace liftoff::test {

/// The path of a file below tests/.
std::string tests_path(const std::string& relative);

inline std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// An empty folder that goes with its contents at the end of the test.
class TempDir {
 public:
  TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "liftoff-unit.XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  void write(const std::string& name, const std::string& text) const {
    const std::filesystem::path target = path_ + "/" + name;
    std::filesystem::create_directories(target.parent_path());
    std::ofstream(target, std::ios::binary) << text;
  }

  void append(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary | std::ios::app) << text;
  }
  void make_folder(const std::string& name) const { std::filesystem::create_directories(path_ + "/" + name); }
  void remove(const std::string& name) const { std::filesystem::remove_all(path_ + "/" + name); }
  void link(const std::string& name, const std::string& target) const {
    std::filesystem::create_symlink(target, path_ + "/" + name);
  }

 private:
  std::string path_;
};

/// Opens both ends of a named pipe, which no call of posix/file.hpp does; the descriptor is the caller's.
inline int open_pipe(const std::string& path) { return ::open(path.c_str(), O_RDWR | O_CLOEXEC); }

/// Gives up root's right to read everything for as long as it lives; `dir` stays open to whoever we are then.
class Unprivileged {
 public:
  explicit Unprivileged(const TempDir& dir) {
    std::filesystem::permissions(dir.path(), std::filesystem::perms(0777));
    if (before_ == 0 && ::seteuid(65534) != 0) throw std::runtime_error("root can't be given up");
  }
  ~Unprivileged() {
    if (before_ == 0 && ::seteuid(0) != 0) std::abort();
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  uid_t before_ = ::geteuid();
};

/// Gives an environment variable a value, or none, for as long as it lives.
class Environment {
 public:
  Environment(std::string name, const std::string& value) : Environment(std::move(name)) {
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  explicit Environment(std::string name) : name_(std::move(name)) {
    if (const char* before = std::getenv(name_.c_str())) before_ = before;
    ::unsetenv(name_.c_str());
  }
  ~Environment() {
    if (before_) ::setenv(name_.c_str(), before_->c_str(), 1);
    else ::unsetenv(name_.c_str());
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  std::string name_;
  std::optional<std::string> before_;
};

/// Local time is that of `zone` for as long as it lives.
class Zone {
 public:
  explicit Zone(const std::string& zone) : variable_(std::in_place, "TZ", zone) { ::tzset(); }
  ~Zone() {
    variable_.reset();
    ::tzset();
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;

 private:
  std::optional<Environment> variable_;
};

/// Whether the condition holds within 20 seconds: for what tells nobody when it happens.
template <class Condition> bool soon(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

/// The message of the Error that `call` throws, with " | hint" where it has one; "" where it throws none.
template <class Call> std::string error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error.hint().empty() ? error.what() : std::string(error.what()) + " | " + error.hint();
  }
  return {};
}

}  // namespace liftoff::test
