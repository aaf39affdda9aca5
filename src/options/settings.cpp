#include "options/settings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "configs/read_yaml.hpp"
#include "options/table.hpp"
#include "posix/file_info.hpp"
#include "posix/own_process.hpp"

namespace liftoff::options {

namespace {

/// "" where neither variable is set.
std::string user_settings_path() {
  if (const auto xdg = posix::environment_value("XDG_CONFIG_HOME"); xdg.starts_with('/'))
    return xdg + "/liftoff/config.yaml";
  const auto home = posix::environment_value("HOME");
  return home.empty() ? std::string() : home + "/.config/liftoff/config.yaml";
}

std::string place(const MapEntry& entry) { return fmt::format("{}:{}", *entry.key.mark.file, entry.key.mark.line); }

/// Why no program reads it; "" for a setting.
std::string complaint_about(const std::string& key) {
  if (!options_of_key(key, true).empty()) return {};
  if (const auto options = options_of_key(key, false); !options.empty())
    return fmt::format("'{}' is no setting: it can only be given on the command line", key);
  const auto meant = nearest_setting(key);
  return fmt::format("no option is called '{}'{}", key, meant ? fmt::format(": did you mean '{}'?", *meant) : "");
}

/// A mapping with normalised keys; empty where there is no file.
Map read_settings(const std::string& path, Warnings& warnings) {
  Map settings;
  if (path.empty() || posix::info_followed(path).kind == posix::FileKind::None) return settings;
  const Value value = configs::read_as_written(path);
  for (const auto& entry : std::get<Map>(value.data())) {
    auto name = entry.name();
    std::replace(name.begin(), name.end(), '-', '_');
    if (const auto complaint = complaint_about(name); !complaint.empty())
      warnings.push_back(fmt::format("{}: {}", place(entry), complaint));
    if (const auto* first = settings.find(name))
      throw usage_error(
          fmt::format("{}: '{}' is given twice (first on line {})", place(entry), name, first->key.mark.line));
    Value key = name;
    key.mark = entry.key.mark;
    settings.append({std::move(key), entry.value, false});
  }
  return settings;
}

/// A bare `~`, which YAML takes for null, was probably meant as the home.
void warn_of_no_path(const MapEntry& entry, Warnings& warnings) {
  const auto options = options_of_key(entry.name(), true);
  if (!entry.value.is_null() || options.empty() || !options.front()->is_path) return;
  warnings.push_back(
      fmt::format("{}: '{}' is not set, as YAML takes an empty value and a bare ~ for null: the home is ~/",
                  place(entry), entry.name()));
}

std::string at_home(const std::string& path, const std::string& where) {
  if (path != "~" && !path.starts_with("~/")) return path;
  const auto home = posix::environment_value("HOME");
  if (home.empty()) throw usage_error(fmt::format("{}: HOME is not set, so '{}' names no folder", where, path));
  return home + path.substr(1);
}

std::string shown(const Value& value) {
  const auto words = words_of(value);
  if (words) return fmt::format("[{}]", fmt::join(*words, ", "));
  return value.is_list() ? "a list of lists or mappings" : "a mapping";
}

/// A text's are as they are written; of anything else what YAML reads counts: 0x10, yes.
void resolve(Words& words, const Option& option) {
  if (option.member.kind == Kind::Text || option.member.kind == Kind::Texts) return;
  for (auto& word : words)
    if (const auto value = resolve_scalar(word); !value.is_null()) word = words_of(value)->front();
}

/// As the command line would have them.
Words words_for(const Option& option, const MapEntry& entry) {
  const auto where = fmt::format("{}: '{}'", place(entry), entry.name());
  auto words = words_of(entry.value);
  const bool is_list = option.member.kind == Kind::Texts || option.member.kind == Kind::Numbers;
  if (!words || (entry.value.is_list() && !is_list))
    throw usage_error(fmt::format("{} needs {}, not {}", where, needed(option), shown(entry.value)));
  resolve(*words, option);
  if (option.is_path)
    for (auto& word : *words) word = at_home(word, where);
  Options checked;
  set(checked, option, *words, where);
  if (option.inverted) words->front() = words->front() == "true" ? "false" : "true";
  return *words;
}

bool has_value(const Options& options, Forms form, const char* name) {
  const auto* option = find_option(form, name);
  const auto value = option ? option->member.get(options) : Value();
  const auto* list = value.get_if<List>();
  return list ? !list->empty() : !value.is_null();
}

bool counts(const Option& option, const Options& to, Forms form) {
  if (to.resume && !option.setting_at_resume) return false;
  if (*option.setting_with && !has_value(to, form, option.setting_with)) return false;
  return !*option.setting_unless || !has_value(to, form, option.setting_unless);
}

}  // namespace

Value load_settings(Warnings& warnings) {
  Map settings = read_settings(user_settings_path(), warnings);
  for (const auto& entry : settings) warn_of_no_path(entry, warnings);
  for (const auto& entry : read_settings(".liftoff.yaml", warnings)) {
    if (!settings.erase(entry.name())) warn_of_no_path(entry, warnings);
    settings.append(entry);
  }
  return settings;
}

void apply_settings(Options& to, const Value& settings, Forms form, const std::vector<const Option*>& given) {
  for (const auto& option : table()) {
    if (!option.setting || (option.forms & form) == 0) continue;
    const auto key = key_of(option);
    const auto* entry = settings.get_if<Map>()->find(std::string_view(key));
    if (!entry || entry->value.is_null()) continue;
    const auto words = words_for(option, *entry);
    const bool open = std::find(given.begin(), given.end(), &option) == given.end();
    if (open && counts(option, to, form)) set(to, option, words, key);
  }
}

}  // namespace liftoff::options
