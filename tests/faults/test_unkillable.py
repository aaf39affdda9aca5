"""What nobody here may end is named, in the run's record and by liftoff-abort; nothing waits for it for ever."""
import os
import shutil
import unittest

from aborting import AbortTest
from launching import is_alive, process_name, wait_until
from liftoff_test import main, program


@unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root and setpriv")
class Unkillable(AbortTest):
    """Root without the right to signal others starts a program that becomes another user's."""

    WITHOUT_KILL = [shutil.which("setpriv"), "--bounding-set=-kill"]

    AS_ANOTHER = "setpriv --reuid=65534 --clear-groups sleep 1000"

    def weakly(self, name, *args, check):
        return self.run_tool(*self.WITHOUT_KILL, program(name), *args, check=check)

    def survivor(self, run="0.0"):
        pid = next(line.split()[2] for line in self.said("+") if line.split()[1] == run)
        self.assertTrue(is_alive(pid))
        return f"sleep (process {pid})"

    def test_what_a_run_leaves(self):
        self.experiment(1)
        script = self.script(f"{self.AS_ANOTHER} &\nuntil grep -q sleep /proc/$!/comm; do :; done; say + $me $!")
        done = self.weakly("liftoff", script, "-e", "x", "--runs-no", "2", "-p", "2", "--grace", "0.2s", check=0)
        told = f"nothing could end {self.survivor()}"
        self.assertIn(f"succeeded: ./results/{self.tree().name}/0_n_0/0: but {told}", done.stderr)
        self.assertEqual(self.ends(self.runs()[0])[-1]["detail"], told)

    def test_in_an_abort(self):
        self.experiment(1)
        script = self.script(f"say + $me $$\nexec {self.AS_ANOTHER}")
        setpriv, option = self.WITHOUT_KILL
        launcher = self.start(option, program("liftoff"), script, "-e", "x", "--runs-no", "2", "-p", "1", tool=setpriv)
        self.wait_said(1)
        wait_until(lambda: process_name(self.said("+")[0].split()[2]) == "sleep", "sleep")
        done = self.weakly("liftoff-abort", "-y", "--grace", "0.2s", check=1)
        self.assertIn(f"could not be ended: {self.survivor()}", done.stderr)
        self.end_of(launcher)


if __name__ == "__main__":
    main()
