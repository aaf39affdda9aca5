#include "report/text_width.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "report/color.hpp"
#include "text/utf8.hpp"

namespace liftoff::report {

namespace {

using Range = std::pair<char32_t, char32_t>;

// General categories Mn, Me and Cf of the scripts that occur in names (Unicode 15, UnicodeData.txt).
constexpr std::array<Range, 36> invisible{{
    {0x00ad, 0x00ad}, {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x05bf, 0x05bf},   {0x05c1, 0x05c2},
    {0x05c4, 0x05c5}, {0x0610, 0x061a}, {0x064b, 0x065f}, {0x0670, 0x0670}, {0x06d6, 0x06dc},   {0x06df, 0x06e4},
    {0x06e7, 0x06e8}, {0x06ea, 0x06ed}, {0x0900, 0x0902}, {0x093c, 0x093c}, {0x0941, 0x0948},   {0x094d, 0x094d},
    {0x0e31, 0x0e31}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1160, 0x11ff}, {0x1ab0, 0x1aff},   {0x1dc0, 0x1dff},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f}, {0x20d0, 0x20f0}, {0x302a, 0x302d},   {0x3099, 0x309a},
    {0xd7b0, 0xd7ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0x1f3fb, 0x1f3ff}, {0xe0000, 0xe01ef},
}};

// East_Asian_Width W and F (Unicode 15, EastAsianWidth.txt), neighbours joined over unassigned points.
constexpr std::array<Range, 38> wide{{
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0},   {0x23f3, 0x23f3},
    {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653}, {0x267f, 0x267f}, {0x2693, 0x2693},   {0x26a1, 0x26a1},
    {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4},   {0x26ea, 0x26ea},
    {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728}, {0x274c, 0x274c}, {0x2753, 0x2757},   {0x2795, 0x2797},
    {0x2b1b, 0x2b1c},   {0x2b50, 0x2b55},   {0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xa960, 0xa97c},   {0xac00, 0xd7a3},
    {0xf900, 0xfaff},   {0xfe10, 0xfe6f},   {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x16fe0, 0x18aff}, {0x1b000, 0x1b2fb},
    {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
}};

template <std::size_t N> bool holds(const std::array<Range, N>& ranges, char32_t point) {
  const auto it =
      std::upper_bound(ranges.begin(), ranges.end(), point, [](char32_t p, const Range& r) { return p < r.first; });
  return it != ranges.begin() && point <= std::prev(it)->second;
}

/// A letter with the marks that follow it.
struct Glyph {
  std::size_t from, to;
  std::size_t width;
};

std::vector<Glyph> glyphs(std::string_view text) {
  std::vector<Glyph> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = text::decode_utf8(text, at);
    const auto width = static_cast<std::size_t>(decoded.point ? column_width(*decoded.point) : 1);
    if (width == 0 && !found.empty()) found.back().to = at + decoded.length;
    else found.push_back({at, at + decoded.length, width});
    at += decoded.length;
  }
  return found;
}

std::string joined(std::string_view text, const std::vector<Glyph>& all, std::size_t head, std::size_t tail) {
  std::size_t first = 0, used = 0;
  while (first < all.size() && used + all[first].width <= head) used += all[first++].width;
  auto last = all.size();
  used = 0;
  while (last > first && used + all[last - 1].width <= tail) used += all[--last].width;
  const auto cut = first == 0 ? 0 : all[first - 1].to;
  const auto rest = last == all.size() ? text.size() : all[last].from;
  return std::string(text.substr(0, cut)) + "…" + std::string(text.substr(rest));
}

}  // namespace

int column_width(char32_t point) noexcept {
  if (point < 0x300) return point == 0xad ? 0 : 1;
  if (holds(invisible, point)) return 0;
  return holds(wide, point) ? 2 : 1;
}

std::size_t text_width(std::string_view text) {
  std::size_t width = 0;
  for (const auto& glyph : glyphs(text)) width += glyph.width;
  return width;
}

std::string cut_middle(std::string_view text, std::size_t width) {
  if (text_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  return joined(text, glyphs(text), width / 2, (width - 1) / 2);
}

std::string cut_end(std::string_view text, std::size_t width) {
  if (text_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  return joined(text, glyphs(text), width - 1, 0);
}

std::string one_line(std::string_view text) {
  const auto shown = printable(text);
  std::string kept;
  for (std::size_t at = 0; at < shown.size();) {
    const auto [point, length] = text::decode_utf8(shown, at);
    const bool turns = point && ((*point >= 0x202a && *point <= 0x202e) || (*point >= 0x2066 && *point <= 0x2069));
    if (!turns) kept += shown.substr(at, length);
    at += length;
  }
  return kept;
}

}  // namespace liftoff::report
