"""The examples, by hand and launched, and the quickstart."""
import json
import os
import shutil
import subprocess

from liftoff_test import BUILD, TESTS, LiftoffTest, main

EXAMPLES = TESTS.parent / "examples"
ADDER = BUILD / "examples" / "cpp" / "adder"


class ExamplesTest(LiftoffTest):
    """`self.dir` is a copy of examples/ as it is in a fresh clone."""

    def setUp(self):
        super().setUp()
        self.dir = self.base / "clone" / "examples"
        generated = shutil.ignore_patterns("results", "__pycache__", ".liftoff-*", "*_[0-9]*.yaml")
        shutil.copytree(EXAMPLES, self.dir, ignore=generated)

    def set(self, file, key, value):
        path = self.dir / "configs" / file
        lines = path.read_text().splitlines()
        changed = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in lines]
        self.assertNotEqual(lines, changed)
        path.write_text("\n".join(changed) + "\n")

    def run_here(self, *args, check=0):
        done = subprocess.run(list(map(str, args)), cwd=self.dir, env=self.env, timeout=240, check=False, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, check, f"{args}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done

    def newest(self):
        return self.dir / "results" / os.readlink(self.dir / "results" / ".latest")


class InShell(ExamplesTest):
    def test_by_hand(self):
        self.assertEqual(self.run_here("./shell_example.sh").stdout, "x + yz.y + yz.z = 9\n")
        done = self.run_here("./shell_example.sh", "--configs-dir", "configs/filter_out", "--config-file", "default")
        self.assertEqual(done.stdout, "x + yz.y + yz.z = 6\n")

    def test_a_missing_number(self):
        self.set("default.yaml", "x", "")
        self.assertIn("x, yz.y and yz.z are needed", self.run_here("./shell_example.sh", check=1).stderr)

    def test_launched(self):
        done = self.run_tool("liftoff", "./shell_example.sh", "-c", "diff", check=0)
        self.assertIn("x + yz.y + yz.z = 63\n", done.stdout)
        self.assertEqual((self.newest() / "results.txt").read_text(), "63\n")


class InCpp(ExamplesTest):
    def test_by_hand(self):
        self.assertEqual(self.run_here(ADDER).stdout, "x + yz.y + yz.z = 9\n")
        self.assertEqual(self.run_here(ADDER, "--config-file", "diff").stdout, "x + yz.y + yz.z = 63\n")

    def test_a_wrong_configuration(self):
        self.assertIn("adder: ", self.run_here(ADDER, "--config-file", "nothing", check=2).stderr)
        self.set("default.yaml", "x", "[1]")
        self.assertIn("adder: 'x' needs a number", self.run_here(ADDER, check=2).stderr)

    def test_launched(self):
        done = self.run_tool("liftoff", ADDER, "-c", "diff", check=0)
        self.assertIn("x + yz.y + yz.z = 63\n", done.stdout)
        self.assertEqual((self.newest() / "results.txt").read_text(), "63\n")


class InPython(ExamplesTest):
    def setUp(self):
        super().setUp()
        self.set("default.yaml", "delay", "0.01")

    def test_launched(self):
        done = self.run_tool("liftoff", "smart_example", "-c", "diff", check=0)
        self.assertIn("[0] 20 + 3 + 40 = 63\n", done.stdout)
        folder = self.newest()
        self.assertEqual(json.loads((folder / "results.json").read_text()), {"sum": 63})
        self.assertEqual(json.loads((folder / "summary.json").read_text())["sum"], 63)
        self.assertEqual(len(list(folder.glob("step__*__results.json"))), 4)

    def test_failing(self):
        self.set("default.yaml", "fail_rate", "1.0")
        done = self.run_tool("liftoff", "smart_example", check=1)
        self.assertRegex(done.stderr, "RuntimeError: (lost count|carried one too many)\n")
        self.assertTrue((self.newest() / "step__1__results.json").exists())
        self.assertFalse((self.newest() / "results.json").exists())

    def test_what_is_filtered_out(self):
        self.run_tool("liftoff-prepare", "filter_out", check=0)
        self.assertEqual(len(list(self.dir.glob("configs/filter_out/filter_out_*.yaml"))), 10)


class Quickstart(ExamplesTest):
    def setUp(self):
        super().setUp()
        clone = self.dir.parent
        (clone / "build").symlink_to(BUILD)
        (clone / "tests").mkdir()
        shutil.copy(TESTS / "install-dependencies.sh", clone / "tests")
        self.set("test_experiment/default.yaml", "delay", "0.01")

    def ended(self):
        return [len(list(self.newest().glob("*/" + name))) for name in (".__end", ".__crash")]

    def test_runs_the_nine_and_can_be_run_again(self):
        self.set("test_experiment/default.yaml", "fail_rate", "0.0")
        done = self.run_here("./quickstart.sh")
        self.assertEqual(self.ended(), [9, 0])
        self.assertIn("Done: 9 runs succeeded and 0 crashed", done.stdout)
        self.assertIn("test_experiment", done.stdout.split("$ liftoff-status -a")[1])
        self.assertIn("results.json", done.stdout.split("$ liftoff-results")[1])

        first = self.newest()
        self.set("test_experiment/default.yaml", "fail_rate", "1.0")
        done = self.run_here("./quickstart.sh")
        self.assertNotEqual(self.newest(), first)
        self.assertEqual(self.ended(), [0, 9])
        self.assertIn("Done: 0 runs succeeded and 9 crashed", done.stdout)


if __name__ == "__main__":
    main()
