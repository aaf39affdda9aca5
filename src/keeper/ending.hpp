#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "keeper/family.hpp"
#include "posix/clock.hpp"

namespace liftoff::keeper {

/// How a run's processes are ended: TERM to the program alone; to all that it started when it has gone or two thirds of
/// the grace are over; KILL to what is left at the end of the grace. So a program that saves itself on TERM has its
/// workers while it does.
class Ending {
 public:
  explicit Ending(Family& family) : family_(family) {}

  /// Begins, or makes the rest of the grace shorter.
  void begin(std::chrono::milliseconds grace);
  bool has_begun() const { return step_ != Step::None; }
  /// Does what is due: to be called when deadline() has come, and when a child has ended.
  void go_on();
  /// When the next step is due, whatever ends until then; nothing where none is.
  std::optional<posix::MonotonicTime> deadline() const;
  /// Whether nothing more can be done.
  bool has_killed() const { return step_ == Step::Killed; }
  /// Who could not be ended: "nothing could end trainer (process 7)"; empty where there is nobody.
  const std::string& survivors() const { return survivors_; }

 private:
  enum class Step { None, ProgramTold, AllTold, Killed };
  void kill();

  Family& family_;
  Step step_ = Step::None;
  posix::MonotonicTime others_at_{}, kill_at_{};
  std::string survivors_;
};

/// "python (process 7), sh (process 9)"
std::string names_of(const std::vector<posix::ProcessInfo>& processes);

}  // namespace liftoff::keeper
