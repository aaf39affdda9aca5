#include "options/member.hpp"

#include <algorithm>
#include <limits>

#include "text/fields.hpp"

namespace liftoff::options {

namespace {

bool in_range(double number, const Option& option) {
  return number >= option.least && (option.most == 0 || number <= option.most);
}

template <class Number> bool read_one(const Words& words, const Option& option, Number& to) {
  return words.size() == 1 && text::read_number(words[0], to) && in_range(static_cast<double>(to), option);
}

/// The numbers of "2,1". False for an empty one, too.
bool add_numbers(std::string_view text, const Option& option, std::vector<int>& to) {
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    int number = 0;
    if (!text::read_number(text.substr(at, end - at), number) || !in_range(number, option)) return false;
    to.push_back(number);
    at = end + 1;
  }
  return true;
}

/// The pieces between commas, empty ones too.
void add_pieces(std::string_view text, Words& to) {
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    to.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
}

bool is_allowed(const std::string& text, const Option& option) {
  if (text.empty()) return option.may_be_empty;
  return option.one_of.empty() || std::find(option.one_of.begin(), option.one_of.end(), text) != option.one_of.end();
}

}  // namespace

bool read(const Words& words, const Option&, bool& to) {
  if (words.size() != 1 || (words[0] != "true" && words[0] != "false")) return false;
  to = words[0] == "true";
  return true;
}

bool read(const Words& words, const Option& option, int& to) { return read_one(words, option, to); }
bool read(const Words& words, const Option& option, std::int64_t& to) { return read_one(words, option, to); }
bool read(const Words& words, const Option& option, std::uint64_t& to) { return read_one(words, option, to); }
bool read(const Words& words, const Option& option, double& to) { return read_one(words, option, to); }

bool read(const Words& words, const Option& option, std::string& to) {
  if (words.size() != 1 || !is_allowed(words[0], option)) return false;
  to = words[0];
  return true;
}

bool read(const Words& words, const Option& option, std::vector<std::string>& to) {
  for (const auto& word : words) {
    if (option.commas) add_pieces(word, to);
    else to.push_back(word);
  }
  return (!to.empty() || option.may_be_empty) &&
         std::all_of(to.begin(), to.end(), [&](const auto& word) { return is_allowed(word, option); });
}

bool read(const Words& words, const Option& option, std::vector<int>& to) {
  return !words.empty() &&
         std::all_of(words.begin(), words.end(), [&](const auto& word) { return add_numbers(word, option, to); });
}

bool read(const Words& words, const Option& option, std::chrono::milliseconds& to) {
  const auto duration = words.size() == 1 ? parse_duration(words[0]) : std::nullopt;
  if (!duration || !in_range(static_cast<double>(duration->count()), option)) return false;
  to = *duration;
  return true;
}

Value written(bool flag) { return flag; }
Value written(std::int64_t number) { return number; }
Value written(double number) { return number; }
Value written(const std::string& text) { return text; }

Value written(std::uint64_t number) {
  if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return static_cast<std::int64_t>(number);
  return BigInteger{std::to_string(number)};
}

Value written(const std::vector<std::string>& texts) { return List(texts.begin(), texts.end()); }
Value written(const std::vector<int>& numbers) { return List(numbers.begin(), numbers.end()); }
Value written(std::chrono::milliseconds duration) { return static_cast<double>(duration.count()) / 1000; }

}  // namespace liftoff::options
