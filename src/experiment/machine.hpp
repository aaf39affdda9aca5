#pragma once
// What the asking machine knows: who it is, what time it is, and, when somebody asks, its processes.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "experiment/original.hpp"
#include "posix/process.hpp"

namespace liftoff::experiment {

/// One look at the processes at most; for another look take another Machine.
class Machine {
 public:
  Machine();
  Machine(const posix::HostIdentity& host, std::int64_t boot, double now) : host_(host), boot_(boot), now_(now) {}

  const posix::HostIdentity& host() const { return host_; }
  std::int64_t boot() const { return boot_; }
  double now() const { return now_; }  ///< Unix seconds

  /// Trees of the original: whether a program of this launch makes this run (`<experiment>/<run>`).
  bool runs_original(const OriginalLaunch& launch, std::string_view run);
  /// Whether any process was started with this LIFTOFF_TOKEN.
  bool has_token(const std::string& token);

 private:
  void look_at_commands();
  void look_at_tokens();

  posix::HostIdentity host_;
  std::int64_t boot_ = 0;
  double now_ = 0;
  std::optional<std::vector<OriginalProgram>> originals_;
  std::optional<std::unordered_set<std::string>> tokens_;
};

}  // namespace liftoff::experiment
