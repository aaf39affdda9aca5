"""liftoff-results errors: failed runs grouped by their cause."""
import os
import subprocess
import sys
import time

from liftoff_test import LiftoffTest, main
from results_tree import make_experiment


class Errors(LiftoffTest):
    def groups(self, *args):
        return self.json_of("liftoff-results", "errors", "--json", *args)["groups"]

    def test_groups_of_an_experiment_of_the_original(self):
        make_experiment(self.dir, "results", "alpha", 40, 3)
        groups = self.groups()
        self.assertEqual([(g["count"], g["message"]) for g in groups],
                         [(2, "IndexError: list index out of range"), (2, "KeyError: 'lr'"),
                          (2, "out of memory (CUDA)")])
        self.assertEqual(groups[0]["example"], "./results/1524936339_alpha/2_lr_0_01__depth_0/1")
        self.assertAlmostEqual(groups[0]["share"], 1 / 3, places=3)
        self.assertEqual(groups[0]["last_lines"][-1], "IndexError: list index out of range")

    def test_conditions_and_show(self):
        make_experiment(self.dir, "results", "alpha", 40, 3)
        self.assertEqual(sum(g["count"] for g in self.groups("--where", "optim.lr=0.01")), 2)
        shown = self.run_tool("liftoff-results", "errors", "--show", "2", check=0).stdout
        self.assertEqual(shown,
                         'Traceback (most recent call last):\n  File "train.py", line 27, in run\nKeyError: \'lr\'\n')
        self.run_tool("liftoff-results", "errors", "--show", "9", check=2)

    def test_most_frequent_first_with_an_example(self):
        root = make_experiment(self.dir, "results", "alpha", 40, 3)
        for run in root.glob("*/0"):
            if not (run / ".__crash").exists():
                (run / ".__end").rename(run / ".__crash")
                (run / "err").write_text(f"Traceback (most recent call last):\n  x\n"
                                         f"ValueError: {run} is at 0x{id(run):x}\n")
        text = self.run_tool("liftoff-results", "errors", check=0).stdout
        lines = text.splitlines()
        self.assertIn("runs failed, for 4 reasons", lines[0])
        self.assertRegex(lines[2], r"1\.  \d\d × \(\d+ %\)  ValueError: <path> is at 0x#")
        self.assertTrue((self.dir / lines[3].strip()).is_dir())

    def test_junk_is_harmless(self):
        root = make_experiment(self.dir, "results", "alpha", 8, 1)
        err = root / "7_lr_0_01__depth_1" / "err"
        err.write_bytes(bytes(range(256)) * 4096 +
                        b"\nTraceback (most recent call last):\n  x\n\xff\x1b]0;pwned\x07Error: \x9b1m\n")
        text = self.run_tool("liftoff-results", "errors", check=0).stdout
        self.assertNotIn("\x1b", text)
        self.assertNotIn("\x07", text)
        self.assertEqual(len(self.groups()), 1)

    def test_a_lost_run_of_the_original(self):
        root = make_experiment(self.dir, "results", "alpha", 1, 1)
        (root / "0_lr_1_0__depth_0" / ".__end").unlink()
        self.assertEqual(self.groups()[0]["kind"], "lost")

    def test_show_where_there_is_nothing_to_show(self):
        root = make_experiment(self.dir, "results", "alpha", 8, 1)
        err = root / "7_lr_0_01__depth_1" / "err"
        err.write_text("")
        shown = self.run_tool("liftoff-results", "errors", "--show", "1", check=0).stdout
        self.assertEqual(shown, "run 0 of config 7\n")
        err.with_name("out").unlink()
        self.assertIn("err is empty", self.run_tool("liftoff-results", "errors", "--show", "1", check=1).stderr)
        err.unlink()
        self.assertIn("has no file 'err'", self.run_tool("liftoff-results", "errors", "--show", "1", check=1).stderr)
        os.mkfifo(err)
        self.assertIn("has no file 'err'", self.run_tool("liftoff-results", "errors", "--show", "1", check=1).stderr)
        self.run_tool("liftoff-results", "errors", "--show", "1", "--json", check=2)

    def test_a_live_program_of_the_original_is_of_one_run(self):
        root = make_experiment(self.dir, "results", "alpha", 2, 1, timestamp=int(time.time()))
        runs = sorted(root.glob("[0-9]*"))
        for run in runs:
            (run / ".__end").unlink()
        argv = ["-c", "import signal; signal.pause()", "--timestamp", root.name.split("_")[0], "--ppid", "999999",
                "--out-dir", str(runs[0])]
        live = subprocess.Popen([sys.executable, *argv])
        self.addCleanup(live.wait)
        self.addCleanup(live.kill)
        self.assertEqual([(g["kind"], g["count"], g["example"].split("/")[-1]) for g in self.groups()],
                         [("lost", 1, runs[1].name)])

    def test_nothing_failed(self):
        make_experiment(self.dir, "results", "alpha", 2, 1)
        done = self.run_tool("liftoff-results", "errors", check=1)
        self.assertIn("none of 2 runs failed", done.stderr)
        self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    main()
