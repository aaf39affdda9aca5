"""Signals that others send: a scheduler to all, a container's runtime to its first process; what was inherited."""
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import unittest

from launching import LaunchTest, read, read_stat, wait_until
from liftoff_test import main, program

STRAYS = [signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGIO, signal.SIGPWR,
          signal.SIGPIPE, signal.SIGXCPU, signal.SIGXFSZ, signal.SIGRTMIN, signal.SIGRTMAX]
# Saves itself on USR1 in its first attempt; says so.
SAVES = """trap 'say saved $me $LIFTOFF_ATTEMPT; exit 85' USR1
say + $me $$
[ $LIFTOFF_ATTEMPT -gt 1 ] || while :; do sleep 0.01; done"""


class ToEverybody(LaunchTest):
    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "n: 1\n")

    def send_to_all(self, launcher, number):
        programs = [int(line.split()[2]) for line in self.said("+")]
        for pid in dict.fromkeys([*programs, *(self.keeper(run) for run in self.runs())]):
            with contextlib.suppress(ProcessLookupError):  # of those that were told first some have ended by now
                os.kill(pid, number)
        launcher.send_signal(number)

    def test_programs_save_themselves_and_nobody_dies(self):
        for options, runs in ((("--runs-no", "2"), 2), (("--runs-no", "2", "--no-detach"), 2), ((), 1)):
            with self.subTest(options):
                shutil.rmtree(self.dir / "results", ignore_errors=True)
                (self.dir / "said").unlink(missing_ok=True)
                launcher = self.start(self.script(SAVES), *options)
                self.wait_said(runs)
                self.send_to_all(launcher, signal.SIGUSR1)
                self.end_of(launcher, check=0)
                self.assertEqual(self.states(), ["succeeded"] * runs)
                self.assertEqual([len(self.starts(run)) for run in self.runs()], [2] * runs)

    def test_a_keeper_passes_them_on(self):
        launcher = self.start(self.script(SAVES), "--runs-no", "2", "-p", "1")
        self.wait_said(1)
        os.kill(self.keeper(self.runs()[0]), signal.SIGUSR1)
        self.wait_said(1, "saved")
        launcher.terminate()
        self.end_of(launcher)

    def test_a_launcher_passes_them_on_in_a_job_of_slurm_alone(self):
        job = {**self.env, "SLURM_JOB_ID": "7"}
        launcher = self.start(self.script(SAVES), "--runs-no", "2", env=job)
        self.wait_said(2)
        launcher.send_signal(signal.SIGUSR1)
        self.end_of(launcher, check=0)
        self.assertEqual(len(self.said("saved")), 2)

    def test_strays_end_nobody(self):
        launcher = self.start(self.gated(), "--runs-no", "2", "--json")
        self.wait_said(2)
        for number in STRAYS:
            launcher.send_signal(number)
            for run in self.runs():
                os.kill(self.keeper(run), number)
        self.open_gate()
        self.end_of(launcher, check=0)
        self.assertEqual(self.states(), ["succeeded"] * 2)

    def test_a_time_slice(self):
        script = self.script('trap "exit 85" TERM\nsay + $me\n[ $LIFTOFF_ATTEMPT = 2 ] || while :; do sleep 0.01; done')
        done = self.launch(script, "--timeout", "2s", "--runs-no", "2", "-p", "2")
        self.assertIn("exit code 85 when its time was up", done.stderr)
        self.assertEqual(self.states(), ["succeeded"] * 2)
        self.assertEqual([end["reason"] for end in self.ends(self.runs()[0])], ["timeout", "exit"])

    def test_an_interrupted_run_in_the_foreground_that_saves_itself_is_left_waiting(self):
        launcher = self.start(self.script('trap "exit 85" INT\nsay + $me $$\nwhile :; do sleep 0.01; done'))
        self.wait_said(1)
        self.send_to_all(launcher, signal.SIGINT)
        _, _, err = self.end_of(launcher, check=130)
        self.assertIn("--resume", err)
        self.assertNotIn("Ctrl-C again", err)
        self.assertEqual(len(self.said("+")), 1)
        self.assertEqual(self.states(), ["waiting"])


class Inherited(LaunchTest):
    """Whatever the caller left behind."""

    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "n: 1\n")

    def test_ignored_and_blocked_signals(self):
        def leave():
            for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGUSR1, signal.SIGPIPE):
                signal.signal(number, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD, signal.SIGTERM, signal.SIGALRM])

        script = self.script("grep -E 'SigIgn|SigBlk' /proc/self/status | tr -d '\\n' >> said\nexit 7")
        for options in ((), ("--runs-no", "2"), ("--runs-no", "2", "--no-detach")):
            with self.subTest(options):
                (self.dir / "said").unlink(missing_ok=True)
                done = self.launch(script, *options, check=1, preexec_fn=leave)
                self.assertIn("exit code 7", done.stderr)
                for line in read(self.dir / "said").split("SigBlk:")[1:]:
                    blocked, ignored = line.replace("SigIgn:", " ").split()
                    named = (1 << 31) - 1
                    self.assertEqual((int(blocked, 16), int(ignored, 16) & named), (0, 0), line)

    def test_a_descriptor_is_not_kept_by_keepers(self):
        lock = os.open(self.dir / "lock", os.O_RDWR | os.O_CREAT)
        fcntl.flock(lock, fcntl.LOCK_EX)
        launcher = self.start(self.gated(), "--runs-no", "2", pass_fds=[lock])
        self.wait_said(2)
        os.close(lock)
        launcher.terminate()
        self.end_of(launcher, check=143)
        again = os.open(self.dir / "lock", os.O_RDWR)
        self.addCleanup(os.close, again)
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.assertEqual(self.states(), ["running"] * 2)
        self.open_gate()
        self.wait_nothing_left()

    def test_output_is_appended_to(self):
        script = self.script('echo one\n: > "$LIFTOFF_RUN_DIR/out"\necho two')
        self.launch(script, "--runs-no", "2")
        self.assertEqual({(run / "out").read_bytes() for run in self.runs()}, {b"two\n"})


def can_make_namespaces():
    return os.geteuid() == 0 and shutil.which("unshare") and subprocess.run(
        ["unshare", "-pf", "--mount-proc", "true"], capture_output=True, check=False).returncode == 0


@unittest.skipUnless(can_make_namespaces(), "needs root, and namespaces")
class FirstProcessOfAContainer(LaunchTest):
    def test_a_stop_ends_the_runs_in_order(self):
        self.experiment(3)
        script = self.script('trap "say saved $me; exit 85" TERM\nsay + $me\nwhile :; do sleep 0.01; done')
        outer = self.start("-pf", "--mount-proc", program("liftoff"), script, "-e", "x", "-p", "2",
                           executable=shutil.which("unshare"))
        self.wait_said(2)
        first = next(int(pid) for pid in os.listdir("/proc")
                     if pid.isdigit() and read_stat(pid)[1:2] == [str(outer.pid)])
        os.kill(first, signal.SIGTERM)
        _, _, err = self.end_of(outer)
        self.assertIn("--resume", err)
        self.assertEqual(len(self.said("saved")), 2)
        self.assertEqual([(end["outcome"], end["reason"]) for run in self.runs() for end in self.ends(run)],
                         [("requeued", "terminated")] * 2)


if __name__ == "__main__":
    main()
