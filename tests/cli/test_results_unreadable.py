"""liftoff-results where files and folders may not be read, or are not what their names say.

Each is named, the rest is right."""
import json
import os

from liftoff_test import LiftoffTest, main
from results_tree import make_experiment

FIRST, SECOND = "0_lr_1_0__depth_0", "1_lr_0_1__depth_0"


class Unreadable(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.root = make_experiment(self.dir, "results", "alpha", 10, 2)
        for run in self.root.glob("*/?"):
            (run / "summary.json").write_text('{"accuracy": 0.5}')

        self.forbidden = []

    def forbid(self, path):
        path.chmod(0)
        self.forbidden.append(path)

    def tearDown(self):
        for path in reversed(self.forbidden):
            path.chmod(0o755)
        super().tearDown()

    def ask(self, *args, status=0):
        done = self.run_without_rights("liftoff-results", *args)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def test_files(self):
        self.forbid(self.root / FIRST / "0" / "cfg.yaml")
        done = self.ask("--where", "experiment=alpha", "--runs-only")
        self.assertEqual(len(done.stdout.splitlines()), 19)
        self.assertRegex(done.stderr, f"warning: .*{FIRST}/0.*cfg.yaml: Permission denied")
        self.forbid(self.root / FIRST / "1" / "summary.json")
        done = self.ask("table", "--json", "--state", "all")
        rows = json.loads(done.stdout)["rows"]
        self.assertEqual([row["metrics"]["accuracy"]["n"] for row in rows], [1] + 9 * [2])
        self.assertIn("summary.json: Permission denied", done.stderr)

    def test_what_a_crashed_run_said(self):
        self.forbid(self.root / "3_lr_0_001__depth_0" / "1" / "err")
        done = self.ask("errors", "--json")
        self.assertEqual([group["count"] for group in json.loads(done.stdout)["groups"]], [1])
        self.assertRegex(done.stderr, "3_lr_0_001__depth_0/1/err: .*Permission denied")

    def test_folders(self):
        self.forbid(self.root / FIRST / "0")
        self.forbid(self.root / SECOND)
        done = self.ask("--runs-only")
        self.assertEqual(len(done.stdout.splitlines()), 17)
        self.assertIn(f"{FIRST}/0: Permission denied", done.stderr)
        self.assertIn(f"{SECOND}: Permission denied", done.stderr)

    def test_experiments(self):
        make_experiment(self.dir, "results", "beta", 1, 1, timestamp=1524936500)
        self.forbid(self.dir / "results" / "1524936500_beta")
        self.assertIn("1524936500_beta: Permission denied", self.ask("--runs-only", status=3).stderr)
        done = self.ask("-a", "--runs-only")
        self.assertEqual(len(done.stdout.splitlines()), 20)
        self.assertIn("1524936500_beta: Permission denied", done.stderr)

    def test_the_results_folder(self):
        self.forbid(self.dir / "results")
        self.assertIn("Permission denied", self.ask("--runs-only", status=3).stderr)

    def test_no_files_at_all(self):
        run = self.root / FIRST / "0"
        (run / "summary.json").unlink()
        os.mkfifo(run / "summary.json")  # nobody writes to it: reading must not wait
        (self.root / FIRST / "1" / "summary.json").unlink()
        (self.root / FIRST / "1" / "summary.json").symlink_to("/etc/passwd")
        done = self.ask("table", "-n", "summary.json", "--all", "--json")
        self.assertEqual([len(row["metrics"]) for row in json.loads(done.stdout)["rows"]][:2], [0, 1])
        self.assertIn(f"{FIRST}/0/summary.json", done.stderr)
        self.assertIn(f"{FIRST}/1/summary.json", done.stderr)


if __name__ == "__main__":
    main()
