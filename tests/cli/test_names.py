"""What experiments and runs are called: each option takes what the screen shows."""
import os

from liftoff_test import LiftoffTest, main


class Names(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "x: 1\n")
        self.write("s.sh", "#!/bin/sh\necho $LIFTOFF_RUN_ID\n"
                   "echo '{\"y\": 1}' > $LIFTOFF_RUN_DIR/summary.json\n").chmod(0o755)

    def launch(self, name, *args):
        """The experiment's folder."""
        self.write(f"configs/{name}.yaml", "x: 2\n")
        before = set(self.experiments())
        self.run_tool("liftoff", "s.sh", "-q", "-c", name, *args, check=0)
        return (set(self.experiments()) - before).pop()

    def experiments(self):
        folder = self.dir / "results"
        return [name for name in os.listdir(folder) if name[0].isdigit()] if folder.exists() else []


class Experiments(Names):
    def test_a_word_names_the_experiment(self):
        one, two = self.launch("one"), self.launch("two")
        self.assertIn(one, self.run_tool("liftoff-results", "one", check=0).stdout)
        self.assertIn(two, self.run_tool("liftoff-results", "two", "--runs-only", check=0).stdout)
        shown = self.json_of("liftoff-status", "-a", "one", "--json")["experiments"]
        self.assertEqual([e["name"] for e in shown], ["one"])
        self.assertIn(one, self.run_tool("liftoff-status", "one", "--explain", "one/0", check=0).stdout)
        self.assertIn(two, self.run_tool("liftoff-status", "--explain", "two/0", "two", check=0).stdout)
        for form in (["table", "one"], ["one", "table"]):
            self.assertIn(one, self.run_tool("liftoff-results", *form, "--csv", check=0).stdout)
        self.assertIn("none of 1 runs failed", self.run_tool("liftoff-results", "errors", "one", check=1).stderr)

    def test_a_verb_wins_and_an_option_names_an_experiment_so_called(self):
        self.launch("default")
        table = self.launch("table")
        self.assertIn("n\n", self.run_tool("liftoff-results", "table", check=0).stdout)
        self.assertIn(table, self.run_tool("liftoff-results", "-e", "table", check=0).stdout)

    def test_one_that_is_not_there_is_said_by_its_name(self):
        self.launch("one")
        for program, status in (("liftoff-results", 1), ("liftoff-status", 0)):
            self.assertIn("named 'nope' in ./results", self.run_tool(program, "nope", check=status).stderr)
        self.assertIn("no experiment named 'one' is running", self.run_tool("liftoff-status", "one", check=0).stderr)
        self.run_tool("liftoff-abort", "nope", "-y", check=1)

    def test_it_is_named_once(self):
        self.assertIn("don't go together", self.run_tool("liftoff-status", "one", "-e", "one", check=2).stderr)
        self.assertIn("'two' is not expected", self.run_tool("liftoff-status", "one", "two", check=2).stderr)


class Runs(Names):
    def test_a_single_run_has_the_name_that_is_shown(self):
        folder = self.launch("default")
        shown = self.run_tool("liftoff-status", "--runs", check=0).stdout.splitlines()[1].split()[1:3]
        self.assertEqual(shown, ["default", "0"])
        for name in ("default/0", "default", "0_default/0", "0_default", "0/0", "0", f"results/{folder}"):
            self.assertIn(f"{folder}: succeeded", self.run_tool("liftoff-status", "--explain", name, check=0).stdout)
            self.run_tool("liftoff-results", "diff", name, "default/0", check=0)

    def test_runs_of_a_sweep(self):
        folder = self.launch("default", "--runs-no", "2")
        for name in ("default/1", "0_default/1", "0/1", f"results/{folder}/0_default/1"):
            self.assertIn("/0_default/1: succeeded", self.run_tool("liftoff-status", "--explain", name, check=0).stdout)
            self.assertEqual(self.run_tool("liftoff-status", "--follow", name, check=0).stdout, "1\n")

    def test_no_name_reaches_into_an_older_experiment(self):
        old = self.launch("default", "--runs-no", "3")
        new = self.launch("default", "--runs-no", "2")
        for args in (("liftoff-status", "--explain", "0/2"), ("liftoff-results", "diff", "0/0", "0/2")):
            done = self.run_tool(*args, check=2)
            self.assertIn(f"there is no run '0/2' in {new}", done.stderr)
            self.assertIn(f"{old} has one: add -t {old.split('_')[0]}", done.stderr)
        self.run_tool("liftoff-results", "diff", "-t", old.split("_")[0], "0/0", "0/2", check=0)
        diff = self.run_tool("liftoff-results", "diff", f"results/{old}/0_default/2", "0/1", check=0).stdout
        self.assertIn(f"{old}/0_default/1", diff)

    def test_a_folder_of_that_name_is_not_meant(self):
        self.launch("default", "--runs-no", "2")
        self.write("0/0/cfg.yaml", "x: 9\n")
        self.assertNotIn("x ", self.run_tool("liftoff-results", "diff", "0/0", "0/1", check=0).stdout)


class ByHand(Names):
    """`python script.py -c diff` leaves a folder with a configuration, and what the script wrote."""

    def setUp(self):
        super().setUp()
        self.sweep = self.launch("default", "--runs-no", "2")
        self.hand = f"{int(self.sweep.split('_')[0]) + 100}_default"
        self.write(f"results/{self.hand}/cfg.yaml", "x: 7\nexperiment: default\n")
        self.write(f"results/{self.hand}/summary.json", '{"y": 3}')

    def test_it_does_not_hide_the_sweep(self):
        for args in ((), ("default",), ("table", "--csv")):
            self.assertIn(self.sweep, self.run_tool("liftoff-results", *args, check=0).stdout)
        self.run_tool("liftoff-status", "--explain", "0/1", check=0)
        self.run_tool("liftoff-results", "diff", "0/0", "0/1", check=0)
        self.assertEqual(len(self.run_tool("liftoff-status", "--runs", check=0).stdout.splitlines()), 3)
        self.assertIn("nothing to do", self.run_tool("liftoff", "s.sh", "--resume", check=0).stderr)

    def test_it_is_shown_as_what_it_is(self):
        line = self.run_tool("liftoff-status", "-a", check=0).stdout.splitlines()[1]
        self.assertRegex(line, r"default +- \+ - \+ - \+ - \+ - = 1 .*run by hand, without a record")
        one = self.json_of("liftoff-status", "-a", "--json")["experiments"][0]
        self.assertEqual([one[key] for key in ("by_hand", "waiting", "running", "succeeded", "total")],
                         [True, 0, 0, 0, 1])
        at = ("-t", self.hand.split("_")[0])
        self.assertIn("unrecorded  default", self.run_tool("liftoff-status", "--runs", *at, check=0).stdout)
        self.assertIn("run by hand", self.run_tool("liftoff-status", "--explain", "default/0", *at, check=0).stdout)

    def test_its_results_are_found(self):
        at = ("-t", self.hand.split("_")[0])
        self.assertEqual(self.run_tool("liftoff-results", *at, "-n", "summary.json", check=0).stdout,
                         f"./results/{self.hand}/summary.json\n")
        where = ("-a", "--where", "x=7", "--runs-only")
        self.assertIn(self.hand, self.run_tool("liftoff-results", *where, check=0).stdout)
        table = self.run_tool("liftoff-results", "table", "-i", "--csv", *at, check=0).stdout
        self.assertIn("unrecorded", table)
        self.run_tool("liftoff-results", "diff", f"results/{self.hand}", "0/1", check=0)

    def test_alone_it_is_what_is_meant(self):
        self.run_tool("liftoff-results", "-d", "other", check=1)
        (self.dir / "other").mkdir()
        (self.dir / "results" / self.hand).rename(self.dir / "other" / self.hand)
        self.assertIn("summary.json", self.run_tool("liftoff-results", "-d", "other", check=0).stdout)

    def test_what_is_not_heeded_is_refused(self):
        for view, options in ((["--runs"], ["-r", "--sort=x"]), (["--explain", "0/1"], ["-r", "--sort=x", "-w"]),
                              (["--follow", "0/1"], ["-r", "--sort=x", "-w"])):
            for option in options:
                self.assertRegex(self.run_tool("liftoff-status", *view, option, check=2).stderr,
                                 f"--(short|sort|watch) and {view[0]} don't go together")
        self.assertIn("--explain and --runs don't go together",
                      self.run_tool("liftoff-status", "--runs", "--explain", "0/1", check=2).stderr)


if __name__ == "__main__":
    main()
