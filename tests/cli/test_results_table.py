"""liftoff-results table: a line for each configuration."""
import csv
import io
import json
import statistics
import subprocess

from liftoff_test import main, program
from results_tree import make_experiment
from table_test import FIRST, TableTest, crash, finished, locked


class Table(TableTest):
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
        self.assertIn("metrics are accuracy",
                      self.run_tool("liftoff-results", "table", "--sort", "acc", check=1).stderr)

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
        self.assertIn("no run has metrics in files that fit", done.stderr)
        self.assertEqual(self.json_of("liftoff-results", "table", "-n", "nothing.json", "--json", check=1)["rows"], [])
        self.assertEqual(self.json_of("liftoff-results", "table", "--where", "optim.lr=7", "--json", check=1)["rows"],
                         [])

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

    def test_intermediate_versions_can_be_left_out(self):
        root = make_experiment(self.dir, "results", "alpha", 1, 1, files=2)
        self.assertIn("loss", self.rows()[0]["metrics"])
        self.run_tool("liftoff-results", "table", "--complete-only", check=1)
        (root / FIRST / "metrics.json").write_text('{"loss": 9}')
        self.assertEqual(self.rows("--complete-only")[0]["metrics"]["loss"]["mean"], 9)

    def test_metrics_of_one_name_in_two_files(self):
        root = self.sweep([['{"acc": 9}', None, None]])
        for run, value in enumerate((1, 2, 3)):
            (root / FIRST / str(run) / "log.csv").write_text(f"acc\n{value}\n")
        metrics = self.rows()[0]["metrics"]
        self.assertEqual({name: (m["mean"], m["n"]) for name, m in metrics.items()}, {"acc": (9, 1), "log.acc": (2, 3)})
        self.assertIn("9 (1)", self.run_tool("liftoff-results", "table", check=0).stdout)
        self.assertEqual(self.rows("--at", "best:log.acc")[0]["metrics"]["log.acc"]["mean"], 2)

    def test_a_run_whose_metric_was_nan_is_not_left_out(self):
        self.sweep([['{"loss": 1}', '{"loss": null}', '{"loss": NaN}'], ['{"loss": 5, "never": null}'] * 3])
        rows = self.rows("--sort", "loss")
        self.assertEqual([row["metrics"]["loss"]["mean"] for row in rows], [5, None])
        self.assertEqual([list(row["metrics"]) for row in rows], [["loss"], ["loss"]])
        self.assertIn("nan", self.run_tool("liftoff-results", "table", check=0).stdout)

    def test_a_best_row_by_an_unknown_metric(self):
        root = self.sweep([])
        (root / FIRST / "0" / "log.csv").write_text("acc,x\n9,1\n1,2\n")
        self.assertEqual(self.rows("--at", "best:acc")[0]["metrics"]["x"]["mean"], 1)
        done = self.run_tool("liftoff-results", "table", "--at", "best:ac:max", check=1)
        self.assertIn("--at 'best:ac:max': no file has such a metric", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_options_in_front_of_the_form(self):
        self.accuracies((1, 2, 4), (5, 5, 5))
        ask = lambda *args, check=0: self.run_tool("liftoff-results", *args, check=check)
        self.assertEqual(ask("-e", "alpha", "--json", "table").stdout, ask("table", "-e", "alpha", "--json").stdout)
        both = json.loads(ask("--where", "optim.lr>=0.1", "table", "--where", "run_id=0", "--json").stdout)["rows"]
        self.assertEqual([row["metrics"]["accuracy"]["mean"] for row in both], [1, 5])
        self.assertEqual(len(json.loads(ask("-n", "summary.json", "table", "--json").stdout)["rows"]), 2)
        for option in ("--runs-only", "-0"):
            self.assertIn("is not an option of 'liftoff-results table'", ask(option, "table", check=2).stderr)
        self.assertIn("given twice", ask("-e", "alpha", "table", "-e", "beta", check=2).stderr)
        self.assertIn("is not an option of", ask("--where", "x=1", "diff", "0/0", "1/0", check=2).stderr)
        self.assertIn("--csv", ask("--json", "table", "--csv", check=2).stderr)

    def test_sorting_by_a_parameter_of_many_kinds(self):
        root = finished(self.dir, 8, 1)
        for folder, x in zip(sorted(root.glob("[0-9]*")), ("3", "null", "1", "2", "a", "[1]", ".nan", "5")):
            (folder / "cfg.yaml").write_text(f"x: {x}\n")
            (folder / "summary.json").write_text('{"acc": 1}')
        order = lambda sort: [row["parameters"]["x"] for row in self.rows("--sort", sort)]
        self.assertEqual(order("x"), [1, 2, 3, 5, "a", None, [1], None])
        self.assertEqual(order("x:desc"), [5, 3, 2, 1, "a", None, [1], None])

    def test_names_in_csv_are_unique(self):
        root = make_experiment(self.dir, "results", "alpha", 2, 1, files=0)
        for i, folder in enumerate(sorted(root.glob("[0-9]*"))):
            (folder / "cfg.yaml").write_text(f"path: {i}\nloss: {i}\nstate: {i}\n")
            (folder / "summary.json").write_text('{"loss": 1, "run_id": 2}')
        header = self.run_tool("liftoff-results", "table", "-i", "--csv", check=0).stdout.splitlines()[0].split(",")
        self.assertEqual(header,
                         ["path", "parameter.path", "parameter.loss", "parameter.state", "run_id", "state",
                          "metric.loss", "metric.run_id"])

    def test_large_files(self):
        root = self.sweep([])
        rows = "".join(f"{i},{i / 7:.30f}\n" for i in range(200_000))
        (root / FIRST / "0" / "log.csv").write_text("step,loss\n" + rows)
        with open(root / FIRST / "1" / "log.csv", "wb") as sparse:
            sparse.truncate(8 << 40)
        with open(root / FIRST / "2" / "summary.json", "wb") as sparse:
            sparse.truncate(8 << 40)
        done = self.run_tool("liftoff-results", "table", "--json", check=0)
        row = json.loads(done.stdout)["rows"][0]
        self.assertEqual((row["metrics"]["step"]["mean"], row["metrics"]["step"]["n"]), (199_999, 1))
        for name in ("1: cannot read log.csv", "2: cannot read summary.json"):
            self.assertIn(f"{FIRST}/{name}: File too large", done.stderr)
        best = self.rows("--at", "best:loss", "-n", "log.csv")[0]
        self.assertEqual(best["metrics"]["step"]["mean"], 0)

    def test_a_flood_of_errors_is_one_line(self):
        root = self.sweep([])
        (root / FIRST / "0" / "log.csv").write_text("a,b\n1,2\n" + "1,2,3\n" * 5000)
        (root / FIRST / "0" / "metrics.jsonl").write_text("{junk\n" * 5000)
        self.assertEqual(self.run_tool("liftoff-results", "table", check=0).stderr.count("warning: "), 2)

    def test_output_that_cannot_be_written(self):
        crash(self.accuracies((1, 2, 4)) / FIRST / "0")
        for form in (["table"], ["table", "--csv"], ["errors"], ["--runs-only"], ["--json"]):
            with self.subTest(form), open("/dev/full", "w") as full:
                done = subprocess.run([program("liftoff-results"), *form], cwd=self.dir, env=self.env, stdout=full,
                                      stderr=subprocess.PIPE, text=True)
                self.assertEqual((done.returncode, "No space left" in done.stderr), (3, True), done.stderr)

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
        # The second repetition says what the first one's broken configuration can't, and nothing else becomes a column.
        self.assertEqual([list(row["parameters"]) for row in rows], [["optim.lr"], ["optim.lr"]])
        self.assertEqual(rows[1]["metrics"]["accuracy"]["mean"], 5)
        self.assertIn("1/3", self.run_tool("liftoff-results", "table", check=0).stdout)

    def test_crashed_runs_are_marked(self):
        root = self.accuracies((1, 2, 4))
        self.assertNotIn("crashed", self.run_tool("liftoff-results", "table", check=0).stdout)
        crash(root / FIRST / "0")
        self.assertIn("1 crashed", self.run_tool("liftoff-results", "table", check=0).stdout)
        (root / FIRST / "0" / ".__crash").rename(root / FIRST / "0" / ".__start")
        (root / FIRST / "1" / ".__end").unlink()
        (root / FIRST / "1" / ".__start").unlink()
        states = [row["state"] for row in self.rows("-i", "--all")][:3]
        self.assertEqual(states, ["lost", "waiting", "succeeded"])
        self.assertIn("1 lost, 1 waiting", self.run_tool("liftoff-results", "table", check=0).stdout)
        shown = self.run_tool("liftoff-results", "table", "-i", "--all", check=0).stdout.splitlines()
        self.assertEqual([line.split()[-1] for line in shown[1:3]], ["lost", "waiting"])

    def test_running_runs_count_with_what_they_have_and_are_marked(self):
        root = self.accuracies((1, 2, 4))
        run = root / FIRST / "0"
        (run / ".__end").unlink()
        (run / "summary.json").unlink()
        (run / "log.csv").write_text("accuracy\n5\n77")  # the last row is still being written
        with locked(run):
            row = self.rows()[0]
            # A number of another file is another metric, whatever it is called there.
            self.assertEqual((row["running"], row["metrics"]["accuracy"]["n"], row["metrics"]["accuracy"]["max"]),
                             (1, 2, 4))
            self.assertEqual((row["metrics"]["log.accuracy"]["n"], row["metrics"]["log.accuracy"]["mean"]), (1, 5))
            done = self.run_tool("liftoff-results", "table", check=0)
            self.assertIn("1 running", done.stdout)
            self.assertNotIn("running", done.stderr)


if __name__ == "__main__":
    main()
