"""What the tests of keepers share: a program that is hard to end."""
from launching import LaunchTest, read, wait_until

# Forks twice, leaves its session, ignores TERM and keeps its environment; says its number, then waits for good.
STUBBORN = """#!/usr/bin/env python3
import os, signal, sys
for turn in range(2):
    if os.fork():
        if turn == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            open(sys.argv[0] + ".pids", "a").write(f"1 {os.getpid()}\\n")
            while True:
                signal.pause()
        os._exit(0)
    os.setsid()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[0] + ".pids", "a").write(f"2 {os.getpid()}\\n")
while True:
    signal.pause()
"""


class KeeperTest(LaunchTest):
    def stubborn(self):
        self.write("job", STUBBORN).chmod(0o755)
        return "./job"

    def stubborn_pids(self):
        """The program itself and its daemon."""
        lines = wait_until(lambda: (p := sorted(read(self.dir / "job.pids").splitlines())) and len(p) == 2 and p,
                           "the program's processes")
        return [int(line.split()[1]) for line in lines]
