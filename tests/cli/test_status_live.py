"""liftoff-status beside real launches: following from start to end, single runs, a keeper that is killed."""
import json
import os
import re
import shlex
import signal
import subprocess

import liftoff_test
from pty_session import PtySession

# Each run waits until a file with its number appears, then ends as the file says.
SCRIPT = """\
#!/bin/sh
echo "started $LIFTOFF_RUN_ID"
echo "some trouble" >&2
read -r answer < "gates/$LIFTOFF_RUN_ID"
echo "ended $LIFTOFF_RUN_ID"
exit "$answer"
"""


class LiveTest(liftoff_test.LiftoffTest):
    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "x: 1\n")
        self.write("job", SCRIPT).chmod(0o755)
        (self.dir / "gates").mkdir()

    def launch(self, runs, procs):
        for i in range(runs):
            os.mkfifo(self.dir / "gates" / str(i))
        command = [liftoff_test.program("liftoff"), "./job", "--runs-no", str(runs), "-p", str(procs)]
        launcher = subprocess.Popen(command, cwd=self.dir, env=self.env, stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.launcher = launcher
        return launcher

    def tearDown(self):
        """Nothing is left running: the launcher goes first, then every run that was started ends."""
        if self.launcher.poll() is None:
            self.launcher.terminate()
        self.launcher.communicate(timeout=60)
        subprocess.run([liftoff_test.program("liftoff-abort"), "-a", "-y", "--grace", "1s"], cwd=self.dir, env=self.env,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        super().tearDown()

    def let_end(self, run, status=0):
        """Opening the pipe waits for the run to read from it."""
        (self.dir / "gates" / str(run)).write_text(f"{status}\n")

    def status(self, *args):
        return self.run_tool("liftoff-status", *args, check=0)

    def watch(self, *args):
        session = PtySession([liftoff_test.program("liftoff-status"), "-w", "0.05", *args], self.dir, self.env)
        self.addCleanup(session.close)
        return session

    def test_a_launch_followed_from_start_to_end(self):
        session = self.watch()
        session.wait_for(lambda f: "nothing is running" in f)
        launcher = self.launch(20, 4)
        session.wait_for(lambda f: "16 + 4 + 0 + 0 + 0 = 20" in f)
        for run in range(20):
            self.let_end(run, 1 if run == 5 else 0)
            done = run + 1
            crashed = int(run >= 5)
            session.wait_for(lambda f: done == 20 or any(f"+ {crashed} + 0 + {blank}{done - crashed} = 20" in f
                                                         for blank in ("", " ")))
        self.assertEqual(launcher.wait(timeout=60), 1)
        session.wait_for(lambda f: "nothing is running" in f)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)
        summary = json.loads(self.status("-a", "--json").stdout)["experiments"][0]
        self.assertEqual((summary["succeeded"], summary["crashed"], summary["waiting"], summary["alive"]),
                         (19, 1, 0, False))

    def test_single_runs(self):
        launcher = self.launch(3, 2)
        session = self.watch()
        session.wait_for(lambda f: "1 + 2 + 0 + 0 + 0 = 3" in f)
        follower = subprocess.Popen([liftoff_test.program("liftoff-status"), "--follow", "0/0"], cwd=self.dir,
                                    env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                    stderr=subprocess.PIPE, text=True)
        waiter = subprocess.Popen([liftoff_test.program("liftoff-status"), "--follow", "0/2", "--json"], cwd=self.dir,
                                  env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True)
        self.assertIn("started 0", follower.stdout.readline() + follower.stdout.readline())
        self.assertIn("a launcher is alive", self.status("--explain", "0/2").stdout)
        self.assertIn("it is running since", self.status("--explain", "0_default/0").stdout)
        self.let_end(0, 3)
        self.let_end(1)
        self.let_end(2)
        launcher.wait()
        out, err = follower.communicate(timeout=60)
        self.assertIn("ended 0", out)
        self.assertIn("crashed: exit code 3", err)
        lines = [json.loads(line) for line in waiter.communicate(timeout=60)[0].splitlines()]
        self.assertEqual("".join(line["text"] for line in lines[:-1] if line["stream"] == "out"),
                         "started 2\nended 2\n")
        self.assertEqual(lines[-1]["ended"]["state"], "succeeded")

        runs = json.loads(self.status("--runs", "--json").stdout)["runs"]
        self.assertEqual([(r["run_id"], r["state"], r["exit_code"]) for r in runs],
                         [(0, "crashed", 3), (1, "succeeded", 0), (2, "succeeded", 0)])
        self.assertEqual(runs[1]["last_line"], "ended 1")
        crashed = json.loads(self.status("--runs", "--state", "crashed", "--json").stdout)["runs"]
        self.assertEqual([r["last_line"] for r in crashed], ["some trouble"])
        self.assertRegex(self.status("--runs").stdout, r"crashed +0_default +0 .*exit code 3")
        self.check_explained()
        self.assertIn("succeeded runs are never started again", self.status("--explain", "0/1").stdout)
        self.assertEqual(self.status("--follow", "0/1").stdout.count("ended 1"), 1)
        self.run_tool("liftoff-status", "--explain", "7/7", check=2)
        self.run_tool("liftoff-status", "--explain", "0", check=2)
        self.run_tool("liftoff-status", "--runs", "--state", "asleep", check=2)

        self.check_rescan()

    def check_explained(self):
        explained = self.status("--explain", f"{self.newest()}/0_default/0").stdout
        self.assertIn("it crashed", explained)
        self.assertRegex(explained, r"'liftoff --resume --timestamp \d+' starts")
        (self.dir / "results").rename(self.dir / "other results")
        elsewhere = self.status("-d", "other results", "--explain", "0/0").stdout
        hint = re.search(r"'liftoff (--resume --timestamp \d+ --results-dir 'other results')' starts", elsewhere)
        self.run_tool("liftoff", "-n", *shlex.split(hint[1]), check=0)
        (self.dir / "other results").rename(self.dir / "results")

    def check_rescan(self):
        """A succeeded run is made a crashed one by hand."""
        end = self.newest() / "0_default" / "1" / ".__end"
        end.rename(end.with_name(".__crash"))
        end.with_name(".liftoff-run").unlink()
        for rescan, crashed in (([], [0]), (["--rescan"], [0, 1])):
            shown = json.loads(self.status("--runs", "--state", "crashed", "--json", *rescan).stdout)["runs"]
            self.assertEqual([r["run_id"] for r in shown], crashed)
            self.assertEqual(self.first_look(*rescan)["crashed"], len(crashed))

    def first_look(self, *options):
        """What -w shows at its beginning of the one experiment."""
        with subprocess.Popen([liftoff_test.program("liftoff-status"), "-a", "-w", "--json", *options], cwd=self.dir,
                              env=self.env, stdout=subprocess.PIPE, text=True) as watching:
            line = watching.stdout.readline()
            watching.terminate()
        return json.loads(line)["experiments"][0]

    def newest(self):
        return next(p for p in (self.dir / "results").iterdir() if p.is_dir() and not p.is_symlink())

    def test_a_killed_keeper_shows_as_lost(self):
        self.launch(2, 1)
        session = self.watch()
        session.wait_for(lambda f: "1 + 1 + 0 + 0 + 0 = 2" in f)
        record = json.loads((self.newest() / "0_default" / "0" / ".liftoff-run").read_text().splitlines()[0])
        os.kill(record["pid"], signal.SIGKILL)
        session.wait_for(lambda f: "+ 1 + 0 = 2" in f)
        self.assertIn("is gone", self.status("--explain", "0/0").stdout)

    def test_waiting_runs_without_a_launcher(self):
        launcher = self.launch(2, 1)
        session = self.watch()
        session.wait_for(lambda f: "1 + 1 + 0 + 0 + 0 = 2" in f)
        launcher.send_signal(signal.SIGTERM)
        launcher.wait()
        self.assertIn("no launcher of the experiment is alive", self.status("--explain", "0/1").stdout)
        done = self.run_tool("liftoff-status", "--follow", "0/1", check=0)
        self.assertIn("no launcher is alive", done.stderr)
        self.let_end(0)
        session.wait_for(lambda f: "nothing is running" in f)


if __name__ == "__main__":
    liftoff_test.main()
