#pragma once
// Pieces of YAML output, for those who write many files that differ in a few values.
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// Appends "key: value" and a line feed, or "key:" and an indented block. `indent` counts the
/// spaces that stand before the key already; the first line is not indented by this call.
void append_yaml_entry(std::string& out, const MapEntry& entry, std::size_t indent);

/// Appends a string so that it reads back as one here and in PyYAML: plain where that is safe,
/// else quoted, always on one line.
void append_yaml_string(std::string& out, std::string_view text);

/// In one line, as it may stand inside brackets: for messages that show what to write.
std::string yaml_flow(const Value& value);

/// How a key is written: strings as above, an opaque one with its `_`, other scalars plain.
std::string yaml_key(const MapEntry& entry);

}  // namespace liftoff::value
