"""Signals and terminals of launches."""
import os
import pty
import signal

from launching import LaunchTest, read, wait_until
from liftoff_test import main, program


class Signals(LaunchTest):
    def going(self, *arguments, **more):
        self.experiment(6)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2", *arguments, **more)
        self.wait_said(2)
        return launcher

    def test_detached_runs_go_on(self):
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            with self.subTest(number):
                for name in ("said", "gate"):
                    (self.dir / name).unlink(missing_ok=True)
                launcher = self.going("--results-dir", f"r{int(number)}")
                launcher.send_signal(number)
                _, _, err = self.end_of(launcher, check=status)
                self.assertIn("--resume", err)
                self.assertIn("liftoff-abort", err)
                tree = self.tree(f"r{int(number)}")
                self.assertEqual(self.states(tree), ["running"] * 2)
                self.open_gate()
                wait_until(lambda: self.states(tree) == ["succeeded"] * 2, "two recorded ends")
                self.wait_nothing_left()

    def test_nohup(self):
        launcher = self.going(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        launcher.send_signal(signal.SIGHUP)
        self.open_gate()
        self.end_of(launcher, check=0)
        self.assertEqual(self.states(), ["succeeded"] * 6)

    def test_a_keeper_that_is_told_to_stop_ends_and_records_its_run(self):
        launcher = self.going()
        run = self.runs()[0]
        os.kill(self.keeper(run), signal.SIGTERM)
        wait_until(lambda: self.ends(run), "a recorded end")
        self.open_gate()
        self.end_of(launcher, check=1)
        self.assertEqual((self.state(run), self.ends(run)[0]["reason"]), ("crashed", "terminated"))
        self.assertEqual(sorted(self.states()), ["crashed"] + ["succeeded"] * 5)

    def test_without_detaching_a_killed_launcher_leaves_lost_runs(self):
        launcher = self.going("--no-detach")
        launcher.kill()
        launcher.wait()
        wait_until(lambda: self.states() == ["lost", "lost"], "lost runs")
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded"] * 6)
        self.wait_nothing_left()

    def test_without_detaching_output_is_shared_and_TERM_ends_all(self):
        self.experiment(2)
        done = self.launch(self.script("echo hello from $me"), "-e", "x", "--no-detach")
        self.assertEqual(sorted(done.stdout.splitlines()), ["hello from 0.0", "hello from 1.0"])
        self.assertEqual(read(self.tree() / ".__mode"), "multiprocess\n")
        launcher = self.going("--no-detach", "--results-dir", "other")
        launcher.send_signal(signal.SIGTERM)
        self.end_of(launcher, check=143)
        self.assertEqual(self.states(self.tree("other")), ["crashed"] * 2)
        self.wait_nothing_left()


class Terminal(LaunchTest):
    """A launch on a terminal of its own."""

    def on_terminal(self, *arguments):
        pid, self.terminal = pty.fork()
        if pid == 0:
            try:
                os.chdir(self.dir)
                os.execve(program("liftoff"), ["liftoff", *arguments], self.env)
            finally:
                os._exit(127)
        self.addCleanup(os.close, self.terminal)
        self.shown = b""
        return pid

    def shown_to_the_end(self):
        while True:
            try:
                piece = os.read(self.terminal, 65536)
            except OSError:  # EIO: nobody has it open any more
                break
            if not piece:
                break
            self.shown += piece
        return self.shown.decode()

    def status_of(self, pid):
        _, status = os.waitpid(pid, 0)
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)

    def interrupt(self):
        os.write(self.terminal, b"\x03")

    def test_a_single_runs_program_answers_the_interrupt(self):
        self.write("configs/default.yaml", "n: 1\n")
        script = self.script('trap "say caught; exit 0" INT\nsay + $me\nsleep 1000 &\nwait')
        launcher = self.on_terminal(script)
        self.wait_said(1)
        self.interrupt()
        self.wait_said(1, "caught")
        self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 0)
        self.assertEqual(self.states(), ["succeeded"])

    def test_a_single_run_that_the_interrupt_ends(self):
        self.write("configs/default.yaml", "n: 1\n")
        self.write("job.py", "import time\ndef run(opts):\n    print('here', flush=True)\n    time.sleep(1000)\n")
        launcher = self.on_terminal("job")
        while b"here" not in self.shown:
            self.shown += os.read(self.terminal, 4096)  # fails where the program is gone
        self.interrupt()
        self.assertIn("KeyboardInterrupt", self.shown_to_the_end())
        self.assertEqual(self.status_of(launcher), 130)
        self.assertEqual(self.states(), ["crashed"])

    def test_an_interrupt_leaves_detached_runs_alone(self):
        self.experiment(4)
        launcher = self.on_terminal(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        self.interrupt()
        shown = self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 130)
        self.assertIn("2 runs go on", shown)
        self.assertIn("--resume", shown)
        self.assertEqual(self.states(), ["running"] * 2)
        self.open_gate()
        wait_until(lambda: self.states() == ["succeeded"] * 2, "two recorded ends")

    def test_an_interrupt_without_detaching_ends_all(self):
        self.experiment(4)
        launcher = self.on_terminal(self.gated(), "-e", "x", "-p", "2", "--no-detach")
        self.wait_said(2)
        self.interrupt()
        self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 130)
        self.assertEqual(self.states(), ["crashed"] * 2)
        self.wait_nothing_left()

    def test_interrupted_twice_without_detaching_nothing_is_left(self):
        self.experiment(4)
        stubborn = self.script("trap '' TERM INT\nsay + $me\nexec sleep 1000")
        launcher = self.on_terminal(stubborn, "-e", "x", "-p", "2", "--no-detach", "--grace", "1h")
        self.wait_said(2)
        self.interrupt()
        while b"Ctrl-C again ends them at once" not in self.shown:
            self.shown += os.read(self.terminal, 4096)
        self.interrupt()
        self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 130)
        self.assertEqual(self.states(), ["crashed"] * 2)
        self.wait_nothing_left()

    def test_the_terminal_goes_away(self):
        self.experiment(4)
        launcher = self.on_terminal(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        os.dup2(os.open(os.devnull, os.O_RDWR), self.terminal)  # the last holder of the terminal's other side
        self.assertEqual(self.status_of(launcher), 129)
        self.open_gate()
        wait_until(lambda: self.states() == ["succeeded"] * 2, "two recorded ends")

    def test_one_live_line(self):
        self.experiment(6)
        launcher = self.on_terminal(self.script("[ $me != 3.0 ]"), "-e", "x", "-p", "2")
        shown = self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 1)
        self.assertIn("\r\x1b[K", shown)
        lines = shown.split("\r\n")
        self.assertTrue([line for line in lines if "crashed: ./results/" in line and "3_n_3" in line], shown)
        self.assertIn("5 succeeded, 1 crashed", shown)


if __name__ == "__main__":
    main()
