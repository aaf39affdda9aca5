"""Every run counts once, in one of the five states, whatever people do to its folder."""
import shutil

from liftoff_test import LiftoffTest, main


class Counts(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "x: 1\n")
        self.write("s.sh", "#!/bin/sh\nexit 0\n").chmod(0o755)
        self.run_tool("liftoff", "s.sh", "-q", "--runs-no", "4", check=0)
        self.experiment = next((self.dir / "results").glob("1*"))

    def counts(self, *args):
        one = self.json_of("liftoff-status", "-a", "--json", *args)["experiments"][0]
        self.assertEqual(one["total"], sum(one[s] for s in ("waiting", "running", "crashed", "lost", "succeeded")))
        return one["waiting"], one["succeeded"], one["total"]

    def resume(self):
        self.run_tool("liftoff", "--resume", "-q", "s.sh", check=0)

    def test_runs_whose_folder_was_removed(self):
        for number in range(3):
            shutil.rmtree(self.experiment / "0_default" / str(number))
        self.assertEqual(self.counts("--rescan"), (3, 1, 4))
        self.resume()
        self.assertEqual(self.counts(), (0, 4, 4))
        self.assertEqual((self.experiment / ".liftoff-journal").read_text().count("\nrerun\t"), 3)
        self.resume()
        self.assertEqual((self.experiment / ".liftoff-journal").read_text().count("\nrerun\t"), 3)

    def test_a_run_whose_marker_was_removed(self):
        for name in (".__end", ".liftoff-run"):
            (self.experiment / "0_default/3" / name).unlink()
        self.resume()
        self.assertEqual(self.counts(), (0, 4, 4))

    def test_some_removed_while_others_wait(self):
        self.resume()
        self.run_tool("liftoff", "--resume", "-q", "--runs-no", "9", "--max-fails", "1", "s.sh", check=0)
        for number in (0, 5):
            shutil.rmtree(self.experiment / "0_default" / str(number))
        self.resume()
        self.assertEqual(self.counts(), (0, 9, 9))

    def test_a_journal_that_counts_more_than_is_planned_is_not_believed(self):
        journal = self.experiment / ".liftoff-journal"
        lines = journal.read_text().splitlines(True)
        journal.write_text("".join(lines + lines[1:]))
        self.assertEqual(self.counts(), (0, 4, 4))


if __name__ == "__main__":
    main()
