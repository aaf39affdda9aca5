#pragma once
// KEY=VALUE on the command line of a script that is run by hand.
#include <string>
#include <vector>

#include <liftoff/config.hpp>

namespace liftoff::configs {

/// Puts each `KEY=VALUE` over the configuration: KEY is a whole path (`optim.lr`), with a trailing `_` its value
/// replaces a mapping as a whole; `+KEY` may be new. VALUE is YAML in flow style, nothing is an empty text. Words whose
/// KEY the configuration lacks are the script's own: they are left out, which a warning says, with the name that was
/// perhaps meant. `frozen`: the configuration is a run's, and values that it has are not to change. Errors: Usage, also
/// for keys that liftoff sets.
void override_values(Value& configuration, const std::vector<std::string>& words, bool frozen, Warnings& warnings);

}  // namespace liftoff::configs
