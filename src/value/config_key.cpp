#include "value/config_key.hpp"

#include <algorithm>
#include <array>

namespace liftoff::value {

namespace {

constexpr std::array<std::string_view, 35> keywords{
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

/// Whether a name that ends in `_` is the key's name.
bool keeps_underscore(std::string_view written, std::string_view bare) noexcept {
  return written.starts_with('_') || std::find(keywords.begin(), keywords.end(), bare) != keywords.end();
}

}  // namespace

ConfigKey split_config_key(std::string_view written) noexcept {
  const auto last = written.find_last_not_of('_');
  if (last == std::string_view::npos) return {written, false};
  const auto bare = written.substr(0, last + 1);
  const bool marked = bare.size() < written.size();
  return {marked && keeps_underscore(written, bare) ? written : bare, marked};
}

std::string written_key(const MapEntry& entry) {
  const auto& name = entry.name();
  return entry.opaque && !name.ends_with('_') ? name + "_" : name;
}

}  // namespace liftoff::value
