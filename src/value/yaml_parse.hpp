#pragma once
#include <string>
#include <string_view>

#include "value/yaml_tree.hpp"

namespace liftoff::value {

/// Nesting beyond this is an error: it exhausts the stack, here or in Python.
constexpr int max_yaml_depth = 200;

/// Reads exactly one document. Precondition: `text` is UTF-8 without control characters.
/// Errors: Usage, "name:line: what".
YamlTree parse_yaml_tree(std::string_view text, const std::string& name);

}  // namespace liftoff::value
