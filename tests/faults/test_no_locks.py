"""Launches, resumes and aborts where the file system has no locks."""
import os
import signal
import subprocess

from launching import LaunchTest, is_alive, wait_until
from liftoff_test import main


class NoLocks(LaunchTest):
    """A file system that knows no locks, as some network file systems."""

    def setUp(self):
        super().setUp()
        self.write("nolocks.c", """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <errno.h>
            #include <fcntl.h>
            #include <stdarg.h>
            #define FCNTL(name)                                                        \\
              int name(int fd, int command, ...) {                                     \\
                va_list rest;                                                          \\
                va_start(rest, command);                                               \\
                void *argument = va_arg(rest, void *);                                 \\
                va_end(rest);                                                          \\
                if (command == F_OFD_SETLK || command == F_OFD_GETLK) {                \\
                  errno = ENOLCK;                                                      \\
                  return -1;                                                           \\
                }                                                                      \\
                return ((int (*)(int, int, ...))dlsym(RTLD_NEXT, #name))(fd, command, argument); \\
              }
            FCNTL(fcntl)
            FCNTL(fcntl64)
        """)
        library = self.dir / "nolocks.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(self.dir / "nolocks.c"), "-ldl"], check=True)
        self.env["LD_PRELOAD"] = str(library)

    def test_a_launch_says_so(self):
        self.experiment(3)
        done = self.launch(self.script("exit 0"), "-e", "x")
        self.assertIn("locks", done.stderr)
        self.assertEqual(self.states(), ["succeeded"] * 3)

    def test_several_launchers_run_nothing_twice(self):
        self.experiment(30)
        self.gate("gate")
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        self.assertEqual(self.counts()["running"], 2)
        launchers = [launcher, *(self.start("--resume", "-e", "x", "-p", "2") for _ in range(3))]
        self.wait_said(8)
        self.open_gate()
        for launcher in launchers:
            self.end_of(launcher, check=0)
        names = [line.split()[1] for line in self.said("+")]
        self.assertEqual(sorted(names), sorted(set(names)))
        self.assertEqual(self.states(), ["succeeded"] * 30)

    def test_a_killed_keepers_run_is_lost_and_run_again(self):
        self.experiment(2)
        launcher = self.start(self.gated(), "-e", "x", "-p", "1")
        self.wait_said(1)
        run = self.runs()[0]
        for pid in (launcher.pid, self.keeper(run)):
            os.kill(pid, signal.SIGKILL)
        launcher.wait()
        wait_until(lambda: self.counts()["lost"] == 1, "a lost run")
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded"] * 2)

    def test_an_abort(self):
        self.experiment(4)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        programs = [int(line.split()[2]) for line in self.wait_said(2)]
        self.run_tool("liftoff-abort", "-y", "--grace", "0.2s", check=0)
        self.end_of(launcher, check=1)
        self.assertFalse([p for p in programs if is_alive(p)])
        self.wait_nothing_left()


if __name__ == "__main__":
    main()
