#pragma once
#include <string>
#include <string_view>

#include <liftoff/error.hpp>

#include "value/line_mistakes.hpp"

namespace liftoff::value {

/// Why a text is refused. Of what isn't `certain` the text around may say better what is wrong.
struct YamlRefusal {
  YamlMistake mistake;
  bool certain = true;
};

/// What was probably meant where the parser refuses a text at a line (from 1): the mistake, on the line where it
/// stands. Nothing where it can't be told.
std::optional<YamlMistake> find_yaml_mistake(std::string_view text, int line);

/// "name:line: what", on the line where the mistake stands.
Error refused_yaml(std::string_view text, const std::string& name, const YamlRefusal& refusal);

}  // namespace liftoff::value
