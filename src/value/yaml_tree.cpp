#include "value/yaml_tree.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace liftoff::value {

std::optional<YamlTag> known_tag(std::string_view tag) {
  static constexpr std::array<std::pair<std::string_view, YamlTag>, 7> tags = {{{"str", YamlTag::Str},
                                                                                {"int", YamlTag::Int},
                                                                                {"float", YamlTag::Float},
                                                                                {"bool", YamlTag::Bool},
                                                                                {"null", YamlTag::Null},
                                                                                {"seq", YamlTag::Seq},
                                                                                {"map", YamlTag::Map}}};
  if (!tag.starts_with(yaml_tags)) return std::nullopt;
  tag.remove_prefix(yaml_tags.size());
  const auto* found = std::find_if(tags.begin(), tags.end(), [&](const auto& known) { return known.first == tag; });
  return found == tags.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace liftoff::value
