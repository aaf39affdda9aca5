#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "support.hpp"

using namespace liftoff;
using test::error_of;

namespace {

Value read(std::string_view text) { return parse_yaml(text, "f.yaml"); }
std::string error(std::string_view text) {
  return error_of([&] { read(text); });
}
/// Python's str(), in which an opaque key has its `_`.
std::string str(std::string_view text) { return python_str(read(text)); }

const Value& item(const Value& value, const std::vector<std::string>& path, std::size_t at) {
  return std::get<List>(value.find(path)->data()).at(at);
}

}  // namespace

TEST_CASE("an empty document is an empty configuration", "[yaml_in]") {
  for (const auto* text : {"", "\n", "# nothing\n", "---\n", "---\n...\n", "\xef\xbb\xbf"})
    CHECK(read(text) == Value(Map()));
  CHECK(read("~") == Value());
}

TEST_CASE("values know where they were read", "[yaml_in]") {
  const Value value = read("a: 1\nb:\n  c: [1,\n    2]\nd: &x {e: 1}\n\nf: *x\n");
  CHECK(*value.find({"a"})->mark.file == "f.yaml");
  CHECK(value.find({"a"})->mark.line == 1);
  CHECK(item(value, {"b", "c"}, 1).mark.line == 4);
  CHECK(value.find({"f"})->mark.line == 7);
  CHECK(value.get_if<Map>()->find("b")->key.mark.line == 2);
}

TEST_CASE("a trailing underscore marks a key as opaque", "[yaml_in]") {
  const Value value = read("args_: {lr_: 1, 30: x, in_: {y_: 2}}\n___: 3\n_p_: 4\nl: [{a_: 1}]\nm:\n  b__: 5\n");
  const auto& map = *value.get_if<Map>();
  REQUIRE(map.find("args"));
  CHECK(map.find("args")->opaque);
  CHECK(map.find("args")->value == Value([] {
          Map in, inner;
          inner.set("y_", 2);
          in.set("lr_", 1);
          in.append({30, "x", false});
          in.set("in_", inner);
          return in;
        }()));
  CHECK_FALSE(map.find("___")->opaque);
  CHECK(map.find("_p_")->opaque);
  CHECK(std::get<Map>(item(value, {"l"}, 0).data()).find("a_"));
  CHECK(value.find({"m"})->get_if<Map>()->find("b")->opaque);
}

TEST_CASE("keys are text in configurations and typed elsewhere", "[yaml_in]") {
  CHECK(str("30: a\ntrue: b\n1.50: c\n~: d\nnull: e\n0x1F: f\n") ==
        "{'30': 'a', 'true': 'b', '1.50': 'c', '~': 'd', 'null': 'e', '0x1F': 'f'}");
  CHECK(str("x_: {30: a, true: b, 1.50: c, ~: d, '30': e}") ==
        "{'x_': {30: 'a', True: 'b', 1.5: 'c', None: 'd', '30': 'e'}}");
  CHECK(str("x: [{30: 0.1}]") == "{'x': [{30: 0.1}]}");
  CHECK(error(": a\n") == "f.yaml:1: a colon without a key");
  CHECK(str("'': a\n") == "{'': 'a'}");
  CHECK(error("? [1, 2]\n: 3\n") == "f.yaml:1: a key must be a scalar, not a list or a mapping");
}

TEST_CASE("anchors, aliases and merge keys", "[yaml_in]") {
  CHECK(str("a: &a [1, 2]\nb: *a\n") == "{'a': [1, 2], 'b': [1, 2]}");
  CHECK(str("a: &a {x: 1, y: 2}\nb:\n  y: 3\n  <<: *a\n  z: 4\n") ==
        "{'a': {'x': 1, 'y': 2}, 'b': {'x': 1, 'y': 3, 'z': 4}}");
  CHECK(str("a: &a {x: 1}\nb: &b {x: 2, w: 5}\nc:\n  <<: [*a, *b]\n") ==
        "{'a': {'x': 1}, 'b': {'x': 2, 'w': 5}, 'c': {'x': 1, 'w': 5}}");
  CHECK(str("a: &a {p_: 1}\nb_: *a\nc: *a\n") == "{'a': {'p_': 1}, 'b_': {'p_': 1}, 'c': {'p_': 1}}");
  CHECK_FALSE(read("a: &a {p_: 1}\nb_: *a\n").find({"b"})->get_if<Map>()->find("p"));
  CHECK(str("a: &a {p_: 1}\nc:\n  <<: *a\n  p: 2\n") == "{'a': {'p_': 1}, 'c': {'p': 2}}");
  CHECK(str("&k key: 1\nother: *k\n") == "{'key': 1, 'other': 'key'}");
  CHECK(str("'<<': 1\n") == "{'<<': 1}");
  CHECK(str("a: &a 1\nb: &a 2\nc: *a\n") == "{'a': 1, 'b': 2, 'c': 2}");
  CHECK(error("a: 1\nb:\n  <<: 3\n") == "f.yaml:3: '<<' needs a mapping or a list of mappings");
  CHECK(error("a: *nope\n").find("f.yaml:1: ") == 0);
  CHECK(error("a: &a\n  b: *a\n") == "f.yaml:2: this alias stands inside the value that it refers to");
}

TEST_CASE("duplicate keys are errors", "[yaml_in]") {
  CHECK(error("a: 1\nb: 2\na: 3\n") == "f.yaml:3: 'a' is given twice (first on line 1)");
  CHECK(error("a: 1\na_: 3\n") == "f.yaml:2: 'a_' and 'a' are the same key (first on line 1)");
  CHECK(error("x:\n- {1: a, 1: b}\n") == "f.yaml:2: '1' is given twice (first on line 2)");
  CHECK(error("1: a\n'1': b\n") == "f.yaml:2: '1' is given twice (first on line 1)");
  CHECK(error("x: [{1: a, '1': b, a: 1, a_: 1}]\n").empty());
  CHECK(error("a: &a {x: 1}\n<<: *a\n<<: *a\n") == "f.yaml:3: '<<' is given twice (first on line 2)");
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "k" + std::to_string(i) + ": 1\n";
  CHECK(error(many).empty());
  CHECK(error(many + "k4321: 2\n") == "f.yaml:5001: 'k4321' is given twice (first on line 4322)");
}

TEST_CASE("tags", "[yaml_in]") {
  CHECK(str("[!!str 12, !!int '3', !!float 1, !!float 1e3, !!bool yes, !!null x, !!seq [], !!map {}, ! 5]") ==
        "['12', 3, 1.0, 1000.0, True, None, [], {}, '5']");
  CHECK(str("a: !!str\n") == "{'a': ''}");
  CHECK(error("a: 1\nb: !python/object:os.system ls\n").find("f.yaml:2: unknown tag '!python/object:os.system'") == 0);
  CHECK(error("a: !!timestamp 2018-01-01\n").find("f.yaml:1: unknown tag") == 0);
  CHECK(error("a: !!timestamp 2018-01-01\n").find("!!null, !!seq and !!map have a meaning here | ") !=
        std::string::npos);
  CHECK(error("a: !!int 1.5\n") == "f.yaml:1: '1.5' does not fit its tag");
  CHECK(error("a: !!seq {}\n") == "f.yaml:1: a mapping does not fit its tag");
}

TEST_CASE("one document only, and all of it", "[yaml_in]") {
  CHECK(error("a: 1\n---\nb: 2\n") == "f.yaml:2: a second document begins: a configuration is one document");
  CHECK(error("--- 1\n--- 2\n").find("f.yaml:2: a second document") == 0);
  CHECK(str("%YAML 1.1\n---\na: 1\n...\n") == "{'a': 1}");
  CHECK(error("a: [1, 2\nb: 3\n").find("f.yaml:") == 0);
  CHECK(error("b: 1\na: 'x\n") == "f.yaml:2: this quote is never closed");
  CHECK(error("a: \"x\\\"\n") == "f.yaml:1: this quote is never closed");
  CHECK(error("a: &x !!str 'it''s\n") == "f.yaml:1: this quote is never closed");
  CHECK(str("a: &x !!str 'it''s'\nb: ! \"\\\"\"\n'c': 1") == "{'a': \"it's\", 'b': '\"', 'c': 1}");
  CHECK(error("a: b: c\n").find("f.yaml:1: ") == 0);
  CHECK(error("\ta: 1\n").find("f.yaml:") == 0);
}

TEST_CASE("a line without a colon is no key", "[yaml_in]") {
  CHECK(error("a: 1\nlr:0.1\n") == "f.yaml:2: there is no blank behind the colon of 'lr:0.1' | write lr: 0.1");
  CHECK(error("a:\n  b: 1\n  lr 0.1\n").find("f.yaml:3: 'lr 0.1' is no") == 0);
  CHECK(error("a: 1\n'b'\n").find("f.yaml:2: ") == 0);
  CHECK(error("lr\n").empty());  // a document of one scalar; refused as a configuration
  CHECK(str("a:\n'b' :\n\"c\\\"\" :\n&x d:\n? e\n? f\n:\nnull:\ng: {h, i: 1}\nj: k\r\nl:\r\n") ==
        "{'a': None, 'b': None, 'c\"': None, 'd': None, 'e': None, 'f': None, 'null': None, "
        "'g': {'h': None, 'i': 1}, 'j': 'k', 'l': None}");
}

TEST_CASE("encodings", "[yaml_in]") {
  const std::string little{
      "\xff\xfe"
      "a\0:\0 \0\xe9\0\n\0",
      12};
  CHECK(str(little) == "{'a': '\u00e9'}");
  const std::string big{"\xfe\xff\0a\0:\0 \xd8\x3d\xde\x00", 12};
  CHECK(str(big) == "{'a': '\U0001F600'}");
  CHECK(str("\xef\xbb\xbf"
            "a: 1\n") == "{'a': 1}");
  CHECK(error(little.substr(0, 11)).find("f.yaml:1: broken UTF-16") == 0);
  CHECK(error("a: 1\nb: \xff\n").find("f.yaml:2: byte 0xff is not UTF-8") == 0);
  CHECK(error(std::string("a: 1\n\nb: \x04\nc: 1\n")).find("f.yaml:3: control character U+0004") == 0);
  CHECK(error(std::string("a\0: 1", 5)).find("f.yaml:1: control character U+0000") == 0);
  CHECK(str("a: 1\r\nb: 2\r\n") == "{'a': 1, 'b': 2}");
}

TEST_CASE("bytes that are no UTF-8 survive as Python's surrogate escapes", "[yaml_in]") {
  CHECK(read("a: \"x\\udcff\\udc80y\"\n") == read("a: \"x\\udcff\\udc80y\"\n"));
  CHECK(*read("a: \"x\\udcff\\udc80y\"\n").find({"a"})->get_if<std::string>() == "x\xff\x80y");
  CHECK(*read("a: 'x\\udcff'\nb: \"\\udcff\"\n").find({"a"})->get_if<std::string>() == "x\\udcff");
}

TEST_CASE("a private character, or the text of its escape, is no byte", "[yaml_in]") {
  const std::string character = "\U0010fe80";
  const auto text_of = [](const std::string& document) {
    return *read(document.c_str()).find({"a"})->get_if<std::string>();
  };
  for (const char* more : {"", "b: \"\\udcff\"\n"}) {
    CHECK(text_of(std::string("a: x\\U0010fe80\n") + more) == "x\\U0010fe80");
    CHECK(text_of(std::string("a: 'x\\U0010fe80'\n") + more) == "x\\U0010fe80");
    CHECK(text_of(std::string("a: \"\\U0010fe80\"\n") + more) == character);
    CHECK(text_of(std::string("a: \"\\U0010FE80\"\n") + more) == character);
    CHECK(text_of("a: " + character + "\n" + more) == character);
  }
}

TEST_CASE("hostile documents are refused in bounded time and memory", "[yaml_in]") {
  CHECK(error(std::string(100'000, '[')).find("nested deeper than 200 levels") != std::string::npos);
  CHECK(error(std::string(100'000, '{')).find("f.yaml:") == 0);
  std::string dashes;
  for (int i = 0; i < 5000; ++i) dashes += "- ";
  CHECK(error(dashes).find("nested deeper") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(error(deep).find("nested deeper") != std::string::npos);

  std::string laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
  for (int i = 1; i < 12; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 9; ++j) laughs += before + ",";
    laughs += "]\n";
  }
  CHECK(error(laughs).find("the aliases of this document expand to too much") != std::string::npos);

  std::string text = "a: &a " + std::string(1'000'000, 'x') + "\nb: [";
  for (int i = 0; i < 1000; ++i) text += "*a,";
  CHECK(error(text + "]\n").find("too much") != std::string::npos);

  std::string chain = "a0: &a0 [1]\n";
  for (int i = 1; i < 300; ++i)
    chain += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  CHECK(error(chain).find("nested deeper") != std::string::npos);
}

TEST_CASE("a block scalar behind the anchor or tag of an item", "[yaml_in]") {
  CHECK(
      error("a:\n- &k |\n  x\n- y\n") ==
      "f.yaml:2: the lines below '&k |' are not indented far enough: in a list they begin further right than an anchor "
      "or a tag | put 3 blanks or more in front of each of them");
  CHECK(error("a:\n  - !!str  >-\n    x\n").starts_with("f.yaml:2: the lines below '!!str  >' are not indented far"));
  CHECK(str("a:\n- &k |\n   x\n- *k\n- !!str |2\n    z\n") == "{'a': ['x\\n', 'x\\n', '  z\\n']}");
}

TEST_CASE("nothing between two commas is no null", "[yaml_in]") {
  CHECK(error("a:\n  [0.1,\n , 0.2]\n") == "f.yaml:3: there is nothing between the commas");
  CHECK(error("a: {b: 1,, c: 2}\n") == "f.yaml:1: there is nothing between the commas");
  for (const auto* text : {"[, x]", "[,]", "{,}", "{, a: 1}"})
    CHECK(error(text) == "f.yaml:1: there is nothing before this comma");
  CHECK(str("a: [b: , ~, '', !!str , &x , {c: , d}, {? , e}, 1,]") ==
        "{'a': [{'b': None}, None, '', '', None, {'c': None, 'd': None}, {None: None, 'e': None}, 1]}");
}

TEST_CASE("a question mark at the end of a text makes no key", "[yaml_in]") {
  CHECK(error("a: x?\nb").starts_with("f.yaml:2: 'b' is not of the form 'key: value'"));
  CHECK(error("a: x ?\nb\n").starts_with("f.yaml:2: 'b' is"));
  CHECK(error("a:\n  x\n  ?\nb\n").starts_with("f.yaml:4: 'b' is"));
  CHECK(str("? a\n? &x\n  b\n? 'c'\nd:\n  - ? e\n  - {? f, ? g: 1}\n  - [? h]\n") ==
        "{'a': None, 'b': None, 'c': None, 'd': [{'e': None}, {'f': None, 'g': 1}, [{'h': None}]]}");
}

TEST_CASE("files that can't be read", "[yaml_in]") {
  const test::TempDir dir;
  CHECK(error_of([&] { read_yaml(dir / "no.yaml"); }) == (dir / "no.yaml") + ": there is no such file");
  CHECK(error_of([&] { read_yaml(dir.path()); }) == dir.path() + ": this is a folder, not a file");
}
