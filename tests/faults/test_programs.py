"""Programs that can't be started, and what is deleted under a launch's feet."""
import os
import shutil

from launching import LaunchTest, read
from liftoff_test import main


class Programs(LaunchTest):
    def test_an_interpreter_that_goes_missing_meanwhile(self):
        self.experiment(2)
        interpreter = self.write("sh", '#!/bin/sh\n[ -z "$2" ] || exec /bin/sh "$@"\n')
        interpreter.chmod(0o755)
        script = self.write("job", f'#!{interpreter}\nrm -f "{interpreter}"\n')
        script.chmod(0o755)
        self.launch("./job", "-e", "x", "-p", "1", check=1)
        self.assertEqual(self.states(), ["succeeded", "crashed"])
        end = self.ends(self.runs()[1])[-1]
        self.assertEqual(end["reason"], "cannot_start")
        self.assertIn("No such file", end["detail"])
        self.assertIn("No such file", read(self.runs()[1] / "err"))
        self.assertIn("its interpreter", self.launch("--resume", "-e", "x", check=2).stderr)
        self.script("exit 0")
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded", "succeeded"])

    def test_a_program_of_another_system(self):
        self.experiment(2)
        self.write("job", b"\0\1\2 no program").chmod(0o755)
        done = self.launch("./job", "-e", "x", check=1)
        self.assertIn("Exec format error", done.stderr)

    def test_a_python_that_is_not_there(self):
        self.experiment(2)
        self.write("job.py", "")
        done = self.launch("job", "-e", "x", "--python", "/no/such/python", check=2)
        self.assertIn("/no/such/python", done.stderr)
        self.assertEqual(self.trees(), [])

    def test_a_script_that_is_deleted_meanwhile(self):
        self.experiment(6)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        (self.dir / "job").unlink()
        self.open_gate()
        self.end_of(launcher, check=1)
        self.assertEqual(sorted(self.states()), ["crashed"] * 4 + ["succeeded"] * 2)
        done = self.launch("--resume", "-e", "x", check=2)
        self.assertIn("no script", done.stderr)
        self.gated()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded"] * 6)

    def test_a_working_directory_that_is_deleted_meanwhile(self):
        self.experiment(3)
        place = self.dir / "place"
        place.mkdir()
        launcher = self.start(str(self.dir / "job") if self.gated() else "", "-e", "x", "-p", "1", "--configs-dir",
                              self.dir / "configs", "--results-dir", self.dir / "results", cwd=place)
        self.wait_said(1)
        place.rmdir()
        self.open_gate()
        self.end_of(launcher, check=0)
        self.assertEqual(self.states(), ["succeeded"] * 3)

    def test_a_results_folder_that_is_deleted_meanwhile(self):
        self.experiment(3)
        launcher = self.start(self.gated(), "-e", "x", "-p", "1")
        self.wait_said(1)
        shutil.rmtree(self.dir / "results")
        self.open_gate()
        status, _, err = self.end_of(launcher)
        self.assertIn(status, (1, 3), err)
        self.wait_nothing_left()


class Emptied(LaunchTest):
    def test_one_that_its_program_has_emptied_is_running_still(self):
        """It has no record until its end; no other launcher takes it for one that waits."""
        self.write("configs/default.yaml", "x: 1\n")
        self.gate("gate")
        script = self.script(f'rm -rf "$LIFTOFF_RUN_DIR"; say + $me $$\n: < "{self.dir}/gate"\nsay - $me')
        first = self.start(script, "--runs-no", "3", "-p", "2")
        self.wait_said(2)
        counts = self.counts()
        self.assertEqual((counts["running"], counts["waiting"]), (2, 1))
        second = self.start("--resume", "-p", "4")
        self.wait_said(3)
        self.open_gate()
        for launcher in (first, second):
            self.end_of(launcher, check=0)
        self.assertEqual(sorted(line.split()[1] for line in self.said("+")), ["0.0", "0.1", "0.2"])
        self.assertEqual(self.states(), ["succeeded"] * 3)
        self.assertEqual(os.listdir(self.tree() / ".liftoff-hands"), [])


if __name__ == "__main__":
    main()
