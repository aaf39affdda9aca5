#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace liftoff::metrics {

/// Of a file in a format that nothing here reads (compressed, pickled, an array's, a table's): what it is and what to
/// do, as a complaint. Told from its first bytes.
std::optional<std::string> unreadable_kind(std::string_view text);

}  // namespace liftoff::metrics
