"""A program in a terminal of its own, its screen read as a person would read it."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata


class PtySession:
    """Runs `argv` on a terminal of the given size. `screen()` is what stands there now."""

    def __init__(self, argv, cwd, env, columns=100, rows=30):
        self.master, self.slave = pty.openpty()
        self.resize(columns, rows)
        self.before = termios.tcgetattr(self.slave)
        slave = self.slave

        def own_terminal():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(argv, cwd=cwd, env=env, stdin=slave, stdout=slave, stderr=slave,
                                        preexec_fn=own_terminal)
        self.raw = b""

    def resize(self, columns, rows):
        self.columns, self.rows = columns, rows
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, timeout):
        if not select.select([self.master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.raw += data
        return bool(data)

    def wait_for(self, condition, timeout=60):
        """Reads until `condition(frame)` holds; the frame is the text of the last complete one."""
        end = time.monotonic() + timeout
        while not condition(self.frame()):
            if not self._read(max(0, end - time.monotonic())):
                raise AssertionError(f"never came; the screen holds:\n{self.frame()}")
        return self.frame()

    def frame(self):
        """The last frame that was drawn, without escape sequences."""
        frames = self.raw.split(b"\x1b[?2026h")
        complete = [f.split(b"\x1b[?2026l")[0] for f in frames[1:] if b"\x1b[?2026l" in f]
        return plain((complete[-1] if complete else b"").decode("utf-8", "replace"))

    def send(self, keys):
        os.write(self.master, keys)

    def signal(self, number):
        self.process.send_signal(number)

    def finish(self, timeout=60):
        """Waits for the end; returns the exit status, negative for a signal."""
        end = time.monotonic() + timeout
        while self._read(0.2) or self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError(f"does not end; the screen holds:\n{self.frame()}")
        return self.process.wait(timeout)

    def settings_restored(self):
        return termios.tcgetattr(self.slave) == self.before

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)


def width(line):
    """Columns that a line takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def plain(text):
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
