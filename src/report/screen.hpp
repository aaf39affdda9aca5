#pragma once
// A terminal that is drawn over in place.
#include <cstddef>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff::report {

/// One frame: `lines` (each with its newline) from the top left corner on, nothing else. At most `rows` lines are
/// drawn (0: all), the last then says how many more there are. No line may be wider than `columns` (0: unknown).
std::string frame_of(const std::vector<std::string>& lines, std::size_t rows, std::size_t columns);

/// The alternate screen of a terminal; what was there before comes back at the end.
class Screen {
 public:
  explicit Screen(int fd) : fd_(fd) {}
  ~Screen() { leave(); }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// Both do nothing where they were called last.
  LIFTOFF_TOOLS_API void enter();
  LIFTOFF_TOOLS_API void leave();
  /// One write. Does nothing where the last frame was the same.
  LIFTOFF_TOOLS_API void draw(const std::vector<std::string>& lines);
  /// What was drawn may be gone: the next frame is drawn in any case.
  void forget() { last_.clear(); }

 private:
  int fd_;
  bool entered_ = false;
  std::string last_;
};

}  // namespace liftoff::report
