#pragma once
// What can be wrong with a line of YAML all by itself, in words for those who wrote it.
#include <optional>
#include <string>

#include "value/yaml_lines.hpp"

namespace liftoff::value {

struct YamlMistake {
  int line = 0;  ///< from 1; 0: the one that was looked at
  std::string what, hint;
};

/// Of a line that the parser has refused, or the line below it. Nothing where it may be right as it stands.
std::optional<YamlMistake> mistake_in(const YamlParts& line);

/// The same of what only a line that was refused itself is blamed for.
std::optional<YamlMistake> doubt_about(const YamlParts& line);

/// "key: value" with the value in quotes, to be shown in a hint.
std::string in_quotes(const YamlParts& line, std::string_view value);

}  // namespace liftoff::value
