#pragma once
// From the bytes of a file to text that a YAML parser may see.
#include <optional>
#include <string>
#include <string_view>

namespace liftoff::value {

/// UTF-8 with or without a byte order mark, or UTF-16 with one. Errors: Usage, "name:line: what"
/// for other encodings and for characters that YAML forbids (control characters, U+FFFE, …).
std::string decode_source(std::string_view bytes, const std::string& name);

/// Bytes that are no UTF-8 (of file names, say) are written as Python's os.fsdecode() shows them, "\udc80" to "\udcff"
/// in double quotes, which the parser refuses. A text that holds such escapes is parsed with others in their place, of
/// private characters that the text itself has not.
class ByteEscapes {
 public:
  /// Nothing where there are none.
  static std::optional<ByteEscapes> of(std::string_view text);
  /// The text for the parser.
  std::string protect(std::string_view text) const;
  /// What became of a part of it.
  std::string restore(std::string_view scalar) const;

 private:
  explicit ByteEscapes(char32_t block);

  char32_t block_;      ///< a byte 0xNN travels as this character + 0xNN …
  std::string prefix_;  ///< … which is written as this and NN
};

}  // namespace liftoff::value
