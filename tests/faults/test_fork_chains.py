"""Processes that start their successors faster than anybody can look: a run's end, its limit and abort end them."""
import os
import select
import subprocess
import tempfile
import unittest
from pathlib import Path

from aborting import AbortTest
from launching import LIMIT
from liftoff_test import main

SOURCE = Path(__file__).with_name("chain.c")


def setUpModule():
    folder = tempfile.TemporaryDirectory(prefix="liftoff-chain.")
    unittest.addModuleCleanup(folder.cleanup)
    ForkChains.chain = Path(folder.name) / "chain"
    subprocess.run(["cc", "-O1", "-o", str(ForkChains.chain), str(SOURCE)], check=True)


class ForkChains(AbortTest):
    chain = None

    def setUp(self):
        super().setUp()
        self.experiment(1)
        os.mkfifo(self.dir / "alive")
        self.reader = os.open(self.dir / "alive", os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, self.reader)

    def program(self, chain, after=""):
        """A script whose chain holds the fifo `alive` open, as long as one link of it lives."""
        return self.script(f'exec 8> "{self.dir}/alive"\n{self.chain} {chain}\nsay + $me\nexec 8>&-\n{after}')

    def wait_ended(self):
        """Until no link lives."""
        poll = select.poll()
        poll.register(self.reader, select.POLLIN)
        self.assertEqual([event & select.POLLHUP for _, event in poll.poll(LIMIT * 1000)], [select.POLLHUP])

    def test_what_a_run_leaves(self):
        for chain in ("", "session"):
            with self.subTest(chain):
                self.launch(self.program(chain), "-e", "x", "--runs-no", "2", "-p", "2", "--grace", "0.5s",
                            "--results-dir", f"results{chain}")
                self.wait_ended()
                self.assertEqual(self.states(self.tree(f"results{chain}")), ["succeeded"] * 2)

    def test_at_a_time_limit(self):
        self.launch(self.program("session", "exec sleep 1000"), "-e", "x", "--runs-no", "2", "-p", "2", "--timeout",
                    "0.5s", "--grace", "0.5s", check=1)
        self.wait_ended()

    def test_in_an_abort(self):
        for chain in ("", "session"):
            with self.subTest(chain):
                (self.dir / "said").unlink(missing_ok=True)
                launcher = self.start(self.program(chain, "exec sleep 1000"), "-e", "x", "--runs-no", "2", "-p", "1",
                                      "--results-dir", f"results{chain}")
                self.wait_said(1)
                self.abort("--results-dir", f"results{chain}")
                self.wait_ended()
                self.end_of(launcher)


if __name__ == "__main__":
    main()
