#pragma once
// When output is coloured, and how. The decision follows --color, then NO_COLOR, CLICOLOR_FORCE
// and TERM=dumb (https://no-color.org, https://bixense.com/clicolors), then the descriptor.
#include <optional>
#include <string>
#include <string_view>

#include <liftoff/export.hpp>

namespace liftoff::report {

enum class ColorMode { Auto, Always, Never };

/// "auto", "always" or "never"; nothing for other text.
std::optional<ColorMode> parse_color_mode(std::string_view text);

/// The flag; where it is absent and neither NO_COLOR nor CLICOLOR_FORCE decides, the setting.
LIFTOFF_TOOLS_API ColorMode chosen_color_mode(const std::optional<std::string>& flag,
                                              const std::optional<std::string>& setting);

/// Whether output to `fd` shall be coloured. Reads the environment.
LIFTOFF_TOOLS_API bool use_color(ColorMode mode, int fd);

enum class Tone { Plain, Bold, Dim, Red, Green, Yellow, Blue, Magenta, Cyan };

/// Wraps text in the escape sequences of a tone; returns it as it is where colour is off.
class Style {
 public:
  explicit Style(bool on = false) : on_(on) {}
  bool on() const noexcept { return on_; }
  LIFTOFF_TOOLS_API std::string operator()(Tone tone, std::string_view text) const;
  std::string bold(std::string_view text) const { return (*this)(Tone::Bold, text); }
  std::string dim(std::string_view text) const { return (*this)(Tone::Dim, text); }

 private:
  bool on_;
};

/// `text` with control characters and bytes that are no UTF-8 shown as \xNN: names that come from
/// files must not drive the reader's terminal. Line feeds stay where `keep_lines`.
LIFTOFF_TOOLS_API std::string printable(std::string_view text, bool keep_lines = false);

}  // namespace liftoff::report
