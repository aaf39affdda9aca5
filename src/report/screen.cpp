#include "report/screen.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "posix/file.hpp"
#include "posix/terminal.hpp"
#include "report/text_width.hpp"

namespace liftoff::report {

namespace {

// xterm's control sequences: alternate screen, cursor and automatic line wrap off; and back.
constexpr const char* enter_sequence = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H\x1b[2J";
constexpr const char* leave_sequence = "\x1b[?7h\x1b[?25h\x1b[?1049l";
// Terminals that know mode 2026 show a frame whole; others pass over it.
constexpr const char* begin_frame = "\x1b[?2026h\x1b[H";
constexpr const char* end_frame = "\x1b[0m\x1b[?2026l";
constexpr const char* erase_below = "\r\n\x1b[J";

/// Of a line with colours.
std::size_t visible_width(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\x1b') at = std::min(line.find('m', at), line.size());
    else text += line[at];
  }
  return text_width(text);
}

void append_line(std::string& frame, std::string_view line, std::size_t columns, bool last) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  frame += line;
  // After a line that fills its row the cursor stands on the last letter, which would be erased.
  if (columns == 0 || visible_width(line) < columns) frame += "\x1b[K";
  if (!last) frame += "\r\n";
}

}  // namespace

std::string frame_of(const std::vector<std::string>& lines, std::size_t rows, std::size_t columns) {
  const bool cut = rows > 0 && lines.size() > rows;
  const auto shown = cut ? rows - 1 : lines.size();
  std::string frame = begin_frame;
  for (std::size_t i = 0; i < shown; ++i) append_line(frame, lines[i], columns, !cut && i + 1 == shown);
  if (cut) append_line(frame, fmt::format("… {} more lines", lines.size() - shown), columns, true);
  if (rows == 0 || lines.size() < rows) frame += erase_below;  // in the last row a line feed would scroll
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
  const auto size = posix::terminal_size(fd_);
  auto frame = frame_of(lines, static_cast<std::size_t>(std::max(0, size.rows)),
                        static_cast<std::size_t>(std::max(0, size.columns)));
  if (frame == last_) return;
  posix::write_all(fd_, frame);
  last_ = std::move(frame);
}

}  // namespace liftoff::report
