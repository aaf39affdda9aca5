"""What the system refuses: space, permissions, descriptors, processes, programs."""
import itertools
import os
import resource
import shutil
import subprocess

from launching import LaunchTest, wait_until
from liftoff_test import main, not_sanitized

def as_nobody(user, limit=None):
    def prepare():
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
        if limit:  # afterwards: a change of user beyond the limit would already fail
            resource.setrlimit(limit[0], (limit[1], limit[1]))
    return prepare


class SystemTest(LaunchTest):
    # A user for each test and nobody else: limits count all processes of a user.
    users = itertools.count(20000 + os.getpid() % 10000 * 4)

    def mount(self, folder, options):
        path = self.dir / folder
        path.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)],
                                               stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("needs root and the right to mount")
        self.addCleanup(subprocess.run, ["umount", "-l", str(path)])
        return path

    def for_nobody(self):
        if os.geteuid() != 0:
            self.skipTest("needs root")
        self.base.chmod(0o755)
        user = next(self.users)
        for folder, _, files in os.walk(self.base):
            for name in [folder, *(os.path.join(folder, file) for file in files)]:
                os.chown(name, user, user)
        return user


class Space(SystemTest):
    def fill(self, folder):
        """Takes every block that is left; the path of what is in the way."""
        path = folder / "ballast"
        with open(path, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                return path

    def test_a_disk_that_is_full_before_the_launch(self):
        disk = self.mount("results", "size=256k")
        self.fill(disk)
        self.experiment(4)
        done = self.launch(self.script("say + $me"), "-e", "x", check=3)
        self.assertIn("full", done.stderr)
        self.assertEqual(self.trees(), [])
        self.assertEqual([p.name for p in disk.iterdir()], ["ballast"], "something half made was left")

    def test_a_disk_that_fills_while_runs_run(self):
        disk = self.mount("results", "size=512k")
        self.experiment(6)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        ballast = self.fill(disk)
        self.open_gate()
        self.wait_said(2, "-")
        self.assertEqual(self.states()[:2], ["running", "running"], "an end that can't be written is no end")
        self.assertIsNone(launcher.poll())
        ballast.unlink()
        self.end_of(launcher, check=0)
        self.assertEqual(self.states(), ["succeeded"] * 6)
        self.assertEqual(self.counts()["succeeded"], 6)
        self.assertEqual([len(self.ends(run)) for run in self.runs()], [1] * 6)

    def test_runs_that_can_not_begin_and_resume_when_space_is_back(self):
        disk = self.mount("results", "size=512k")
        self.experiment(6)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        ballast = self.fill(disk)
        launcher.kill()
        launcher.wait()
        done = self.launch("--resume", "-e", "x", "-p", "4", check=3)
        self.assertIn("full", done.stderr)
        self.open_gate()
        ballast.unlink()
        wait_until(lambda: self.counts()["succeeded"] == 2, "the ends of the runs that were going")
        self.launch("--resume", "-e", "x", check=0)
        self.assertEqual(self.counts()["succeeded"], 6)

    def test_the_smallest_disks_lose_nothing(self):
        """Whatever step the space ends at: what is on disk reads, and with more space everything is finished."""
        finished = []
        for kilobytes in (40, 64, 88, 112):
            with self.subTest(kilobytes=kilobytes):
                name = f"results{kilobytes}"
                disk = self.mount(name, f"size={kilobytes}k")
                self.experiment(4)
                self.script('[ -e "%s/space" ] || head -c 6000 /dev/zero > "$LIFTOFF_RUN_DIR/big"\nexit 0' % self.dir)
                launcher = self.start("./job", "-e", "x", "-p", "2", "--results-dir", name)
                wait_until(lambda: launcher.poll() is not None or self.is_full(disk),
                           "the end of the space or of the launch")
                self.write("space", "")
                subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
                status, _, err = self.end_of(launcher)
                self.assertIn(status, (0, 1, 3), err)
                if self.trees(name):
                    self.run_tool("liftoff-status", "-a", "-d", name, check=0)
                    self.launch("--resume", "-e", "x", "--results-dir", name, check=0)
                    self.assertEqual(self.states(self.tree(name)), ["succeeded"] * 4)
                    finished.append(name)
                (self.dir / "space").unlink()
        self.assertIn("results112", finished)

    def is_full(self, disk):
        return shutil.disk_usage(disk).free == 0


    def test_an_abort_on_a_full_disk(self):
        disk = self.mount("results", "size=512k")
        self.experiment(4)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        ballast = self.fill(disk)
        self.run_tool("liftoff-abort", "-y", "--grace", "0s", check=0)
        self.assertNotEqual(self.end_of(launcher)[0], 0)
        self.wait_nothing_left()
        ballast.unlink()
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded"] * 4)


class Refusals(SystemTest):
    def test_read_only_results(self):
        disk = self.mount("results", "size=1m")
        self.experiment(2)
        self.launch(self.script("say + $me; [ $me = 0.0 ]"), "-e", "x", check=1)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for arguments in (("./job", "-e", "x"), ("--resume", "-e", "x")):
            done = self.launch(*arguments, check=3)
            self.assertIn("read-only", done.stderr.lower())
        self.assertEqual(self.counts(),
                         {"waiting": 0, "running": 0, "succeeded": 1, "crashed": 1, "lost": 0, "total": 2})
        self.assertEqual(len(self.said()), 2)

    def test_no_permission(self):
        self.experiment(2)
        self.script("exit 0")
        (self.dir / "results").mkdir()
        user = self.for_nobody()
        (self.dir / "results").chmod(0o555)
        done = self.launch("./job", "-e", "x", check=3, preexec_fn=as_nobody(user))
        self.assertIn("ermission", done.stderr)

    def test_a_run_that_closes_its_folder(self):
        """What its record says counts, also without a marker; nobody waits for ever to write one."""
        self.experiment(3)
        self.script('chmod -R a-w "$LIFTOFF_RUN_DIR"')
        user = self.for_nobody()
        self.launch("./job", "-e", "x", "-p", "1", preexec_fn=as_nobody(user))
        self.assertEqual(self.counts()["succeeded"], 3)
        for run in self.runs():
            self.assertFalse((run / ".__end").exists())
            run.chmod(0o700)
            (run / ".liftoff-run").chmod(0o600)
        self.launch("--resume", "-e", "x", preexec_fn=as_nobody(user))
        self.assertEqual(self.counts()["succeeded"], 3)

    @not_sanitized("a sanitizer needs descriptors itself")
    def test_no_descriptors(self):
        self.experiment(4)
        script = self.script("say + $me")
        statuses = set()
        for limit in (5, 8, 11, 14, 17, 20, 26):
            done = self.launch(script, "-e", "x", check=None,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
            statuses.add(done.returncode)
            self.assertIn(done.returncode, (0, 1, 2, 3), done.stderr)
            if done.returncode:
                self.assertRegex(done.stderr, "(?i)open files|process|crashed|cannot|no configuration",
                                 f"limit {limit}")
        self.assertTrue({0, 3} <= statuses, statuses)
        self.wait_nothing_left()
        self.assertTrue(self.trees())
        for tree in self.trees():
            self.launch("--resume", "--timestamp", tree.name.split("_")[0])
            self.assertEqual(self.states(tree), ["succeeded"] * 4)

    def test_no_processes(self):
        self.experiment(3)
        self.script("exit 0")
        user = self.for_nobody()
        refused = self.launch("./job", "-e", "x", check=3, preexec_fn=as_nobody(user, (resource.RLIMIT_NPROC, 1)))
        self.assertRegex(refused.stderr, "cannot start a process")
        self.assertIn("ulimit -u", refused.stderr)
        self.assertEqual(self.counts()["waiting"], 3)
        # Enough for a launcher and a keeper, not for a program: that is not the runs' fault, so they wait.
        few = self.launch("--resume", "-e", "x", "-p", "1", check=3,
                          preexec_fn=as_nobody(user, (resource.RLIMIT_NPROC, 2)))
        self.assertRegex(few.stderr, "stopped: 2_n_2: could not be started: ./job: Resource temporarily unavailable")
        self.assertEqual(self.counts()["waiting"], 3)
        self.assertEqual(self.ends(self.runs()[0])[-1]["outcome"], "requeued")
        self.launch("--resume", "-e", "x", preexec_fn=as_nobody(user))
        self.assertEqual(self.states(), ["succeeded"] * 3)

    @not_sanitized("a sanitizer needs descriptors itself")
    def test_fewer_descriptors_than_slots(self):
        self.experiment(10)
        script = self.script('say + $me $(ulimit -n)')
        self.launch(script, "-e", "x", "--runs-no", "4", "-p", "40", "--timeout", "60s",
                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (24, 30)))
        self.assertEqual(self.states(), ["succeeded"] * 40)
        self.assertEqual({line.split()[2] for line in self.said("+")}, {"24"})

    def test_fewer_processes_than_slots(self):
        self.experiment(6)
        self.script("exit 0")
        user = self.for_nobody()
        few = (resource.RLIMIT_NPROC, 4)
        done = self.launch("./job", "-e", "x", "-p", "6", check=None, preexec_fn=as_nobody(user, few))
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        self.launch("--resume", "-e", "x", preexec_fn=as_nobody(user))
        self.assertEqual(self.states(), ["succeeded"] * 6)


if __name__ == "__main__":
    main()
