"""Every option of liftoff-status on a terminal of 80 columns: it exits well and no line wraps."""
import status_tree
from liftoff_test import LiftoffTest, main, program
from pty_session import PtySession, plain, width

COLUMNS = 80


class OnATerminal(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.results = self.dir / "results"
        for timestamp, name in ((1524936339, "a_name_that_is_long_" * 6), (1524936400, "short"),
                                (1524936500, "日本語" * 18)):
            root = status_tree.experiment(self.results, timestamp, name, comment="a comment that goes on " * 6)
            status_tree.run(root / "0_lr_0_1", 100, 130, out="the last line of its output " * 9)
            status_tree.run(root / "1_lr_0_01", 100, crash=140, err="Traceback\nKeyError: 'lr'\n")
            status_tree.run(root / "2_lr_0_001", 100)

    def screen(self, *args):
        session = PtySession([program("liftoff-status"), *args], self.dir, self.env, columns=COLUMNS)
        self.addCleanup(session.close)
        self.assertEqual(session.finish(), 0, args)
        return session.raw.decode("utf-8")

    def test_every_option(self):
        for args in (["-a"], ["-a", "-r"], ["-a", "-e", "short"], ["-a", "-t", "1524936400"], ["-a", "-s", "T"],
                     ["-a", "-s", "experiment"], ["-a", "-d", "results"], ["-a", "--rescan"],
                     ["-a", "--color", "never"], ["-a", "--color", "always"], ["--runs"], ["--runs", "-e", "short"],
                     ["--runs", "--state", "crashed", "-t", "1524936400"], []):
            with self.subTest(args=args):
                shown = plain(self.screen(*args))
                self.assertTrue(shown.strip() or not args)
                for line in shown.splitlines():
                    self.assertLessEqual(width(line), COLUMNS, line)

    def test_colour_is_on_unless_it_was_declined(self):
        self.assertIn("\x1b[", self.screen("-a"))
        self.assertNotIn("\x1b[", self.screen("-a", "--color", "never"))

    def test_a_terminal_that_can_draw_nothing_over(self):
        self.env["TERM"] = "dumb"
        session = PtySession([program("liftoff-status"), "-a", "-w"], self.dir, self.env, columns=COLUMNS)
        self.addCleanup(session.close)
        session.wait_for(lambda _: b"short" in session.raw)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)
        self.assertNotIn(b"\x1b", session.raw)
        self.assertIn("0+0+1+1+1=3", plain(session.raw.decode("utf-8")))

    def test_a_legend_explains_the_letters(self):
        self.assertIn("W waiting, R running, C crashed, L lost, S succeeded", plain(self.screen("-a")))
        self.assertRegex(plain(self.screen("-a", "--legend")), r"Px +run seconds per wall second")
        self.assertIn("Started     the same as a date, in local time\r\n", plain(self.screen("-a", "--legend")))

    def test_a_key_explains_the_columns(self):
        session = PtySession([program("liftoff-status"), "-a", "-w"], self.dir, self.env, columns=COLUMNS)
        self.addCleanup(session.close)
        session.wait_for(lambda frame: "? explains all, q quits" in frame)
        session.send(b"?")
        session.wait_for(lambda frame: "until all that is planned has ended" in frame)
        session.send(b"?")
        session.wait_for(lambda frame: "until all that is planned has ended" not in frame)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)

    def test_runs_are_watched_too(self):
        session = PtySession([program("liftoff-status"), "--runs", "-w", "-e", "short"], self.dir, self.env,
                             columns=COLUMNS)
        self.addCleanup(session.close)
        session.wait_for(lambda frame: "2_lr_0_001" in frame and " succeeded" not in frame.split("2_lr_0_001")[1])
        status_tree.run(self.results / "1524936400_short" / "2_lr_0_001", 100, 150)
        session.wait_for(lambda frame: frame.count("succeeded") == 2)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)

    def test_one_run(self):
        self.assertIn("KeyError: 'lr'", plain(self.screen("--follow", "results/1524936400_short/1_lr_0_01")))
        self.assertNotIn("Traceback", plain(self.screen("--follow", "results/1524936400_short/1_lr_0_01", "--tail",
                                                        "1")))
        self.assertIn("crashed", plain(self.screen("--explain", "1", "-e", "short")))

    def test_help_and_version(self):
        self.assertIn("--follow", self.screen("--help"))
        self.assertIn("liftoff-status 1.", self.screen("--version"))


if __name__ == "__main__":
    main()
