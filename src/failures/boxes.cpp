#include "failures/boxes.hpp"

#include <algorithm>

#include "failures/lines.hpp"

namespace liftoff::failures {

namespace {

constexpr std::size_t piece = 3;  // bytes of U+2500 to U+257F

bool is_drawn(std::string_view text) { return text.starts_with("\xe2\x94") || text.starts_with("\xe2\x95"); }

}  // namespace

std::size_t box_column(std::string_view left) {
  const auto column = indentation(left);
  for (const auto corner : {"╭─", "┌─", "+--"})
    if (const auto at = left.find(corner); at != left.npos) return at == column ? at : left.npos;
  return left.npos;
}

bool is_in_box(std::string_view line) { return is_drawn(line) || line.starts_with("| ") || line.starts_with("+-"); }

std::string_view without_borders(std::string_view line) {
  line = trimmed(line);
  while (is_drawn(line)) line.remove_prefix(std::min(piece, line.size()));
  while (line.size() >= piece && is_drawn(line.substr(line.size() - piece))) line.remove_suffix(piece);
  return trimmed(line);
}

}  // namespace liftoff::failures
