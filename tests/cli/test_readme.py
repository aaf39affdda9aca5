"""Runs every command of the README's tutorial, in order, in a copy of the examples."""
import os
import re
import shutil
import subprocess
import sys
import unittest

from liftoff_test import BUILD, TESTS, LiftoffTest, main

README = TESTS.parent / "README.md"


def tutorial_commands():
    text = README.read_text(encoding="utf-8")
    tutorial = text[text.index("## Tutorial"):text.index("## Scripts")]
    blocks = re.findall(r"```console\n(.*?)```", tutorial, re.S)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


class Tutorial(LiftoffTest):
    def test_every_command_does_what_it_says(self):
        examples = self.dir / "examples"
        shutil.copytree(TESTS.parent / "examples", examples, ignore=shutil.ignore_patterns("results", "*_[0-9].yaml"))
        # The tutorial's paths are those of a clone whose build is beside the examples.
        (self.dir / "build").symlink_to(BUILD)
        env = dict(self.env, PATH=f"{BUILD / 'bin'}:{os.environ['PATH']}")
        commands = tutorial_commands()
        self.assertGreater(len(commands), 12)
        for command in commands:
            with self.subTest(command=command):
                self.run_line(command, examples, env)
                if command.startswith("liftoff-results diff"):
                    self.run_python(examples, env)

    def run_python(self, folder, env):
        """The script that collects results, which the README has after the last command of that section."""
        code = re.search(r"```python\n(from liftoff.liftoff_results.*?)```", README.read_text(encoding="utf-8"),
                         re.S)[1]
        env = dict(env, PYTHONPATH=str(BUILD / "lib" / "liftoff" / "python"))
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=env, stdout=subprocess.PIPE, text=True,
                              check=True, timeout=120)
        found = [line for line in done.stdout.splitlines() if line.endswith("['results.json']")]
        self.assertGreater(len(found), 3, done.stdout)

    def test_every_form_of_results_is_shown(self):
        commands = [command for command in tutorial_commands() if "liftoff-results" in command]
        for part in ("--where", "-0", "--json", "--runs-only", "table", "--sort", "--top", "--individual", "--csv",
                     "errors", "--show", "diff"):
            self.assertTrue(any(part in command for command in commands), part)

    def run_line(self, command, folder, env):
        if command.endswith("&"):
            self.launch(command[:-1], folder, env)
            return
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        # Runs of the sweep fail at random, and then nobody or somebody matches.
        chance = "test_experiment" in command and "liftoff-" not in command or "errors" in command
        self.assertIn(done.returncode, (0, 1) if chance else (0,), done.stdout)

    def launch(self, command, folder, env):
        """Starts it and returns when runs of it have started; the tutorial's next command ends it."""
        before = set(os.listdir(folder / "results"))
        launcher = subprocess.Popen(["bash", "-c", f"exec {command.replace('nohup ', '')}"], cwd=folder, env=env)
        self.addCleanup(launcher.wait)
        self.addCleanup(launcher.terminate)
        while launcher.poll() is None and not self.has_started(folder / "results", before):
            os.sched_yield()
        self.assertIsNone(launcher.poll())

    @staticmethod
    def has_started(results, before):
        new = [name for name in set(os.listdir(results)) - before if name[0].isdigit()]
        return any(list((results / name).glob("*/*/.__start")) for name in new)


if __name__ == "__main__":
    main()
