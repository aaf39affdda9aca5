"""liftoff-results table: over which runs means are taken, and what a table says that it leaves out."""
import csv
import io
import json

from liftoff_test import main
from table_test import FIRST, TableTest, crash


class States(TableTest):
    def setUp(self):
        super().setUp()
        root = self.accuracies((1, 2, 9), (3, 3, 3), (4, 4, 4))
        crash(root / FIRST / "2")
        for run in range(3):
            crash(root / "2_lr_0_01__depth_0" / str(run))

    def means(self, *args):
        return [row["metrics"]["accuracy"]["mean"] for row in self.rows(*args)]

    def test_means_are_over_runs_that_did_not_crash(self):
        first = self.rows()[0]
        self.assertEqual((first["metrics"]["accuracy"]["mean"], first["metrics"]["accuracy"]["n"]), (1.5, 2))
        self.assertEqual((first["runs"], first["crashed"]), (3, 1))
        done = self.table()
        self.assertEqual(done.stdout.splitlines()[1].split(), "1.0 1.50 ± 0.71 2/3 1 crashed".split())
        self.assertIn("metrics of 4 crashed runs not counted: --state all", done.stderr)
        row = next(csv.DictReader(io.StringIO(self.table("--csv").stdout)))
        self.assertEqual((row["accuracy_mean"], row["accuracy_n"], row["runs"], row["crashed"]), ("1.5", "2", "3", "1"))

    def test_which_runs_count_can_be_said(self):
        self.assertEqual(self.means(), [1.5, 3])
        self.assertEqual(self.means("--state", "all"), [4, 3, 4])
        self.assertEqual(self.means("--state", "crashed"), [9, 4])
        for args in (["--state", "succeeded,crashed"], ["--state", "succeeded", "--state", "crashed"],
                     ["--state", "succeeded", "crashed"], ["--state=crashed,succeeded", "alpha"],
                     ["--state", "crashed,succeeded", "alpha"]):
            self.assertEqual(self.means(*args), [4, 3, 4], args)
        self.assertEqual(self.json_of("liftoff-results", "table", "--json")["states"],
                         ["succeeded", "running", "unrecorded"])
        self.assertNotIn("not counted", self.table("--state", "all").stderr)
        self.assertIn("no experiment named 'lively'", self.table("--state", "crashed", "lively", check=1).stderr)

    def test_the_order_is_by_what_counts(self):
        self.assertEqual(self.means("--sort", "accuracy", "--top", "1"), [3])
        self.assertEqual(self.means("--sort", "accuracy:max", "--top", "1", "--state", "all"), [4])

    def test_a_state_that_there_is_not(self):
        self.assertIn("--state needs one or more of waiting, running, succeeded, crashed, lost, unrecorded or all, "
                      "not finished", self.table("--state", "finished", check=2).stderr)

    def test_of_single_runs_too(self):
        self.assertEqual(len(self.rows("-i")), 5)
        self.assertEqual([row["state"] for row in self.rows("-i", "--state", "crashed")], ["crashed"] * 4)

    def test_nothing_that_counts(self):
        done = self.table("--where", "optim.lr=0.01", check=1)
        self.assertIn("no run that counts has metrics", done.stderr)
        self.assertIn("metrics of 3 crashed runs not counted: --state all", done.stderr)
        lines = self.table("--where", "optim.lr=0.01", "--all").stdout.splitlines()
        self.assertEqual(lines[0].split(), ["configuration", "n"])
        self.assertEqual(lines[1].split()[-3:], ["0/3", "3", "crashed"])


class Over(TableTest):
    def setUp(self):
        super().setUp()
        rows = [(f"title: t\noptim: {{lr: {lr}}}\nseed: {seed}\nfold: 1\n", '{"acc": %s}' % (lr * 10 + seed))
                for lr in (1, 2) for seed in (1, 2, 3)]
        self.folders = self.configured(*rows)
        crash(self.folders[5])

    def test_configurations_that_differ_in_it_alone_are_one_line(self):
        rows = self.rows("--over", "seed")
        self.assertEqual([(row["parameters"], row["runs"], row["crashed"]) for row in rows],
                         [({"optim.lr": 1}, 3, 0), ({"optim.lr": 2}, 3, 1)])
        self.assertEqual([(row["metrics"]["acc"]["mean"], row["metrics"]["acc"]["n"]) for row in rows],
                         [(12, 3), (21.5, 2)])
        self.assertEqual([len(row["paths"]) for row in rows], [3, 3])
        self.assertEqual(self.json_of("liftoff-results", "table", "--json", "--over", "seed")["over"], ["seed"])
        lines = self.table("--over", "seed").stdout.splitlines()
        self.assertEqual([line.split() for line in lines],
                         [["lr", "acc", "n"], ["1", "12.0", "±", "1.0", "3"],
                          ["2", "21.50", "±", "0.71", "2/3", "1", "crashed"]])

    def test_several_of_them(self):
        for args in (["--over", "seed,optim.lr"], ["--over", "seed", "--over", "lr"], ["--over", "lr,seed", "alpha"]):
            self.assertEqual([row["runs"] for row in self.rows(*args)], [6], args)

    def test_one_that_there_is_not(self):
        self.assertIn("--over 'sed': no configuration has such a parameter\nhint: did you mean seed?",
                      self.table("--over", "sed", check=1).stderr)
        self.assertIn("--over 'run_id': no configuration has such a parameter\nhint: the mean over a configuration's "
                      "runs is taken without it", self.table("--over", "run_id", check=1).stderr)
        self.assertIn("--over and --individual don't go together",
                      self.table("--over", "seed", "-i", check=2).stderr)
        self.assertIn("--sort 'seed': the mean is taken over it",
                      self.table("--over", "seed", "--sort", "seed", check=2).stderr)

    def test_one_in_which_nothing_differs_alone(self):
        self.assertIn("--over fold: no two configurations differ in nothing else",
                      self.table("--over", "fold").stderr)


class LeftOut(TableTest):
    def last_line(self, *args):
        return self.table(*args).stderr.splitlines()[-1]

    def test_one_last_line_says_all_of_it(self):
        root = self.accuracies((1, 2, 9), (3, 3, 3))
        crash(root / FIRST / "2")
        self.assertEqual(self.last_line("--sort", "accuracy", "--top", "1"),
                         "liftoff-results: metrics of 1 crashed run not counted: --state all; "
                         "3 configurations without metrics: --all; 1 more below: --top 2; "
                         "4 parameters equal in all lines: -p '*'")
        self.assertEqual(self.table("--csv").stderr.count("\n"), 1)
        done = self.table("--json")
        self.assertEqual(done.stderr, "")
        self.assertEqual(json.loads(done.stdout)["left_out"],
                         {"without_metrics": 3, "not_counted": {"crashed": 1}, "beyond_top": 0, "equal_parameters": 4})

    def test_single_runs(self):
        self.accuracies((1, 2, 9))
        self.assertIn("12 runs without metrics: --all", self.last_line("-i"))

    def test_each_option_shows_what_was_left_out(self):
        root = self.accuracies((1, 2, 9))
        crash(root / FIRST / "2")
        self.assertEqual(self.table("--state", "all", "--all", "-p", "*").stderr, "")
        header = self.table("-p", "momentum", "o*.lr").stdout.splitlines()[0]
        self.assertEqual(header.split(), ["momentum", "lr", "accuracy", "n"])
        self.assertEqual(self.rows("-p", "momentum")[0]["parameters"], {"optim.momentum": 0.9})
        self.assertIn("-p 'momentun': no configuration has such a parameter\nhint: did you mean momentum?",
                      self.table("-p", "momentun", check=1).stderr)


class Names(TableTest):
    """A parameter and a metric of one name."""

    def setUp(self):
        super().setUp()
        self.configured(("lr: 1\noptim: {beta: 3}\n", '{"lr": 0.5, "beta": 7}'),
                        ("lr: 2\noptim: {beta: 4}\n", '{"lr": 0.2, "beta": 6}'))

    def test_they_are_told_apart(self):
        header = self.table().stdout.splitlines()[0].split()
        self.assertEqual(header, ["parameter.lr", "optim.beta", "metric.lr", "metric.beta", "n"])
        self.assertEqual(self.table("--csv", "-i").stdout.splitlines()[0],
                         "path,parameter.lr,optim.beta,run_id,state,metric.lr,beta")
        self.assertEqual(self.table("--csv").stdout.splitlines()[0],
                         "path,lr,optim.beta,runs,running,crashed,lost,lr_mean,lr_sd,lr_n,beta_mean,beta_sd,beta_n")

    def test_what_is_meant_must_be_said(self):
        self.assertIn("--sort 'lr': a metric and a parameter are called so\nhint: say metric.lr or parameter.lr",
                      self.table("--sort", "lr:asc", check=2).stderr)
        self.assertIn("hint: say metric.beta or optim.beta", self.table("--sort", "beta", check=2).stderr)
        order = lambda *args: [row["parameters"]["lr"] for row in self.rows("--sort", *args)]
        self.assertEqual(order("metric.lr:asc"), [2, 1])
        self.assertEqual(order("parameter.lr"), [1, 2])
        self.assertEqual(order("metric.beta:desc"), [1, 2])
        self.assertEqual(order("optim.beta"), [1, 2])

    def test_where_one_alone_can_be_meant_its_name_will_do(self):
        for name in ("lr", "metric.lr"):
            self.assertEqual(list(self.rows("-m", name)[0]["metrics"]), ["lr"])
        for name in ("lr", "parameter.lr"):
            self.assertEqual(list(self.rows("-p", name)[0]["parameters"]), ["lr"])
            self.assertEqual(len(self.rows("--where", f"{name}=2")), 1)
        self.assertEqual(len(self.rows("--over", "parameter.lr", "--over", "beta")), 1)


if __name__ == "__main__":
    main()
