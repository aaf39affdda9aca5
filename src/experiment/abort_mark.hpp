#pragma once
#include <chrono>
#include <optional>

namespace liftoff::experiment {

/// `.liftoff-abort` in an experiment: one line, `{"v":1,"grace":10.0,"at":1524936339.2}`. While it is there nothing
/// of the experiment is started; --resume takes it away.
struct AbortMark {
  std::chrono::milliseconds grace{10'000};
  double at = 0;  ///< Unix seconds; 0 where the file doesn't say
  bool operator==(const AbortMark&) const = default;
};
/// Nothing where there is no mark. A mark that can't be read is one all the same.
std::optional<AbortMark> read_abort_mark(int experiment) noexcept;
/// Errors: System.
void write_abort_mark(int experiment, const AbortMark& mark);
/// Whether there was one. Errors: System.
bool remove_abort_mark(int experiment);

}  // namespace liftoff::experiment
