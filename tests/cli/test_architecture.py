"""The shape of the code, read from its text: who may use whom, who prints, how long things are."""
import re
import shutil
import subprocess
import unittest

from liftoff_test import BUILD, TESTS

ROOT = TESTS.parent

# What the code of each folder may include, besides its own. Dependencies run one way.
MAY_USE = {
    "src/text": set(),
    "src/posix": set(),
    "src/value": {"text"},
    "src/provenance": {"posix", "value"},
    "src/grid": {"value", "text"},
    "src/configs": {"grid", "provenance", "value", "posix", "text"},
    "src/experiment": {"value", "posix", "text"},
    "src/resources": {"experiment", "posix", "text"},
    "src/keeper": {"resources", "experiment", "value", "posix", "text"},
    "src/executor": {"keeper", "resources", "experiment", "posix", "text"},
    "src/launch": {"executor", "keeper", "resources", "configs", "experiment", "value", "posix", "text"},
    "src/abort": {"keeper", "resources", "experiment", "posix", "text"},
    "src/status": {"experiment", "value", "posix", "text"},
    "src/results": {"experiment", "value", "posix", "text"},
    "src/metrics": {"results", "experiment", "value", "posix", "text"},
    "src/failures": {"results", "experiment", "value", "posix", "text"},
    "src/report": {"launch", "status", "metrics", "failures", "results", "experiment", "value", "posix", "text"},
}
MAY_USE["tools"] = {folder.removeprefix("src/") for folder in MAY_USE}
# Public headers speak for the folder that implements them.
PUBLIC = {"value": "value", "yaml": "value", "config": "configs", "status": "status", "results": "results", "error": None}

# Headers of other projects: where they may appear.
LIBRARIES = {
    "CLI": lambda file: file.startswith("tools/"),
    "yaml-cpp": lambda file: file == "src/value/yaml_parse.cpp",
    "nlohmann": lambda file: file.endswith(".cpp"),  # slow to compile
    "fmt": lambda file: not file.startswith("include/"),
}

LONGEST_FILE, LONGEST_FUNCTION = 400, 60  # lines


def files(*folders, kinds=(".cpp", ".hpp")):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in kinds and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix()


def text_of(file):
    return (ROOT / file).read_text(encoding="utf-8")


def code_of(file):
    """Without comments and without what is in string literals; lines stay where they are."""
    text = re.sub(r'R"(\w*)\((.|\n)*?\)\1"', '""', text_of(file))
    text = re.sub(r'"(\\.|[^"\\\n])*"', '""', text)
    return re.sub(r"//.*", "", text)


def includes(file):
    """("quoted" | "angled", name) of each #include."""
    for match in re.finditer(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', text_of(file), re.M):
        yield ("quoted", match[1]) if match[1] else ("angled", match[2])


def folder_of(file):
    return "tools" if file.startswith("tools/") else "/".join(file.split("/")[:2])


def functions(code):
    """(first line's number, first line, lines of the body): what opens with `) {` ends at the brace of its own indentation."""
    lines = code.split("\n")
    opening = re.compile(r"^( *)(?!if|for|while|switch|else|do|catch|namespace|return|:|\})\S.*\)( const| noexcept| override| mutable)* \{$")
    for number, line in enumerate(lines):
        match = opening.match(line)
        if not match:
            continue
        closing = match[1] + "}"
        for length, later in enumerate(lines[number + 1:]):
            if later.startswith(closing):
                yield number + 1, line.strip(), length
                break


class Architecture(unittest.TestCase):
    maxDiff = None

    def assertNone(self, found):
        self.assertEqual([], sorted(found))

    def test_every_folder_has_its_place(self):
        folders = {folder_of(file) for file in files("src", "tools")}
        self.assertNone(folders - set(MAY_USE))

    def test_dependencies_run_one_way(self):
        found = []
        for file in files("src", "tools"):
            folder = folder_of(file)
            own = {folder.split("/")[-1]} | ({"common", "results", "status"} if folder == "tools" else set())
            for kind, name in includes(file):
                if kind == "angled" and name.startswith("liftoff/"):
                    used = PUBLIC[name[len("liftoff/"):].removesuffix(".hpp")]
                elif kind == "quoted":
                    self.assertIn("/", name, f"{file}: includes start at src/")
                    used = name.split("/")[0]
                else:
                    continue
                if used and used not in own | MAY_USE[folder]:
                    found.append(f"{file}: {name}")
        self.assertNone(found)

    def test_the_rule_has_no_circles(self):
        left = {folder.split("/")[-1]: set(used) for folder, used in MAY_USE.items()}
        while left:
            free = [folder for folder, used in left.items() if not used & set(left)]
            self.assertTrue(free, f"a circle among {sorted(left)}")
            for folder in free:
                del left[folder]

    def test_the_system_is_named_in_posix_alone(self):
        """Elsewhere every header is the project's, C++'s or a known library's; <csignal> for the names of signals."""
        found = []
        for file in files("src", "tools", "include"):
            if file.startswith("src/posix/"):
                continue
            for kind, name in includes(file):
                library = name.split("/")[0]
                if kind == "angled" and library not in LIBRARIES and library != "liftoff" and not re.fullmatch(r"[a-z_0-9]+", name):
                    found.append(f"{file}: <{name}>")
        self.assertNone(found)

    def test_libraries_stay_where_they_belong(self):
        found = []
        for file in files("src", "tools", "include"):
            for _, name in includes(file):
                allowed = LIBRARIES.get(name.split("/")[0])
                if allowed and not allowed(file):
                    found.append(f"{file}: <{name}>")
        self.assertNone(found)

    def test_only_reports_and_tools_print(self):
        prints = re.compile(r"std::(cout|cerr|clog)\b|\bfmt::print\(|\bv?f?printf\(|\bf?puts\(|\bfwrite\(|\bputchar\(|\bperror\(|<iostream>")
        found = []
        for file in files("src", "include"):
            if file.startswith("src/report/"):
                continue
            code = re.sub(r"\b(v?snprintf)\(", "", code_of(file))
            found += [f"{file}: {match[0]}" for match in prints.finditer(code)]
        self.assertNone(found)

    def test_the_library_does_not_exit_or_handle_signals(self):
        ends = re.compile(r"\bstd::(exit|abort|_Exit|quick_exit|terminate|signal)\(|(?<![\w:.>])(exit|sigaction)\(|\bdie_by\(")
        found = []
        for file in files("src", "include"):
            if not file.startswith("src/posix/"):
                found += [f"{file}: {match[0]}" for match in ends.finditer(code_of(file))]
        self.assertNone(found)

    def test_public_headers_stand_by_themselves(self):
        found = []
        for file in files("include"):
            found += [f"{file}: {name}" for kind, name in includes(file) if kind == "quoted"]
        self.assertNone(found)
        compiler = shutil.which(self.compiler())
        if not compiler:
            self.skipTest("no compiler here")
        for file in files("include"):
            with self.subTest(file):
                command = [compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-I", str(ROOT / "include"), "-x", "c++", "-"]
                source = f"#include <{file[len('include/'):]}>\n#include <{file[len('include/'):]}>\n"
                result = subprocess.run(command, input=source, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
                self.assertEqual((0, ""), (result.returncode, result.stdout))

    @staticmethod
    def compiler():
        cache = BUILD / "CMakeCache.txt"
        match = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", cache.read_text(), re.M) if cache.exists() else None
        return match[1] if match else "c++"

    def test_headers_are_guarded(self):
        self.assertNone(file for file in files("src", "tools", "include", kinds=(".hpp",)) if not text_of(file).startswith("#pragma once\n"))

    def test_files_are_short(self):
        found = []
        for file in files("src", "tools", "include", kinds=(".cpp", ".hpp", ".py")):
            lines = text_of(file).count("\n")
            if lines > LONGEST_FILE:
                found.append(f"{file}: {lines} lines")
        self.assertNone(found)

    def test_functions_are_short(self):
        found, count = [], 0
        for file in files("src", "tools", "include"):
            for number, line, length in functions(code_of(file)):
                count += 1
                if length > LONGEST_FUNCTION:
                    found.append(f"{file}:{number}: {length} lines: {line}")
        self.assertNone(found)
        self.assertGreater(count, 300)  # the reading of functions works

    def test_nothing_is_left_undone(self):
        marker = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
        found = []
        for file in files("src", "tools", "include", "tests", "examples", "cmake", kinds=(".cpp", ".hpp", ".py", ".cmake", ".txt", ".md", ".sh")):
            found += [f"{file}: {match[0]}" for match in marker.finditer(text_of(file))]
        self.assertNone(found)


if __name__ == "__main__":
    unittest.main()
