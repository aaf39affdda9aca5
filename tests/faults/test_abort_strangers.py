"""Whom liftoff-abort never signals: strangers that a folder calls its own."""
import json
import os
import shutil
import signal
import subprocess
import time

from aborting import AbortTest
from launching import is_alive, read_stat, wait_until
from liftoff_test import main, program


class Strangers(AbortTest):
    def test_a_forged_ppid(self):
        launcher = self.going()
        stranger = self.stranger()
        (self.tree() / ".__ppid").write_text(f"{stranger.pid}\n")
        self.abort()
        self.end_of(launcher)
        self.assertIsNone(stranger.poll())

    def test_a_forged_ppid_in_a_tree_of_the_original(self):
        stranger = self.stranger()
        run = self.dir / "results" / "1524936339_x" / "0_n" / "0"
        run.mkdir(parents=True)
        for name, text in ((".__leaf", ""), (".__start", f"{int(time.time())}\n"), ("cfg.yaml", "n: 1\n")):
            (run / name).write_text(text)
        for name, text in ((".__timestamp", "1524936339\n"), (".__mode", "nohup\n"), (".__ppid", f"{stranger.pid}\n")):
            (run.parent.parent / name).write_text(text)
        self.abort(check=1)
        self.assertIsNone(stranger.poll())

    def original(self, results, ppid):
        """A tree of the original in which one run is under way."""
        run = self.dir / results / "1524936339_x" / "0_n" / "0"
        run.mkdir(parents=True)
        for name, text in ((".__leaf", ""), (".__start", f"{int(time.time())}\n"), ("cfg.yaml", "n: 1\n")):
            (run / name).write_text(text)
        for name, text in ((".__timestamp", "1524936339\n"), (".__mode", "nohup\n"), (".__ppid", f"{ppid}\n")):
            (run.parent.parent / name).write_text(text)
        return run

    def program_of(self, run):
        """A process with the arguments of a program of the original, as that gave them."""
        process = subprocess.Popen(["sh", "-c", "read line", "sh", "--out-dir", str(run.relative_to(self.dir)),
                                    "--timestamp", "1524936339", "--ppid", "77"], stdin=subprocess.PIPE, cwd=self.dir)
        self.addCleanup(self._close, process)
        return process

    def test_programs_of_the_original_are_ended_where_they_work_and_not_elsewhere(self):
        there = self.program_of(self.original("results", 77))
        self.original("copy", 77)
        self.assertIn("nothing is running", self.abort("-d", "copy", check=1).stderr)
        self.assertIsNone(there.poll())
        self.abort()
        self.assertEqual(there.wait(), -signal.SIGTERM)

    def test_a_record_that_another_user_wrote(self):
        """With the token of a live run, and with a session whose leader is gone."""
        if os.geteuid() != 0:
            self.skipTest("needs root")
        launcher = self.going()
        start = self.starts(self.runs()[0])[-1]
        done = subprocess.run(["setsid", "sh", "-c", "sleep 1000 > /dev/null & echo $! $$"], env=self.env, text=True,
                              stdout=subprocess.PIPE, check=True)
        daemon, session = map(int, done.stdout.split())
        self.assertEqual(int(read_stat(daemon)[3]), session)
        for number, changes in enumerate(({"pid": 999999, "start_ticks": 1},
                                          {"pid": session, "start_ticks": 0, "token": ""})):
            run = self.dir / "forged" / "1524936339_x" / "0_n" / str(number)
            run.mkdir(parents=True)
            (run / ".__leaf").write_text("")
            (run / ".__start").write_text("1\n")
            (run / ".liftoff-run").write_text(json.dumps({**start, **changes}, separators=(",", ":")) + "\n")
            os.chown(run / ".liftoff-run", 65534, 65534)
        self.assertIn("nothing is running", self.abort("-d", "forged", check=1).stderr)
        self.assertTrue(is_alive(daemon))
        self.assertIsNone(launcher.poll())
        self.assertEqual(self.states(), ["running"])

    def test_a_record_under_a_second_name(self):
        """A hard link to the record of a live run, in another experiment."""
        launcher = self.going()
        run = self.dir / "forged" / "1524936339_x" / "0_n"
        run.mkdir(parents=True)
        (run / ".__leaf").write_text("")
        (run / ".__start").write_text("1\n")
        os.link(self.runs()[0] / ".liftoff-run", run / ".liftoff-run")
        done = self.abort("-d", "forged", check=3)
        self.assertIn("who holds the lock of its record is not known", done.stderr)
        self.assertIsNone(launcher.poll())
        self.assertEqual(self.states(), ["running"])

    def forge(self, **changes):
        """A run on record as kept by somebody else."""
        launcher = self.going()
        run = self.runs()[0]
        lines = self.record(run)
        os.kill(launcher.pid, signal.SIGKILL)
        os.kill(lines[-1]["pid"], signal.SIGKILL)
        os.kill(int(self.said()[0].split()[2]), signal.SIGKILL)
        launcher.wait()
        self.wait_nothing_left_but(changes.get("pid"))
        lines[-1].update(changes)
        (run / ".liftoff-run").write_text(json.dumps(lines[-1], separators=(",", ":")) + "\n")
        return run

    def wait_nothing_left_but(self, pid):
        wait_until(lambda: set(self.marked()) <= {pid}, "the end of the launch")

    def test_a_record_that_names_another_process(self):
        stranger = self.stranger()
        run = self.forge(pid=stranger.pid, start_ticks=int(read_stat(stranger.pid)[19]))
        self.abort(check=1)
        self.assertIsNone(stranger.poll())
        self.assertEqual(self.state(run), "lost")

    def test_a_number_that_was_used_again(self):
        stranger = self.stranger()
        self.forge(pid=stranger.pid)
        self.abort(check=1)
        self.assertIsNone(stranger.poll())

    def test_another_users_process(self):
        if os.geteuid() != 0 or not shutil.which("setpriv"):
            self.skipTest("needs root and setpriv")
        self.base.chmod(0o755)
        launcher = self.going()
        token = self.starts(self.runs()[0])[-1]["token"]
        keeper = self.keeper(self.runs()[0])
        for pid in (launcher.pid, keeper):
            os.kill(pid, signal.SIGKILL)
        launcher.wait()
        # It bears the token, but it is of another user than the run was, and of another than the one who aborts.
        mine = int(self.said()[0].split()[2])
        for folder, folders, files in os.walk(self.dir):
            for name in [folder, *(os.path.join(folder, f) for f in files)]:
                os.chown(name, 65534, 65534)
        other = self.stranger(env={"LIFTOFF_TOKEN": token})
        done = subprocess.run(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
                               program("liftoff-abort"), "-y", "--grace", "0s"],
                              cwd=self.dir, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIsNone(other.poll())
        self.assertTrue(is_alive(mine))

    def test_runs_on_another_host_are_out_of_reach(self):
        run = self.forge(host="elsewhere")
        done = self.abort(check=1)
        self.assertIn("runs are alive on elsewhere: run liftoff-abort there", done.stderr)
        self.assertEqual(len(self.ends(run)), 0)


if __name__ == "__main__":
    main()
