"""What `cmake --install` gives: programs, library, headers and the Python package, wherever it is put."""
import os
import re
import shutil
import subprocess
import sys

from liftoff_test import BUILD, TESTS, LiftoffTest, main, not_sanitized


class Installed(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.prefix = self.base / "a prefix"
        self.run_it("cmake", "--install", BUILD, "--prefix", self.prefix)
        self.write("configs/default.yaml", "x: 1\nyz: {y: 2, z: 3}\n")

    def run_it(self, *args, check=0, **env):
        done = subprocess.run(list(map(str, args)), cwd=self.dir, env={**self.env, **env}, timeout=240, check=False,
                              text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, check, f"{args}\n{done.stdout}")
        return done.stdout

    def test_programs_and_package_find_each_other(self):
        self.write("script.py", "from liftoff import parse_opts\ndef run(opts): print('sum', opts.x + opts.yz.y)\n"
                   "if __name__ == '__main__': run(parse_opts())\n")
        bin_dir = self.prefix / "bin"
        for name in ("liftoff", "liftoff-prepare", "liftoff-status", "liftoff-abort", "liftoff-results"):
            self.assertEqual(self.run_it(bin_dir / name, "--version"), f"{name} {self.version()}\n")
        self.assertIn("sum 3\n", self.run_it(bin_dir / "liftoff", "script"))
        package = self.prefix / "lib" / "liftoff" / "python"
        self.assertEqual(self.run_it(sys.executable, "script.py", PYTHONPATH=str(package)), "sum 3\n")

    @staticmethod
    def version():
        return re.search(r"project\(liftoff VERSION ([\d.]+)", (TESTS.parent / "CMakeLists.txt").read_text())[1]

    @not_sanitized("the library is a static one then")
    def test_the_library_bears_its_version(self):
        library, version = self.prefix / "lib" / "libliftoff.so", self.version()
        self.assertEqual(os.readlink(library), f"libliftoff.so.{version.split('.')[0]}")
        self.assertEqual(os.readlink(self.prefix / "lib" / os.readlink(library)), f"libliftoff.so.{version}")
        package = str(self.prefix / "lib" / "liftoff" / "python")
        self.assertEqual(self.run_it(sys.executable, "-c", "import liftoff; print(liftoff.__version__)",
                                     PYTHONPATH=package), f"{version}\n")
        self.assertTrue((self.prefix / "share" / "doc" / "liftoff" / "LICENSE").is_file())

    def test_it_can_be_moved(self):
        moved = self.base / "moved"
        shutil.move(str(self.prefix), str(moved))
        self.assertIn("'x', 1", self.run_it(
            sys.executable, "-c", "from liftoff.config import read_config; print(list(vars(read_config()).items()))",
            PYTHONPATH=str(moved / "lib" / "liftoff" / "python")))

    def test_nothing_of_the_build_is_named_by_the_programs(self):
        out = self.run_it("ldd", self.prefix / "bin" / "liftoff")
        self.assertNotIn(str(BUILD), out)

    @not_sanitized("the program would have to be built with the sanitizers too")
    def test_a_program_of_ones_own_can_be_built_with_it(self):
        source = TESTS.parent / "examples" / "cpp"
        self.run_it("cmake", "-S", source, "-B", "own", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}")
        self.run_it("cmake", "--build", "own")
        self.assertEqual(self.run_it("own/adder"), "x + yz.y + yz.z = 6\n")


if __name__ == "__main__":
    main()
