"""liftoff-results table: a line for each configuration."""
import csv
import fcntl
import io
import statistics
import struct

from liftoff_test import LiftoffTest, main
from results_tree import make_experiment

FIRST = "0_lr_1_0__depth_0"


class Table(LiftoffTest):
    def sweep(self, summaries):
        """An experiment of 5 configurations (lr 1 … 1e-4), 3 runs each; summaries[config][run] is summary.json's text."""
        root = make_experiment(self.dir, "results", "alpha", 5, 3, files=0)
        for config, folder in enumerate(sorted(root.glob("[0-9]*"))):
            for run in range(3):
                if config < len(summaries) and summaries[config][run] is not None:
                    (folder / str(run) / "summary.json").write_text(summaries[config][run])
        return root

    def accuracies(self, *rows):
        return self.sweep([['{"accuracy": %s}' % value for value in row] for row in rows])

    def rows(self, *args):
        return self.json_of("liftoff-results", "table", "--json", *args)["rows"]

    def test_means_deviations_and_their_number(self):
        self.accuracies((1, 2, 4), (0.5, 0.5, 0.5))
        first, second = self.rows()
        self.assertEqual(first["parameters"], {"optim.lr": 1.0})
        self.assertAlmostEqual(first["metrics"]["accuracy"]["mean"], 7 / 3)
        self.assertAlmostEqual(first["metrics"]["accuracy"]["sd"], statistics.stdev((1, 2, 4)))
        self.assertEqual((first["metrics"]["accuracy"]["n"], second["metrics"]["accuracy"]["sd"]), (3, 0))
        text = self.run_tool("liftoff-results", "table", check=0).stdout.splitlines()
        self.assertEqual(text[0].split(), ["lr", "accuracy", "n"])
        self.assertEqual(text[1].split(), ["1.0", "2.3", "±", "1.5", "3"])

    def test_sort_and_top(self):
        self.accuracies((1, 1, 7), (2, 2, 2), (0, 0, 8))
        order = lambda *args: [row["parameters"]["optim.lr"] for row in self.rows(*args)]
        self.assertEqual(order("--sort", "accuracy"), [1.0, 0.01, 0.1])
        self.assertEqual(order("--sort", "accuracy:asc"), [0.1, 0.01, 1.0])
        self.assertEqual(order("--sort", "accuracy:max"), [0.01, 1.0, 0.1])
        self.assertEqual(order("--sort", "accuracy:min:desc", "--top", "2"), [0.1, 1.0])
        self.assertEqual(order("--sort", "lr"), [0.01, 0.1, 1.0])
        self.run_tool("liftoff-results", "table", "--top", "2", check=2)
        self.assertIn("metrics are accuracy", self.run_tool("liftoff-results", "table", "--sort", "acc", check=1).stderr)

    def test_what_varies_is_shown_even_of_one_line(self):
        self.accuracies((1, 1, 7), (2, 2, 2))
        text = self.run_tool("liftoff-results", "table", "--sort", "accuracy", "--top", "1", check=0).stdout
        self.assertIn("lr", text.splitlines()[0])

    def test_individual_runs(self):
        self.accuracies((1, 2, 4))
        self.assertEqual([(r["run_id"], r["state"], r["metrics"]) for r in self.rows("-i")],
                         [(i, "succeeded", {"accuracy": v}) for i, v in enumerate((1, 2, 4))])

    def test_configurations_without_metrics(self):
        self.accuracies((1, 2, 4))
        self.assertEqual(len(self.rows()), 1)
        self.assertEqual(len(self.rows("--all")), 5)
        done = self.run_tool("liftoff-results", "table", "-n", "nothing.json", check=1)
        self.assertIn("no run has dumped metrics", done.stderr)

    def test_csv_and_chosen_metrics(self):
        self.sweep([['{"a": 1, "b": {"c": 2}}'] * 3])
        out = self.run_tool("liftoff-results", "table", "--csv", "-m", "b*", check=0).stdout
        row = next(csv.DictReader(io.StringIO(out)))
        self.assertEqual((row["b.c_mean"], row["b.c_n"], row["runs"], "a_mean" in row), ("2", "3", "3", False))
        self.run_tool("liftoff-results", "table", "-m", "zzz", check=1)

    def test_the_newest_version_counts_and_files_do_not_clash(self):
        root = make_experiment(self.dir, "results", "alpha", 1, 1, files=3)
        self.assertEqual(self.rows()[0]["metrics"]["step"]["mean"], 300)
        (root / FIRST / "step__400__log.csv").write_text("step,loss\n1,9\n2,8\n")
        metrics = self.rows()[0]["metrics"]
        self.assertEqual((metrics["step"]["mean"], metrics["log.step"]["mean"]), (300, 2))
        metrics = self.rows("-n", "*.csv", "--at", "best:loss:max")[0]["metrics"]
        self.assertEqual(metrics["loss"]["mean"], 9)

    def test_junk_is_named_and_the_rest_is_right(self):
        root = self.sweep([['{"accuracy": 1}', '{"accuracy": 2', "\x00\x1b[31mjunk"], [None, '{"accuracy": 5}', None]])
        (root / FIRST / "0" / "log.csv").write_text("x,y\n1,2\n3")
        (root / FIRST / "0" / "cfg.yaml").write_text("[")
        done = self.run_tool("liftoff-results", "table", "--json", check=0)
        for name in (f"{FIRST}/1/summary.json", f"{FIRST}/2/summary.json", f"{FIRST}/0/log.csv", f"{FIRST}/0/cfg.yaml"):
            self.assertIn(name, done.stderr)
        self.assertNotIn("\x1b", done.stderr)
        rows = self.rows()
        self.assertEqual(rows[0]["metrics"]["accuracy"]["n"], 1)
        self.assertEqual(rows[1]["metrics"]["accuracy"]["mean"], 5)
        self.assertIn("1/3", self.run_tool("liftoff-results", "table", check=0).stdout)

    def test_crashed_runs_are_marked(self):
        root = self.accuracies((1, 2, 4))
        self.assertNotIn("crashed", self.run_tool("liftoff-results", "table", check=0).stdout)
        (root / FIRST / "0" / ".__end").rename(root / FIRST / "0" / ".__crash")
        self.assertIn("1 crashed", self.run_tool("liftoff-results", "table", check=0).stdout)
        self.assertEqual(self.rows("--complete-only")[0]["metrics"]["accuracy"]["n"], 2)

    def test_running_runs_count_with_what_they_have_and_are_marked(self):
        root = self.accuracies((1, 2, 4))
        run = root / FIRST / "0"
        (run / ".__end").unlink()
        (run / "summary.json").unlink()
        (run / "log.csv").write_text("accuracy\n5\n77")  # the last row is still being written
        with open(run / ".liftoff-run", "w+b") as record:
            # struct flock: a write lock on the whole file, which liftoff's keepers hold while a run runs
            fcntl.fcntl(record, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
            row = self.rows()[0]
            self.assertEqual((row["running"], row["metrics"]["accuracy"]["n"], row["metrics"]["accuracy"]["max"]), (1, 3, 5))
            done = self.run_tool("liftoff-results", "table", check=0)
            self.assertIn("1 running", done.stdout)
            self.assertEqual(done.stderr, "")


if __name__ == "__main__":
    main()
