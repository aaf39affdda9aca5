#pragma once
// Random configurations whose scalars are the ones that readers of YAML disagree about.
#include <cmath>
#include <random>
#include <string>

#include <liftoff/value.hpp>

#include "value/config_key.hpp"

namespace liftoff::test {

inline std::size_t pick(std::mt19937& random, std::size_t n) {
  return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
}

// Texts that YAML could take for something else.
inline const std::string awkward[] = {"",
                                      "y",
                                      "no",
                                      "On",
                                      "~",
                                      "null",
                                      "010",
                                      "0x1F",
                                      "1_000",
                                      "1:30",
                                      "1e-3",
                                      "1.0e-3",
                                      "+.5",
                                      ".inf",
                                      ".nan",
                                      "2018-01-01",
                                      "2018-1-1 1:1:1",
                                      "=",
                                      "<<",
                                      "---",
                                      "...",
                                      "- a",
                                      "a: b",
                                      "a #b",
                                      "#",
                                      "&a",
                                      "*a",
                                      "!x",
                                      "|",
                                      ">",
                                      "%",
                                      "@",
                                      "`",
                                      "{",
                                      "}",
                                      "[",
                                      "]",
                                      ",",
                                      "?",
                                      "? a",
                                      ":",
                                      "a:",
                                      " lead",
                                      "trail ",
                                      "it's",
                                      "\"q\"",
                                      "back\\slash",
                                      "multi\nline\n",
                                      "\ttab",
                                      "\r",
                                      "\x01",
                                      "\x7f",
                                      "\u0085",
                                      "\u00a0",
                                      "\u2028",
                                      "\ufeff",
                                      "\U0001F600",
                                      "\xff\xfe",
                                      "\xed\xa0\x80",
                                      "\\udc80",
                                      "$(touch x)",
                                      "\u00e9",
                                      "key_",
                                      "a'b\"c",
                                      "x=1; y='z'",
                                      "99999999999999999999"};

inline std::string random_text(std::mt19937& random) {
  if (pick(random, 3) > 0) return awkward[pick(random, std::size(awkward))];
  std::string text;
  static const std::string letters = "ab01_-+.:# ,'\"\\{}[]&*!|>%@`~=\n\t\x02y";
  for (auto n = pick(random, 8); n > 0; --n) text += letters[pick(random, letters.size())];
  return text;
}

inline Value random_scalar(std::mt19937& random) {
  switch (pick(random, 8)) {
    case 0: return {};
    case 1: return pick(random, 2) == 0;
    case 2: return static_cast<std::int64_t>(random()) - (std::int64_t{1} << 31);
    case 3: return BigInteger{"-123456789012345678901234567890"};
    case 4: {
      static const double numbers[] = {0.0,    -0.0, 1.0,      1e-5,      1e16, 1e22,  1e300,
                                       5e-324, NAN,  INFINITY, -INFINITY, 0.1,  1.5e-7};
      return numbers[pick(random, std::size(numbers))];
    }
    case 5: return std::ldexp(static_cast<double>(random()), static_cast<int>(pick(random, 200)) - 100);
    default: return random_text(random);
  }
}

inline Value random_value(std::mt19937& random, bool names, int depth);

/// `names`: the keys of a configuration. Others must differ in Python too, where 1 == 1.0 == True.
inline Map random_map(std::mt19937& random, bool names, int depth) {
  Map map;
  for (auto n = pick(random, 5); n > 0; --n) {
    Value key = random_text(random);
    if (!names && pick(random, 3) == 0) key = std::int64_t{2} + static_cast<std::int64_t>(pick(random, 5));
    if (!names && pick(random, 8) == 0) key = Value();
    if (!names && pick(random, 8) == 0) key = 0.5;
    bool opaque = names && pick(random, 4) == 0;
    if (auto* name = key.get_if<std::string>(); names && name) {
      while (!name->empty() && name->back() == '_') name->pop_back();
      opaque = opaque && !name->empty();
      key = std::string(value::split_config_key(opaque ? *name + "_" : *name).name);
    }
    if (map.find(key)) continue;
    map.append({key, random_value(random, names && !opaque, depth - 1), opaque});
  }
  return map;
}

inline Value random_value(std::mt19937& random, bool names, int depth) {
  const auto kind = depth <= 0 ? 9 : pick(random, 10);
  if (kind < 2) return random_map(random, names, depth);
  if (kind > 3) return random_scalar(random);
  List list;
  for (auto n = pick(random, 4); n > 0; --n) list.push_back(random_value(random, false, depth - 1));
  return list;
}

inline Value random_configuration(std::mt19937& random) { return random_map(random, true, 4); }

}  // namespace liftoff::test
