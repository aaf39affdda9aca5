"""liftoff-status: the cache changes no answer; the live table shows what changes."""
import shutil
import signal

import liftoff_test
import status_tree
from pty_session import PtySession
from status_test import StatusTest, lock


class CacheTest(StatusTest):
    def cache(self, root):
        return root / ".liftoff-cache" / "status"

    def test_the_cache_changes_no_answer(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        status_tree.touch_older(root)
        first = self.status("-a", "--json").stdout
        self.assertTrue(self.cache(root).is_file())
        self.assertEqual(self.status("-a", "--json").stdout, first)
        good = self.cache(root).read_bytes()
        for bad in (b"", b"nonsense", good[:-1], good.replace(b"sums\t142", b"sums\t143"), good[: len(good) // 2]):
            self.cache(root).write_bytes(bad)
            self.assertEqual(self.status("-a", "--json").stdout, first)
        self.cache(root).unlink()
        self.cache(root).mkdir()
        self.assertEqual(self.status("-a", "--json", env=dict(self.env, HOME="nowhere", XDG_CACHE_HOME="")).stdout,
                         first)

    def test_where_the_experiment_cannot_be_written_the_users_cache_is_taken(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        (root / ".liftoff-cache").write_text("in the way")
        status_tree.touch_older(root)
        first = self.status("-a", "--json").stdout
        cached = list((self.base / "home" / ".cache" / "liftoff").iterdir())
        self.assertEqual(len(cached), 1)
        cached[0].write_bytes(cached[0].read_bytes()[:-5])
        self.assertEqual(self.status("-a", "--json").stdout, first)

    def test_what_changes_is_seen(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        status_tree.run(root / "3_x_3" / "5")
        status_tree.touch_older(root)
        before = self.json("-a")[0]
        self.assertTrue(self.cache(root).is_file())
        self.assertEqual((before["waiting"], before["crashed"], before["succeeded"]), (1, 8, 142))
        status_tree.run(root / "3_x_3" / "5", start=100, end=200)
        self.assertEqual(self.json("-a")[0]["succeeded"], 143)
        (root / "1_x_1" / "2" / ".__crash").unlink()
        (root / "1_x_1" / "2" / ".__end").write_text("1524936400\n")
        self.assertEqual(self.json("-a")[0]["succeeded"], 144)
        status_tree.run(root / "99_new", start=100, crash=200)
        self.assertEqual(self.json("-a")[0]["crashed"], 8)
        shutil.rmtree(root / "0_x_0" / "0")
        self.assertEqual(self.json("-a")[0]["total"], 151)

    def test_hand_edits_inside_finished_runs_show_with_rescan(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        status_tree.touch_older(root)
        self.json("-a")
        (root / "0_x_0" / "0" / ".__end").unlink()
        self.assertEqual(self.json("-a", "--rescan")[0]["succeeded"], 141)
        self.assertEqual(self.json("-a")[0]["succeeded"], 141)

    def test_a_copy_is_read_anew(self):
        root = status_tree.finished(self.results, "big", 30, 5)
        status_tree.touch_older(root)
        self.json("-a")
        shutil.copytree(root, self.results / "1524936340_copy")
        (self.results / "1524936340_copy" / "0_x_0" / "0" / ".__end").unlink()
        self.assertEqual([e["succeeded"] for e in self.json("-a")], [141, 142])


class WatchTest(StatusTest):
    def start(self, *args, **more):
        session = PtySession([liftoff_test.program("liftoff-status"), "-w", "0.05", *args], self.dir, self.env, **more)
        self.addCleanup(session.close)
        return session

    def test_changes_show_and_q_quits(self):
        root = status_tree.experiment(self.results, 100, "first")
        status_tree.run(root / "0_a", start=100)
        session = self.start("-a")
        session.wait_for(lambda f: "first" in f and "1 + 0 = 1" in f)
        (root / "0_a" / ".__end").write_text("160\n")
        session.wait_for(lambda f: "0 + 1 = 1" in f)
        status_tree.experiment(self.results, 200, "second")
        session.wait_for(lambda f: "second" in f)
        session.resize(40, 30)
        narrow = session.wait_for(lambda f: "second" in f and all(len(line) <= 40 for line in f.splitlines()))
        self.assertNotIn("Avg.time", narrow)
        session.send(b"q")
        self.assertEqual(session.finish(), 0)
        self.assertTrue(session.settings_restored())
        self.assertIn(b"\x1b[?1049l", session.raw)
        self.assertIn(b"\x1b[?25h", session.raw)

    def test_signals_leave_the_terminal_as_it_was(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            session = self.start("-a")
            session.wait_for(lambda f: "no experiments" in f)
            session.signal(number)
            self.assertEqual(session.finish(), -number)
            self.assertTrue(session.settings_restored())
            self.assertIn(b"\x1b[?1049l", session.raw)

    def test_a_results_folder_may_come_later(self):
        session = self.start("-a")
        session.wait_for(lambda f: "no experiments" in f)
        status_tree.run(status_tree.experiment(self.results, 100, "late") / "0_a", start=100, end=110)
        session.wait_for(lambda f: "late" in f)

    def test_a_lock_that_is_let_go_shows(self):
        root = status_tree.experiment(self.results, 100, "held")
        (root / ".liftoff-launchers").mkdir()
        (root / ".liftoff-launchers" / "1").write_text("{}\n")
        status_tree.run(root / "0_a", start=100, end=110)
        held = lock(root / ".liftoff-launchers" / "1")
        session = self.start()
        session.wait_for(lambda f: "held" in f)
        held.close()
        session.wait_for(lambda f: "nothing is running" in f)


if __name__ == "__main__":
    liftoff_test.main()
