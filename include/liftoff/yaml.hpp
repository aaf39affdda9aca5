#pragma once
// Values from text and to text: YAML, typed JSON, Python's str().
#include <string>
#include <string_view>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

namespace liftoff {

/// Reads one YAML document: scalars resolve as OmegaConf 2.x does, keys with a trailing `_` become
/// opaque. An empty document is an empty mapping where `text` is a configuration.
/// Errors: Usage, "name:line: what".
LIFTOFF_API Value parse_yaml(std::string_view text, const std::string& name);

/// Block style, keys in their order, opaque keys with their `_`. Reads back to an equal value here
/// and in PyYAML's SafeLoader. Ends in a newline.
LIFTOFF_API std::string to_yaml(const Value& value);

/// What a plain (unquoted) scalar means.
LIFTOFF_API Value resolve_scalar(std::string_view plain);

/// As Python's str() prints the value; strings unquoted at the top, quoted inside containers.
LIFTOFF_API std::string python_str(const Value& value);

/// JSON in which nothing is lost: opaque keys keep their `_`, NaN and Infinity are bare tokens,
/// integers of any length are digits, and a mapping that JSON can't say (keys that are no strings,
/// or that begin with `$`) is {"$map": [[key, value], ...]}. Read by the Python package.
LIFTOFF_API std::string to_typed_json(const Value& value);
/// Errors: Usage.
LIFTOFF_API Value parse_typed_json(std::string_view text);

}  // namespace liftoff
