"""Runs every command of the README's tutorial, in order, in a copy of the examples; each prints what is shown there."""
import os
import re
import shutil
import subprocess
import sys
import unittest

from launching import wait_until
from liftoff_test import BUILD, TESTS, LiftoffTest, main

README = TESTS.parent / "README.md"

# What is another thing each time or on each machine, and how wide a table's columns are.
VARIES = ((r"(?<!\d)1[5-9]\d{8}(?!\d)", "<timestamp>"), (r"\b\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?\b", "<time>"),
          (r"\b\d+\.\d+s?", "<figure>"),
          (r"\b\d+(?= %)", "<figure>"), (r"\b\de-\d\d\b", "<figure>"),
          (r"[-+](?=<figure>)", "±"), (r"\b\d+s\b", "<seconds>"), (r"\d+ MiB", "<memory>"),
          (r"(?<=  -  )\S+(?= +<time>)", "<host>"), (r"ended \d+ process(es)?", "ended <some>"),
          (r"\d+ runs? running", "<some> running"), (r" +\n", "\n"), (r" +", " "))


def tutorial():
    """(command, what is shown below it) of all of the tutorial's commands."""
    text = README.read_text(encoding="utf-8")
    text = text[text.index("## Tutorial"):text.index("## Scripts")]
    blocks = "".join(re.findall(r"```console\n(.*?)```", text, re.S))
    return re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", blocks, re.M)


def same_each_time(text):
    for pattern, name in VARIES:
        text = re.sub(pattern, name, text)
    return text


def fits(shown, printed):
    """Whether it is what was printed; … stands for the rest of a line, or for lines of their own."""
    pattern = re.escape(same_each_time(shown)).replace("…\\\n", "(?:.*\n)*?").replace("…", ".*")
    return re.fullmatch(pattern, same_each_time(printed)) is not None


class Tutorial(LiftoffTest):
    """In a copy of a clone, whose runs take less time."""

    def setUp(self):
        super().setUp()
        self.examples = self.dir / "examples"
        shutil.copytree(TESTS.parent / "examples", self.examples,
                        ignore=shutil.ignore_patterns("results", "*_[0-9].yaml"))
        for path in self.examples.glob("configs/**/default.yaml"):
            path.write_text(path.read_text().replace("delay: 1.0", "delay: 0.2"))
        (self.dir / "build").symlink_to(BUILD)
        self.env["PATH"] = f"{BUILD / 'bin'}:{os.environ['PATH']}"

    def test_every_command_prints_what_is_shown(self):
        commands = tutorial()
        self.assertGreater(len(commands), 20)
        for command, shown in commands:
            if command.endswith("&"):
                self.launch(command[:-1])
                continue
            printed = self.run_line(command, 1 if re.search(r", \d+ crashed in ", shown) else 0)
            with self.subTest(command):
                self.assertTrue(fits(shown, printed), f"README.md:\n{shown}\nprinted:\n{printed}")

    def test_the_script_finds_what_is_shown(self):
        """The script that collects results: its comment is the first line that it prints."""
        for command, _ in tutorial()[5:7]:
            self.run_line(command, None)
        code = re.search(r"```python\n(from liftoff.liftoff_results.*?)```", README.read_text(encoding="utf-8"),
                         re.S)[1]
        env = dict(self.env, PYTHONPATH=str(BUILD / "lib" / "liftoff" / "python"))
        done = subprocess.run([sys.executable, "-c", code], cwd=self.examples, env=env, stdout=subprocess.PIPE,
                              text=True, check=True, timeout=120)
        shown = re.search(r"  # (\S.*)$", code)[1]
        self.assertTrue(fits(f"{shown}\n…\n", done.stdout), done.stdout)

    def test_a_difference_is_seen(self):
        shown = "x: ./results/1524936339_a: 1 done in 1s\n…\nlast 0.5 ± 0.25  -0.5 (-12.9 %)\n"
        printed = "x: ./results/1795622292_a: 1 done in 12s\na\nb\nlast  0.125 ± 0.5  +1.25 (+29 %)  \n"
        self.assertTrue(fits(shown, printed))
        self.assertTrue(fits(shown, printed.replace("a\nb\n", "")))
        for one, other in (("1 done", "2 done"), ("_a", "_b"), ("last", "least"), (" in ", " "), (": 1", ":\n1")):
            self.assertFalse(fits(shown, printed.replace(one, other)), other)
        self.assertFalse(fits(shown, printed + "more\n"))

    def test_every_form_of_results_is_shown(self):
        commands = [command for command, _ in tutorial() if "liftoff-results" in command]
        for part in ("--where", "-0", "--json", "--runs-only", "table", "--sort", "--top", "--over", "--individual",
                     "--csv", "errors", "--show", "diff"):
            self.assertTrue(any(part in command for command in commands), part)

    def run_line(self, command, status):
        done = subprocess.run(["bash", "-c", command], cwd=self.examples, env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        self.assertIn(done.returncode, (0, 1) if status is None else (status,), f"{command}\n{done.stdout}")
        printed = done.stdout.rstrip("\n")
        return printed + "\n" if printed else ""

    def launch(self, command):
        """Starts it and returns when runs of it have started; the tutorial's next command ends it."""
        before = set(os.listdir(self.examples / "results"))
        launcher = subprocess.Popen(["bash", "-c", f"exec {command.replace('nohup ', '')}"], cwd=self.examples,
                                    env=self.env)
        self.addCleanup(launcher.wait)
        self.addCleanup(launcher.terminate)
        wait_until(lambda: launcher.poll() is not None or self.has_started(before), "a run's start")
        self.assertIsNone(launcher.poll())

    def has_started(self, before):
        new = [name for name in set(os.listdir(self.examples / "results")) - before if name[0].isdigit()]
        return any(list((self.examples / "results" / name).glob("*/*/.__start")) for name in new)


if __name__ == "__main__":
    main()
