#include "options/table.hpp"

#include <algorithm>
#include <sstream>

#include "options/rows.hpp"
#include "text/nearest.hpp"

namespace liftoff::options {

namespace {

/// "-p,--procs-no" taken apart.
std::vector<std::string> names_of(const Option& option) {
  std::vector<std::string> names;
  for (std::string_view left = option.names; !left.empty();) {
    const auto end = std::min(left.find(','), left.size());
    names.emplace_back(left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return names;
}

bool is_absent(const Value& value) {
  const auto* list = value.get_if<List>();
  return value.is_null() || (list && list->empty());
}

Words words_of(const char* text) {
  Words words;
  std::istringstream all(text);
  for (std::string word; all >> word;) words.push_back(word);
  return words;
}

bool is_short(const std::string& name) { return name.size() == 2 && name[0] == '-'; }

}  // namespace

const std::vector<Option>& table() {
  static const auto all = [] {
    std::vector<Option> rows;
    for (auto part : {common_rows, launch_rows, prepare_rows, status_rows, abort_rows, results_rows, place_rows})
      for (auto& row : part()) rows.push_back(std::move(row));
    return rows;
  }();
  return all;
}

std::vector<std::string> names_in(const Option& option, Forms form) {
  if ((option.forms & form) == 0) return {};
  auto names = names_of(option);
  if (option.without_short & form) std::erase_if(names, is_short);
  return names;
}

const Option* find_option(Forms form, std::string_view name) {
  for (const auto& option : table())
    for (const auto& own : names_in(option, form))
      if (own == name) return &option;
  return nullptr;
}

std::vector<const Option*> options_of_key(std::string_view key, bool settings_only) {
  std::vector<const Option*> found;
  for (const auto& option : table())
    if (*option.names && *option.help && key_of(option) == key && (option.setting || !settings_only))
      found.push_back(&option);
  return found;
}

void fill_in(Options& to, Forms form) {
  for (const auto& option : table())
    if ((option.preset & form) != 0 && is_absent(option.member.get(to)))
      option.member.set(to, words_of(option.fallback), option);
}

std::optional<std::string> nearest_option(Forms form, std::string_view name) {
  const auto begin = std::min(name.find_first_not_of('-'), name.size());
  const auto word = "--" + std::string(name.substr(begin, name.find('=', begin) - begin));
  std::vector<std::string> names{"--help", "--version"};
  for (const auto& option : table())
    for (const auto& own : names_in(option, form))
      if (*option.help && own.starts_with("--")) names.push_back(own);
  return text::nearest(word, names);
}

std::optional<std::string> nearest_setting(std::string_view key) {
  std::vector<std::string> keys;
  for (const auto& option : table())
    if (option.setting) keys.push_back(key_of(option));
  return text::nearest(key, keys);
}

}  // namespace liftoff::options
