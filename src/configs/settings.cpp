#include "configs/settings.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "configs/read_yaml.hpp"
#include "posix/file_info.hpp"

namespace liftoff::configs {

namespace {

constexpr std::array<std::string_view, 18> known_settings = {
    "script",  "python",      "env",         "timeout", "retries", "max_fails", "runs_no", "procs_no",  "gpus",
    "per_gpu", "results_dir", "configs_dir", "omp",     "mkl",     "color",     "comment", "no_detach", "grace"};

/// "" where neither variable is set.
std::string user_settings_path() {
  if (const char* xdg = std::getenv("XDG_CONFIG_HOME"); xdg && *xdg == '/')
    return fmt::format("{}/liftoff/config.yaml", xdg);
  if (const char* home = std::getenv("HOME"); home && *home) return fmt::format("{}/.config/liftoff/config.yaml", home);
  return {};
}

std::string place(const MapEntry& entry) { return fmt::format("{}:{}", *entry.key.mark.file, entry.key.mark.line); }

/// A mapping with normalised keys; empty where there is no file.
Map read_settings(const std::string& path, Warnings& warnings) {
  Map settings;
  if (path.empty() || posix::info_followed(path).kind == posix::FileKind::None) return settings;
  const Value value = read_configuration(path, nullptr);
  for (const auto& entry : std::get<Map>(value.data())) {
    auto name = entry.name();
    std::replace(name.begin(), name.end(), '-', '_');
    if (std::find(known_settings.begin(), known_settings.end(), name) == known_settings.end())
      warnings.push_back(fmt::format("{}: no option is called '{}'", place(entry), name));
    if (const auto* first = settings.find(name))
      throw usage_error(
          fmt::format("{}: '{}' is given twice (first on line {})", place(entry), name, first->key.mark.line));
    Value key = name;
    key.mark = entry.key.mark;
    settings.append({std::move(key), entry.value, false});
  }
  return settings;
}

const MapEntry* find_setting(const Value& settings, std::string_view key) {
  const auto* map = settings.get_if<Map>();
  const auto* entry = map ? map->find(key) : nullptr;
  return entry && !entry->value.is_null() ? entry : nullptr;
}

[[noreturn]] void refuse(const MapEntry& entry, const char* needed) {
  throw usage_error(
      fmt::format("{}: '{}' needs {}, not {}", place(entry), entry.name(), needed, python_str(entry.value)));
}

}  // namespace

Value load_settings(Warnings& warnings) {
  Map settings = read_settings(user_settings_path(), warnings);
  for (const auto& entry : read_settings(".liftoff.yaml", warnings)) {
    settings.erase(entry.name());
    settings.append(entry);
  }
  return settings;
}

std::optional<std::string> setting_text(const Value& settings, std::string_view key) {
  const auto* entry = find_setting(settings, key);
  if (!entry) return std::nullopt;
  if (!entry->value.is_scalar()) refuse(*entry, "a text");
  return python_str(entry->value);
}

std::optional<std::int64_t> setting_integer(const Value& settings, std::string_view key) {
  const auto* entry = find_setting(settings, key);
  if (!entry) return std::nullopt;
  const auto* number = entry->value.get_if<std::int64_t>();
  if (!number) refuse(*entry, "a whole number");
  return *number;
}

std::optional<bool> setting_flag(const Value& settings, std::string_view key) {
  const auto* entry = find_setting(settings, key);
  if (!entry) return std::nullopt;
  const auto* flag = entry->value.get_if<bool>();
  if (!flag) refuse(*entry, "true or false");
  return *flag;
}

std::optional<std::vector<std::string>> setting_list(const Value& settings, std::string_view key) {
  const auto* entry = find_setting(settings, key);
  if (!entry) return std::nullopt;
  if (entry->value.is_scalar()) return std::vector{python_str(entry->value)};
  const auto* list = entry->value.get_if<List>();
  if (!list) refuse(*entry, "a list");
  std::vector<std::string> items;
  for (const auto& item : *list) {
    if (!item.is_scalar()) refuse(*entry, "a list of single values");
    items.push_back(python_str(item));
  }
  return items;
}

}  // namespace liftoff::configs
