"""liftoff-results diff: what two runs differ in."""
import json

from liftoff_test import LiftoffTest, main
from results_tree import make_experiment


class Diff(LiftoffTest):
    def setUp(self):
        super().setUp()
        make_experiment(self.dir, "results", "alpha", 8, 1)
        self.runs = ["results/1524936339_alpha/1_lr_0_1__depth_0", "results/1524936339_alpha/7_lr_0_01__depth_1"]

    def test_configuration_outcome_and_metrics(self):
        diff = self.json_of("liftoff-results", "diff", "--json", *self.runs)
        self.assertEqual(diff["runs"], self.runs)
        values = {part: {d["key"]: d["values"] for d in diff[part]} for part in ("configuration", "outcome", "metrics")}
        self.assertEqual(values, {"configuration": {"model.depth": [0, 1], "optim.lr": [0.1, 0.01]},
                                  "outcome": {"state": ["succeeded", "crashed"], "wall": [31.0, 37.0]},
                                  "metrics": {"loss": [0.5, 0.333333]}})

    def test_text(self):
        text = self.run_tool("liftoff-results", "diff", *self.runs, check=0).stdout
        self.assertRegex(text, r"optim\.lr +0\.1 +0\.01\n")
        self.assertRegex(text, r"loss +0\.5 +0\.33333 +-0\.16667 \(-33\.3 %\)\n")
        self.assertRegex(text, r"state +succeeded +crashed\n")

    def test_what_only_one_has(self):
        (self.dir / self.runs[0] / "summary.json").write_text('{"f1": 0.5}')
        diff = self.json_of("liftoff-results", "diff", "--json", *self.runs)
        self.assertIn({"key": "f1", "values": [0.5, None]}, diff["metrics"])

    def test_json_is_what_any_reader_takes(self):
        """Numbers that JSON lacks, keys that are no text."""
        (self.dir / self.runs[0] / "summary.json").write_text('{"f1": NaN, "f2": -Infinity}')
        with open(self.dir / self.runs[0] / "cfg.yaml", "a", encoding="utf-8") as file:
            file.write('drops: [{30: .inf, $at: 1}]\n')
        text = self.run_tool("liftoff-results", "diff", "--json", *self.runs, check=0).stdout
        diff = json.loads(text, parse_constant=self.fail)
        values = {d["key"]: d["values"] for part in ("configuration", "metrics") for d in diff[part]}
        self.assertEqual([values[key] for key in ("f1", "f2", "drops")],
                         [[None, None], [None, None], [[{"30": None, "$at": 1}], None]])

    def test_no_difference_and_no_run(self):
        done = self.run_tool("liftoff-results", "diff", self.runs[0], f"./{self.runs[0]}/", check=0)
        self.assertEqual(done.stdout, "")
        self.assertIn("do not differ", done.stderr)
        self.assertIn("is not a run's folder",
                      self.run_tool("liftoff-results", "diff", "results", self.runs[0], check=2).stderr)
        self.run_tool("liftoff-results", "diff", self.runs[0], check=2)


if __name__ == "__main__":
    main()
