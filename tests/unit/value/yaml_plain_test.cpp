#include "value/yaml_plain.hpp"

#include <random>

#include <catch2/catch.hpp>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "results/run_config.hpp"

using namespace liftoff;
using namespace liftoff::value;

namespace {

std::optional<Map> by_library(const std::string& text) {
  try {
    auto value = parse_yaml(text, "test");
    return value.is_map() ? std::optional(*value.get_if<Map>()) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Lines put together from pieces that are legal, odd and wrong.
std::string random_document(std::mt19937& random) {
  static const std::vector<std::string> pieces{"a",       "b_",
                                               "__",      "lr",
                                               "yes",     "12",
                                               ":",       ": ",
                                               " ",       "  ",
                                               "\n",      "\n  ",
                                               "\n- ",    "- ",
                                               "'x'",     "\"y\"",
                                               "1e-3",    "0.5",
                                               "010",     "null",
                                               "[]",      "{}",
                                               "{a: 1}",  "#",
                                               " # c",    "text with spaces",
                                               "a: b",    "-1",
                                               "-",       "~",
                                               "'it''s'", "\n    ",
                                               "|",       "&x 1",
                                               "*x",      "!!str 1",
                                               "1:30",    ".inf",
                                               "%",       "@",
                                               "?",       "=",
                                               "<<",      "\t",
                                               "é",       "\n\n",
                                               "...\n",   "---\n"};
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1), count(1, 12);
  std::string text;
  for (auto n = count(random); n > 0; --n) text += pieces[pick(random)];
  return text + "\n";
}

std::string random_block_document(std::mt19937& random, int depth = 0) {
  static const std::vector<std::string> scalars{"1",    "-2",   "0.1",  "1.0e-05", "sgd", "'1'",      "a b",
                                                "true", "null", "{}",   "[]",      "x/y", "12:30:45", "2018-01-01",
                                                "_",    "0x1F", "1e-3", "it's",    "a#b", "http://x", "''"};
  std::uniform_int_distribution<std::size_t> pick(0, scalars.size() - 1), count(1, 3), kind(0, 6);
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  std::string text;
  for (std::size_t i = count(random); i > 0; --i) {
    text += indent + static_cast<char>('a' + i) + (kind(random) == 0 ? "_:" : ":");
    const auto what = depth < 4 ? kind(random) : 6;
    if (what == 0) text += "\n" + random_block_document(random, depth + 1);
    else if (what == 1)
      text += "\n" + indent + "- " + scalars[pick(random)] + "\n" + indent + "- " + scalars[pick(random)] + "\n";
    else if (what == 2) text += "\n" + indent + "  - " + scalars[pick(random)] + "\n";
    else if (what == 3) text += "\n";
    else text += " " + scalars[pick(random)] + "\n";
  }
  return text;
}

void check_agreement(const std::string& text) {
  const auto plain = read_plain_config(text);
  if (!plain) return;
  CAPTURE(text);
  const auto library = by_library(text);
  REQUIRE(library);
  REQUIRE(*plain == *library);
}

}  // namespace

TEST_CASE("plain configurations are read as the YAML library reads them") {
  std::mt19937 random(7);
  int read = 0;
  for (int i = 0; i < 20000; ++i) check_agreement(random_document(random));
  for (int i = 0; i < 3000; ++i) {
    const auto text = random_block_document(random);
    read += read_plain_config(text).has_value();
    check_agreement(text);
  }
  CHECK(read > 500);
}

TEST_CASE("what liftoff and PyYAML write is plain") {
  CHECK(
      read_plain_config("_experiment_parameters:\n  depth: 0\n  lr: 1.0e-05\nargs_:\n  betas:\n  - 0.9\n  - 0.999\n"
                        "comment: ''\ncommit: null\nlayers: []\ntitle: lr=1.0; depth=0\n"));
  const auto value = parse_yaml("a: {b: [1, x], c_: {d: 'yes'}}\ntitle: 'lr=1; x: 2'\n", "test");
  CHECK(read_plain_config(to_yaml(value)) == *value.get_if<Map>());
}

TEST_CASE("anything else is left to the library") {
  for (const auto* text : {"", "a", "a: 1", "a: 1\na: 2\n", "a: 1\na_: 2\n", "a: [1]\n", "yes: 1\n", "a: 1e-3\n",
                           "a:\n\n", "a: b\n  c\n", "a: |\n", "- 1\n"})
    CHECK_FALSE(read_plain_config(text));
}

TEST_CASE("a float that PyYAML takes for text is read both ways") {
  const auto config = results::parse_run_config("lr: 1e-3\nx: 1.5e3\ny: 1.5e+3\n", "test");
  CHECK(config.value.find("lr")->value == Value(0.001));
  REQUIRE(config.as_pyyaml);
  CHECK(config.as_pyyaml->find("lr")->value == Value("1e-3"));
  CHECK(config.as_pyyaml->find("x")->value == Value("1.5e3"));
  CHECK(config.as_pyyaml->find("y")->value == Value(1500.0));
}
