#include "metrics/formats/yaml.hpp"

#include <liftoff/error.hpp>

#include "metrics/formats/object.hpp"
#include "value/parse_yaml.hpp"

namespace liftoff::metrics {

FileMetrics read_yaml(const MetricText& file) {
  try {
    return read_document(value::parse_yaml_data(file.text, "YAML"), file);
  } catch (const Error& error) {
    if (file.end != FileEnd::Growing) file.complaints.add(error.what());
    return {};
  }
}

}  // namespace liftoff::metrics
