#pragma once
// From the bytes of a file to text that a YAML parser may see.
#include <string>
#include <string_view>

namespace liftoff::value {

/// UTF-8 with or without a byte order mark, or UTF-16 with one. Errors: Usage, "name:line: what"
/// for other encodings and for characters that YAML forbids (control characters, U+FFFE, …).
std::string decode_source(std::string_view bytes, const std::string& name);

/// Bytes that are no UTF-8 (of file names, say) are written as Python's os.fsdecode() shows them,
/// "\udc80" to "\udcff" in double quotes. The parser refuses these escapes; protect_bytes() turns
/// them into ones that it takes, and restore_bytes() turns what came of those into the bytes.
bool has_escaped_bytes(std::string_view text);
std::string protect_bytes(std::string_view text);
std::string restore_bytes(std::string_view scalar);

}  // namespace liftoff::value
