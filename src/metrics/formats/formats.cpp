#include "metrics/formats/formats.hpp"

#include <algorithm>
#include <array>

#include "metrics/formats/delimited.hpp"
#include "metrics/formats/json.hpp"
#include "metrics/formats/json_lines.hpp"
#include "metrics/formats/yaml.hpp"

namespace liftoff::metrics {

namespace {

/// The last one is for all other names.
constexpr std::array<MetricFormat, 7> formats{{
    {".jsonl", true, read_json_lines},
    {".ndjson", true, read_json_lines},
    {".csv", true, read_delimited<','>, opening_of_delimited<','>},
    {".tsv", true, read_delimited<'\t'>, opening_of_delimited<'\t'>},
    {".yaml", false, read_yaml},
    {".yml", false, read_yaml},
    {"", false, read_json},
}};

}  // namespace

const MetricFormat& format_of(std::string_view file) {
  return *std::find_if(formats.begin(), formats.end(),
                       [&](const MetricFormat& format) { return file.ends_with(format.ending); });
}

}  // namespace liftoff::metrics
