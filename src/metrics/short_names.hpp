#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::metrics {

/// Whether `name` is "lr" of "optim.lr": a dotted suffix, and not the whole.
bool ends_in(std::string_view key, std::string_view name);
/// The shortest dotted suffixes that tell these different names apart, in their order: "lr" for "optim.lr".
std::vector<std::string> short_names(const std::vector<std::string>& names);

}  // namespace liftoff::metrics
