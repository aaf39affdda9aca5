"""Files of metrics as loggers write them (tests/golden/metrics), and what a table takes from each."""
import json
import shutil

from liftoff_test import GOLDEN, LiftoffTest, main

FILES = GOLDEN / "metrics"
WANT = json.loads((FILES / "want.json").read_text(encoding="utf-8"))


class Loggers(LiftoffTest):
    def test_each_gives_what_it_must(self):
        self.write("results/1524936339_x/0_a/.__end", "2\n")
        self.write("results/1524936339_x/0_a/cfg.yaml", "title: a\n")
        self.write("results/1524936339_x/0_a/.__leaf", "0\n")
        for name in WANT:
            shutil.copy(FILES / name, self.dir / "results/1524936339_x/0_a" / name)
        for name, want in WANT.items():
            with self.subTest(name):
                done = self.run_tool("liftoff-results", "table", "--json", "-n", name, check=0)
                self.assertEqual(done.stderr, "")
                metrics = json.loads(done.stdout)["rows"][0]["metrics"]
                found = {key: metrics[key]["mean"] for key in metrics}
                # JSON has no NaN and no infinities: they are null.
                self.assertEqual(found, {k: None if isinstance(v, str) else v for k, v in want.items()})

    def test_there_are_no_others(self):
        self.assertEqual(sorted(path.name for path in FILES.iterdir()), sorted([*WANT, "want.json"]))


class Places(LiftoffTest):
    """Where loggers put their files below a run's folder."""

    def setUp(self):
        super().setUp()
        self.run_folder = "results/1524936339_x/0_a/"
        for name in (".__end", ".__leaf"):
            self.write(self.run_folder + name, "2\n")
        self.write(self.run_folder + "cfg.yaml", "title: a\n")

    def metrics(self, *args):
        rows = self.json_of("liftoff-results", "table", "--json", *args)["rows"]
        return {name: metric["mean"] for name, metric in rows[0]["metrics"].items()}

    def test_those_of_the_field_are_known(self):
        for place in ("lightning_logs/version_0/metrics.csv", "runs/detect/train/results.csv"):
            self.write(self.run_folder + place, "loss\n0.5\n")
            self.assertEqual(self.metrics(), {"loss": 0.5}, place)
            (self.dir / self.run_folder / place).unlink()
        for place in ("dvclive/metrics.json", "checkpoint-20/trainer_state.json"):
            self.write(self.run_folder + place, '{"loss": 0.5}')
            self.assertEqual(self.metrics(), {"loss": 0.5}, place)
            (self.dir / self.run_folder / place).unlink()

    def test_what_was_gone_on_with_counts(self):
        for version in (2, 10, 9):
            self.write(self.run_folder + f"lightning_logs/version_{version}/metrics.csv", f"loss\n{version}\n")
        self.assertEqual(self.metrics(), {"loss": 10})

    def test_patterns_with_a_slash(self):
        self.write(self.run_folder + "a/b/c/m.csv", "x\n1\n")
        self.write(self.run_folder + "a/d/m.csv", "x\n2\n")
        (self.dir / self.run_folder / "linked").symlink_to("a")
        for pattern, x in (("a/b/c/m.csv", 1), ("a/*/m.csv", 2), ("**/c/m.csv", 1), ("./a/?/m.csv", 2)):
            self.assertEqual(self.metrics("-n", pattern), {"x": x}, pattern)
        for pattern in ("b/c/m.csv", "a/*", "linked/d/m.csv", "../0_a/a/d/m.csv", "/etc/passwd", "/", "a//"):
            done = self.run_tool("liftoff-results", "table", "-n", pattern, check=1)
            self.assertIn("no run has metrics in files that fit", done.stderr)

    def test_paths_of_files(self):
        self.write(self.run_folder + "a/b/m.csv", "x\n1\n")
        self.write(self.run_folder + "a/m.csv", "x\n1\n")
        done = self.run_tool("liftoff-results", "-n", "**/m.csv", check=0)
        self.assertEqual(done.stdout, f"./{self.run_folder}a/b/m.csv\n./{self.run_folder}a/m.csv\n")


if __name__ == "__main__":
    main()
