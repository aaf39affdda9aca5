"""liftoff-prepare end to end: the original's cases, files in the way, interruptions, hostile input."""
import json
import os
import resource
import signal
import subprocess

from launching import wait_until
from liftoff_test import GOLDEN, LiftoffTest, main, not_sanitized, program

try:
    import yaml
except ImportError:
    yaml = None

MANIFEST = ".liftoff-prepare.json"


def plain(value):
    """Values as the golden files hold them: JSON has no NaN of its own."""
    if isinstance(value, float) and value != value:
        return {"$float": "nan"}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


class PrepareTest(LiftoffTest):
    def prepare(self, *args, **more):
        return self.run_tool("liftoff-prepare", *args, **more)

    def experiment(self, config, name="e", default="x: 0\n"):
        self.write(f"configs/{name}/default.yaml", default)
        return self.write(f"configs/{name}/config.yaml", config).parent

    def files(self, name="e"):
        return sorted(p.name for p in (self.dir / "configs" / name).iterdir())

    def dry_launch(self, name="e", **more):
        return self.run_tool("liftoff", "/bin/true", "-e", name, "--dry-run", **more)

    def assert_fails(self, done, *parts):
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertTrue(done.stderr.startswith("liftoff-prepare: "), done.stderr)
        self.assertEqual(done.stdout, "")
        for part in parts:
            self.assertIn(part, done.stderr)


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
        self.experiment("x: [1, 2, 3]\nyz: {y: [10, 20]}\n")
        done = self.prepare("e/")
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr, "2 values for y\n3 values for x\n6 configurations created in configs/e.\n")
        told = self.json_of("liftoff-prepare", "e", "-f", "--json")
        self.assertEqual((told["count"], told["deleted"], told["folder"]), (6, 6, "configs/e"))
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
        rest = kept + ["config.yaml", "default.yaml", "e_5.yaml"]
        self.assertEqual(self.files(), sorted(rest + ["e_0.yaml", MANIFEST]))
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
        for args in ([], ["e", "-c", "-f"], ["e", "-n", "-f"], ["e", "--bogus"], ["e", "f"], ["e", "--color", "x"]):
            with self.subTest(args):
                self.assert_fails(self.prepare(*args), "hint: ")
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
            "a: [1, 2\n": ":2: ",
            "": ":1: there are no variables",
            "--- {a: [1]}\n---\nb: [1]\n": ":2: a second document",
            "a: [!!python/object:os.system x]\n": ":1: unknown tag",
        }
        for text, message in cases.items():
            with self.subTest(text):
                self.experiment(text)
                self.assert_fails(self.prepare("e"), "configs/e/config.yaml" + message)
                self.assertEqual(self.files(), ["config.yaml", "default.yaml"])


class Interrupted(PrepareTest):
    """A preparation that ended half-way is never taken for a whole one."""

    def manifest(self, **change):
        path = self.dir / "configs/e" / MANIFEST
        held = json.loads(path.read_text())
        held.update(change)
        path.write_text(json.dumps(held))

    def test_interrupted_is_an_error(self):
        self.experiment("x: [1, 2]\n")
        self.prepare("e", check=0)
        self.assertEqual(self.dry_launch().returncode, 0)
        self.manifest(state="writing")
        done = self.dry_launch(check=2)
        self.assertIn("configs/e: its preparation was interrupted", done.stderr)
        self.assertIn("hint: run 'liftoff-prepare -f e'", done.stderr)
        self.assert_fails(self.prepare("e"), "2 configurations of an interrupted preparation", "liftoff-prepare -f e")
        self.prepare("-f", "e", check=0)
        self.assertEqual(self.dry_launch().returncode, 0)
        (self.dir / "configs/e" / MANIFEST).write_text("{")
        self.dry_launch(check=2)

    def test_killed_while_writing(self):
        self.experiment("\n".join(f"v{i}: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]" for i in range(7)) + "\n")
        folder = self.dir / "configs/e"
        with subprocess.Popen([program("liftoff-prepare"), "e"], cwd=self.dir, env=self.env,
                              stderr=subprocess.DEVNULL) as process:
            wait_until(lambda: (folder / "e_20.yaml").exists() or process.poll() is not None, "a configuration")
            self.assertIsNone(process.poll())
            process.send_signal(signal.SIGKILL)
        self.assertEqual(process.returncode, -signal.SIGKILL)
        self.assertIn("interrupted", self.dry_launch(check=2).stderr)
        self.write("configs/e/config.yaml", "x: [1, 2]\n")
        self.prepare("-f", "e", check=0)
        self.assertEqual(self.files(), [MANIFEST, "config.yaml", "default.yaml", "e_0.yaml", "e_1.yaml"])

    def test_two_at_once_take_turns(self):
        self.experiment("x: [1, 2]\ny: [1, 2, 3, 4]\n")
        both = [subprocess.Popen([program("liftoff-prepare"), "-f", "e"], cwd=self.dir, env=self.env,
                                 stderr=subprocess.PIPE)
                for _ in range(2)]
        for process in both:
            _, told = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, told)
        self.dry_launch(check=0)

    def test_stale_and_thinned_out_are_warnings(self):
        self.experiment("x: [1, 2]\n")
        self.assertIn("never generated", self.dry_launch(check=2).stderr)
        self.prepare("e", check=0)
        self.write("configs/e/config.yaml", "x: [1, 2, 3]\n")
        done = self.dry_launch(check=0)
        self.assertIn("warning: configs/e/config.yaml has changed since", done.stderr)
        self.prepare("-f", "e", check=0)
        (self.dir / "configs/e/e_1.yaml").unlink()
        self.assertIn("1 of the 3 generated configurations are gone", self.dry_launch(check=0).stderr)

    def test_no_manifest_is_needed(self):
        self.experiment("x: [1]\n")
        self.write("configs/e/e_0.yaml", "x: 1\ntitle: by hand\n")
        self.assertNotIn("warning", self.dry_launch(check=0).stderr)

    def test_unwritable_folder(self):
        folder = self.experiment("x: [1]\n")
        if os.geteuid() == 0:
            self.skipTest("root may write anywhere")
        folder.chmod(0o500)
        try:
            done = self.prepare("e")
            self.assertEqual(done.returncode, 3, done.stderr)
        finally:
            folder.chmod(0o700)


@not_sanitized("an address sanitizer reserves terabytes")
class Hostile(PrepareTest):
    """Refused with file and line, in bounded memory: each program may take 512 MiB."""

    def prepare_limited(self):
        return self.prepare("e", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29)))

    def test_documents(self):
        laughs = "a0: &a0 [l, l, l, l, l, l, l, l, l]\n" + "".join(
            f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 14))
        cases = {
            "flow lists": b"a: " + b"[" * 100_000,
            "flow maps": b"a: " + b"{a: " * 100_000,
            "block lists": b"- " * 100_000,
            "block maps": b"".join(b" " * i + b"a:\n" for i in range(2000)),
            "laughs": laughs.encode(),
            "self": b"a: &a [*a]\n",
            "junk": bytes(range(256)) * 100,
            "zeros": b"\0" * 100_000,
            "half utf-16": b"\xff\xfea\0:",
            "not utf-8": b"a: [\xc3\x28]\n",
        }
        for name, text in cases.items():
            with self.subTest(name):
                self.experiment(text)
                self.assert_fails(self.prepare_limited(), "configs/e/config.yaml:")
                self.assertEqual(self.files(), ["config.yaml", "default.yaml"])

    def test_utf16_is_read(self):
        self.experiment("x: [é, b]\n".encode("utf-16"))
        self.assertEqual(self.prepare("-n", "e", check=0).stdout, "e_0  x=é\ne_1  x=b\n")

    def test_huge_scalars(self):
        self.experiment("x: ['" + "a" * 5_000_000 + "']\n")
        self.assertEqual(self.prepare_limited().returncode, 0)
        self.assertEqual(self.files(), [MANIFEST, "config.yaml", "default.yaml", "e_0.yaml"])
        self.experiment("x: [" + "9" * 1_000_000 + "]\n")
        self.prepare("-f", "e", check=0)
        self.experiment("\nx: [0x" + "9" * 1_000_000 + "]\n")
        self.assert_fails(self.prepare("-f", "e"), "configs/e/config.yaml:2: an integer of 1000000 digits")
        self.experiment("x: [0x" + "9" * 40_000 + "]\n")
        self.prepare("-f", "e", check=0)

    def test_titles_of_any_text(self):
        texts = ["$(touch x)", "a\nb", "../../up", "x" * 300, "ü 漢字", "'q' \"d\"", "\x00\x7f", "\ud800", " ", "null",
                 "1e-3", "2018-01-01"]
        quoted = [json.dumps(t) for t in texts if t != "\ud800"]
        self.experiment("x: [" + ", ".join(quoted) + "]\n")
        self.prepare("e", check=0)
        if not yaml:
            self.skipTest("PyYAML is not installed")
        for i, text in enumerate(t for t in texts if t != "\ud800"):
            with open(self.dir / f"configs/e/e_{i}.yaml", encoding="utf-8") as file:
                held = yaml.safe_load(file)
            self.assertEqual(held, {"title": f"x={text}", "_experiment_parameters": {"x": text}, "x": text})


if __name__ == "__main__":
    main()
