#include "metrics/formats/json.hpp"

#include <liftoff/error.hpp>

#include "metrics/formats/json_lines.hpp"
#include "metrics/formats/object.hpp"
#include "value/json_in.hpp"

namespace liftoff::metrics {

namespace {

bool is_object(std::string_view text) {
  try {
    return value::parse_json_data(text).is_map();
  } catch (const Error&) {
    return false;
  }
}

/// Of JSON Lines the first line stands for itself.
bool has_lines(std::string_view text) {
  const auto first = text.substr(0, text.find('\n'));
  return first.size() < text.size() && is_object(first);
}

}  // namespace

FileMetrics read_json(const MetricText& file) {
  try {
    return read_document(value::parse_json_data(file.text), file);
  } catch (const Error& error) {
    if (has_lines(file.text)) return read_json_lines(file);
    if (file.end != FileEnd::Growing) file.complaints.add(error.what());  // a growing one may be half written
    return {};
  }
}

}  // namespace liftoff::metrics
