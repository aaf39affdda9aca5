"""liftoff-status over trees made by hand: tables, filters, orders, JSON, resilience, the cache."""
import fcntl
import json
import os
import shutil
import struct
import subprocess
import sys
import unicodedata
import unittest

import liftoff_test
import status_tree
from pty_session import PtySession, plain

TREES = liftoff_test.TESTS / "trees"


def columns_of(text):
    wide = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(c) else wide.get(unicodedata.east_asian_width(c), 1) for c in text)


def lock(path):
    """An open file description lock on the whole file, as keepers and launchers hold it."""
    file = open(path, "r+")
    fcntl.fcntl(file, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))  # F_OFD_SETLK
    return file


class StatusTest(liftoff_test.LiftoffTest):
    def setUp(self):
        super().setUp()
        self.results = self.dir / "results"
        self.env.pop("XDG_CACHE_HOME", None)

    def status(self, *args, **more):
        return self.run_tool("liftoff-status", *args, check=more.pop("check", 0), **more)

    def json(self, *args):
        return json.loads(self.status("--json", *args).stdout)["experiments"]

    def tree_of_the_original(self):
        shutil.copytree(TREES / "original", self.results, symlinks=True)


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
        self.assertRegex(lines[0], r"PID +Timestamp +Experiment +R \+ C \+ L \+ S = Done / Total +"
                                   r"Time left +Px +Avg\.time +T +Obs")
        sweep = next(line for line in lines if "lr_sweep" in line)
        self.assertRegex(sweep,
                         r"1544444444 +lr_sweep +0 \+ 1 \+ 1 \+ 3 = 4 / 6 +- +1\.48 +22\.2s +15\.0s +second try$")
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

    def test_every_column_sorts(self):
        for timestamp, name, seconds in ((100, "b", 50), (200, "a", 5), (300, "c", 500)):
            root = status_tree.experiment(self.results, timestamp, name, comment=f"{name} says")
            status_tree.run(root / "0_x", timestamp, timestamp + seconds)
        order = lambda key: [e["name"] for e in self.json("-a", "-s", key)]
        self.assertEqual(order("experiment"), ["a", "b", "c"])
        self.assertEqual(order("TIMESTAMP"), ["b", "a", "c"])
        self.assertEqual(order("avg.time"), ["a", "b", "c"])
        for key in ("PID", "R", "c", "lost", "S", "Done", "total", "Time left", "timeleft", "px", "T", "time", "obs"):
            self.assertEqual(len(order(key)), 3, key)
        done = self.status("-a", "-s", "colour", check=2)
        self.assertIn("Timestamp, Experiment, R, C, L, S, Done, Total, Time left", done.stderr)

    def test_the_short_table(self):
        self.tree_of_the_original()
        header = self.status("-a", "-r").stdout.splitlines()[0]
        self.assertNotIn("Time left", header)
        self.assertIn("Done / Total", header)

    def test_lines_fit_whatever_the_width(self):
        names = ["x" * 150, "日本語の実験" * 8, "ne\u0301e" * 20, "short"]
        for i, name in enumerate(names):
            root = status_tree.experiment(self.results, 1544444440 + i, name, comment="a comment that goes on " * 5)
            status_tree.run(root / "0_x", 100, 110)
        for width in (20, 40, 60, 80, 100, 132, 200):
            text = self.status("-a", env=dict(self.env, COLUMNS=str(width))).stdout
            self.assertTrue(all(columns_of(line) <= width for line in text.splitlines()), (width, text))
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

    def test_help_and_version(self):
        self.assertIn("Examples:", self.status("--help").stdout)
        self.assertRegex(self.status("-V").stdout, r"^liftoff-status \d")
        self.status("--nonsense", check=2)


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
        done = subprocess.run(command, cwd=self.dir, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True)
        for path in (self.results / "100_shut" / "1_b", self.results / "101_closed"):
            os.chmod(path, 0o755)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = {e["name"]: e for e in json.loads(done.stdout)["experiments"]}
        self.assertEqual(found["open"]["total"], 2)
        self.assertIn("1_b: Permission denied", found["shut"]["problems"])
        self.assertEqual(found["shut"]["succeeded"], 1)
        self.assertIn("Permission denied", found["closed"]["problems"])

    def test_a_run_of_the_original_lives_as_long_as_its_program(self):
        import time
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
        record = {"v": 1, "attempt": 1, "host": "node7", "boot_id": "b", "pid_ns": 1, "pid": 7, "start_ticks": 1,
                  "started": 1544444444.5}
        (root / "0_a" / ".liftoff-run").write_text(json.dumps(record) + "\n")
        far = self.json()[0]
        self.assertEqual((far["running"], far["lost"]), (1, 0))
        self.assertEqual(far["unverified"], [{"host": "node7", "runs": 1, "since": "2018-12-10T12:20:44.500Z"}])
        self.assertIn("running on node7, unverified since", self.status().stdout)


class CacheTest(StatusTest):
    def cache(self, root):
        return root / ".liftoff-cache" / "status"

    def test_the_cache_changes_no_answer(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        status_tree.touch_older(root)
        first = self.status("-a", "--json").stdout
        self.assertTrue(self.cache(root).is_file())
        self.assertEqual(self.status("-a", "--json").stdout, first)
        good = self.cache(root).read_bytes()
        for bad in (b"", b"nonsense", good[:-1], good.replace(b"sums\t142", b"sums\t143"), good[: len(good) // 2]):
            self.cache(root).write_bytes(bad)
            self.assertEqual(self.status("-a", "--json").stdout, first)
        self.cache(root).unlink()
        self.cache(root).mkdir()
        self.assertEqual(self.status("-a", "--json", env=dict(self.env, HOME="nowhere", XDG_CACHE_HOME="")).stdout,
                         first)

    def test_where_the_experiment_cannot_be_written_the_users_cache_is_taken(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        (root / ".liftoff-cache").write_text("in the way")
        status_tree.touch_older(root)
        first = self.status("-a", "--json").stdout
        cached = list((self.base / "home" / ".cache" / "liftoff").iterdir())
        self.assertEqual(len(cached), 1)
        cached[0].write_bytes(cached[0].read_bytes()[:-5])
        self.assertEqual(self.status("-a", "--json").stdout, first)

    def test_what_changes_is_seen(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        status_tree.run(root / "3_x_3" / "5")
        status_tree.touch_older(root)
        before = self.json("-a")[0]
        self.assertTrue(self.cache(root).is_file())
        self.assertEqual((before["waiting"], before["crashed"], before["succeeded"]), (1, 8, 142))
        status_tree.run(root / "3_x_3" / "5", start=100, end=200)
        self.assertEqual(self.json("-a")[0]["succeeded"], 143)
        (root / "1_x_1" / "2" / ".__crash").unlink()
        (root / "1_x_1" / "2" / ".__end").write_text("1524936400\n")
        self.assertEqual(self.json("-a")[0]["succeeded"], 144)
        status_tree.run(root / "99_new", start=100, crash=200)
        self.assertEqual(self.json("-a")[0]["crashed"], 8)
        shutil.rmtree(root / "0_x_0" / "0")
        self.assertEqual(self.json("-a")[0]["total"], 151)

    def test_hand_edits_inside_finished_runs_show_with_rescan(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        status_tree.touch_older(root)
        self.json("-a")
        (root / "0_x_0" / "0" / ".__end").unlink()
        self.assertEqual(self.json("-a", "--rescan")[0]["succeeded"], 141)
        self.assertEqual(self.json("-a")[0]["succeeded"], 141)

    def test_a_copy_is_read_anew(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        status_tree.touch_older(root)
        self.json("-a")
        shutil.copytree(root, self.results / "1524936340_copy")
        (self.results / "1524936340_copy" / "0_x_0" / "0" / ".__end").unlink()
        self.assertEqual([e["succeeded"] for e in self.json("-a")], [141, 142])


class WatchTest(StatusTest):
    def start(self, *args, **more):
        session = PtySession([liftoff_test.program("liftoff-status"), "-w", "0.05", *args], self.dir, self.env, **more)
        self.addCleanup(session.close)
        return session

    def test_changes_show_and_q_quits(self):
        root = status_tree.experiment(self.results, 100, "first")
        status_tree.run(root / "0_a", start=100)
        session = self.start("-a")
        session.wait_for(lambda f: "first" in f and "1 + 0 = 0 / 1" in f)
        (root / "0_a" / ".__end").write_text("160\n")
        session.wait_for(lambda f: "0 + 1 = 1 / 1" in f)
        status_tree.experiment(self.results, 200, "second")
        session.wait_for(lambda f: "second" in f)
        session.resize(40, 30)
        narrow = session.wait_for(lambda f: "second" in f and all(len(line) <= 40 for line in f.splitlines()))
        self.assertNotIn("Avg.time", narrow)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)
        self.assertTrue(session.settings_restored())
        self.assertIn(b"\x1b[?1049l", session.raw)
        self.assertIn(b"\x1b[?25h", session.raw)

    def test_signals_leave_the_terminal_as_it_was(self):
        import signal
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            session = self.start("-a")
            session.wait_for(lambda f: "no experiments" in f)
            session.signal(number)
            self.assertEqual(session.finish(), -number)
            self.assertTrue(session.settings_restored())
            self.assertIn(b"\x1b[?1049l", session.raw)

    def test_a_results_folder_may_come_later(self):
        session = self.start("-a")
        session.wait_for(lambda f: "no experiments" in f)
        status_tree.run(status_tree.experiment(self.results, 100, "late") / "0_a", start=100, end=110)
        session.wait_for(lambda f: "late" in f)

    def test_a_lock_that_is_let_go_shows(self):
        root = status_tree.experiment(self.results, 100, "held")
        (root / ".liftoff-launchers").mkdir()
        (root / ".liftoff-launchers" / "1").write_text("{}\n")
        status_tree.run(root / "0_a", start=100, end=110)
        held = lock(root / ".liftoff-launchers" / "1")
        session = self.start()
        session.wait_for(lambda f: "held" in f)
        held.close()
        session.wait_for(lambda f: "nothing is running" in f)


if __name__ == "__main__":
    liftoff_test.main()
