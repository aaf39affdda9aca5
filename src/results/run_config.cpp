#include "results/run_config.hpp"

#include <memory>

#include <fmt/core.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "value/scalar.hpp"
#include "value/source_text.hpp"
#include "value/yaml_compose.hpp"
#include "value/yaml_parse.hpp"
#include "value/yaml_plain.hpp"

namespace liftoff::results {

namespace {

Map as_mapping(Value value, const std::string& name) {
  if (auto* map = value.get_if<Map>()) return std::move(*map);
  throw usage_error(fmt::format("{}: a configuration is a mapping", name));
}

bool quote_what_pyyaml_reads_as_text(value::YamlTree& tree) {
  bool any = false;
  for (auto& node : tree.nodes) {
    if (node.kind != value::YamlNode::Plain || node.tag != value::YamlTag::None || !value::is_text_to_pyyaml(node.text))
      continue;
    if (!resolve_scalar(node.text).get_if<double>()) continue;
    node.kind = value::YamlNode::Quoted;
    any = true;
  }
  return any;
}

}  // namespace

RunConfig parse_run_config(std::string_view text, const std::string& name) {
  if (auto plain = value::read_plain_config(text)) return {std::move(*plain), std::nullopt};
  const auto source = value::decode_source(text, name);
  auto tree = value::parse_yaml_tree(source, name);
  const auto file = std::make_shared<const std::string>(name);
  RunConfig config{as_mapping(value::compose_yaml(tree, file), name), std::nullopt};
  if (quote_what_pyyaml_reads_as_text(tree)) config.as_pyyaml = as_mapping(value::compose_yaml(tree, file), name);
  return config;
}

}  // namespace liftoff::results
