"""What libliftoff.so shows to those who link it: the public API, and what the five programs call."""
import re
import subprocess
import unittest

from liftoff_test import BUILD, TESTS, program

LIBRARY = BUILD / "lib" / "libliftoff.so"
PROGRAMS = ("liftoff", "liftoff-prepare", "liftoff-status", "liftoff-abort", "liftoff-results")
OURS = re.compile(r"(?:(?:typeinfo|typeinfo name|vtable|VTT|guard variable) for )?liftoff::")
INTERNAL = re.compile(OURS.pattern + r"[a-z_]+::")


def symbols(path, which):
    """The dynamic symbols of a file, which=defined or undefined: as the linker knows them, and as people do."""
    mangled = subprocess.run(["nm", "-D", f"--{which}-only", "--format=just-symbols", str(path)], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    plain = subprocess.run(["c++filt"], input=mangled, check=True, text=True, stdout=subprocess.PIPE).stdout
    return dict(zip(mangled.splitlines(), plain.splitlines()))


def announced():
    """What the public headers mark: the names of functions and classes."""
    for header in (TESTS.parent / "include" / "liftoff").glob("*.hpp"):
        marked = r"^ *(?:class )?LIFTOFF_API (?:friend )?([^(;{:]*(?:::[^(;{:]*)*)"
        for match in re.finditer(marked, header.read_text(), re.M):
            yield match[1].split()[-1]


@unittest.skipUnless(LIBRARY.exists(), "the library is a static one")
class Exports(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.shown = symbols(LIBRARY, "defined")
        cls.called = {name for each in PROGRAMS for name in symbols(program(each), "undefined")}

    def test_nothing_of_other_libraries_is_shown(self):
        self.assertEqual([], sorted(plain for plain in self.shown.values() if not OURS.match(plain)))

    def test_of_the_inside_only_what_a_program_calls(self):
        """LIFTOFF_TOOLS_API belongs before what the programs call, and nowhere else."""
        called = {self.shown.get(name) for name in self.called}  # a constructor has two symbols of one name
        self.assertEqual([], sorted(plain for plain in self.shown.values()
                                    if INTERNAL.match(plain) and plain not in called))

    def test_all_that_is_public(self):
        public = {re.match(r"operator[^\w(]+|\w+", plain[match.end():])[0] for plain in self.shown.values()
                  if (match := OURS.match(plain)) and not INTERNAL.match(plain)}
        names = set(announced())
        self.assertIn("for_each_configuration", names)  # the reading of headers works
        self.assertEqual(set(), names - public)

    def test_a_version_of_its_own(self):
        self.assertEqual(symbols(LIBRARY, "defined"), symbols(LIBRARY.resolve(), "defined"))
        header = subprocess.run(["objdump", "-p", str(LIBRARY)], check=True, text=True, stdout=subprocess.PIPE).stdout
        major = re.search(r"project\(liftoff VERSION (\d+)", (TESTS.parent / "CMakeLists.txt").read_text())[1]
        self.assertIn(f"SONAME               libliftoff.so.{major}\n", header)


if __name__ == "__main__":
    unittest.main()
