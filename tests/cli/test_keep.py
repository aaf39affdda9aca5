"""`liftoff --keep CONTEXT CONFIGURATION RUN`: one run, kept by a process that knows of its launch only from a file."""
import json
import os

from launching import LaunchTest
from liftoff_test import main


class Keep(LaunchTest):
    def setUp(self):
        super().setUp()
        self.experiment(2)
        self.script('say $me $LIFTOFF_ATTEMPT $(pwd) $WORD\n[ "$LIFTOFF_ATTEMPT" = 2 ]')
        self.launch("./job", "-e", "x", check=1)
        self.kept = self.trees()[-1]
        self.context = self.base / "context"

    def write_context(self, **changes):
        """The format as src/keeper/context.hpp has it. A change to None leaves the line out."""
        lines = {"experiment": self.kept, "told-path": f"./results/{self.kept.name}", "directory": self.dir,
                 "timestamp": self.kept.name.split("_")[0], "launcher": 1, "argument": "./job",
                 "variable": "PATH=/usr/bin:/bin", "word": "passed over", "grace": 1000, "keep-children": "false",
                 "detached": "true", "own-terminal": "false", "original-runs": "false"}
        lines.update({name.replace("_", "-"): value for name, value in changes.items()})
        text = "".join(f"{name}\t{value}\n" for name, value in lines.items() if value is not None)
        self.context.write_text(f"liftoff-context\t1\n{text}variable\tWORD=two\\nlines\nend\n")

    def keep(self, configuration=0, run=0, check=0):
        return self.run_tool("liftoff", "--keep", self.context, configuration, run, check=check, cwd="/")

    def test_a_run_is_kept_and_reported(self):
        self.write_context()
        first, second = self.runs()
        report, end = map(json.loads, self.keep().stdout.splitlines())
        self.assertEqual(report, {"v": 1, "configuration": 0, "run_id": 0, "result": "ended", "why": "",
                                  "retires": False})
        self.assertEqual((end["attempt"], end["outcome"]), (2, "succeeded"))
        self.assertEqual((self.state(first), self.state(second)), ("succeeded", "crashed"))
        self.assertEqual(self.said()[-1], f"0.0 2 {os.path.realpath(self.dir)} two lines")
        self.assertEqual(self.ends(first)[-1]["outcome"], "succeeded")
        again = json.loads(self.keep().stdout)
        self.assertEqual(again["result"], "succeeded")

    def test_nothing_of_an_aborted_experiment_is_kept(self):
        self.write_context()
        (self.kept / ".liftoff-abort").write_text("")
        self.assertEqual(json.loads(self.keep(check=1).stdout)["result"], "aborted")

    def test_what_the_system_refuses_is_said_in_the_report(self):
        self.write_context()
        run = self.runs()[0]
        (run / ".liftoff-run").unlink()
        (run / ".liftoff-run").mkdir()
        report = json.loads(self.keep(check=3).stdout)
        self.assertEqual(report["result"], "refused")
        self.assertIn(run.name, report["why"])

    def test_a_wrong_context_is_said_with_its_place(self):
        self.write_context(grace=None)
        self.assertIn(f"{self.context}: the line 'grace' is missing", self.keep(check=2).stderr)
        self.write_context(launcher="one")
        self.assertIn(f"{self.context}:6: 'launcher' must be a number", self.keep(check=2).stderr)
        self.write_context(directory="/nowhere")
        self.assertIn("cannot work in /nowhere: No such file or directory", self.keep(check=3).stderr)
        self.context.unlink()
        self.assertIn("No such file or directory", self.keep(check=3).stderr)

    def test_a_run_that_is_not_planned_is_refused(self):
        self.write_context()
        self.assertIn("the experiment has no such run", self.keep(2, 0, check=2).stderr)
        self.assertIn("the experiment has no such run", self.keep(0, 1, check=2).stderr)
        self.keep("first", 0, check=2)
        self.keep(0, -1, check=2)


if __name__ == "__main__":
    main()
