"""liftoff-abort: who is never signalled, what is never written, and what it says."""
import contextlib
import os
import pty
import shutil
import signal
import subprocess

from aborting import AbortTest
from launching import is_alive, read
from liftoff_test import main, program
from pty_session import plain


class Abort(AbortTest):
    def test_it_ends_everything_and_says_why(self):
        launcher = self.going(3)
        program_pid = int(self.said()[0].split()[2])
        done = self.abort()
        self.assertIn(self.tree().name, done.stderr)
        status, _, err = self.end_of(launcher)
        self.assertIn(status, (1, 143))
        self.assertIn("abort", err)
        self.assertFalse(is_alive(program_pid))
        self.wait_nothing_left()
        run = self.runs()[0]
        self.assertEqual((self.state(run), self.ends(run)[-1]["reason"]), ("crashed", "aborted"))
        self.assertEqual(len(self.runs()), 1, "runs were started after the abort")

    def test_nothing_is_started_while_the_mark_is_there_and_resume_takes_it_away(self):
        launcher = self.going()
        self.abort()
        self.end_of(launcher)
        self.assertTrue((self.tree() / ".liftoff-abort").exists())
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertFalse((self.tree() / ".liftoff-abort").exists())
        self.assertEqual(self.states(), ["succeeded", "succeeded"])

    def test_a_mark_stops_a_launcher_that_was_not_signalled(self):
        launcher = self.going(3)
        (self.tree() / ".liftoff-abort").write_text("")
        self.open_gate()
        self.end_of(launcher, check=1)
        self.assertEqual(self.states(), ["succeeded"])

    def test_without_a_terminal_it_needs_y(self):
        launcher = self.going()
        done = self.run_tool("liftoff-abort", check=2)
        self.assertIn("-y", done.stderr)
        self.assertIsNone(launcher.poll())
        self.assertFalse((self.tree() / ".liftoff-abort").exists())

    def ask(self, answer):
        mine, theirs = pty.openpty()
        process = subprocess.Popen([program("liftoff-abort"), "--grace", "0.2s"], cwd=self.dir, env=self.env,
                                   stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self.addCleanup(os.close, mine)
        text = b""
        while b"(y/n)" not in text:
            text += os.read(mine, 4096)
        os.write(mine, answer)
        status = process.wait(timeout=60)
        with contextlib.suppress(OSError):  # the terminal's end
            while piece := os.read(mine, 4096):
                text += piece
        return status, plain(text.decode()).replace("\r\n", "\n")

    def test_on_a_terminal_it_asks(self):
        launcher = self.going()
        status, said = self.ask(b"n\n")
        self.assertEqual(status, 1)
        self.assertIn("1 launcher, 1 run running\n", said)
        self.assertIn("liftoff-abort: nothing was ended\n", said)
        self.assertIsNone(launcher.poll())
        self.assertEqual(self.ask(b"y\n")[0], 0)
        self.end_of(launcher)
        self.wait_nothing_left()

    def test_with_nothing_to_end(self):
        self.assertIn("nothing is running", self.abort(check=1).stderr)
        self.experiment(2)
        self.launch(self.script("exit 0"), "-e", "x")
        self.wait_nothing_left()  # a keeper ends a moment after its launcher
        self.assertIn("nothing is running", self.abort(check=1).stderr)
        self.assertFalse((self.tree() / ".liftoff-abort").exists())

    def test_the_newest_the_named_or_all(self):
        for name in ("a", "b", "c"):
            self.experiment(1, name)
        script = self.gated()
        going = {name: self.start(script, "-e", name, "--runs-no", "2", "-p", "1") for name in ("a", "b")}
        self.wait_said(2)
        going["c"] = self.start(script, "-e", "c", "--runs-no", "2", "-p", "1")
        self.wait_said(3)
        self.abort("-e", "a")
        self.end_of(going["a"])
        self.assertIsNone(going["b"].poll())
        self.abort()
        self.end_of(going["c"])
        self.assertIsNone(going["b"].poll())
        self.abort("-a")
        self.end_of(going["b"])
        self.wait_nothing_left()

    def test_a_run_in_the_foreground(self):
        self.write("configs/default.yaml", "n: 1\n")
        launcher = self.start(self.gated())
        pid = int(self.wait_said(1)[0].split()[2])
        self.abort()
        self.assertNotEqual(self.end_of(launcher)[0], 0)
        self.assertFalse(is_alive(pid))
        self.assertEqual(self.ends(self.tree())[-1]["reason"], "aborted")

    def test_without_detaching(self):
        launcher = self.going(3, "--no-detach")
        self.abort()
        self.end_of(launcher)
        self.wait_nothing_left()
        self.assertEqual(self.states(), ["crashed"])

class Links(AbortTest):
    """Symbolic links in place of what is ours: nothing behind them is touched."""

    def setUp(self):
        super().setUp()
        self.outside = self.base / "outside"
        self.outside.mkdir()
        (self.outside / "precious").write_text("precious\n")

    def assert_untouched(self):
        self.assertEqual([p.name for p in self.outside.iterdir()], ["precious"])
        self.assertEqual(read(self.outside / "precious"), "precious\n")

    def resumed_with(self, *names, target="precious", check=None):
        """A crashed run in which `names` are links to the outside; resumes it."""
        self.experiment(2)
        script = self.script("[ $LIFTOFF_ATTEMPT = 2 ]")
        self.launch(script, "-e", "x", check=1)
        for name in names:
            path = self.tree() / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.exists():
                path.unlink()
            path.symlink_to(self.outside / target)
        done = self.launch("--resume", "-e", "x", "-p", "1", check=check)
        self.assert_untouched()
        return done

    def test_markers(self):
        self.resumed_with("0_n_0/.__start", "0_n_0/.__crash", "0_n_0/.__end", "0_n_0/.__leaf", "0_n_0/cfg.yaml",
                          "0_n_0/out", "0_n_0/err", check=0)
        run = self.tree() / "0_n_0"
        self.assertEqual(self.state(run), "succeeded")
        self.assertFalse((run / ".__end").is_symlink() or (run / "out").is_symlink())

    def test_a_record(self):
        done = self.resumed_with("0_n_0/.liftoff-run", check=3)
        self.assertEqual(self.state(self.tree() / "1_n_1"), "succeeded", "the other run goes on: " + done.stderr)

    def test_a_run_folder(self):
        done = self.resumed_with("0_n_0", target=".", check=3)
        self.assertEqual(self.state(self.tree() / "1_n_1"), "succeeded", "the other run goes on: " + done.stderr)

    def test_slots(self):
        self.resumed_with(".liftoff-slots", target=".", check=3)

    def test_a_slot(self):
        host = os.uname().nodename
        self.resumed_with(f".liftoff-slots/{host}/proc-0", check=3)

    def test_launchers(self):
        self.resumed_with(".liftoff-launchers", target=".", check=3)

    def test_journal_and_mark(self):
        launcher = self.going()
        for name in (".liftoff-journal", ".liftoff-abort", ".__ppid"):
            path = self.tree() / name
            path.unlink(missing_ok=True)
            path.symlink_to(self.outside / "precious")
        self.abort()
        self.end_of(launcher)
        self.assert_untouched()
        self.wait_nothing_left()

    def test_a_record_while_the_run_is_aborted(self):
        launcher = self.going()
        run = self.runs()[0]
        for pid in (launcher.pid, self.keeper(run)):
            os.kill(pid, signal.SIGKILL)
        launcher.wait()
        for name in (".liftoff-run", ".__crash"):
            (run / name).unlink(missing_ok=True)
            (run / name).symlink_to(self.outside / "precious")
        self.abort(check=1)
        self.assert_untouched()

    def test_the_newest_experiment(self):
        (self.dir / "results").mkdir()
        (self.dir / "results" / ".latest").symlink_to(self.outside)
        self.experiment(2)
        self.launch(self.script("exit 0"), "-e", "x")
        self.assert_untouched()
        self.assertEqual(os.readlink(self.dir / "results" / ".latest"), self.tree().name)


if __name__ == "__main__":
    main()
