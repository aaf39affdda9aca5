#include "configs/prepare_manifest.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/core.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "posix/file.hpp"
#include "text/hash.hpp"

namespace liftoff::configs {

namespace {

std::optional<std::int64_t> integer(const Map& map, std::string_view key) {
  const auto* entry = map.find(key);
  const auto* number = entry ? entry->value.get_if<std::int64_t>() : nullptr;
  return number ? std::optional(*number) : std::nullopt;
}

const List& list(const Map& map, std::string_view key) {
  static const List none;
  const auto* entry = map.find(key);
  const auto* items = entry ? entry->value.get_if<List>() : nullptr;
  return items ? *items : none;
}

std::vector<PrepareManifest::Range> read_ranges(const Map& map) {
  std::vector<PrepareManifest::Range> ranges;
  for (const auto& item : list(map, "numbers")) {
    const auto* ends = item.get_if<List>();
    const auto* first = ends && ends->size() == 2 ? (*ends)[0].get_if<std::int64_t>() : nullptr;
    const auto* last = first ? (*ends)[1].get_if<std::int64_t>() : nullptr;
    if (last) ranges.push_back({*first, *last});
  }
  return ranges;
}

PrepareManifest parse_manifest(const std::string& text) try {
  const Value value = parse_typed_json(text);
  const auto* map = value.get_if<Map>();
  if (!map) return {};
  const auto* format = map->find("format");
  const auto* state = map->find("state");
  const auto* hash = map->find("config_hash");
  if (!format || format->value != Value(1) || !state || !map->find("count") || !hash) return {};
  PrepareManifest manifest;
  manifest.complete = state->value == Value("complete");
  manifest.count = integer(*map, "count").value_or(0);
  manifest.config_hash = python_str(hash->value);
  manifest.numbers = read_ranges(*map);
  if (!map->find("numbers") && manifest.count > 0) manifest.numbers = {{0, manifest.count - 1}};
  manifest.greatest = integer(*map, "greatest").value_or(manifest.count - 1);
  return manifest;
} catch (const Error&) {
  return {};
}

}  // namespace

bool PrepareManifest::names(std::int64_t number) const {
  if (!complete) return false;
  const auto after =
      std::partition_point(numbers.begin(), numbers.end(), [&](const Range& range) { return range.first <= number; });
  return after != numbers.begin() && number <= std::prev(after)->last;
}

void add_number(std::vector<PrepareManifest::Range>& ranges, std::int64_t number) {
  if (ranges.empty() || number - 1 > ranges.back().last) ranges.push_back({number, number});
  else ranges.back().last = number;
}

std::vector<PrepareManifest::Range> ranges_of(std::vector<std::int64_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  std::vector<PrepareManifest::Range> ranges;
  for (const auto number : numbers) add_number(ranges, number);
  return ranges;
}

std::string config_hash(std::string_view bytes) { return fmt::format("{:016x}", text::fnv1a(bytes)); }

std::optional<PrepareManifest> read_prepare_manifest(int folder) {
  const auto text = posix::read_file(folder, prepare_manifest_name);
  if (!text) return std::nullopt;
  return parse_manifest(*text);
}

void write_prepare_manifest(int folder, const PrepareManifest& manifest) {
  Map map;
  map.append({"format", 1, false});
  map.append({"state", manifest.complete ? "complete" : "writing", false});
  map.append({"count", manifest.count, false});
  map.append({"config_hash", manifest.config_hash, false});
  List ranges;
  for (const auto& range : manifest.numbers) ranges.push_back(List{range.first, range.last});
  map.append({"numbers", std::move(ranges), false});
  map.append({"greatest", manifest.greatest, false});
  posix::publish_file(folder, prepare_manifest_name, to_typed_json(map) + "\n");
}

}  // namespace liftoff::configs
