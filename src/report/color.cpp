#include "report/color.hpp"

#include <cstdlib>

#include <fmt/core.h>

#include "posix/terminal.hpp"
#include "text/utf8.hpp"

namespace liftoff::report {

namespace {

bool set_and_not_empty(const char* name) {
  const char* value = std::getenv(name);
  return value && *value;
}

/// What NO_COLOR and CLICOLOR_FORCE say, if anything.
std::optional<bool> environment_choice() {
  if (set_and_not_empty("NO_COLOR")) return false;
  const char* force = std::getenv("CLICOLOR_FORCE");
  return force && *force && std::string_view(force) != "0" ? std::optional(true) : std::nullopt;
}

const char* sequence(Tone tone) {
  switch (tone) {
    case Tone::Plain: return "";
    case Tone::Bold: return "\x1b[1m";
    case Tone::Dim: return "\x1b[2m";
    case Tone::Red: return "\x1b[31m";
    case Tone::Green: return "\x1b[32m";
    case Tone::Yellow: return "\x1b[33m";
    case Tone::Blue: return "\x1b[34m";
    case Tone::Magenta: return "\x1b[35m";
    case Tone::Cyan: return "\x1b[36m";
  }
  return "";
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029; }

}  // namespace

std::optional<ColorMode> parse_color_mode(std::string_view text) {
  if (text == "auto") return ColorMode::Auto;
  if (text == "always") return ColorMode::Always;
  if (text == "never") return ColorMode::Never;
  return std::nullopt;
}

ColorMode chosen_color_mode(const std::optional<std::string>& flag, const std::optional<std::string>& setting) {
  if (flag) return parse_color_mode(*flag).value_or(ColorMode::Auto);
  if (environment_choice() || !setting) return ColorMode::Auto;
  return parse_color_mode(*setting).value_or(ColorMode::Auto);
}

bool use_color(ColorMode mode, int fd) {
  if (mode != ColorMode::Auto) return mode == ColorMode::Always;
  if (const auto choice = environment_choice()) return *choice;
  const char* term = std::getenv("TERM");
  if (!term || std::string_view(term) == "dumb") return false;
  return posix::is_terminal(fd);
}

std::string Style::operator()(Tone tone, std::string_view text) const {
  if (!on_ || tone == Tone::Plain) return std::string(text);
  return fmt::format("{}{}\x1b[0m", sequence(tone), text);
}

std::string printable(std::string_view text, bool keep_lines) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = text::decode_utf8(text, at);
    if (point && (!is_control(*point) || (keep_lines && *point == '\n'))) shown += text.substr(at, length);
    else
      for (const char c : text.substr(at, length)) shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    at += length;
  }
  return shown;
}

}  // namespace liftoff::report
