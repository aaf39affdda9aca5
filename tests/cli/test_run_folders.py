"""What a run folder is: all programs that look at an experiment agree."""
import json
import os

import status_tree
from liftoff_test import LiftoffTest, main


class RunFolders(LiftoffTest):
    def tree(self, *runs, plan=False):
        self.root = status_tree.experiment(self.dir / "results", 1524936339, "x")
        for run in runs:
            status_tree.run(self.root / run, 1524936340, 1524936350)
        if plan:
            (self.root / ".liftoff-plan-1.jsonl").touch()

    def agreed(self):
        """The run folders, on which the programs agree; those that status lists only where there is no plan."""
        listed = self.run_tool("liftoff-results", "--runs-only", check=0).stdout.splitlines()
        runs = [os.path.relpath(line, "results/1524936339_x") for line in listed]
        summary, = json.loads(self.run_tool("liftoff-status", "-a", "--json", check=0).stdout)["experiments"]
        self.assertEqual(summary["succeeded"], len(runs))
        if not (self.root / ".liftoff-plan-1.jsonl").exists():
            views = json.loads(self.run_tool("liftoff-status", "--runs", "--json", check=0).stdout)["runs"]
            self.assertEqual([os.path.relpath(view["path"], "results/1524936339_x") for view in views], runs)
        return runs

    def test_runs_that_lie_deep(self):
        self.tree("0_x/sub/0", "1_y/0", "10_z/0", "9_w/a/b/c")
        self.assertEqual(self.agreed(), ["0_x/sub/0", "1_y/0", "9_w/a/b/c", "10_z/0"])
        self.run_tool("liftoff-results", "diff", "0_x", "1_y", check=0)
        self.assertIn("succeeded", self.run_tool("liftoff-status", "--explain", "9_w", check=0).stdout)

    def test_a_single_run(self):
        self.tree("", "0", "0_a")
        self.assertEqual(self.agreed(), ["."])

    def test_flat_and_nested(self):
        self.tree("0_a", "10_b", "9_c", "11_d/0", "11_d/1")
        self.assertEqual(self.agreed(), ["0_a", "9_c", "10_b", "11_d/0", "11_d/1"])

    def test_only_a_plan_has_repetitions_below_runs(self):
        self.tree("0_a", "0_a/1", "0_a/checkpoints")
        self.assertEqual(self.agreed(), ["0_a"])
        (self.root / ".liftoff-plan-1.jsonl").touch()
        self.assertEqual(self.agreed(), ["0_a", "0_a/1"])

    def test_links_lead_to_no_runs(self):
        self.tree("0_a/0")
        status_tree.run(self.dir / "outside" / "0", 1524936340, 1524936350)
        (self.root / "1_link").symlink_to(self.dir / "outside")
        self.assertEqual(self.agreed(), ["0_a/0"])


if __name__ == "__main__":
    main()
