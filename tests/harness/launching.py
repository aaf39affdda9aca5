"""What the tests of launches share: experiments of shell scripts that wait at gates, and a look at their folders."""
import fcntl
import json
import os
import re
import signal
import struct
import subprocess
import time
from pathlib import Path

from liftoff_test import LiftoffTest, program

LIMIT = 60  # seconds until a wait counts as a failure


def wait_until(condition, what):
    """For what tells nobody when it happens. Returns what `condition` returned."""
    end = time.monotonic() + LIMIT
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for: {what}")
        time.sleep(0.01)


def read(path):
    try:
        return Path(path).read_text()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def is_locked(path):
    """Whether somebody holds an open file description lock on the file."""
    try:
        fd = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        request = struct.pack("hhqqixxxx", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        f_ofd_getlk = 36
        return struct.unpack("hhqqixxxx", fcntl.fcntl(fd, f_ofd_getlk, request))[0] != fcntl.F_UNLCK
    finally:
        os.close(fd)


def is_alive(pid):
    stat = read_stat(pid)
    return bool(stat) and stat[0] not in "ZX"


def read_stat(pid):
    """Fields of /proc/PID/stat from the state on; [] where there is no such process."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return []


def process_name(pid):
    try:
        with open(f"/proc/{pid}/comm") as file:
            return file.read().strip()
    except OSError:
        return ""


def most_at_once(lines):
    """The greatest number of runs between their "+ NAME" and "- NAME" lines."""
    going, most = set(), 0
    for line in lines:
        sign, name = line.split()[:2]
        if sign == "+":
            going.add(name)
        else:
            going.discard(name)
        most = max(most, len(going))
    return most


class LaunchTest(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.env["TEST_MARK"] = str(self.base)
        self.addCleanup(self._end_all)

    # Experiments

    def experiment(self, count, name="x", **values):
        """configs/NAME with `count` configurations of one variable."""
        self.write(f"configs/{name}/default.yaml", "".join(f"{k}: {v}\n" for k, v in {"seed": 1, **values}.items()))
        for number in range(count):
            self.write(f"configs/{name}/{name}_{number}.yaml", f"title: n={number}\nn: {number}\n")

    def script(self, text, name="job"):
        """An executable shell script. `$me` is the run's name, `say` appends a line to the file `said`."""
        head = ('#!/bin/sh\nme=$LIFTOFF_CONFIG_ID.$LIFTOFF_RUN_ID\n'
                f'say() {{ echo "$@" >> "{self.dir}/said"; }}\n')
        path = self.write(name, head + text + "\n")
        path.chmod(0o755)
        return f"./{name}"

    def gated(self, gate="gate", after=""):
        """A script that says it began, waits until the gate is opened, and says that it ended."""
        self.gate(gate)
        return self.script(f'say + $me $$\n: < "{self.dir}/{gate}"\n{after}\nsay - $me')

    def gate(self, name):
        if not (self.dir / name).exists():
            os.mkfifo(self.dir / name)

    def open_gate(self, name="gate"):
        """Lets everybody through from now on."""
        fd = os.open(self.dir / name, os.O_RDWR)
        self.addCleanup(os.close, fd)

    def said(self, sign=None):
        lines = read(self.dir / "said").splitlines()
        return [line for line in lines if sign is None or line.split()[0] == sign]

    def wait_said(self, count, sign="+"):
        return wait_until(lambda: len(self.said(sign)) >= count and self.said(sign),
                          f"{count} lines '{sign}' in {self.said()}")

    def start(self, *args, tool="liftoff", **more):
        """A program in the background."""
        options = dict(cwd=self.dir, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, text=True)
        options.update(more)
        process = subprocess.Popen([program(tool), *map(str, args)], **options)
        self.addCleanup(self._close, process)
        return process

    def end_of(self, process, check=None):
        """Waits for its end; (status, stdout, stderr)."""
        out, err = process.communicate(timeout=LIMIT)
        if check is not None:
            self.assertEqual(process.returncode, check, f"{out}\n{err}")
        return process.returncode, out, err

    def launch(self, *args, check=0, **more):
        return self.run_tool("liftoff", *args, check=check, **more)

    # Folders

    def trees(self, results="results"):
        """Experiment folders, oldest first."""
        folder = self.dir / results
        found = [p for p in folder.iterdir() if re.match(r"\d+_", p.name)] if folder.exists() else []
        return sorted(found, key=lambda p: int(p.name.split("_")[0]))

    def tree(self, results="results"):
        trees = self.trees(results)
        self.assertEqual(len(trees), 1, trees)
        return trees[0]

    def runs(self, tree=None):
        """Run folders that were made, by name."""
        tree = tree or self.tree()
        return sorted(p.parent for p in tree.rglob(".liftoff-run"))

    def record(self, run):
        """The lines of a run's record."""
        return [json.loads(line) for line in read(run / ".liftoff-run").splitlines()]

    def starts(self, run):
        return [line for line in self.record(run) if "pid" in line]

    def ends(self, run):
        return [line for line in self.record(run) if "outcome" in line]

    def keeper(self, run):
        return self.starts(run)[-1]["pid"]

    def state(self, run):
        """What the folder and the locks say."""
        if (run / ".__end").is_file():
            return "succeeded"
        if is_locked(run / ".liftoff-run"):
            return "running" if (run / ".__start").is_file() else "waiting"
        if (run / ".__crash").is_file():
            return "crashed"
        return "lost" if (run / ".__start").is_file() else "waiting"

    def states(self, tree=None):
        return [self.state(run) for run in self.runs(tree)]

    def counts(self, *args):
        """What liftoff-status counts of the one experiment there is."""
        experiments = self.json_of("liftoff-status", "-a", "--json", *args)["experiments"]
        self.assertEqual(len(experiments), 1, experiments)
        return {k: experiments[0][k] for k in ("waiting", "running", "succeeded", "crashed", "lost", "total")}

    # Processes

    def marked(self):
        """Live processes that a test's programs started and that kept their environment."""
        mark, found = f"TEST_MARK={self.base}\0".encode(), []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/environ", "rb") as file:
                    if mark in file.read() and is_alive(pid):
                        found.append(int(pid))
            except OSError:
                continue
        return found

    def wait_nothing_left(self):
        wait_until(lambda: not self.marked(), "the end of all processes")

    def _close(self, process):
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                stream.close()

    def _end_all(self):
        wait_until(lambda: not self._kill_marked(), "the end of what was killed")

    def _kill_marked(self):
        pids = self.marked()
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return pids
