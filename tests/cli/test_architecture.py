"""The shape of the code, read from its text: who may use whom, who prints, how long things are.

test_house_rules.py shows that each of these readers finds what it is to find. With LIFTOFF_ALL=1, headers that no build
compiles by themselves are compiled, too.
"""
import os
import re
import shutil
import subprocess
import unittest

import house_rules
from house_rules import House
from liftoff_test import BUILD, TESTS

HOUSE = House(TESTS.parent)

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
    "src/options": {"configs", "value", "posix", "text"},
    "src/launch": {"options", "executor", "keeper", "resources", "configs", "experiment", "value", "posix", "text"},
    "src/abort": {"keeper", "resources", "experiment", "posix", "text"},
    "src/status": {"experiment", "value", "posix", "text"},
    "src/results": {"experiment", "value", "posix", "text"},
    "src/metrics": {"results", "experiment", "value", "posix", "text"},
    "src/failures": {"results", "experiment", "value", "posix", "text"},
    "src/report": {"launch", "status", "metrics", "failures", "results", "experiment", "value", "posix", "text"},
}
MAY_USE = {folder.removeprefix("src/"): used for folder, used in MAY_USE.items()}
MAY_USE["tools"] = set(MAY_USE)
# Public headers speak for the folder that implements them.
PUBLIC = {"value": "value", "yaml": "value", "config": "configs", "status": "status", "results": "results",
          "error": None, "export": None, "version": None}

# Headers of other projects: where they may appear.
LIBRARIES = {
    "CLI": lambda file: file.startswith("tools/cli/") and file.endswith(".cpp"),  # slow to compile
    "yaml-cpp": lambda file: file == "src/value/yaml_parse.cpp",
    "re2": lambda file: file == "src/results/pattern.cpp",
    "nlohmann": lambda file: file == "src/value/json_read.cpp",  # slow to compile
    "fmt": lambda file: not file.startswith("include/"),
}

PRINTS = re.compile(r"\bstd :: (cout|cerr|clog)\b|\bfmt :: print \(|"
                    r"\b(v?f?printf|f?puts|fwrite|putchar|perror|put_output) \(")
ENDS = re.compile(r"\bstd :: (exit|abort|_Exit|quick_exit|terminate|signal) \(|"
                  r"(?<![.>:\w] )\b(exit|_exit|sigaction) \(|\bdie_by \(")
ERRNO = re.compile(r"\b(errno|strerror|last_error)\b|"
                   r"\bE(NOENT|ACCES|PERM|EXIST|NOTDIR|ISDIR|LOOP|INTR|AGAIN|PIPE|INVAL|IO)\b")
TEXTS = (".cpp", ".hpp", ".py", ".sh", ".cmake", ".txt", ".md")


def found_in_code(pattern, *folders, but):
    return [f"{file}: {match[0]}" for file in HOUSE.files(*folders) if not file.startswith(but)
            for match in pattern.finditer(HOUSE.code(file))]


class Architecture(unittest.TestCase):
    maxDiff = None

    def assertNone(self, found):
        self.assertEqual([], sorted(found))

    def test_every_folder_has_its_place(self):
        self.assertEqual(set(MAY_USE), {house_rules.room_of(file) for file in HOUSE.files("src", "tools")})

    def test_dependencies_run_one_way(self):
        self.assertNone(house_rules.wrong_way(HOUSE, MAY_USE, PUBLIC))

    def test_there_are_no_circles(self):
        self.assertNone(house_rules.circles(MAY_USE))
        self.assertNone(house_rules.room_circles(HOUSE, PUBLIC))

    def test_a_folder_has_its_namespace(self):
        self.assertNone(house_rules.outside_their_namespace(HOUSE))

    def test_a_type_has_a_name_of_its_own(self):
        self.assertNone(house_rules.types_twice(HOUSE))

    def test_the_system_is_named_in_posix_alone(self):
        """Elsewhere every header is the project's, C++'s or a known library's; <csignal> for the names of signals."""
        found = []
        for file in HOUSE.files("src", "tools", "include"):
            for kind, name in HOUSE.includes(file) if not file.startswith("src/posix/") else ():
                known = name.split("/")[0] in (*LIBRARIES, "liftoff") or re.fullmatch(r"[a-z_0-9]+", name)
                if kind == "angled" and not known:
                    found.append(f"{file}: <{name}>")
        self.assertNone(found)

    def test_errors_of_the_system_travel_in_results(self):
        """errno stays in posix, which hands errors out as values; elsewhere one asks them what they mean."""
        self.assertNone(found_in_code(ERRNO, "src", "tools", "include", but="src/posix/"))
        self.assertNone(f"{file}: <{name}>" for file in HOUSE.files("src", "tools", "include")
                        for _, name in HOUSE.includes(file) if name in ("cerrno", "errno.h", "posix/last_error.hpp")
                        and not file.startswith("src/posix/"))

    def test_libraries_stay_where_they_belong(self):
        found = []
        for file in HOUSE.files("src", "tools", "include"):
            for _, name in HOUSE.includes(file):
                allowed = LIBRARIES.get(name.split("/")[0])
                if allowed and not allowed(file):
                    found.append(f"{file}: <{name}>")
        self.assertNone(found)

    def test_only_reports_and_tools_print(self):
        self.assertNone(found_in_code(PRINTS, "src", "include", but=("src/report/", "src/posix/standard_output.")))
        self.assertNone(file for file in HOUSE.files("src", "include")
                        if ("angled", "iostream") in HOUSE.includes(file))

    def test_the_library_does_not_exit_or_handle_signals(self):
        self.assertNone(found_in_code(ENDS, "src", "include", but="src/posix/"))

    def test_headers_are_guarded(self):
        headers = HOUSE.files("src", "tools", "include", kinds=(".hpp",))
        self.assertNone(file for file in headers if not HOUSE.text(file).startswith("#pragma once\n"))

    def test_public_headers_stand_by_themselves(self):
        self.assertNone(f"{file}: {name}" for file in HOUSE.files("include")
                        for kind, name in HOUSE.includes(file) if kind == "quoted")

    def test_every_header_compiles_alone(self):
        """Where a source file includes it before all else, by the build; the others here, as that takes its time."""
        self.assertNone(house_rules.own_header_later(HOUSE))
        compiler = shutil.which(self.compiler())
        if not os.environ.get("LIFTOFF_ALL") or not compiler:
            self.skipTest("the rest compiles with LIFTOFF_ALL=1, where there is a compiler")
        for file in house_rules.not_compiled_first(HOUSE):
            with self.subTest(file):
                folders = [f"-I{HOUSE.root / folder}" for folder in ("include", "src", "tools")]
                command = [compiler, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", *folders]
                result = subprocess.run([*command, "-x", "c++", "-"], input=f'#include "{HOUSE.root / file}"\n' * 2,
                                        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                                        timeout=120)
                self.assertEqual((0, ""), (result.returncode, result.stdout))

    @staticmethod
    def compiler():
        cache = BUILD / "CMakeCache.txt"
        match = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", cache.read_text(), re.M) if cache.exists() else None
        return match[1] if match else "c++"

    def test_lines_are_narrow(self):
        self.assertNone(house_rules.wide_lines(HOUSE))

    def test_files_are_short(self):
        self.assertNone(house_rules.long_files(HOUSE))

    def test_folders_are_small(self):
        self.assertNone(house_rules.crowded_rooms(HOUSE))

    def test_functions_are_short(self):
        self.assertNone(house_rules.long_functions(HOUSE))
        self.assertGreater(len(list(house_rules.all_functions(HOUSE))), 2000)  # the reading of functions works

    def test_nothing_is_left_undone(self):
        marker = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
        files = HOUSE.files("src", "tools", "include", "tests", "examples", "cmake", kinds=TEXTS)
        self.assertNone(f"{file}: {match[0]}" for file in files for match in marker.finditer(HOUSE.text(file)))


if __name__ == "__main__":
    unittest.main()
