"""The readers behind test_architecture.py, over small trees in which something is planted."""
import itertools
import textwrap
import unittest

import cpp_source
import house_rules
from liftoff_test import LiftoffTest
from test_architecture import MAY_USE, PUBLIC

LINES = house_rules.LONGEST_FUNCTION

# Each of a function's shapes: what stands before its body's lines, and after them.
SHAPES = {
    "plain": ("int f(int a) {", "}"),
    "named by do": ("double f() {", "}"),
    "of a type that begins with a word of the language": ("format_t f() {", "}"),
    "a signature that wraps": ("std::vector<int> f(int first,\n                   int second) {", "}"),
    "a brace on its own line": ("int f()\n{", "}"),
    "indented": ("namespace a {\n  namespace {\n    int f() noexcept {", "    }\n  }\n}"),
    "a constructor's list": ("A::A(int a)\n    : a_(a), b_{a}, C<int>{a} {", "}"),
    "a constructor in its class": ("class A {\n public:\n  explicit A(int a) : a_{a} {", "  }\n  int a_;\n};"),
    "a destructor": ("A::~A() {", "}"),
    "a member": ("struct A final : B<int> {\n  int f() const override {", "  }\n};"),
    "a static member": ("struct A {\n  static constexpr int f(int a = {}) {", "  }\n};"),
    "an operator": ("bool operator==(const A& a, const A& b) {", "}"),
    "a call operator": ("struct A {\n  int operator()(int a) const {", "  }\n};"),
    "an assignment": ("A& A::operator=(A&& other) noexcept {", "}"),
    "a conversion": ("struct A {\n  explicit operator bool() const {", "  }\n};"),
    "a template": ("template <class T, class = std::enable_if_t<sizeof(T) == 1>>\nT f(T a) {", "}"),
    "a concept": ("template <class T> requires requires(T t) { t.f(); }\nvoid f(T a) {", "}"),
    "a concept behind": ("template <class T>\nvoid f(T a) requires requires(T t) { t.f(); } {", "}"),
    "a trailing type": ("auto f(int a) -> decltype(a) {", "}"),
    "a try block": ("int f() try {", "} catch (const A& a) {\n} catch (...) {\n}"),
    "a constructor's try block": ("A::A() try : a_{1} {", "} catch (...) {\n}"),
    "a handler of a try block": ("int f() try {\n} catch (...) {", "}"),
    "a lambda at namespace scope": ("const auto f = [](int a) mutable -> int {", "};"),
    "a lambda among arguments": ("const A a{1, call([&] {", "})};"),
    "a lambda of a member": ("struct A {\n  std::function<int()> f = [this] {", "  };\n};"),
    "a macro's": ('TEST_CASE("a brace {", "[x]") {', "}"),
    "after a literal": ("const char* text = R\"x(\n}\" )\" { )x\";\nchar c = '{';  // {\nint f() {", "}"),
    "after a directive": ("#define OPEN {\\\n  {\nint f() {", "}"),
    "of C": ('extern "C" {\nint f() {', "}\n}"),
}


class Planted(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.house = house_rules.House(self.dir)

    def plant(self, file, text):
        """Returns what the rules see from now on."""
        self.write(file, textwrap.dedent(text))
        self.house = house_rules.House(self.dir)
        return self.house

    def test_an_include_against_the_direction(self):
        self.plant("src/status/look.cpp", '#include "status/look.hpp"\n#include <liftoff/value.hpp>\n')
        self.plant("tools/status/watch.cpp", '#include "status/look.hpp"\n#include "common/help.hpp"\n')
        self.plant("tools/common/help.hpp", "")
        self.assertEqual(house_rules.wrong_way(self.house, MAY_USE, PUBLIC), [])
        self.plant("src/status/look.cpp", '#include "status/look.hpp"\n #  include "results/run_walk.hpp"\n')
        self.plant("src/text/utf8.cpp", "#include <liftoff/value.hpp>\n")
        self.plant("src/posix/fd.hpp", '#include "lock.hpp"\n')
        self.assertEqual(house_rules.wrong_way(self.house, MAY_USE, PUBLIC),
                         ["src/posix/fd.hpp: lock.hpp", "src/status/look.cpp: results/run_walk.hpp",
                          "src/text/utf8.cpp: liftoff/value.hpp"])

    def test_a_circle(self):
        self.plant("src/launch/a.cpp", '#include "executor/a.hpp"\n')
        self.plant("src/executor/a.cpp", '#include "keeper/a.hpp"\n')
        self.assertEqual(house_rules.room_circles(self.house, PUBLIC), [])
        self.plant("src/keeper/a.hpp", '#include "launch/a.hpp"\n')
        self.assertEqual(house_rules.room_circles(self.house, PUBLIC), ["executor", "keeper", "launch"])

    def test_a_type_twice(self):
        one = "namespace liftoff::launch {\nstruct Open {\n  int fd;\n};\n}\n"
        self.plant("src/launch/a.hpp", one)
        self.plant("src/launch/b.hpp", one.replace("Open", "Closed") + "namespace liftoff::launch { struct Open; }\n")
        self.plant("src/status/a.hpp", one.replace("launch", "status"))
        self.plant("src/launch/a.cpp", "namespace liftoff::launch {\nnamespace {\nstruct Part {};\n}\n}\n")
        self.plant("src/launch/b.cpp", "namespace liftoff::launch {\nnamespace {\nstruct Part {};\n}\n}\n")
        self.plant("tools/liftoff.cpp", "struct Options {};\n")
        self.plant("tools/liftoff-status.cpp", "struct Options {};\n")
        self.assertEqual(house_rules.types_twice(self.house), [])
        self.plant("src/launch/b.cpp", "namespace liftoff { namespace launch {\nenum class Open : int { no };\n} }\n")
        self.plant("tools/status/options.hpp", "class Options final : private A {\n};\n")
        self.plant("tools/status/watch.cpp", "template <class T> class Options {};\n")
        self.assertEqual(house_rules.types_twice(self.house),
                         ["liftoff::launch::Open: src/launch/a.hpp:2 src/launch/b.cpp:2",
                          "Options: tools/status/options.hpp:1 tools/status/watch.cpp:1"])

    def test_what_is_outside_of_its_namespace(self):
        self.plant("include/liftoff/value.hpp", "namespace liftoff {\nclass Value;\nValue merge(Value a);\n}\n")
        self.plant("src/value/value.cpp", """\
            namespace liftoff {
            namespace { int own() { return 1; } }
            const Value lambdas{call([] { return 1; })};
            class Value { int member() { return 1; } };
            Value merge(Value a) { return a; }
            int Value::other() { return 1; }
            namespace value { int f() { return 1; } namespace { struct A {}; } }
            }
            template <> struct std::hash<liftoff::Value> {};
            namespace std { template <> struct hash<int> {}; }
            """)
        self.assertEqual(house_rules.outside_their_namespace(self.house), [])
        self.plant("src/value/scalar.cpp", "namespace liftoff {\nint resolve() { return 1; }\nstruct Flat {};\n}\n")
        self.plant("src/value/other.cpp", "namespace liftoff::text {\nint f() { return 1; }\n}\nint g() {}\n")
        self.assertEqual(house_rules.outside_their_namespace(self.house),
                         ["src/value/other.cpp:2: liftoff::text::f", "src/value/other.cpp:4: g",
                          "src/value/scalar.cpp:2: liftoff::resolve", "src/value/scalar.cpp:3: liftoff::Flat"])

    def test_code_without_a_header_of_its_name(self):
        self.plant("include/liftoff/value.hpp", "#pragma once\nnamespace liftoff {\nint merge(int a);\n}\n")
        self.plant("src/value/merge.cpp", "namespace liftoff {\nint merge(int a) { return a; }\n}\n")
        self.plant("src/value/scalar.hpp", "#pragma once\n")
        self.plant("src/value/scalar.cpp", '#include "value/scalar.hpp"\n#include <string>\nint f() { return 1; }\n')
        self.assertEqual(house_rules.without_own_header(self.house), [])
        self.assertEqual(house_rules.own_header_later(self.house), [])
        self.assertEqual(house_rules.not_compiled_first(self.house), ["include/liftoff/value.hpp"])
        self.plant("src/value/merge.cpp", "namespace liftoff::value {\nint join(int a) { return a; }\n}\n")
        self.plant("src/value/scalar.cpp", '#include <string>\n#include "value/scalar.hpp"\n')
        self.assertEqual(house_rules.without_own_header(self.house), ["src/value/merge.cpp: join"])
        self.assertEqual(house_rules.own_header_later(self.house), ["src/value/scalar.cpp"])

    def test_long_functions_of_every_shape(self):
        """Each is found, and so is what follows it: the reader has not lost its way."""
        for (shape, (begin, end)), file in zip(SHAPES.items(), itertools.cycle(
                ("src/text/a.cpp", "src/text/a.hpp", "tools/a.cpp", "tools/a/a.hpp", "include/liftoff/a.hpp",
                 "tests/unit/a_test.cpp"))):
            with self.subTest(shape):
                after = "int after() {\n" + "  g();\n" * LINES + "}\n"
                self.plant(file, f"{begin}\n  if (a) {{ g({{}}); }}\n{end}\n{after}")
                self.assertEqual([line.split(": ")[1] for line in house_rules.long_functions(self.house)], ["after"])
                self.plant(file, f"{begin}\n{'  g();' * LINES}{end}\n".replace("g();", "g();\n") + after)
                found = house_rules.long_functions(self.house)
                self.assertEqual([line.split(":")[0] for line in found], [file, file], found)
                (self.dir / file).unlink()

    def test_the_handlers_are_of_the_function(self):
        half = "  g();\n" * (LINES // 2)
        self.plant("src/text/a.cpp", f"int f() try {{\n{half}}} catch (...) {{\n{half}}}\n")
        self.assertEqual(house_rules.long_functions(self.house), [f"src/text/a.cpp:1: f: {LINES + 3} lines"])

    def test_names(self):
        text = """decltype(auto) f() {} A::B A::operator()(int a) {} A::~A() {} A::operator bool() const {}
                  bool operator==(A a, A b) {} A& A::B::operator=(A b) {} struct A { explicit(true) A() {} };
                  enum class E { e }; template <> struct F<int> : A {}; struct A::Part final {}; const auto l = [] {};
                  class LIFTOFF_API Shown : public A {};"""
        self.assertEqual([one.name for one in cpp_source.definitions(text)],
                         ["f", "A::operator()", "A::~A", "A::operatorbool", "operator==", "A::B::operator=", "A", "A",
                          "E", "F<int>", "A::Part", "l", "Shown"])

    def test_a_function_of_just_so_many_lines(self):
        lines = ["template <class T>", "int f(T a,", "      T b) {", *["  g();"] * (LINES - 4), "}", ""]
        self.plant("src/text/a.cpp", "\n".join(lines))
        self.assertEqual(house_rules.long_functions(self.house), [])
        self.plant("src/text/a.cpp", "\n".join(lines[:-2] + lines[-3:]))
        self.assertEqual(house_rules.long_functions(self.house), [f"src/text/a.cpp:1: f: {LINES + 1} lines"])

    def test_long_functions_of_python_and_shell(self):
        self.plant("src/python/a.py", "class A:\n    async def f(self):\n" + "        g()\n" * LINES)
        self.plant("tests/a.sh", "f() {\n" + "    g\n" * (LINES - 1) + "}\n")
        self.plant("tests/b.sh", "f() { g; }\nif :; then\n  g() {\n" + "    g\n" * (LINES - 2) + "  }\nfi\n")
        self.assertEqual(house_rules.long_functions(self.house),
                         [f"src/python/a.py:2: f: {LINES + 1} lines", f"tests/a.sh:1: f: {LINES + 1} lines"])

    def test_long_files_wide_lines_and_full_folders(self):
        for kind in ("src/a/a.cpp", "tools/a.hpp", "src/python/a.py", "tests/a.sh", "tests/unit/a.cpp", "tests/a/a.py"):
            with self.subTest(kind):
                self.plant(kind, "\n" * house_rules.LONGEST_FILE + "é" * house_rules.WIDTH)
                self.assertEqual(house_rules.long_files(self.house) + house_rules.wide_lines(self.house), [])
                self.plant(kind, "\n" * house_rules.LONGEST_FILE + "é" * house_rules.WIDTH + "e\n")
                self.assertEqual(len(house_rules.long_files(self.house) + house_rules.wide_lines(self.house)), 2)
                (self.dir / kind).unlink()
        for number in range(house_rules.MOST_SUBJECTS):
            self.plant(f"src/full/{number}.cpp", "")
            self.plant(f"src/full/{number}.hpp", "")
        self.assertEqual(house_rules.crowded_rooms(self.house), [])
        self.plant("src/full/more.hpp", "")
        self.assertEqual(house_rules.crowded_rooms(self.house), [f"src/full: {house_rules.MOST_SUBJECTS + 1} subjects"])

    def test_a_reader_that_is_lost_says_so(self):
        for text in ("int f() {\n", "}\n", "namespace a {\nint f() {}\n", "struct A {\n};\n}\n"):
            with self.subTest(text), self.assertRaises(ValueError):
                cpp_source.definitions(text)

    def test_code_is_what_is_no_literal(self):
        text = 'a("b // c"); // d\n/* e\n*/ f(R"x(g)" )x", \'"\', 1\'000);\n#define X "{" \\\n {\n'
        self.assertEqual(cpp_source.code(text), 'a ( "" ) ;\n\nf ( "" , \'\' , 1\'000 ) ;\n\n\n')


if __name__ == "__main__":
    unittest.main()
