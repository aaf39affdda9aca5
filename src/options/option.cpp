#include "options/option.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

namespace liftoff::options {

namespace {

/// "from 1 to 5", "from 1 on".
std::string range_text(const Option& option) {
  return option.most == 0 ? fmt::format("from {:.15g} on", option.least)
                          : fmt::format("from {:.15g} to {:.15g}", option.least, option.most);
}

std::string text_needed(const Option& option) {
  if (option.one_of.empty()) return option.is_path ? "a path" : "a text";
  const auto all = option.one_of.size();
  return fmt::format("{} or {}",
                     fmt::join(option.one_of.begin(), option.one_of.begin() + static_cast<long>(all) - 1, ", "),
                     option.one_of.back());
}

/// As it was written, or would be.
std::string shown(const Words& words) {
  if (words.size() == 1) return words[0].empty() ? "an empty text" : words[0];
  return words.empty() ? "an empty list" : fmt::format("the list {}", fmt::join(words, ", "));
}

}  // namespace

std::string name_of(const Option& option) {
  const std::string_view names = option.names;
  const auto begin = std::min(names.find("--"), names.size());
  if (begin == names.size()) return std::string(names.substr(0, names.find(',')));
  return std::string(names.substr(begin, names.find(',', begin) - begin));
}

std::string key_of(const Option& option) {
  auto key = name_of(option);
  key.erase(0, key.find_first_not_of('-'));
  for (auto& c : key) c = c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return key;
}

std::string help_of(const Option& option) {
  const std::string_view stands = *option.fallback                   ? option.fallback
                                  : option.member.kind != Kind::Seed ? option.implied
                                                                     : "";
  return stands.empty() ? option.help : fmt::format("{} ({})", option.help, stands);
}

std::string needed(const Option& option) {
  switch (option.member.kind) {
    case Kind::Flag: return "true or false";
    case Kind::Number: return "a whole number " + range_text(option);
    case Kind::Decimal: return "a number " + range_text(option);
    case Kind::Text: return text_needed(option);
    case Kind::Texts: return option.one_of.empty() ? "a text, or several" : "one or more of " + text_needed(option);
    case Kind::Numbers: return fmt::format("a whole number {}, or several", range_text(option));
    case Kind::Duration: return option.least > 0 ? "a duration above 0" : "a duration";
    case Kind::Seed: return "a whole number from 0 on";
  }
  return {};
}

void set(Options& to, const Option& option, const Words& words, const std::string& where) {
  if (option.member.set(to, words, option)) return;
  const bool is_duration = option.member.kind == Kind::Duration;
  throw usage_error(fmt::format("{} needs {}, not {}", where, needed(option), shown(words)),
                    is_duration ? "write a number with s, m, h or d: 90, 90s, 1.5h" : option.hint);
}

std::optional<Words> words_of(const Value& value) {
  if (const auto* flag = value.get_if<bool>()) return Words{*flag ? "true" : "false"};
  if (value.is_scalar()) return Words{python_str(value)};
  const auto* list = value.get_if<List>();
  if (!list) return std::nullopt;
  Words words;
  for (const auto& item : *list) {
    if (!item.is_scalar()) return std::nullopt;
    words.push_back(words_of(item)->front());
  }
  return words;
}

std::optional<std::chrono::milliseconds> parse_duration(const std::string& text) {
  const auto digits = text.substr(0, text.find_first_not_of("0123456789."));
  char* end = nullptr;
  const double number = std::strtod(digits.c_str(), &end);
  const bool is_number = !digits.empty() && *end == '\0';
  const auto unit = text.substr(digits.size());
  const double factor = unit.empty() || unit == "s" ? 1
                        : unit == "m"               ? 60
                        : unit == "h"               ? 3600
                        : unit == "d"               ? 86400
                                                    : 0;
  constexpr double longest = 1e9;  // seconds: some thirty years
  if (!is_number || factor == 0 || number * factor > longest) return std::nullopt;
  return std::chrono::milliseconds(std::llround(number * factor * 1000));
}

}  // namespace liftoff::options
