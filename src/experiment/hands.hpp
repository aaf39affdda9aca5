#pragma once
// Which runs keepers have in hand, also where their programs have emptied or removed their folders, records and all:
// `.liftoff-hands/<random>` in an experiment, a file for each keeper, locked while it lives. It holds the run and when
// it was taken, filled up with blanks ("1524936339.250\t0_lr_0_1/3    \n"), or blanks alone between two runs. It
// goes with its keeper and needs no version.
#include <string>
#include <unordered_map>

#include "experiment/run_ref.hpp"
#include "posix/fd.hpp"

namespace liftoff::experiment {

/// A keeper's file; gone with it.
class Hand {
 public:
  Hand() = default;
  Hand(Hand&& other) noexcept;
  Hand& operator=(Hand&&) = delete;
  ~Hand();

  /// Says that the run is in hand from now on. Where it can't be written, the run's record alone says so.
  void take(int experiment, const RunRef& run, double now) noexcept;
  void let_go() noexcept;

 private:
  void open(int experiment);
  void forget() noexcept;

  posix::Fd folder_, file_;
  std::string name_;
};

/// What keepers, wherever they live, have in hand, and since when (Unix seconds).
std::unordered_map<RunRef, double> runs_in_hand(int experiment);

}  // namespace liftoff::experiment
