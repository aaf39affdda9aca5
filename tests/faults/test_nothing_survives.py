"""What liftoff-abort ends, whoever of launcher, keeper and program was dead before."""
import os
import signal

from keeping import KeeperTest
from launching import is_alive, wait_until
from liftoff_test import main


class NothingSurvivesAnAbort(KeeperTest):
    """A program that forks twice, leaves its session and ignores TERM, whoever was dead before."""

    def attempt(self, dead):
        self.experiment(1)
        launcher = self.start(self.stubborn(), "-e", "x", "--runs-no", "2", "-p", "1")
        program, daemon = self.stubborn_pids()
        run = self.runs()[0]
        keeper = self.keeper(run)
        if "launcher" in dead:
            launcher.kill()
            launcher.wait()
        if "keeper" in dead:
            os.kill(keeper, signal.SIGKILL)
            wait_until(lambda: not is_alive(keeper), "the keeper's end")
        if "program" in dead:
            os.kill(program, signal.SIGKILL)
            wait_until(lambda: not is_alive(program), "the program's end")
        done = self.run_tool("liftoff-abort", "-y", "--grace", "0.3s", check=0)
        for pid in (program, daemon, keeper):
            self.assertFalse(is_alive(pid), done.stderr)
        if "launcher" not in dead:
            self.assertNotEqual(self.end_of(launcher)[0], 0)
        self.wait_nothing_left()
        self.assertEqual(self.state(run), "crashed")
        self.assertEqual(self.counts()["running"], 0)

    def test_with_nobody_dead(self):
        self.attempt(())

    def test_with_the_launcher_dead(self):
        self.attempt(("launcher",))

    def test_with_the_keeper_dead(self):
        self.attempt(("keeper",))

    def test_with_both_dead(self):
        self.attempt(("launcher", "keeper"))

    def test_with_both_and_the_programs_first_process_dead(self):
        self.attempt(("launcher", "keeper", "program"))


if __name__ == "__main__":
    main()
