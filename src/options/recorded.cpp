#include "options/recorded.hpp"

#include <map>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "options/table.hpp"
#include "text/json_text.hpp"
#include "value/json_in.hpp"

namespace liftoff::options {

namespace {

Error unreadable(const std::string& why) {
  return usage_error(fmt::format("the experiment's plan records options that can't be read ({})", why));
}

std::string json_of(const Value& value) {
  if (const auto* text = value.get_if<std::string>()) return text::json_quoted(*text);
  const auto* list = value.get_if<List>();
  if (!list) return to_typed_json(value);
  std::string json = "[";
  for (const auto& item : *list) json += (json.size() > 1 ? "," : "") + json_of(item);
  return json + "]";
}

void take(Options& to, const Option& option, const Value& value) {
  const bool is_list = option.member.kind == Kind::Texts || option.member.kind == Kind::Numbers;
  const auto words = words_of(value);
  if (!words || value.is_list() != is_list) throw usage_error(fmt::format("'{}' is of another kind", option.recorded));
  if (is_list && words->empty()) return option.member.forget(to);
  set(to, option, *words, fmt::format("'{}'", option.recorded));
}

}  // namespace

LaunchOptions overlay(LaunchOptions recorded, const LaunchOptions& given) {
  Options base, over;
  base.launch = std::move(recorded);
  over.launch = given;
  for (const auto& option : table())
    if ((option.forms & to_launch) && *option.displaces && !option.member.get(over).is_null())
      find_option(to_launch, option.displaces)->member.forget(base);
  for (const auto& option : table())
    if (option.forms & to_launch) option.member.merge(base, over);
  return base.launch;
}

std::string to_json(const LaunchOptions& options, const ConfigSelection& selection) {
  Options all;
  all.launch = options;
  all.selection = selection;
  std::map<std::string, Value> members;
  for (const auto& option : table())
    if (*option.recorded)
      if (auto value = option.member.get(all); !value.is_null()) members.emplace(option.recorded, std::move(value));
  std::string json = "{";
  for (const auto& [key, value] : members)
    json += fmt::format("{}\"{}\":{}", json.size() > 1 ? "," : "", key, json_of(value));
  return json + "}";
}

RecordedOptions options_from_json(const std::string& json) {
  Options all;
  try {
    const auto value = value::parse_json_data(json);
    const auto* members = value.get_if<Map>();
    if (!members) throw usage_error("it is no JSON object");
    for (const auto& option : table())
      if (const auto* entry = *option.recorded ? members->find(option.recorded) : nullptr)
        if (!entry->value.is_null()) take(all, option, entry->value);
  } catch (const Error& error) {
    throw unreadable(error.what());
  }
  return {all.launch, all.selection};
}

}  // namespace liftoff::options
