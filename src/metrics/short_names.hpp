#pragma once
#include <string>
#include <vector>

namespace liftoff::metrics {

/// The shortest dotted suffixes that tell these different names apart, in their order: "lr" for "optim.lr".
std::vector<std::string> short_names(const std::vector<std::string>& names);

}  // namespace liftoff::metrics
