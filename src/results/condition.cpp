#include "results/condition.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "value/leaves.hpp"
#include "value/python_order.hpp"

namespace liftoff::results {

namespace {

using Operator = std::pair<std::string_view, Comparison>;
// Longer ones first: "<" begins "<=".
constexpr std::array<Operator, 8> operators{{{"==", Comparison::Equal},
                                             {"!=", Comparison::NotEqual},
                                             {"<=", Comparison::LessEqual},
                                             {">=", Comparison::GreaterEqual},
                                             {"=", Comparison::Equal},
                                             {"<", Comparison::Less},
                                             {">", Comparison::Greater},
                                             {"~", Comparison::Matches}}};

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

Value read_wanted(std::string_view text) {
  if (text.empty() || std::string_view("'\"[{").find(text.front()) == std::string_view::npos)
    return resolve_scalar(text);
  const auto document = parse_yaml(fmt::format("value: {}\n", text), "--where");
  return document.get_if<Map>()->begin()->value;
}

/// Errors: Usage, also for what is more likely a mistake: `=<` is no operator, and no value begins that way.
Value read_wanted(std::string_view condition, std::string_view text) {
  if (!text.empty() && std::string_view("=!<>~").find(text.front()) != std::string_view::npos)
    throw usage_error(fmt::format("--where '{}': '{}' begins like an operator", condition, text),
                      "operators are = != < <= > >= and ~; to compare with such a text, quote it: KEY='\"<1\"'");
  try {
    return read_wanted(text);
  } catch (const Error& error) {
    throw usage_error(fmt::format("--where '{}': '{}' is not a valid value", condition, text), error.what());
  }
}

/// What tables print in this way, though YAML reads it otherwise, or no value equals it: null and floats that are no
/// numbers.
std::optional<Value> printed_as(std::string_view written, const Value& wanted) {
  constexpr auto infinity = std::numeric_limits<double>::infinity();
  if (written == "None") return Value();
  if (written == "inf") return infinity;
  if (written == "-inf") return -infinity;
  const auto* number = wanted.get_if<double>();
  const bool is_nan = written == "nan" || (number && std::isnan(*number));
  return is_nan ? std::optional<Value>(std::nan("")) : std::nullopt;
}

std::vector<std::string> split_path(std::string_view key) {
  std::vector<std::string> path;
  for (std::size_t at = 0; at <= key.size();) {
    const auto dot = std::min(key.find('.', at), key.size());
    path.emplace_back(key.substr(at, dot - at));
    at = dot + 1;
  }
  return path;
}

bool is_key(const MapEntry& entry, std::string_view name) {
  if (const auto* text = entry.key.get_if<std::string>())
    return *text == name ||
           (entry.opaque && name.size() == text->size() + 1 && name.ends_with('_') && name.starts_with(*text));
  return python_str(entry.key) == name;
}

/// Tries every way to join the first components to one key, since keys may hold dots themselves.
template <class Use> Verdict any_of_keys(const std::vector<std::string>& path, std::size_t from, Use use) {
  std::string key;
  for (std::size_t end = from; end < path.size(); ++end) {
    if (end > from) key += '.';
    key += path[end];
    const Verdict verdict = use(key, end + 1);
    if (verdict != Verdict::Missing) return verdict;
  }
  return Verdict::Missing;
}

Verdict judge_below(const Condition& condition, const Value& value, std::size_t depth);

Verdict judge_in(const Condition& condition, const MapEntry& entry, std::size_t depth) {
  return any_of_keys(condition.path(), depth, [&](const std::string& key, std::size_t next) {
    return is_key(entry, key) ? judge_below(condition, entry.value, next) : Verdict::Missing;
  });
}

Verdict judge_in(const Condition& condition, const List& list, std::size_t depth) {
  const auto& text = condition.path()[depth];
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size() || index >= list.size()) return Verdict::Missing;
  return judge_below(condition, list[index], depth + 1);
}

Verdict judge_below(const Condition& condition, const Value& value, std::size_t depth) {
  if (depth == condition.path().size()) return condition.compares(value) ? Verdict::Holds : Verdict::Fails;
  if (const auto* list = value.get_if<List>()) return judge_in(condition, *list, depth);
  if (const auto* map = value.get_if<Map>())
    for (const auto& entry : *map)
      if (const auto verdict = judge_in(condition, entry, depth); verdict != Verdict::Missing) return verdict;
  return Verdict::Missing;
}

}  // namespace

Condition Condition::parse(std::string_view text) {
  const auto at = text.find_first_of("=!<>~");
  const auto* found = operators.end();
  if (at != std::string_view::npos)
    found = std::find_if(operators.begin(), operators.end(),
                         [&](const Operator& o) { return text.substr(at).starts_with(o.first); });
  const auto key = trimmed(text.substr(0, at));
  if (found == operators.end() || key.empty())
    throw usage_error(fmt::format("--where '{}': expected KEY=VALUE", text),
                      "operators are = != < <= > >= and ~ (a regular expression)");
  Condition condition;
  condition.text_ = text;
  condition.path_ = split_path(key);
  condition.comparison_ = found->second;
  const auto wanted = trimmed(text.substr(at + found->first.size()));
  if (condition.comparison_ != Comparison::Matches) {
    condition.wanted_ = read_wanted(text, wanted);
    condition.printed_ = printed_as(wanted, condition.wanted_);
    return condition;
  }
  try {
    condition.pattern_ = std::make_shared<const Pattern>(std::string(wanted));
  } catch (const Error& error) {
    throw usage_error(fmt::format("--where '{}': {}", text, error.what()), error.hint());
  }
  return condition;
}

bool Condition::equals(const Value& value) const {
  return python_equal(value, wanted_) || (printed_ && value == *printed_);
}

bool Condition::compares(const Value& found) const {
  switch (comparison_) {
    case Comparison::Equal: return equals(found);
    case Comparison::NotEqual: return !equals(found);
    case Comparison::Matches: return pattern_->occurs_in(python_str(found));
    default: break;
  }
  const auto order = value::python_order(found, printed_ && printed_->get_if<double>() ? *printed_ : wanted_);
  if (!order) return false;
  switch (comparison_) {
    case Comparison::Less: return *order < 0;
    case Comparison::LessEqual: return *order <= 0;
    case Comparison::Greater: return *order > 0;
    default: return *order >= 0;
  }
}

Verdict Condition::judge(const Map& configuration) const {
  const bool as_in_tables = path_.size() > 1 && path_.front() == "parameter";
  for (std::size_t depth = 0; depth <= (as_in_tables ? 1u : 0u); ++depth)
    for (const auto& entry : configuration)
      if (const auto verdict = judge_in(*this, entry, depth); verdict != Verdict::Missing) return verdict;
  return Verdict::Missing;
}

std::vector<std::string> key_paths(const Map& configuration) {
  std::vector<std::string> paths;
  value::for_each_leaf(configuration, [&](std::string&& path, const Value&) { paths.push_back(std::move(path)); });
  return paths;
}

}  // namespace liftoff::results
