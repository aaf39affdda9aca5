"""liftoff-results table -w: the table is drawn anew as results come."""
import signal
import subprocess

from liftoff_test import main, program
from pty_session import PtySession
from table_test import TableTest, locked


class Watch(TableTest):
    def setUp(self):
        super().setUp()
        self.root = self.accuracies((1, 2, 3))
        self.waiting = self.root / "1_lr_0_1__depth_0" / "0"
        for marker in (".__start", ".__end"):
            (self.waiting / marker).unlink()

    def watch(self, *args, **env):
        session = PtySession([program("liftoff-results"), "table", "-w", "0.05", *args], self.dir,
                             dict(self.env, **env))
        self.addCleanup(session.close)
        return session

    def end(self, run, accuracy):
        (run / "summary.json").write_text('{"accuracy": %s}' % accuracy)
        (run / ".__start").write_text("1524936339\n")
        (run / ".__end").write_text("1524936340\n")

    def test_a_run_that_ends_is_seen(self):
        session = self.watch()
        session.wait_for(lambda frame: "2.0 ± 1.0" in frame and "4 configurations without metrics: --all" in frame)
        self.end(self.waiting, 25)
        session.wait_for(lambda frame: "25" in frame and "3 configurations without metrics: --all" in frame)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)
        self.assertTrue(session.settings_restored())
        last = session.raw.decode().split("\x1b[?1049l")[-1]
        self.assertIn("25", last)

    def test_what_a_running_run_writes_is_seen(self):
        (self.waiting / ".__start").write_text("1524936339\n")
        with locked(self.waiting):
            session = self.watch()
            session.wait_for(lambda frame: "2.0 ± 1.0" in frame)
            for accuracy in (31, 32):
                (self.waiting / "summary.json").write_text('{"accuracy": %s}' % accuracy)
                session.wait_for(lambda frame: str(accuracy) in frame and "1 running" in frame)

    def test_what_is_asked_for_may_yet_come(self):
        session = self.watch("--sort", "loss", "--color", "never")
        session.wait_for(lambda frame: "--sort 'loss': no run has such a metric or parameter" in frame and
                         "hint: metrics are accuracy" in frame)
        self.end(self.waiting, '5, "loss": 17')
        session.wait_for(lambda frame: "17" in frame)
        session.signal(signal.SIGTERM)
        self.assertEqual(session.finish(), -signal.SIGTERM)

    def test_complaints_stand_below_the_table(self):
        for folder in sorted(self.root.glob("[2-4]*/*/")):
            (folder / "summary.json").write_text("{")
        self.watch().wait_for(lambda frame: frame.count("warning: ") == 3 and "more warnings" in frame)

    def test_where_nothing_can_be_drawn_over_each_change_is_a_table(self):
        session = self.watch(TERM="dumb")
        session.wait_for(lambda _: b"4 configurations without metrics: --all" in session.raw)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)
        self.assertNotIn(b"\x1b", session.raw)
        command = [program("liftoff-results"), "table", "-w", "0.05"]
        with subprocess.Popen(command, cwd=self.dir, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True) as watching:
            before = [watching.stdout.readline() for _ in range(2)]
            self.end(self.waiting, 25)
            after = [watching.stdout.readline() for _ in range(3)]
            watching.terminate()
        self.assertEqual(before[0].split(), ["configuration", "accuracy", "n"])
        self.assertEqual(after[0].split(), ["lr", "accuracy", "n"])
        self.assertIn("25", after[2])

    def test_it_is_for_people(self):
        for form in ("--json", "--csv"):
            self.assertIn(f"--watch and {form} don't go together\nhint: a program asks again: --csv or --json without "
                          "-w", self.table("-w", form, check=2).stderr)

    def test_the_word_behind_it_may_be_an_experiment(self):
        session = self.watch("alpha")
        session.wait_for(lambda frame: "2.0 ± 1.0" in frame)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)
        other = PtySession([program("liftoff-results"), "table", "-w", "nobody"], self.dir, self.env)
        self.addCleanup(other.close)
        other.wait_for(lambda frame: "no experiment named 'nobody'" in frame)


if __name__ == "__main__":
    main()
