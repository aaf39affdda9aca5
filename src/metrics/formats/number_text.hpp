#pragma once
#include <optional>
#include <string_view>

namespace liftoff::metrics {

/// The number that a text is, blanks around it aside: `1e-3`, `nan`, `True` (1), `[0.2, 0.1]` (the last item: a history
/// up to now). With `decimal_comma` `0,5` is one, too. Nothing where it is none.
std::optional<double> number_of_text(std::string_view text, bool decimal_comma = false);

}  // namespace liftoff::metrics
