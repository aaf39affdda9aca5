#pragma once
#include <memory>
#include <string>

#include <liftoff/value.hpp>

#include "value/yaml_tree.hpp"

namespace liftoff::value {

/// The value of a document: scalars resolved, aliases and merge keys expanded (within a bound on
/// their size), opaque keys marked, duplicate keys refused. Where the document is going to be merged
/// over `defaults`, what is opaque there is opaque here, `_` or not. Errors: Usage, "file:line: what".
Value compose_yaml(const YamlTree& tree, std::shared_ptr<const std::string> file, const Map* defaults = nullptr);

/// The same, merged over nothing, with the texts that plain scalars are written as: "010", "3.10", "yes". Null stays
/// null.
Value compose_yaml_as_written(const YamlTree& tree, std::shared_ptr<const std::string> file);

/// compose_yaml() of a document that is no configuration: no key is opaque.
Value compose_yaml_data(const YamlTree& tree, std::shared_ptr<const std::string> file);

}  // namespace liftoff::value
