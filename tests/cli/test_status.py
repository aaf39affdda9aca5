"""liftoff-status over trees made by hand: tables, filters, orders, JSON, resilience."""
import json
import os
import shutil
import subprocess
import sys
import time
import unicodedata
import unittest

import liftoff_test
import status_tree
from pty_session import plain
from status_test import StatusTest, lock


def columns_of(text):
    wide = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(c) else wide.get(unicodedata.east_asian_width(c), 1) for c in text)


class TableTest(StatusTest):
    def test_absent_and_empty_results_are_no_errors(self):
        done = self.status("-a")
        self.assertEqual(done.stdout, "")
        self.assertIn("no results folder", done.stderr)
        self.results.mkdir()
        self.assertEqual(self.status("-a").stdout, "")
        self.assertEqual(self.json("-a"), [])

    def test_a_tree_of_the_original(self):
        self.tree_of_the_original()
        lines = self.status("-a").stdout.splitlines()
        self.assertEqual([line.split()[0] for line in lines[1:]], ["-", "-", "-"])
        self.assertRegex(lines[0], r"PID +Timestamp +Started +Experiment +W \+ R \+ C \+ L \+ S = Total +"
                                   r"Time left +Px +Avg\.time +T +Obs")
        sweep = next(line for line in lines if "lr_sweep" in line)
        self.assertRegex(sweep, r"1544444444 +2018-12-10 \d\d:\d\d +lr_sweep +"
                         r"1 \+ 0 \+ 1 \+ 1 \+ 3 = 6 +- +1\.48 +22\.2s +15\.0s +second try$")
        single = next(e for e in self.json("-a") if e["name"] == "default")
        self.assertEqual((single["mode"], single["total"], single["succeeded"]), ("single", 1, 1))
        self.assertEqual(self.status().stdout, "")

    def test_filters(self):
        for timestamp, name in ((100, "a"), (200, "a"), (300, "ab")):
            status_tree.run(status_tree.experiment(self.results, timestamp, name) / "0_x", 100, 110)
        self.assertEqual([e["timestamp"] for e in self.json("-a")], [300, 200, 100])
        self.assertEqual([e["timestamp"] for e in self.json("-a", "-e", "a")], [200, 100])
        self.assertEqual([e["timestamp"] for e in self.json("-a", "-t", "100")], [100])
        self.assertEqual(self.json("-a", "-e", "b"), [])
        moved = self.results.rename(self.dir / "elsewhere")
        self.assertEqual(len(json.loads(self.status("-a", "-d", moved, "--json").stdout)["experiments"]), 3)

    def test_unknown_columns(self):
        self.assertIn("Timestamp, Started, Experiment, W, R, C, L, S, Total, Time left",
                      self.status("-a", "-s", "colour", check=2).stderr)

    def test_the_short_table(self):
        self.tree_of_the_original()
        header = self.status("-a", "-r").stdout.splitlines()[0]
        self.assertNotIn("Time left", header)
        self.assertIn("W + R + C + L + S = Total", header)

    def test_lines_fit_whatever_the_width(self):
        names = ["x" * 150, "日本語の実験" * 8, "ne\u0301e" * 20, "short"]
        for i, name in enumerate(names):
            root = status_tree.experiment(self.results, 1544444440 + i, name, comment="a comment that goes on " * 5)
            status_tree.run(root / "0_x", 100, 110)
        for width in (20, 40, 60, 80, 100, 132, 200):
            text = self.status("-a", env=dict(self.env, COLUMNS=str(width))).stdout
            columns = [columns_of(line) for line in text.splitlines()]
            self.assertEqual((len(columns), max(columns) <= width), (5, True), (width, text))
        self.assertIn("…", text)
        self.assertIn(names[0], self.status("-a").stdout)

    def test_colour(self):
        self.tree_of_the_original()
        self.assertNotIn("\x1b", self.status("-a").stdout)
        coloured = self.status("-a", "--color", "always").stdout
        self.assertIn("\x1b[31m", coloured)
        self.assertEqual(plain(coloured), self.status("-a").stdout)
        self.assertIn("\x1b", self.status("-a", env=dict(self.env, CLICOLOR_FORCE="1")).stdout)

    def test_names_do_not_drive_the_terminal(self):
        root = status_tree.experiment(self.results, 5, "evil\x1b[2J", comment="a\x9b31m\nb\x1b]0;title\x07")
        status_tree.run(root / "0_x", 100, 110)
        text = self.status("-a").stdout
        self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")
        self.assertEqual(len(text.splitlines()), 2)

    def test_runs_of_a_tree_of_the_original(self):
        self.tree_of_the_original()
        runs = json.loads(self.status("--runs", "--json").stdout)["runs"]
        self.assertEqual([(r["configuration"], r["run_id"], r["state"]) for r in runs],
                         [("0_lr_0_1", 0, "succeeded"), ("0_lr_0_1", 1, "succeeded"), ("1_lr_0_01", 0, "succeeded"),
                          ("1_lr_0_01", 1, "crashed"), ("2_lr_0_001", 0, "lost"), ("2_lr_0_001", 1, "waiting")])
        self.assertEqual((runs[3]["last_line"], runs[3]["seconds"]), ("KeyError: 'lr'", 20))
        only = json.loads(self.status("--runs", "--state", "lost", "--json").stdout)["runs"]
        self.assertEqual([r["evidence"] for r in only], ["the machine was restarted since"])
        self.assertEqual(len(self.status("--runs", "-e", "flat").stdout.splitlines()), 4)
        self.assertIn("it crashed", self.status("--explain", "1/1").stdout)
        self.assertIn("it succeeded", self.status("--explain", "results/1544443444_default").stdout)
        self.assertEqual(self.status("--follow", "1_lr_0_01/1").stdout.splitlines()[0], "loss 0.2")
        self.assertEqual(self.status("--runs", "-e", "nobody").stdout, "")

    def test_followed_output_ends_its_last_line(self):
        run = status_tree.experiment(self.results, 1544443444, "cut") / "0_x"
        status_tree.run(run, 100, 110, out="one\ntwo\nthree", err="")
        self.assertEqual(self.status("--follow", run).stdout, "one\ntwo\nthree\n")
        for lines, shown in ((2, "two\nthree\n"), (1, "three\n"), (9, "one\ntwo\nthree\n"), (0, "")):
            self.assertEqual(self.status("--follow", run, "--tail", str(lines)).stdout, shown)
        text = json.loads(self.status("--follow", run, "--json").stdout.splitlines()[0])["text"]
        self.assertEqual(text, "one\ntwo\nthree", "JSON has what was written")

    def test_help_and_version(self):
        self.assertIn("Examples:", self.status("--help").stdout)
        self.assertRegex(self.status("-V").stdout, r"^liftoff-status \d")
        self.status("--nonsense", check=2)


class OrderTest(StatusTest):
    """Four experiments whose order is another one for nearly every column, and never the one without -s."""

    # timestamp: name, comment, launcher, running, crashed, lost, waiting, seconds of those that succeeded
    MADE = {
        1544440100: ("n", "b", 100, 3, 2, 1, 10, [50, 55, 60]),
        1544440200: ("k", "d", 500, 1, 6, 3, 1, [5, 6]),
        1544440300: ("m", "c", None, 4, 1, 2, 2, [500, 510, 520, 530, 540]),
        1544440400: ("l", "a", 300, 2, 3, 4, 20, [1000]),
    }
    ORDERS = {
        "PID": "nlkm", "Timestamp": "nkml", "Started": "nkml", "Experiment": "klmn", "R": "klnm", "C": "mnlk",
        "L": "nmkl", "S": "lknm", "W": "kmnl", "Done": "lnmk", "Total": "kmnl", "Avg.time": "knlm", "Obs": "lnmk",
    }
    OTHER_NAMES = {
        "TIMESTAMP": "Timestamp", "name": "Experiment", "running": "R", "crashed": "C", "lost": "L", "success": "S",
        "waiting": "W",
        "average": "Avg.time", "comment": "Obs", "left": "Time left", "timeleft": "Time left", "time": "T",
        "parallelism": "Px",
    }
    COMPUTED = {"Time left": "time_left", "Px": "parallelism", "T": "time_per_run"}

    def setUp(self):
        super().setUp()
        for timestamp, (name, comment, launcher, *counts, seconds) in self.MADE.items():
            root = status_tree.experiment(self.results, timestamp, name, comment=comment)
            if launcher:
                self.live_launcher(root, launcher)
            self.make_runs(root, timestamp, *counts, seconds)

    def live_launcher(self, root, pid):
        status_tree.put(root / ".liftoff-launchers" / f"{pid}-1", json.dumps({"pid": pid}) + "\n")
        self.addCleanup(lock(root / ".liftoff-launchers" / f"{pid}-1").close)

    def make_runs(self, root, start, running, crashed, lost, waiting, seconds):
        times = [*[{"start": start, "crash": start + 1}] * crashed, *[{"start": start}] * (lost + running),
                 *[{}] * waiting, *[{"start": start, "end": start + s} for s in seconds]]
        for number, given in enumerate(times):
            status_tree.run(root / f"{number}_x", **given)
        for number in range(crashed, crashed + running):
            status_tree.record_elsewhere(root / f"{number}_x", start)

    def order(self, *args):
        return "".join(e["name"] for e in self.json("-a", *args))

    def test_every_column_sorts(self):
        self.assertEqual(self.order(), "lmkn")
        for key, wanted in self.ORDERS.items():
            self.assertEqual(self.order("-s", key), wanted, key)
        self.assertEqual({one["name"]: one["pid"] for one in self.json("-a")},
                         {made[0]: made[2] for made in self.MADE.values()})

    def test_columns_that_are_computed_sort(self):
        for key, field in self.COMPUTED.items():
            values = {one["name"]: one[field] for one in self.json("-a")}
            self.assertEqual(len(set(values.values())), 4, values)
            wanted = "".join(sorted(values, key=values.get))
            self.assertNotIn(wanted, ("lmkn", "nkml"), f"{key} is no test: {values}")
            self.assertEqual(self.order("-s", key), wanted, (key, values))

    def test_columns_have_other_names(self):
        for name, column in self.OTHER_NAMES.items():
            self.assertEqual(self.order("-s", name), self.order("-s", column), name)


class ResilienceTest(StatusTest):
    def test_half_written_foreign_and_impossible(self):
        root = status_tree.experiment(self.results, 100, "odd")
        (root / "0_empty").mkdir()
        status_tree.run(root / "1_backwards", start=500, end=100)
        status_tree.run(root / "2_no_number", start="soon", end="")
        status_tree.run(root / "3_no_start", end=100)
        status_tree.run(root / "4_crash_only", crash=100)
        status_tree.run(root / "5_waiting")
        status_tree.run(root / "6_good", start=100, end=130)
        (root / "a file").write_text("x")
        (root / "loop").symlink_to(root)
        outside = self.dir / "outside"
        status_tree.run(outside, start=1, end=2)
        (root / "7_link").symlink_to(outside)
        (self.results / "100_file").write_text("x")
        (self.results / "200_nothing").mkdir()
        (self.results / "latest").symlink_to("100_odd")
        odd = next(e for e in self.json("-a") if e["name"] == "odd")
        counts = {k: odd[k] for k in ("waiting", "running", "succeeded", "crashed", "lost", "total")}
        self.assertEqual(counts, {"waiting": 1, "running": 0, "succeeded": 4, "crashed": 1, "lost": 0, "total": 6})
        self.assertEqual(odd["average_time"], 30)
        self.assertEqual(len(self.json("-a")), 2)

    @unittest.skipIf(os.geteuid() == 0 and not shutil.which("setpriv"), "root may read everything")
    def test_what_is_forbidden_is_said_and_stops_nothing(self):
        for name in ("open", "shut"):
            root = status_tree.experiment(self.results, 100, name)
            status_tree.run(root / "0_a", 100, 110)
            status_tree.run(root / "1_b" / "0", 100, 110)
        status_tree.experiment(self.results, 101, "closed")
        for path in (self.results / "100_shut" / "1_b", self.results / "101_closed"):
            os.chmod(path, 0)
        for path in (self.base, self.dir, self.base / "home"):
            os.chmod(path, 0o755)
        command = [liftoff_test.program("liftoff-status"), "-a", "--json"]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
        done, plain = (subprocess.run(argv, cwd=self.dir, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      text=True) for argv in (command, command[:-2]))
        for path in (self.results / "100_shut" / "1_b", self.results / "101_closed"):
            os.chmod(path, 0o755)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = {e["name"]: e for e in json.loads(done.stdout)["experiments"]}
        self.assertEqual(found["open"]["total"], 2)
        self.assertIn("1_b: Permission denied", found["shut"]["problems"])
        self.assertEqual(found["shut"]["succeeded"], 1)
        self.assertIn("its folder: Permission denied", found["closed"]["problems"])
        self.assertRegex(plain.stdout,
                         r"closed +- \+ - \+ - \+ - \+ - = - .* unreadable: its folder: Permission denied")
        self.assertNotIn("open", plain.stdout)
        self.assertNotIn("nothing is running", plain.stderr)

    def test_a_run_of_the_original_lives_as_long_as_its_program(self):
        now = int(time.time())
        root = status_tree.experiment(self.results, now, "live", ppid=4242)
        for i in range(2):
            status_tree.run(root / "0_a" / str(i), start=now)
        folder = root / "0_a" / "0"
        program = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()", "--out-dir", str(folder),
                                    "--timestamp", str(now), "--ppid", "4242"],
                                   stdin=subprocess.PIPE)
        try:
            live = self.json()[0]
            self.assertEqual((live["running"], live["lost"]), (1, 1))
        finally:
            program.stdin.close()
            program.wait()
        self.assertEqual(self.json(), [])
        self.assertEqual(self.json("-a")[0]["lost"], 2)

    def test_another_host_cannot_be_asked(self):
        root = status_tree.experiment(self.results, 100, "far")
        status_tree.run(root / "0_a", start=1544444444)
        status_tree.record_elsewhere(root / "0_a", 1544444444.5)
        far = self.json()[0]
        self.assertEqual((far["running"], far["lost"]), (1, 0))
        self.assertEqual(far["unverified"], [{"host": "node7", "runs": 1, "since": "2018-12-10T12:20:44.500Z"}])
        self.assertIn("running on node7, unverified since", self.status().stdout)


if __name__ == "__main__":
    liftoff_test.main()
