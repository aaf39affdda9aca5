#pragma once
// Places of a YAML source at which the parser takes more than YAML allows, or tells less than was written.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace liftoff::value {

/// Whether what begins with the next `&` is an anchor as PyYAML takes it: letters, digits, - and _ alone.
bool is_anchor(std::string_view source, std::size_t at) noexcept;

/// The line (from 1) of a directive in front of the document that begins at `document` without the "---" that it needs.
std::optional<int> stray_directive(std::string_view source, std::size_t document) noexcept;

/// How the null is written that stands here: as a key it is text.
std::string null_as_written(std::string_view source, std::size_t at);

}  // namespace liftoff::value
