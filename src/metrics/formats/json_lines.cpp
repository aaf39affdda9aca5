#include "metrics/formats/json_lines.hpp"

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "metrics/formats/object.hpp"
#include "text/characters.hpp"
#include "value/json_in.hpp"

namespace liftoff::metrics {

namespace {

void read_line(std::string_view line, int number, bool may_be_cut, const MetricText& file) {
  if (text::is_blank(line)) return;
  try {
    file.rows.see(numbers_of(value::parse_json_data(line), Nulls::AreNone));
  } catch (const Error& error) {
    if (!may_be_cut) file.complaints.add(fmt::format("line {}: {}", number, error.what()));
  }
}

}  // namespace

FileMetrics read_json_lines(const MetricText& file) {
  int number = 0;
  for (auto text = file.text; !text.empty();) {
    const auto end = text.find('\n');
    const bool last = end == std::string_view::npos;
    read_line(text.substr(0, end), ++number, last && file.end == FileEnd::Growing, file);
    text.remove_prefix(last ? text.size() : end + 1);
  }
  return file.rows.take();
}

}  // namespace liftoff::metrics
