"""What is refused, or can't be found, and the words for it: each case a small folder, a command, what it says."""
import os


from liftoff_test import LiftoffTest, main

SCRIPT = "#!/bin/sh\ntrue\n"


class Refusals(LiftoffTest):
    def configs(self, **files):
        for name, text in files.items():
            self.write(f"configs/{name.replace('__', '/')}.yaml", text)

    def script(self):
        os.chmod(self.write("s.sh", SCRIPT), 0o755)

    def launched(self, *args):
        self.configs(default="x: 1\n")
        self.script()
        self.run_tool("liftoff", "-q", "./s.sh", *args, check=0)


class OfLiftoff(Refusals):
    def test_what_experiment_may_say(self):
        self.script()
        self.configs(default="x: 1\n", a="experiment: 5\n")
        self.says("liftoff ./s.sh -c a", "configs/a.yaml:1: 'experiment' needs a text, not 5", "hint: put it in quotes")
        self.configs(a="experiment: one\n", b="experiment: two\n")
        self.says("liftoff ./s.sh -c a b",
                  "configs/b.yaml:1: experiment 'two', but 'one' in the configurations before it")

    def test_two_configurations_in_one_folder(self):
        self.script()
        self.configs(default="x: 1\n", a="cfg_id: 3\ntitle: same\n", b="cfg_id: 3\ntitle: same\n")
        for dry in ("", " -n"):
            self.says(f"liftoff ./s.sh -c a b{dry}", "the configuration 'b' has the cfg_id 3 and title of another one",
                  "hint: give them different titles, or leave cfg_id out")
        self.assertEqual(os.listdir(self.dir / "results"), [])

    def test_experiments_that_lack_something(self):
        self.script()
        self.configs(e__config="x: [1]\n", e__default="x: 0\n")
        self.says("liftoff ./s.sh -e e", "configs/e: its configurations were never generated",
                  "hint: run 'liftoff-prepare e'")
        self.configs(f__f_1="x: 1\n")
        self.says("liftoff ./s.sh -e f", "configs/f/default.yaml: there is no such file",
                  "hint: make it, with the values that all configurations share; it may be empty: "
                  "touch configs/f/default.yaml")

    def test_more_runs_than_an_experiment_may_have(self):
        self.script()
        self.configs(default="x: 1\n", other="x: 2\n")
        self.says("liftoff ./s.sh -c default other --runs-no 9000000",
                  "9000000 repetitions of 2 configurations are more than the 10000000 runs that one experiment "
                  "may have",
                  "hint: make several experiments of them")
        self.assertEqual(os.listdir(self.dir / "results"), [])

    def test_a_folder_of_configurations_that_can_not_be_read(self):
        self.script()
        self.configs(e__e_0="x: 1\n", e__default="x: 0\n")
        os.chmod(self.dir / "configs/e", 0o311)
        done = self.run_without_rights("liftoff", "./s.sh", "-e", "e")
        os.chmod(self.dir / "configs/e", 0o700)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("cannot read the folder configs/e: Permission denied", done.stderr)

    def test_files_that_are_no_text(self):
        self.script()
        self.write("configs/default.yaml", b"name: caf\xe9\n")
        self.says("liftoff -n ./s.sh", "configs/default.yaml:1: byte 0xe9 is not UTF-8",
                  "hint: save the file as UTF-8")
        self.write("configs/default.yaml", b"\xff\xfex")
        self.says("liftoff -n ./s.sh", "configs/default.yaml:1: broken UTF-16", "hint: save the file as UTF-8")
        self.configs(default=f"x: 0x{'f' * 100_000}\n")
        self.says("liftoff -n ./s.sh", "digits are too many for an integer that is not decimal",
                  "hint: write it in decimal digits")

    def test_modules_that_are_not_there(self):
        self.configs(default="x: 1\n")
        self.says("liftoff -n -m nope.mod", "there is no module 'nope.mod'",
                  "hint: looked here and where Python finds modules")

    def test_a_dry_run_ends_with_what_it_is_about(self):
        self.script()
        self.configs(default="x: 1\n", a="x: 2\n")
        self.says("liftoff -n ./s.sh -c a default --runs-no 3 -p 2",
                  "a: 2 configurations, 6 runs, 2 at once, of: ./s.sh", status=0)

    def test_resuming_what_is_not_there(self):
        self.launched("--runs-no", "2")
        newest = next((self.dir / "results").glob("*_default")).name
        self.says("liftoff --resume --timestamp 5", "there is no experiment with timestamp 5 in ./results",
                  f"hint: the newest one there is {newest}: --timestamp {newest.split('_')[0]}")


    def test_a_link_to_results_that_leads_nowhere(self):
        self.script()
        self.configs(default="x: 1\n")
        (self.dir / "results").symlink_to("../gone/results")
        told = ("results is a link to ../gone/results, and nothing is there",
                "hint: mount or make what it leads to, or name another folder: --results-dir DIR")
        for command in ("liftoff ./s.sh", "liftoff-status -a", "liftoff-results", "liftoff-abort -y"):
            with self.subTest(command):
                self.says(command, *told)
        self.says("liftoff ./s.sh --results-dir results/deeper", *told)

    def test_results_that_can_not_be_written(self):
        self.script()
        self.configs(default="x: 1\n")
        (self.dir / "results").mkdir(mode=0o555)
        done = self.run_without_rights("liftoff", "./s.sh")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("cannot write into the folder ./results: Permission denied", done.stderr)


class OfPrepare(Refusals):
    def test_what_it_would_do(self):
        self.configs(e__config="x: [1, 2]\n", e__default="x: 0\n")
        self.says("liftoff-prepare -n e", "2 configurations would be created in configs/e", status=0)

    def test_filters_that_leave_nothing(self):
        self.configs(e__default="a: 0\n", e__config="a: [1]\nb: [2]\n"
                     "filter_out: [{left: a, right: b, exclude: [[1, 2]]}]\n")
        self.says("liftoff-prepare e", "configs/e/config.yaml:3: 'filter_out' leaves no combination",
                  "hint: take pairs out of it or add values")

    def test_something_in_the_way_of_a_configuration(self):
        self.configs(e__config="x: [1]\n", e__default="x: 0\n")
        (self.dir / "configs/e/e_0.yaml").mkdir()
        self.says("liftoff-prepare e", "configs/e/e_0.yaml: something of this name is in the way",
                  "hint: move it away, or wait for whatever program writes it")

    def test_a_folder_that_can_not_be_opened(self):
        self.configs(e__config="x: [1]\n", e__default="x: 0\n")
        os.chmod(self.dir / "configs/e", 0)
        done = self.run_without_rights("liftoff-prepare", "e")
        os.chmod(self.dir / "configs/e", 0o700)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("cannot open the folder configs/e: Permission denied", done.stderr)


    def test_a_folder_that_can_not_be_written(self):
        self.configs(e__config="x: [1]\n", e__default="x: 0\n")
        os.chmod(self.dir / "configs/e", 0o555)
        for dry in ((), ("-n",)):
            done = self.run_without_rights("liftoff-prepare", "e", *dry)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn("cannot write into the folder configs/e: Permission denied", done.stderr)
        os.chmod(self.dir / "configs/e", 0o700)


class OfResults(Refusals):
    def test_a_choice_of_the_best_needs_an_order(self):
        self.launched("--runs-no", "2")
        self.says("liftoff-results table --top 1", "--top needs an order", "hint: add --sort METRIC")

    def test_what_is_not_there(self):
        self.launched("--runs-no", "2")
        self.says("liftoff-results --full-name nope", "no experiment in the folder 'nope' in ./results",
                  "hint: there are default", status=1)

    def test_a_run_that_waits_has_nothing_to_compare(self):
        self.configs(default="x: 1\n")
        os.chmod(self.write("f.sh", "#!/bin/sh\nexit 1\n"), 0o755)
        self.run_tool("liftoff", "-q", "./f.sh", "--runs-no", "3", "-p", "1", "--max-fails", "1", check=1)
        self.says("liftoff-results diff 0_default/2 0_default/0", "/0_default/2' has not been started")


class OfStatus(Refusals):
    def test_nothing_of_that_name_is_running(self):
        self.launched("--runs-no", "2")
        self.says("liftoff-status -e default", "no experiment named 'default' is running",
                  "-a shows those that have ended", status=0)

    def test_help_tells_the_columns(self):
        text = " ".join(self.run_tool("liftoff-status", "--help", check=0).stdout.split())
        self.assertIn("Shows what experiments are doing.", text)
        self.assertIn("Columns, as -s takes them, too:", text)
        for meaning in ("when it was launched, for -t", "runs that wait", "run seconds per wall second"):
            self.assertIn(meaning, text)
        for meaning in ("Show the version and exit", "Show this text and exit"):
            self.assertIn(meaning, text)


if __name__ == "__main__":
    main()
