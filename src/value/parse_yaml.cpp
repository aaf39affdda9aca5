#include "value/parse_yaml.hpp"

#include <memory>

#include <liftoff/yaml.hpp>

#include "value/source_text.hpp"
#include "value/yaml_compose.hpp"
#include "value/yaml_parse.hpp"

namespace liftoff::value {

Value parse_yaml_over(std::string_view text, const std::string& name, const Map* defaults) {
  const auto source = decode_source(text, name);
  return compose_yaml(parse_yaml_tree(source, name), std::make_shared<const std::string>(name), defaults);
}

}  // namespace liftoff::value

namespace liftoff {

Value parse_yaml(std::string_view text, const std::string& name) { return value::parse_yaml_over(text, name, nullptr); }

}  // namespace liftoff

namespace liftoff::value {

Value parse_yaml_as_written(std::string_view text, const std::string& name) {
  const auto source = decode_source(text, name);
  return compose_yaml_as_written(parse_yaml_tree(source, name), std::make_shared<const std::string>(name));
}

Value parse_yaml_data(std::string_view text, const std::string& name) {
  const auto source = decode_source(text, name);
  return compose_yaml_data(parse_yaml_tree(source, name), std::make_shared<const std::string>(name));
}

}  // namespace liftoff::value
