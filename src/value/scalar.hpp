#pragma once
// Plain scalars: the patterns of YAML 1.1 as PyYAML's SafeLoader has them, with OmegaConf's for
// floats and without timestamps. Sources: PyYAML 6 resolver.py and constructor.py; OmegaConf 2.3 _utils.py.
#include <optional>
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// What PyYAML makes of these texts; nothing where it takes them for something else.
std::optional<bool> scalar_as_bool(std::string_view text);
bool scalar_is_null(std::string_view text);
std::optional<Value> scalar_as_integer(std::string_view text);
std::optional<double> scalar_as_float(std::string_view text);

/// Whether PyYAML's SafeLoader takes a plain scalar that is a float here for text.
bool is_text_to_pyyaml(std::string_view plain_float);

}  // namespace liftoff::value
