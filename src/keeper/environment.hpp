#pragma once
// The environment of a program that is yet to be started: a list of NAME=VALUE.
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::keeper {

using Environment = std::vector<std::string>;

bool has_variable(const Environment& environment, std::string_view name);
/// Gives `name` this value, whether it was there or not.
void set_variable(Environment& environment, std::string_view name, std::string_view value);
/// Takes `name` away, however often it is there.
void unset_variable(Environment& environment, std::string_view name);

}  // namespace liftoff::keeper
