"""liftoff-prepare end to end: the original's cases, files in the way, errors."""
import json
import os
import subprocess

from liftoff_test import GOLDEN, main, program
from prepare_test import MANIFEST, PrepareTest

try:
    import yaml
except ImportError:
    yaml = None


def plain(value):
    """Values as the golden files hold them: JSON has no NaN of its own."""
    if isinstance(value, float) and value != value:
        return {"$float": "nan"}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


class Golden(PrepareTest):
    def test_cases(self):
        cases = sorted((GOLDEN / "prepare").iterdir())
        self.assertGreater(len(cases), 8)
        for case in cases:
            with self.subTest(case.name):
                self.check(case)

    def check(self, case):
        name = case.name
        for file in ("default.yaml", "config.yaml"):
            self.write(f"configs/{name}/{file}", (case / file).read_bytes())
        expected = json.loads((case / "expected.json").read_text())
        done = self.prepare(name)
        if not expected.get("configs"):
            self.assert_fails(done, f"configs/{name}/config.yaml:")
            self.assertEqual(self.files(name), ["config.yaml", "default.yaml"])
            return
        self.assertEqual(done.returncode, 0, done.stderr)
        names = [c["file"] for c in expected["configs"]]
        self.assertEqual(self.files(name), sorted(names + ["config.yaml", "default.yaml", MANIFEST]))
        if yaml:
            for config in expected["configs"]:
                with open(self.dir / "configs" / name / config["file"], encoding="utf-8") as file:
                    self.assertEqual(plain(yaml.safe_load(file)), config["generated"])


class Files(PrepareTest):
    def test_summary_and_json(self):
        self.experiment("x: [1, 2, 3]\nyz: {y: [10, 20]}\n", default="x: 0\nyz: {y: 0}\n")
        done = self.prepare("e/")
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr, "2 values for y\n3 values for x\n6 configurations created in configs/e.\n")
        told = self.json_of("liftoff-prepare", "e", "-f", "--json")
        self.assertEqual((told["count"], told["created"], told["kept"], told["deleted"], told["folder"]),
                         (6, 0, 6, 0, "configs/e"))
        self.assertEqual(told["variables"], [{"name": "y", "values": 2}, {"name": "x", "values": 3}])

    def test_dry_run_writes_nothing(self):
        self.experiment("x: [1, 2]\n")
        done = self.prepare("-n", "e", check=0)
        self.assertEqual(done.stdout, "e_0  x=1\ne_1  x=2\n")
        self.assertEqual(self.files(), ["config.yaml", "default.yaml"])

    def test_files_in_the_way(self):
        folder = self.experiment("x: [1, 2]\n")
        self.prepare("e", check=0)
        self.assert_fails(self.prepare("e"), "configs/e: 2 generated configurations are there already", "hint: ")
        kept = ["e_0.yml", "e_.yaml", "e_1a.yaml", "f_1.yaml", "e_x.yaml", "xe_1.yaml"]
        for name in kept:
            (folder / name).write_text("x: 1\n")
        (folder / "e_5.yaml").mkdir()
        (folder / "e_0007.yaml").write_text("x: 1\n")
        self.write("configs/e/config.yaml", "x: [5]\n")
        self.prepare("e", "-f", check=0)
        rest = kept + ["config.yaml", "default.yaml", "e_5.yaml", "e_0007.yaml"]
        self.assertEqual(self.files(), sorted(rest + ["e_2.yaml", MANIFEST]))
        done = self.prepare("e", "-c", check=0)
        self.assertIn("1 configuration deleted", done.stderr)
        self.assertEqual(self.files(), sorted(rest))
        self.assertIn("0 configurations deleted", self.prepare("e", "-c", check=0).stderr)

    def test_force_keeps_everything_when_the_config_is_wrong(self):
        folder = self.experiment("x: [1, 2]\n")
        self.prepare("e", check=0)
        before = {p: p.read_bytes() for p in folder.iterdir()}
        self.write("configs/e/config.yaml", "x: 3\n")
        self.assert_fails(self.prepare("e", "-f"), "configs/e/config.yaml:1: 'x' needs a list of values",
                          "hint: write [3]")
        self.write("configs/e/config.yaml", "x: [1, 2]\n")
        self.assertEqual(before, {p: p.read_bytes() for p in folder.iterdir()})

    def test_options(self):
        self.experiment("x: [1]\n")
        for args in ([], ["e", "--bogus"], ["e", "f"]):
            with self.subTest(args):
                self.assert_fails(self.prepare(*args), "hint: ")
        for args, text in ((["-c", "-f"], "--clean and --force don't go together"),
                           (["--color", "x"], "--color needs auto, always or never, not x")):
            with self.subTest(args):
                self.assert_fails(self.prepare("e", *args), text)
        self.assertIn("Examples:", self.prepare("--help", check=0).stdout)
        self.assertRegex(self.prepare("-V", check=0).stdout, r"^liftoff-prepare \d+\.\d+\.\d+\n$")
        self.assertIn("\x1b[1m", self.prepare("e", "--color", "always", check=0).stderr)
        self.assertEqual(self.prepare("e", "-f", "-q", check=0).stderr, "")

    def test_configs_dir(self):
        self.write("other/e/config.yaml", "x: [1]\n")
        done = self.prepare("e", "--configs-dir", "other", check=0)
        self.assertIn("warning: other/e/default.yaml is missing", done.stderr)
        self.write(".liftoff.yaml", "configs-dir: other\n")
        self.prepare("e", "-f", check=0)

    def test_full_output(self):
        self.experiment("x: [1]\n")
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([program("liftoff-prepare"), "-n", "e"], cwd=self.dir, env=self.env, stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 3)
        self.assertIn("cannot write the output", done.stderr)


class Warnings(PrepareTest):
    def test_what_is_hardly_meant(self):
        """Said in a dry run, too; the configurations are made all the same."""
        self.experiment("lr: [0.1, 1e-1, 0.1]\noptimiser_typo: [adam, adam]\n\nx: [0]\n", default="lr: 0\nx: 0\n")
        told = ("configs/e/config.yaml:1: 'lr' lists 0.1 in 3 places",
                "configs/e/config.yaml:2: 'optimiser_typo' lists adam twice",
                "configs/e/config.yaml:2: configurations that equal another: 5 of 6",
                "configs/e/config.yaml:2: configs/e/default.yaml has no 'optimiser_typo'",
                "configs/e/config.yaml:4: 'x' has but the value that the default has already "
                "(0, configs/e/default.yaml:2)")
        for more in (["-n"], []):
            done = self.prepare("e", *more, check=0)
            for text in told:
                self.assertIn(f"liftoff-prepare: warning: {text}", done.stderr)
        self.assertEqual(len(self.files()), 6 + 3)

    def test_a_default_that_a_launch_would_refuse(self):
        self.experiment("x: [1, 2]\n", default="x: 1\nx: 2\n")
        done = self.prepare("e", check=0)
        self.assertIn("warning: configs/e/default.yaml:2: 'x' is given twice (first on line 1): 'liftoff -e' won't "
                      "take it", done.stderr)

    def test_a_configuration_named_twice(self):
        self.write("configs/a.yaml", "x: 1\n")
        done = self.run_tool("liftoff", "-n", "/bin/true", "-c", "a", "a.yaml", check=0)
        self.assertIn("warning: -c names 'a.yaml' more than once: for repetitions there is --runs-no", done.stderr)


class Errors(PrepareTest):
    def test_names_of_experiments(self):
        self.experiment("x: [1]\n")
        for name in ("a/b", "../e", ".e", "e\nf", "e\x1b[0m", "", "/", "n" * 300):
            with self.subTest(name):
                self.assert_fails(self.prepare(name), "cannot be the name of an experiment")
        self.assertNotIn("\x1b", self.prepare("e\x1b[0m").stderr)

    def test_missing_folders(self):
        self.assert_fails(self.prepare("e"), "configs")
        self.experiment("x: [1]\n")
        self.assert_fails(self.prepare("nope"), "configs/nope: there is no such folder", "configs holds: e")
        (self.dir / "configs/e/config.yaml").unlink()
        self.assert_fails(self.prepare("e"), "configs/e/config.yaml: there is no such file")

    def test_wrong_configs(self):
        cases = {
            "a: [1]\n\nb:\n  c: {d: text}\n": ":4: 'b.c.d' needs a list of values",
            "a: []\n": ":1: 'a' has an empty list",
            "a: [1]\na: [2]\n": ":2: 'a' is given twice",
            "a: [1]\nfilter_out: [{left: a, right: z, exclude: []}]\n": ":2: filter_out: 'z' is not a variable",
            "a: [1, 2\n": ":1: the bracket [ that this line opens is never closed",
            "": ":1: there are no variables",
            "--- {a: [1]}\n---\nb: [1]\n": ":2: a second document",
            "a: [!!python/object:os.system x]\n": ":1: unknown tag",
        }
        for text, message in cases.items():
            with self.subTest(text):
                self.experiment(text)
                self.assert_fails(self.prepare("e"), "configs/e/config.yaml" + message)
                self.assertEqual(self.files(), ["config.yaml", "default.yaml"])


if __name__ == "__main__":
    main()
