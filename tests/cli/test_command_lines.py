"""Command lines that can't be meant as they are written: what is said of them, in the order in which they say it."""
import os
import shlex

from liftoff_test import LiftoffTest, main


class Unknown(LiftoffTest):
    def test_the_option_that_was_meant(self):
        self.says("liftoff s.sh --run-no 3", "there is no option '--run-no'\n", "hint: did you mean --runs-no?")
        self.says("liftoff s.sh --qqqqq", "there is no option '--qqqqq'\n", "hint: 'liftoff --help' shows the options")
        self.says("liftoff-results table --idividual", "there is no option '--idividual'",
                  "hint: did you mean --individual?")

    def test_several_in_the_order_given(self):
        self.says("liftoff --time-out=5 s.sh --run-no 3 --qqqqq",
                  "there is no option '--time-out', and no option '--run-no', and no option '--qqqqq'\n",
                  "hint: did you mean --timeout for --time-out, --runs-no for --run-no?")
        self.says("liftoff-results --rescann table --sorts x",
                  "there is no option '--rescann', and no option '--sorts'")

    def test_the_first_wrong_value_is_told_first(self):
        for words, first in (("-p x --runs-no y", "--procs-no"), ("--runs-no y -p x", "--runs-no"),
                             ("--retries=x --procs-no=y", "--retries"), ("-px --mkl x", "--procs-no"),
                             ("--json --json=1 -p x", "--json")):
            with self.subTest(words):
                self.assertTrue(self.says(f"liftoff s.sh {words}").stderr.startswith(f"liftoff: {first} "))


class Swallowed(LiftoffTest):
    def test_a_script(self):
        self.write("train.py", "print(1)\n")
        for words, option, command in (
                ("-c diff train.py", "-c", "liftoff train.py -c diff"),
                ("-q --config-file a b train -n", "--config-file", "liftoff train -q --config-file a b -n"),
                ("-g train.py -n", "-g", "liftoff train.py -n"), ("-g 0 -c pkg.run", "-c", "liftoff pkg.run -g 0")):
            with self.subTest(words):
                script = command.split()[1]
                self.says(f"liftoff {words}", f"liftoff: no script is given: {option} took '{script}'\n",
                          f"hint: put it first: {command}\n")

    def test_what_is_no_script(self):
        self.says("liftoff -c a b", "no script was given")
        self.write(".liftoff.yaml", "script: train.py\n")
        self.assertNotIn("took", self.says("liftoff -c diff x.y").stderr)

    def test_runs_to_compare(self):
        self.says("liftoff-results diff -n 0/0 8/1", "RUN is missing: -n took '0/0', '8/1'",
                  "hint: put it first: liftoff-results diff 0/0 8/1")
        for words in ("", " 0/0 -n summary.json"):
            self.says(f"liftoff-results diff{words}", "RUN is missing\n",
                      "hint: 'liftoff-results diff --help' shows the options")

    def test_the_name_of_an_experiment(self):
        self.write("configs/mine.yaml", "x: 1\n")
        os.chmod(self.write("s.sh", "#!/bin/sh\necho '{\"loss\": 1}' > $LIFTOFF_RUN_DIR/summary.json\n"), 0o755)
        self.run_tool("liftoff", "./s.sh", "-q", "-c", "mine", "--runs-no", "2", check=0)
        for form, words in (("", "-n summary.json"), ("", "--where x>1"), (" table", "-m loss"),
                            (" table", "--sort loss")):
            with self.subTest(form + words):
                option = words.split()[0]
                done = self.run_tool("liftoff-results", *form.split(), *words.split(), "mine")
                command = f"liftoff-results{form} mine {shlex.join(words.split())}"
                self.assertIn(f"warning: {option} took 'mine', which is the name of an experiment, too: to look at "
                              f"that, put it first: {command}\n", done.stderr)
        for words in ("mine -n summary.json", "-e mine -n a mine", "-n mine"):
            self.assertNotIn("took", self.run_tool("liftoff-results", *words.split()).stderr)


if __name__ == "__main__":
    main()
