#include "value/scalar_text.hpp"

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace std::string_literals;

namespace {

std::string text_of_a(const std::string& document) {
  return *parse_yaml(document, "f.yaml").find({"a"})->get_if<std::string>();
}

}  // namespace

TEST_CASE("quoted scalars keep the line feeds of their empty lines", "[yaml_in]") {
  for (const std::string quote : {"'", "\""}) {
    const auto quoted = [&](const std::string& text) { return text_of_a("a: " + quote + text + quote + "\n"); };
    CHECK(quoted("\n\n  ") == "\n");
    CHECK(quoted("x\n\n  ") == "x\n");
    CHECK(quoted("x\n\n\n\n  ") == "x\n\n\n");
    CHECK(quoted("\n\n\n  x  \t\n  \t y\n\n \t\n  z") == "\n\nx y\n\nz");
    CHECK(quoted("x\r\n\r\n  ") == "x\n");
    CHECK(quoted("x \u2028 y\u0085 z") == "x\u2028y z");
    CHECK(quoted(" x  ") == " x  ");
    CHECK(quoted("") == "");
  }
  CHECK(text_of_a("a: 'it''s\n\n  ''\n  ''\"\\'\n") == "it's\n' '\"\\");
  CHECK(text_of_a("a: !!str\n  # it's\n  'x\n\n  '\n'b': 1\n") == "x\n");
  CHECK(text_of_a("a: !!str # nothing\n'b': 1\n").empty());
  CHECK(text_of_a("{b: [!!str, 'it''s'], a: &x ! 'y\n\n'}\n") == "y\n");
}

TEST_CASE("escapes of double quotes", "[yaml_in]") {
  CHECK(text_of_a(R"(a: "\N\_\L\P\x41\xe9\u00e9\u20ac\U0001F600")") ==
        "\u0085\u00a0\u2028\u2029A\u00e9\u00e9\u20ac\U0001F600");
  CHECK(text_of_a(R"(a: "\0\a\b\t\n\v\f\r\e\ \"\\\/")") == "\0\a\b\t\n\v\f\r\x1b \"\\/"s);
  CHECK(text_of_a("a: \"x\\\n    \\  y \\\n\n   \\\n  z\"\n") == "x  y \nz");
  CHECK(text_of_a("a: \"\\udcff\\N\n\n  \"\n") == "\xff\u0085\n");
}

TEST_CASE("block scalars fold and keep their ends as PyYAML has it", "[yaml_in]") {
  CHECK(text_of_a("a: >+\n  x\n\n\n\nb: 1\n") == "x\n\n\n\n");
  CHECK(text_of_a("a: >\n  x\n  y\n\n   z\n\n  w\n\n\nb: 1\n") == "x y\n\n z\n\nw\n");
  CHECK(text_of_a("a: >-\n\n  x\n\n") == "\nx");
  CHECK(text_of_a("a: |2+\n   x\n\n\n") == " x\n\n\n");
  CHECK(text_of_a("a: |+ # c\n\n\n") == "\n\n");
  CHECK(text_of_a("a: |\n  x\u2028  y\u0085  z\n  w\n") == "x\u2028y\nz\nw\n");
  CHECK(text_of_a("b: &l\n- c: >+\n    x\n\n- &m\n  d: |1\n    y\na: >+\n  x\n\n") == "x\n\n");
  CHECK(python_str(parse_yaml("b: &l\n- |1\n  y\n- &m\n  &k d: |\n    z\n", "f.yaml")) ==
        "{'b': [' y\\n', {'d': 'z\\n'}]}");
}
