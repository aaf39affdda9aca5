#pragma once
// What a YAML document says, before its scalars mean anything: aliases stay aliases, merge keys
// stay keys. Between the parser (yaml_in.cpp) and the values (yaml_compose.cpp).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::value {

enum class YamlTag : std::uint8_t { None, Str, Int, Float, Bool, Null, Seq, Map };

inline constexpr std::string_view yaml_tags = "tag:yaml.org,2002:";  ///< what `!!` stands for
/// Of its whole name; nothing for one that has no meaning here.
std::optional<YamlTag> known_tag(std::string_view tag);

struct YamlNode {
  enum Kind : std::uint8_t { Plain, Quoted, List, Map, Alias } kind = Plain;
  YamlTag tag = YamlTag::None;
  int line = 0;                         ///< from 1
  int position = 0;                     ///< byte of the source at which it begins, properties included
  std::uint32_t target = 0;             ///< of an alias
  std::string text;                     ///< of a scalar
  std::vector<std::uint32_t> children;  ///< of a list; of a map: key, value, key, value, …
};

/// Nodes by number. An alias's target never contains the alias.
struct YamlTree {
  std::vector<YamlNode> nodes;
  bool empty = true;       ///< no document, or one without content
  std::uint32_t root = 0;  ///< valid unless empty
};

}  // namespace liftoff::value
