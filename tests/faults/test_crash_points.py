"""A crash after every single step that launchers, keepers and aborts take in the file system."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from launching import LaunchTest, is_locked, read, wait_until
from liftoff_test import main

SOURCE = Path(__file__).with_name("crash_after.c")
MOST_STEPS = 300


def setUpModule():
    folder = tempfile.TemporaryDirectory(prefix="liftoff-test.")
    unittest.addModuleCleanup(folder.cleanup)
    CrashPoints.shim = Path(folder.name) / "crash_after.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(CrashPoints.shim), str(SOURCE), "-ldl"], check=True)


class CrashPoints(LaunchTest):
    shim = None

    def setUp(self):
        super().setUp()
        self.experiment(2)
        # A second process of a run fails to get its file's lock; one that comes after a recorded end finds the marker.
        self.script('exec 9> "%s/busy.$me"; flock -n 9 || say overlap $me\n'
                    '[ ! -e "$LIFTOFF_RUN_DIR/.__end" ] || say again $me\nsay + $me\n'
                    '[ $LIFTOFF_ATTEMPT -ge ${FAIL_BEFORE:-1} ]' % self.dir)

    def crashing(self, kind, at, tool="liftoff"):
        return {**self.env, "LD_PRELOAD": str(self.shim), "CRASH_KIND": kind, "CRASH_AT": str(at), "CRASH_TOOL": tool,
                "CRASH_NOTE": str(self.dir / "crashed")}

    def each_step(self, attempt, *wanted):
        """Calls attempt(n) for n = 1, 2, … until nothing crashed; how many crashed, the wanted steps among them.

        A step is a system call's name and that of its file."""
        steps = []
        for number in range(1, MOST_STEPS):
            (self.dir / "crashed").unlink(missing_ok=True)
            attempt(number)
            step = read(self.dir / "crashed")
            if not step:
                self.assertEqual([name for name in wanted if not any(name in step.split(" ") for step in steps)], [],
                                 f"nothing crashed there, but at {steps}")
                return len(steps)
            steps.append(step)
        self.fail(f"more than {MOST_STEPS} steps")

    def results(self, number):
        return f"results.{number}"

    def settle(self, name):
        """Returns when nobody is left. A process loses its environment before it lets go of the locks that it holds."""
        self.wait_nothing_left()
        files = [path for path in (self.dir / name).rglob("*") if path.name == ".liftoff-run" or
                 path.parent.parent.name == ".liftoff-slots"]
        wait_until(lambda: not any(map(is_locked, files)), "the last lock")

    def finish(self, number):
        """The tree reads, --resume finishes it, and no run was run where it must not be."""
        name, step = self.results(number), f"step {number}: {read(self.dir / 'crashed')}"
        self.settle(name)
        status = self.run_tool("liftoff-status", "-a", "--json", "-d", name)
        self.assertEqual(status.returncode, 0, f"{step}: {status.stderr}")
        if not self.trees(name):
            self.launch("--resume", "-e", "x", "--results-dir", name, check=2)
            return
        tree = self.tree(name)
        done = self.launch("--resume", "-e", "x", "--results-dir", name, check=None)
        self.assertEqual(done.returncode, 0, f"{step}: {done.stderr}")
        self.assertEqual([self.state(run) for run in sorted(tree.glob("?_n_?"))], ["succeeded"] * 2, step)
        for run in self.runs(tree):
            self.check_run(run, step)
        bad = [line for line in self.said() if not line.startswith("+")]
        self.assertEqual(bad, [], step)
        counts = self.counts("-d", name)
        self.assertEqual(counts["succeeded"], 2, f"{step}: {counts}")

    def check_run(self, run, step):
        attempts = [start["attempt"] for start in self.starts(run)]
        self.assertEqual(attempts, sorted(attempts), f"{step}: {run}")
        self.assertEqual([end["outcome"] for end in self.ends(run)].count("succeeded"), 1, f"{step}: {run}")
        resume = "resume: true" if attempts[-1] > 1 else "resume: false"
        self.assertIn(resume, read(run / "cfg.yaml"), f"{step}: {run}")
        self.assertFalse((run / ".__crash").exists(), f"{step}: {run}")

    def first_launch(self, kind, *wanted):
        def attempt(number):
            self.launch("./job", "-e", "x", "-p", "1", "--results-dir", self.results(number), check=None,
                        env=self.crashing(kind, number))
            self.finish(number)
        self.each_step(attempt, *wanted)

    def test_a_launcher(self):
        self.first_launch("launcher", "mkdir", "mkdirat", "renameat2", "symlinkat", "write", "pwrite", ".__timestamp",
                          ".liftoff-journal", ".liftoff-plan-1.jsonl", ".latest", ".liftoff-launchers", "proc-0",
                          "unlinkat")

    def test_a_keeper(self):
        self.first_launch("keeper", ".liftoff-run", "cfg.yaml", ".__leaf", "out", "err", ".__start", ".__end", "write")

    def second_launch(self, kind, prepare, *wanted):
        def attempt(number):
            name = self.results(number)
            prepare(name)
            self.settle(name)
            self.launch("--resume", "-e", "x", "--results-dir", name, check=None, env=self.crashing(kind, number))
            self.finish(number)
        return self.each_step(attempt, *wanted)

    def crashed_runs(self, name):
        self.launch("./job", "-e", "x", "-p", "1", "--results-dir", name, check=1, env={**self.env, "FAIL_BEFORE": "2"})

    def lost_runs(self, name):
        """Both keepers die before they record the end."""
        self.crashed_runs(name)
        for run in self.runs(self.tree(name)):
            (run / ".__crash").unlink()
            lines = read(run / ".liftoff-run").splitlines(True)
            (run / ".liftoff-run").write_text(lines[0])
        journal = self.tree(name) / ".liftoff-journal"
        journal.write_text("".join(line for line in read(journal).splitlines(True) if not line.startswith("crashed")))

    def test_a_resuming_launcher(self):
        self.second_launch("launcher", self.crashed_runs, ".__ppid", "write", "proc-0", "pwrite", "unlinkat")

    def test_a_keeper_of_second_attempts(self):
        steps = self.second_launch("keeper", self.crashed_runs, ".liftoff-attempt-2", ".__start", ".__crash", "out.1",
                                   "err.1", "cfg.yaml", "out", "err", ".__end")
        for number in range(1, steps + 1):
            kept = [(run / "out.1").exists() for run in self.runs(self.tree(self.results(number)))]
            self.assertEqual(kept, [True, True], f"step {number}")

    def test_a_keeper_of_lost_runs(self):
        def attempt(number):
            self.lost_runs(self.results(number))
            self.launch("--resume", "-e", "x", "--results-dir", self.results(number), check=None,
                        env=self.crashing("keeper", number))
            self.finish(number)
            for run in self.runs(self.tree(self.results(number))):
                self.assertGreater(self.starts(run)[-1]["attempt"], 1, f"step {number}")
        self.each_step(attempt, ".liftoff-attempt-2", ".__start", "out.1", "err.1", "cfg.yaml", "out", "err", ".__end")

    def test_an_abort(self):
        def attempt(number):
            name = self.results(number)
            self.lost_runs(name)
            sleeper = subprocess.Popen(["sleep", "1000"],
                                       env={**self.env,
                                            "LIFTOFF_TOKEN": self.starts(self.runs(self.tree(name))[0])[-1]["token"]})
            self.addCleanup(self._close, sleeper)
            self.run_tool("liftoff-abort", "-y", "--grace", "0s", "-d", name,
                          env=self.crashing("launcher", number, "liftoff-abort"))
            sleeper.kill()
            sleeper.wait()
            self.finish(number)
        self.each_step(attempt, ".liftoff-abort", ".__crash", "write")


if __name__ == "__main__":
    main()
