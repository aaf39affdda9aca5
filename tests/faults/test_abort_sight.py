"""What liftoff-abort can't look at is never said to be nothing; what it says of names and of what has just ended."""
import os
import resource
import shutil
import signal
import subprocess
import sys
import unittest

from aborting import AbortTest
from launching import is_alive, read_stat, wait_until
from liftoff_test import main, not_sanitized, program

# Holds the slot of a keeper until its standard input ends.
HOLDER = """
import fcntl, os, struct, sys
fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.fcntl(fd, 37, struct.pack("hhqqixxxx", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0))  # F_OFD_SETLK
ticks = open("/proc/self/stat").read().rpartition(")")[2].split()[19]
line = '{"v":1,"pid":%d,"start_ticks":%s,"pid_ns":%d}' % (os.getpid(), ticks, os.stat("/proc/self/ns/pid").st_ino)
os.write(fd, line.ljust(95).encode() + b"\\n")
print("ready", flush=True)
sys.stdin.read()
"""


class Names(AbortTest):
    def test_a_name_that_there_is_not(self):
        self.experiment(1, "sweep")
        self.launch(self.script("exit 0"), "-e", "sweep")
        self.wait_nothing_left()
        done = self.abort("-e", "nope", check=1)
        self.assertIn("no experiment in ./results is called 'nope'", done.stderr)
        self.assertNotIn("hint", done.stderr)
        self.assertIn("hint: did you mean 'sweep'?", self.abort("-e", "swep", check=1).stderr)
        self.assertIn("no experiment in ./results has the timestamp 7", self.abort("-t", "7", check=1).stderr)
        self.assertIn("nothing is running", self.abort("-e", "sweep", check=1).stderr)

    def test_what_has_just_ended(self):
        self.experiment(1)
        self.launch(self.script("exit 0"), "-e", "x", "--runs-no", "2")
        self.wait_nothing_left()
        slot = self.tree() / ".liftoff-slots" / os.uname().nodename / "proc-0"
        holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(slot)], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        self.addCleanup(self._close, holder)
        holder.stdout.readline()
        abort = self.start("-y", "--grace", "0.2s", tool="liftoff-abort")
        wait_until(lambda: self.watches(abort.pid), "a look at the keeper that ends")
        holder.stdin.close()
        _, _, err = self.end_of(abort, check=1)
        self.assertIn("it has just ended by itself: nothing was left to end", err)
        self.assertEqual(holder.wait(), 0)
        self.assertFalse((self.tree() / ".liftoff-abort").exists())

    @staticmethod
    def watches(pid):
        """Whether the process has a pidfd."""
        for fd in os.listdir(f"/proc/{pid}/fd"):
            try:
                if "pidfd" in os.readlink(f"/proc/{pid}/fd/{fd}"):
                    return True
            except OSError:
                continue
        return False


class Sight(AbortTest):
    @not_sanitized("a sanitizer needs descriptors itself")
    def test_without_descriptors(self):
        launcher = self.going()
        done = self.abort(check=3, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8)))
        self.assertIn("Too many open files", done.stderr)
        self.assertIsNone(launcher.poll())
        self.assertEqual(self.states(), ["running"])

    def test_a_record_that_cannot_be_opened(self):
        self.going()
        record = self.runs()[0] / ".liftoff-run"
        (self.tree() / ".liftoff-launchers").rename(self.base / "launchers")
        (self.tree() / ".liftoff-slots").rename(self.base / "slots")
        record.chmod(0)
        done = self.run_without_rights("liftoff-abort", "-y", "--grace", "0.2s")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("can't tell what runs: 0_n_0/0: Permission denied", done.stderr)
        self.assertNotIn("nothing is running", done.stderr)


@not_sanitized("a sanitizer needs /proc itself")
@unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare"), "needs root and unshare")
class WithoutProc(AbortTest):
    def test_it_says_how_to_get_it(self):
        self.going()
        hidden = "mount -t tmpfs none /proc 2> /dev/null || exit 77; exec \"$@\""
        done = subprocess.run(["unshare", "--mount", "sh", "-c", hidden, "sh", program("liftoff-abort"), "-y"],
                              cwd=self.dir, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=False)
        if done.returncode == 77:
            self.skipTest("/proc can't be hidden here")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("hint: mount it: mount -t proc proc /proc", done.stderr)


@unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root and setpriv")
class OfAnotherUser(AbortTest):
    def as_nobody(self, *args):
        return subprocess.run(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
                               program("liftoff-abort"), "-y", "--grace", "0s", *args], cwd=self.dir, env=self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)

    def test_a_folder_that_cannot_be_opened(self):
        launcher = self.going()
        self.base.chmod(0o755)
        self.tree().chmod(0o700)
        done = self.as_nobody()
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("can't tell what runs: ", done.stderr)
        self.assertIn("Permission denied", done.stderr)
        self.assertIsNone(launcher.poll())

    def test_a_folder_that_can(self):
        launcher = self.going()
        self.base.chmod(0o755)
        done = self.as_nobody()
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("runs of root are alive: only root can end them", done.stderr)
        self.assertNotIn("run liftoff-abort there", done.stderr)
        self.assertIsNone(launcher.poll())


class AfterTheKeeper(AbortTest):
    def test_a_program_has_its_workers_while_it_saves_itself(self):
        """Its keeper is dead; on TERM it asks its worker, which would be gone if it had been told too."""
        os.mkfifo(self.dir / "ask")
        os.mkfifo(self.dir / "answer")
        self.experiment(1)
        launcher = self.start(
            self.script("{ while read line < ask; do echo ok > answer; done; } &\n"
                        "trap 'for i in 1 2 3 4 5; do echo ask > ask; read line < answer; done; say saved; exit' TERM\n"
                        "say + $me $$\nwhile :; do sleep 0.01; done"), "-e", "x", "--runs-no", "2", "-p", "1")
        pid = int(self.wait_said(1)[0].split()[2])
        for process in (launcher.pid, self.keeper(self.runs()[0])):
            os.kill(process, signal.SIGKILL)
        launcher.wait()
        done = self.run_tool("liftoff-abort", "-y", "--grace", "60s", check=0)
        self.assertRegex(done.stderr, r"0 launchers, 0 runs running, [23] processes left by dead keepers")
        self.assertEqual(len(self.said("saved")), 1)
        self.assertFalse(is_alive(pid))
        self.wait_nothing_left()

    def test_a_program_whose_first_thread_has_ended(self):
        """/proc calls it a zombie while its other threads work."""
        self.experiment(1)
        self.write("threads.py", "import ctypes, os, threading, time\n"
                   "threading.Thread(target=lambda: time.sleep(1000)).start()\n"
                   "print('+', os.getpid(), file=open('said', 'a'), flush=True)\n"
                   "ctypes.CDLL(None).pthread_exit(None)\n")
        launcher = self.start(self.script(f"exec {sys.executable} threads.py"), "-e", "x", "--runs-no", "2", "-p", "1")
        pid = int(self.wait_said(1)[0].split()[1])
        wait_until(lambda: read_stat(pid)[0] == "Z", "the first thread's end")
        for process in (launcher.pid, self.keeper(self.runs()[0])):
            os.kill(process, signal.SIGKILL)
        launcher.wait()
        self.abort()
        threads = 17  # its place in what read_stat() gives
        self.assertIn(read_stat(pid)[threads:threads + 1], ([], ["0"], ["1"]))


if __name__ == "__main__":
    main()
