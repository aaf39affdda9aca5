"""Results folders that nobody wrote with liftoff: pipes and devices, files without an end, numbers beyond all bounds.
Every program comes back, takes little memory and says what is wrong."""
import os
import resource
import subprocess

from liftoff_test import LiftoffTest, SANITIZED, main, program

PROGRAMS = (("liftoff-status", "-a"), ("liftoff-status", "-a", "--rescan"), ("liftoff-status", "--runs"),
            ("liftoff-status", "--explain", "0/0"), ("liftoff-results", "--where", "x=1"),
            ("liftoff-results", "table", "--all"), ("liftoff-results", "errors"), ("liftoff-abort", "-y"),
            ("liftoff", "s.sh", "--resume", "-q"))
MOST_MEMORY = 1 << 30


def bounded():
    if not SANITIZED:  # an address sanitizer reserves terabytes
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


class Hostile(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "x: 1\n")
        self.write("s.sh", "#!/bin/sh\nexit 0\n").chmod(0o755)
        self.run_tool("liftoff", "s.sh", "-q", "--runs-no", "2", check=0)
        self.experiment = next((self.dir / "results").glob("1*"))
        self.run_folder = self.experiment / "0_default/0"

    def answers(self):
        """What each program says on standard error; none ends by a signal, or says that memory was out."""
        said = {}
        for command in PROGRAMS:
            done = subprocess.run([program(command[0]), *command[1:]], cwd=self.dir, env=self.env, timeout=120,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  preexec_fn=bounded, check=False, text=True)
            self.assertIn(done.returncode, (0, 1, 2, 3), (command, done.stderr[-500:]))
            self.assertNotIn("out of memory", done.stderr, command)
            self.assertNotIn("unexpected failure", done.stderr, command)
            said[command] = done.stderr + done.stdout
        return said


class Devices(Hostile):
    FILES = (".liftoff-plan-1.jsonl", ".liftoff-journal", "0_default/0/.liftoff-run", "0_default/0/cfg.yaml",
             "0_default/0/.__end", "0_default/0/.__start", "0_default/0/metrics.jsonl", "0_default/0/err",
             ".liftoff-cache/status", ".liftoff-launchers/1-1", ".liftoff-abort", ".__comment")

    def in_place_of_each(self, make):
        for name in self.FILES:
            with self.subTest(name):
                path = self.experiment / name
                path.parent.mkdir(exist_ok=True)
                before = path.read_bytes() if path.is_file() else None
                path.unlink(missing_ok=True)
                make(path)
                self.answers()
                path.unlink(missing_ok=True)
                if before is not None:
                    path.write_bytes(before)

    def test_pipes(self):
        self.in_place_of_each(os.mkfifo)

    def test_links_to_devices(self):
        self.in_place_of_each(lambda path: path.symlink_to("/dev/zero"))

    def test_a_configuration_that_is_none(self):
        for target in ("/dev/zero", "/dev/tty"):
            (self.dir / "configs/endless.yaml").unlink(missing_ok=True)
            (self.dir / "configs/endless.yaml").symlink_to(target)
            done = self.run_tool("liftoff", "s.sh", "-c", "endless", check=None)
            self.assertIn(done.returncode, (2, 3))
            self.assertIn("configs/endless.yaml", done.stderr)


class Sizes(Hostile):
    def grown(self, path, size):
        with open(path, "ab") as file:
            file.truncate(size)

    def test_a_plan_that_claims_two_thousand_million_repetitions(self):
        plan = self.experiment / ".liftoff-plan-1.jsonl"
        plan.write_text(plan.read_text().replace('"runs_no":2', '"runs_no":2147483647', 1))
        for command, said in self.answers().items():
            if command[0] in ("liftoff-status", "liftoff"):
                self.assertIn("claims 2147483647 repetitions of 1 configuration:", said, command)

    def test_files_without_an_end(self):
        for name in (".liftoff-plan-1.jsonl", ".liftoff-journal", "0_default/0/.liftoff-run", "0_default/0/.__end",
                     "0_default/0/cfg.yaml", "0_default/0/err", "0_default/0/summary.json"):
            with self.subTest(name):
                path = self.experiment / name
                size = path.stat().st_size if path.exists() else 0
                self.grown(path, 3 << 29)
                self.answers()
                self.grown(path, size)

    def test_a_record_of_impossible_size_is_named(self):
        (self.run_folder / ".__end").unlink()
        self.grown(self.run_folder / ".liftoff-run", 900 << 20)
        said = self.answers()[("liftoff", "s.sh", "--resume", "-q")]
        self.assertIn(".liftoff-run has 943718400 bytes: nothing that liftoff wrote is so long", said)
        self.assertIn("; move the file away to have the run made again", said)


class Names(Hostile):
    def test_no_name_leads_out_of_the_experiment(self):
        victim = self.write("results/victim/.__start", "1\n").parent
        with open(self.experiment / ".liftoff-journal", "ab") as journal:
            journal.write(b"start\t1.0\t1\t-\t..\0x/victim\n")
        plan = self.experiment / ".liftoff-plan-1.jsonl"
        plan.write_text(plan.read_text().replace('"folder":"0_default"', '"folder":"..\\u0000x"'))
        said = self.answers()
        self.assertIn("'folder' leads out of the experiment", said[("liftoff", "s.sh", "--resume", "-q")])
        self.assertEqual([path.name for path in victim.iterdir()], [".__start"])


if __name__ == "__main__":
    main()
