#include "value/leaves.hpp"

#include <liftoff/yaml.hpp>

namespace liftoff::value {

std::string key_text(const MapEntry& entry) { return python_str(entry.key); }

}  // namespace liftoff::value
