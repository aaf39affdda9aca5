"""Every form of liftoff-results on a terminal of 80 columns: it exits well, and what is no path fits."""
import json

from liftoff_test import LiftoffTest, main, program
from pty_session import PtySession, plain, width
from results_tree import make_experiment

COLUMNS = 80


class OnATerminal(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.root = make_experiment(self.dir, "results", "alpha", 10, 5, files=2)
        for number, run in enumerate(sorted(self.root.glob("*/*/"))):
            metrics = {"accuracy": number / 7, "a metric with a name that is long": 1e-9 * number, "日本語": number,
                       **{f"metric_{i}": i / 3 for i in range(6)}}
            (run / "summary.json").write_text(json.dumps(metrics))
        self.runs = ["0/0", "7/1"]

    def screen(self, *args, status=0, columns=COLUMNS):
        session = PtySession([program("liftoff-results"), *args], self.dir, self.env, columns=columns)
        self.addCleanup(session.close)
        self.assertEqual(session.finish(), status, args)
        return plain(session.raw.decode("utf-8")).splitlines()

    def assertFits(self, lines, columns=COLUMNS):
        self.assertEqual([line for line in lines if width(line) > columns], [])

    def test_tables(self):
        for args in ([], ["-i"], ["--all"], ["--sort", "accuracy"], ["--sort", "lr", "--top", "3"],
                     ["-m", "accuracy", "metric_*"], ["--complete-only"],
                     ["-n", "metrics.json"], ["--where", "optim.lr=0.1"], ["--color", "always"], ["-a"]):
            with self.subTest(args=args):
                lines = self.screen("table", *args)
                self.assertIn("depth", lines[0])
                self.assertIn("-p '*'", lines[-1])
                self.assertFits(lines[:-1])

    def test_what_has_no_room_is_said(self):
        lines = self.screen("table")
        self.assertRegex("\n".join(lines), "no room for .*metric_0, metric_1, metric_2 and 5 more")
        self.assertIn("accuracy", lines[0])
        self.assertNotIn("metric_5", lines[0])
        self.assertNotIn("no room", "\n".join(self.screen("table", "-m", "accuracy")))

    def test_rows_are_aligned(self):
        lines = self.screen("table", "-m", "accuracy", "日本語")
        ends = {width(line[:line.index("±") + 1]) for line in lines[1:-1]}
        self.assertEqual((len(lines) > 2, len(ends)), (True, 1), lines)

    def test_a_narrow_terminal(self):
        lines = self.screen("table", columns=40)
        self.assertIn("no room for", lines[-1])
        self.assertFits(lines[:-1], 40)
        self.assertFits(self.screen("diff", *self.runs, columns=40)[3:], 40)

    def test_errors(self):
        lines = self.screen("errors")
        paths = [line for line in lines if line.strip().startswith("./results/")]
        self.assertEqual(len(paths), 3)
        self.assertFits([line for line in lines if line not in paths])
        self.assertTrue(lines[0].startswith("3 of 50 runs failed, for 3 reasons"))
        self.assertIn("IndexError: list index out of range", self.screen("errors", "--show", "1")[-1])

    def test_differences(self):
        lines = self.screen("diff", *self.runs)
        self.assertFits(lines[2:])
        self.assertTrue(any(line.startswith("optim.lr") for line in lines))

    def test_paths_are_whole_and_harmless(self):
        (self.root / "0_lr_1_0__depth_0" / "0" / "a\n\x1b[31mb").touch()
        lines = self.screen("--where", "run_id=0")
        self.assertTrue(all(line.startswith("./results/1524936339_alpha/") for line in lines), lines)
        self.assertEqual(len([line for line in lines if line.endswith("/cfg.yaml")]), 10)

    def test_help_and_nothing(self):
        for form in ([], ["table"], ["errors"], ["diff"]):
            lines = self.screen(*form, "--help")
            self.assertIn("Examples:", lines)
            self.assertFits(lines)
        lines = self.screen("-e", "nobody", status=1)
        self.assertTrue(lines)
        self.assertFits(lines)
        self.assertFits(self.screen("table", "-m", "nothing", status=1)[:1])


if __name__ == "__main__":
    main()
