"""What was recorded is used: the working directory, the plan's values, the commit of each attempt."""
import shutil
import subprocess
import unittest

from launching import LaunchTest, read
from liftoff_test import main


class WorkingDirectory(LaunchTest):
    """A resume goes on with the script and the configurations of the folder that the launch was typed in."""

    def setUp(self):
        super().setUp()
        for place in "AB":
            self.write(f"{place}/configs/default.yaml", f"who: {place}\n")
            script = self.write(f"{place}/train.sh", '#!/bin/sh\ngrep who "$LIFTOFF_CONFIG"; echo "script of '
                                f'{place}, $(basename "$PWD")"; [ -e {self.dir}/ok ]\n')
            script.chmod(0o755)
        self.launch("./train.sh", "--runs-no", "2", "--results-dir", "../store", cwd=self.dir / "A", check=1)
        self.write("ok", "")

    def timestamp(self):
        return self.tree("store").name.split("_")[0]

    def outputs(self):
        return [read(run / "out") for run in self.runs(self.tree("store"))]

    def test_wherever_it_is_typed(self):
        self.launch("--resume", "--timestamp", self.timestamp(), "--results-dir", "../store", cwd=self.dir / "B")
        self.assertEqual(self.outputs(), ["who: A\nscript of A, A\n"] * 2)

    def test_also_with_configurations_that_are_read_again(self):
        self.write("A/configs/default.yaml", "who: A2\n")
        options = ["--resume", "-c", "default", "--results-dir", "../store"]
        dry = self.launch(*options, "-n", cwd=self.dir / "B")
        done = self.launch(*options, cwd=self.dir / "B")
        for told in (dry, done):
            self.assertIn("edited (who: A -> A2)", told.stderr)
        self.assertEqual(self.outputs(), ["who: A2\nscript of A, A\n"] * 2)

    def test_a_folder_that_is_gone_is_named(self):
        shutil.rmtree(self.dir / "A")
        options = ["--resume", "--timestamp", self.timestamp(), "--results-dir", "../store"]
        done = self.launch(*options, cwd=self.dir / "B", check=2)
        self.assertIn(f"was launched from {self.dir / 'A'}, which is no longer there", done.stderr)
        self.assertIn("hint: its script and configurations are looked for there: put the folder back", done.stderr)
        self.assertEqual(self.launch(*options, "-n", cwd=self.dir / "B", check=2).stderr, done.stderr)


class PlannedValues(LaunchTest):
    def test_what_a_script_writes_over_its_configuration_changes_nothing_that_is_told(self):
        self.write("configs/g/default.yaml", "lr: 0.5\nsteps: 3\n")
        self.write("configs/g/config.yaml", "lr: [0.1, 0.2]\n")
        self.run_tool("liftoff-prepare", "g", check=0)
        script = self.script('printf "run_id: abc\\nlr: 7\\ntrain: {lr: 8}\\n" > "$LIFTOFF_RUN_DIR/cfg.yaml"\n'
                             'echo \'{"acc": 1}\' > "$LIFTOFF_RUN_DIR/summary.json"')
        self.launch(script, "-e", "g")
        for options in ([], ["--rescan"], []):
            told = self.json_of("liftoff-results", "table", "--json", *options)
            self.assertEqual(told["parameters"], ["lr"])
            self.assertEqual([row["parameters"] for row in told["rows"]], [{"lr": 0.1}, {"lr": 0.2}])
            where = self.run_tool("liftoff-results", "--runs-only", "--where", "lr=0.1", *options, check=0)
            self.assertEqual(where.stdout, f"./results/{self.tree().name}/0_lr_0_1\n")
        told = self.run_tool("liftoff-results", "diff", "0", "1", check=0).stdout
        self.assertRegex(told, r"lr +0.1 +0.2")
        self.assertNotIn("train", told)


@unittest.skipUnless(shutil.which("git"), "needs git")
class Commits(LaunchTest):
    def git(self, *args):
        return subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *args], cwd=self.dir, env=self.env,
                              check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-qm", "m")
        return f'{self.git("rev-parse", "--short=7", "HEAD")}@{self.git("branch", "--show-current")}'

    def setUp(self):
        super().setUp()
        self.git("init", "-q", ".")
        self.write(".gitignore", "results\nsaid\ngate\n")
        self.experiment(2)

    def commits(self):
        return [[start["commit"] for start in self.starts(run)] for run in self.runs()]

    def in_configurations(self):
        lines = [line for run in self.runs() for line in read(run / "cfg.yaml").splitlines()]
        return [line.replace("'", "") for line in lines if line.startswith("commit")]

    def test_each_attempt_has_its_own(self):
        script = self.script("exit 1")
        first = self.commit()
        self.launch(script, "-e", "x", check=1)
        self.assertEqual(self.commits(), [[first]] * 2)
        self.script("exit 0")
        second = self.commit()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.commits(), [[first, second]] * 2)
        self.assertEqual(self.in_configurations(), [f"commit: {second}"] * 2)
        self.assertEqual(self.run_tool("liftoff-results", "--runs-only", "--where", f"commit={second}",
                                       check=0).stdout.count("\n"), 2)

    def test_a_script_that_is_edited_during_a_sweep_is_told_once(self):
        self.experiment(4)
        script = self.gated()
        before = self.commit()
        launcher = self.start(script, "-e", "x", "-p", "1")
        self.wait_said(1)
        self.script("say v2", name="other")
        (self.dir / "other").rename(self.dir / "job")
        self.open_gate()
        _, _, told = self.end_of(launcher, check=0)
        self.assertEqual(self.commits(), [[before]] + [[before + "-dirty"]] * 3)
        self.assertEqual(told.count(f"{self.dir / 'job'} was edited since the launch: runs that start from now on"), 1)

    def test_a_commit_of_ones_own_stays(self):
        self.write("configs/x/default.yaml", "seed: 1\ncommit: mine\n")
        script = self.script("exit 0")
        self.commit()
        self.launch(script, "-e", "x")
        self.assertEqual(self.in_configurations(), ["commit: mine"] * 2)


class ReservedKeys(LaunchTest):
    def test_a_configuration_that_has_one_is_warned_of_once(self):
        self.experiment(3, resume=True)
        script = self.script('grep "^resume" "$LIFTOFF_CONFIG"')
        done = self.launch(script, "-e", "x")
        self.assertEqual(done.stderr.count("configs/x/default.yaml:2: 'resume' is set by liftoff in every run: the "
                                           "value here is never used"), 1)
        self.assertEqual([read(run / "out") for run in self.runs()], ["resume: false\n"] * 3)


class KeptNames(LaunchTest):
    def test_names_that_end_in_an_underscore_where_they_would_mean_something_else_without(self):
        self.write("configs/default.yaml", "optim:\n  _target_: torch.SGD\n  lambda_: 0.1\n  args_: {lambda_: 1}\n")
        self.write("configs/adam.yaml", "optim:\n  _target_: torch.Adam\n  lambda_: 0.2\n")
        self.write("t.py", "from liftoff import parse_opts\n\ndef run(opts):\n"
                           "    print(opts.optim._target_, opts.optim.lambda_, opts.optim.args)\n\n"
                           "if __name__ == '__main__':\n    run(parse_opts())\n")
        self.launch("t.py", "-c", "adam", "--runs-no", "2")
        for run in self.runs():
            self.assertEqual(read(run / "out"), "torch.Adam 0.2 {'lambda_': 1}\n")
            self.assertIn("optim:\n  _target_: torch.Adam\n  lambda_: 0.2\n  args_:\n    lambda_: 1\n",
                          read(run / "cfg.yaml"))


if __name__ == "__main__":
    main()
