#pragma once
#include <functional>
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

using UseLeaf = std::function<void(std::string&& path, const Value& value)>;

/// Calls `use` for each value of nested mappings that is no mapping itself (or an empty one), with its keys joined by
/// dots. `passed_over`, if given, says of a key at the top whether all below it is left out.
void for_each_leaf(const Map& map, const UseLeaf& use,
                   const std::function<bool(std::string_view key)>& passed_over = {});

/// Whether a top-level key says which run it is or what it is called, and nothing of what was varied.
bool is_of_the_run(std::string_view key);

}  // namespace liftoff::value
