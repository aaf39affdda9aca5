#include "report/screen.hpp"

#include <fmt/format.h>

#include "posix/file.hpp"
#include "posix/keyboard.hpp"

namespace liftoff::report {

namespace {

// xterm's control sequences: alternate screen, cursor and automatic line wrap off; and back.
constexpr const char* enter_sequence = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H\x1b[2J";
constexpr const char* leave_sequence = "\x1b[?7h\x1b[?25h\x1b[?1049l";
// Terminals that know mode 2026 show a frame whole; others pass over it.
constexpr const char* begin_frame = "\x1b[?2026h\x1b[H";
constexpr const char* end_frame = "\x1b[0m\x1b[J\x1b[?2026l";

void append_line(std::string& frame, std::string_view line, bool last) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  frame += line;
  frame += "\x1b[K";
  if (!last) frame += "\r\n";
}

}  // namespace

std::string frame_of(const std::vector<std::string>& lines, std::size_t rows) {
  const bool cut = rows > 0 && lines.size() > rows;
  const auto shown = cut ? rows - 1 : lines.size();
  std::string frame = begin_frame;
  for (std::size_t i = 0; i < shown; ++i) append_line(frame, lines[i], !cut && i + 1 == shown);
  if (cut) append_line(frame, fmt::format("… {} more lines", lines.size() - shown), true);
  return frame + end_frame;
}

void Screen::enter() {
  if (entered_) return;
  entered_ = true;
  last_.clear();
  posix::write_all(fd_, enter_sequence);
}

void Screen::leave() {
  if (!entered_) return;
  entered_ = false;
  posix::write_all(fd_, leave_sequence);
}

void Screen::draw(const std::vector<std::string>& lines) {
  const auto rows = posix::terminal_size(fd_).rows;
  auto frame = frame_of(lines, rows > 0 ? static_cast<std::size_t>(rows) : 0);
  if (frame == last_) return;
  posix::write_all(fd_, frame);
  last_ = std::move(frame);
}

}  // namespace liftoff::report
