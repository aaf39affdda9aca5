#pragma once
#include <functional>
#include <string>

#include "executor/executor.hpp"
#include "keeper/code.hpp"

namespace liftoff::launch {

/// Hands everything on to another executor, and looks at the script before each start: whoever edits it while the
/// launch goes on is told once what that means.
class ScriptWatch final : public executor::Executor {
 public:
  using Tell = std::function<void(const std::string& text)>;
  ScriptWatch(executor::Executor& inner, keeper::LaunchedCode code) : inner_(inner), code_(std::move(code)) {}
  void on_edit(Tell tell) { tell_ = std::move(tell); }

  bool start(const keeper::RunOrder& order) override;
  executor::Happening wait(std::optional<posix::MonotonicTime> deadline, bool want_slot) override {
    return inner_.wait(deadline, want_slot);
  }
  void release_idle() override { inner_.release_idle(); }
  int active() const override { return inner_.active(); }
  bool stop(int signal) override { return inner_.stop(signal); }

 private:
  executor::Executor& inner_;
  keeper::LaunchedCode code_;
  Tell tell_;  ///< empty once it was called
};

}  // namespace liftoff::launch
