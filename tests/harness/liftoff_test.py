"""What the end-to-end tests share: where the programs are, temporary folders, running a program."""
import json
import os
import shutil
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
BUILD = Path(os.environ.get("LIFTOFF_BUILD_DIR", TESTS.parent / "build")).resolve()
GOLDEN = TESTS / "golden"

SANITIZED = bool(os.environ.get("LIFTOFF_SANITIZED"))
LONGEST_TEST = 240  # seconds; whatever a test waits for, it waits no longer

# Settings of the person who runs the tests must not change what they see.
_DROPPED = ("NO_COLOR", "CLICOLOR_FORCE", "LIFTOFF_RUN_DIR", "CUDA_VISIBLE_DEVICES")


def program(name):
    """The path of one of the five programs."""
    return str(BUILD / "bin" / name)


def not_sanitized(reason):
    """Marks a test that can't hold where the programs were built with sanitizers (tests/Sanitized.cmake)."""
    return unittest.skipIf(SANITIZED, reason)


def environment(home, **more):
    env = {k: v for k, v in os.environ.items() if k not in _DROPPED}
    env.update(HOME=str(home), XDG_CONFIG_HOME=str(Path(home) / ".config"), XDG_CACHE_HOME=str(Path(home) / ".cache"),
               LC_ALL="C.UTF-8", TERM="xterm")
    env.update(more)
    return env


def _too_long(*_):
    raise AssertionError(f"waited for more than {LONGEST_TEST} s")


class LiftoffTest(unittest.TestCase):
    """Each test has an empty folder `self.dir` and an empty home; a failed test's folder is kept."""

    maxDiff = None

    def setUp(self):
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(LONGEST_TEST)
        self.addCleanup(signal.alarm, 0)
        self.base = Path(tempfile.mkdtemp(prefix="liftoff-test."))
        self.dir = self.base / "work"
        self.dir.mkdir()
        (self.base / "home").mkdir()
        self.env = environment(self.base / "home")

    def tearDown(self):
        if self._failed():
            print(f"\nkept: {self.base}")
        else:
            shutil.rmtree(self.base, ignore_errors=True)

    def _failed(self):
        outcome = self._outcome
        result = getattr(outcome, "result", None) or self.defaultTestResult()
        problems = list(getattr(result, "errors", [])) + list(getattr(result, "failures", []))
        own = [e for _, e in getattr(outcome, "errors", []) if e]
        return bool(own) or any(test is self for test, _ in problems)

    def write(self, path, text):
        """Writes a file below `self.dir`, with its folders. Bytes are written as they are."""
        target = self.dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            target.write_bytes(text)
        else:
            target.write_text(text, encoding="utf-8")
        return target

    def run_tool(self, name, *args, check=None, timeout=120, cwd=None, env=None, **more):
        """Runs a program to its end; with `check`, its exit status must be that one."""
        done = subprocess.run(
            [program(name), *map(str, args)], cwd=cwd or self.dir, env=env or self.env, timeout=timeout,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            errors="surrogateescape", **more)
        if check is not None:
            self.assertEqual(done.returncode, check, f"{name} {args}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done

    def says(self, command, *words, status=2):
        """Runs a command line of words without blanks, which says all of these on standard error."""
        name, *args = command.split(" ")
        done = self.run_tool(name, *args)
        self.assertEqual(done.returncode, status, done.stderr)
        for text in words:
            self.assertIn(text, done.stderr)
        return done

    def run_without_rights(self, name, *args, **more):
        """As run_tool, but permissions count for root, too."""
        command = [program(name), *map(str, args)]
        if os.geteuid() == 0:
            command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
        return subprocess.run(command, cwd=self.dir, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, errors="surrogateescape", timeout=120, **more)

    def json_of(self, name, *args, check=0):
        return json.loads(self.run_tool(name, *args, check=check).stdout)


def main():
    unittest.main(verbosity=2)
