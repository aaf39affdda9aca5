#include "configs/prepare_manifest.hpp"

#include <fmt/core.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "posix/file.hpp"
#include "text/hash.hpp"

namespace liftoff::configs {

namespace {

PrepareManifest parse_manifest(const std::string& text) try {
  const Value value = parse_typed_json(text);
  const auto* map = value.get_if<Map>();
  if (!map) return {};
  const auto* format = map->find("format");
  const auto* state = map->find("state");
  const auto* count = map->find("count");
  const auto* hash = map->find("config_hash");
  if (!format || format->value != Value(1) || !state || !count || !hash) return {};
  const auto* number = count->value.get_if<std::int64_t>();
  return {state->value == Value("complete"), number ? *number : 0, python_str(hash->value)};
} catch (const Error&) {
  return {};
}

}  // namespace

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
  posix::publish_file(folder, prepare_manifest_name, to_typed_json(map) + "\n");
}

}  // namespace liftoff::configs
