"""What a launch says of runs that crash: each cause once, how often, and where to read more."""
import json
import re
import shlex

from launching import LaunchTest
from liftoff_test import main

RAISE = 'exec python3 -c "raise {}"'


class Causes(LaunchTest):
    def crashed(self, script, *args, count=2):
        """What a launch of `count` runs prints, without the program's name, the results' path and figures."""
        self.experiment(count)
        shown = self.launch(self.script(script), "-e", "x", *args, check=1).stderr
        shown = re.sub(r"\./results/\d+_x", "X", re.sub(r"-t \d+", "-t T", shown))
        return [line.removeprefix("liftoff: ") for line in re.sub(r" in \d+s", "", shown).splitlines()]

    def test_the_line_of_a_crash_tells_its_cause(self):
        self.assertEqual(self.crashed(RAISE.format("KeyError('lr_3')"), "-p", "1"), [
            "X: 2 runs of 2 configurations, 1 at once", "crashed: X/0_n_0: KeyError: 'lr_3'",
            "X: 0 succeeded, 2 crashed", "2 × KeyError: 'lr_#' (0_n_0, …)",
            "hint: see what they printed: liftoff-results errors -t T"])

    def test_equal_ones_are_counted(self):
        shown = self.crashed(RAISE.format("RuntimeError('CUDA out of memory. Run $LIFTOFF_CONFIG_ID')"), "-p", "1",
                             count=12)
        self.assertEqual(shown[1:], [
            "crashed: X/0_n_0: RuntimeError: CUDA out of memory. Run 0",
            "crashed: X/9_n_9: RuntimeError: CUDA out of memory. Run 9; 10 such crashes so far",
            "X: 0 succeeded, 12 crashed", "12 × out of memory (CUDA) (0_n_0, …)",
            "hint: see what they printed: liftoff-results errors -t T"])

    def test_each_is_told_of_where_that_is_asked_for(self):
        shown = self.crashed("exit 3", "-v", count=12)
        self.assertEqual(sum(line.startswith("crashed: ") for line in shown), 12)

    def test_many_kinds(self):
        shown = self.crashed('case $LIFTOFF_CONFIG_ID in 0|1) echo "no data" >&2;; *) exit $LIFTOFF_CONFIG_ID;; esac\n'
                             'exit 9', "-p", "1", count=7)
        self.assertEqual(shown[-5:], ["2 × no data (exit code 9) (0_n_0, …)", "1 × exit code 2 (2_n_2)",
                                      "1 × exit code 3 (3_n_3)", "and 3 crashes of 3 more kinds",
                                      "hint: see what they printed: liftoff-results errors -t T"])

    def test_the_command_that_is_named_shows_the_same(self):
        self.experiment(3)
        done = self.launch(self.script(RAISE.format("ValueError('no $LIFTOFF_CONFIG_ID')")), "-e", "x",
                           "--results-dir", "my results", check=1)
        self.assertIn("3 × ValueError: no # (", done.stderr)
        command = re.search(r"hint: see what they printed: liftoff-results (.*)\n", done.stderr)[1]
        shown = self.run_tool("liftoff-results", *shlex.split(command), check=0).stdout
        self.assertIn("3 × (100 %)  ValueError: no #", shown)

    def test_status_has_the_same_words(self):
        self.crashed("[ $me = 1.0 ] && exit 3\necho epoch 1; echo 'RuntimeError: CUDA out of memory at 7' >&2; "
                     "echo bye >&2; exit 1", "-p", "1")
        shown = self.run_tool("liftoff-status", "--runs", check=0).stdout.splitlines()
        self.assertRegex(shown[1], r"exit code 1 .* RuntimeError: CUDA out of memory at 7$")
        runs = self.json_of("liftoff-status", "--runs", "--json")["runs"]
        self.assertEqual([run["cause"] for run in runs], [
            {"kind": "out_of_memory", "message": "out of memory (CUDA)",
             "text": "RuntimeError: CUDA out of memory at 7"},
            {"kind": "exit", "message": "exit code 3", "text": "exit code 3"}])
        self.assertEqual(runs[0]["last_line"], "bye")
        self.assertIn("  why: RuntimeError: CUDA out of memory at 7\n",
                      self.run_tool("liftoff-status", "--explain", "0", check=0).stdout)
        self.assertNotIn("why:", self.run_tool("liftoff-status", "--explain", "1", check=0).stdout)
        self.crashed("echo epoch 1; sleep 1000", "--timeout", "0.2s")
        explained = self.run_tool("liftoff-status", "--explain", "0", check=0).stdout
        self.assertIn("timed out", explained)
        self.assertNotIn("why:", explained)

    def test_tries_that_are_made_again(self):
        shown = self.crashed("[ $me = 1.0 ] || " + RAISE.format("ValueError('x')"), "--retries", "2")
        self.assertEqual(shown[1:-1], ["crashed: X/0_n_0: ValueError: x; trying again", "X: 1 succeeded, 1 crashed",
                                       "1 × ValueError: x (0_n_0)"])

    def test_ends_that_are_no_exit(self):
        first = "[ $me = 1.0 ] || "
        self.assertIn("crashed: X/0_n_0: timed out", self.crashed(first + "sleep 1000", "--timeout", "0.2s"))
        self.assertIn("1 × signal 11 (SIGSEGV) (0_n_0)", self.crashed(first + "kill -SEGV $$"))
        self.assertIn("1 × lost: its keeper was killed (0_n_0)",
                      self.crashed(first + "kill -KILL $PPID; [ $me = 1.0 ] || sleep 1000"))

    def test_quiet(self):
        self.experiment(2)
        self.assertEqual(self.launch(self.script("exit 3"), "-e", "x", "-q", check=1).stderr, "")

    def test_runs_on_the_launchers_terminal_have_no_files_to_read(self):
        shown = self.crashed('echo KeyError: 7 > "$LIFTOFF_RUN_DIR/err"; exit 3', "--no-detach", "-p", "1")
        self.assertIn("crashed: X/0_n_0: exit code 3", shown)
        self.assertEqual(shown[-1], "2 × exit code 3 (0_n_0, …)")

    def test_json(self):
        self.experiment(2)
        script = self.script(f"[ $me = 0.0 ] || {RAISE.format('KeyError(7)')}")
        done = self.launch(script, "-e", "x", "--json", check=1)
        ended = [json.loads(line) for line in done.stdout.splitlines() if '"run_ended"' in line]
        self.assertEqual({e["config"]: e["cause"] for e in ended}, {
            "x_0": None, "x_1": {"kind": "exception", "message": "KeyError: #", "text": "KeyError: 7"}})

    def test_what_lies_in_the_place_of_its_output_harms_nobody(self):
        for make in ("mkfifo err", "mkdir err", "ln -s /dev/zero err", "ln -s err err",
                     "echo KeyError: 3 > err; chmod 0 err", "truncate -s 100G err"):
            shown = self.crashed(f'cd "$LIFTOFF_RUN_DIR" && rm err && {make}; exit 3', "-p", "1")
            with self.subTest(make):
                self.assertEqual(sum(line.startswith("crashed: X/0_n_0: ") for line in shown), 1)
        self.assertIn("2 × exit code 3 (0_n_0, …)", self.crashed('rm -r "$LIFTOFF_RUN_DIR"; exit 3', "-p", "1"))

    def test_text_that_would_drive_the_terminal(self):
        shown = self.crashed(r"printf 'KeyError: \033[31m\033]0;x\007\2335m\302\233y\n' >&2; exit 1")
        self.assertEqual([c for c in "".join(shown) if not c.isprintable()], [])


class Programs(LaunchTest):
    """What programs that are there print, and what is told of it."""

    def causes(self, script):
        self.experiment(2)
        shown = self.launch(self.script(script), "-e", "x", check=1).stderr
        return re.search(r"crashed: \S+: (.*)", shown)[1]

    def test_tracebacks(self):
        for code, cause in (
                ("import logging\ntry:\n  {}['lr']\nexcept KeyError:\n  logging.exception('failed')\n"
                 "  logging.warning('leaving')\n  raise SystemExit(1)", "KeyError: 'lr'"),
                ("import sys\nsys.stderr = sys.stdout\n{}['lr']", "KeyError: 'lr'"),
                ("try:\n  {}['lr']\nexcept KeyError:\n  raise ValueError('bad')", "ValueError: bad"),
                ("x = 3\nassert x == 4", "AssertionError"),
                ("import os\nos.abort()", "signal 6 (SIGABRT)"),
                ("x = (", "SyntaxError: '(' was never closed"),
                ("import sys\nsys.exit('no data')", "no data (exit code 1)")):
            self.write("p.py", code)
            with self.subTest(code):
                self.assertEqual(self.causes(f"exec python3 {self.dir}/p.py"), cause + (
                    " (assert x == 4)" if cause == "AssertionError" else ""))

    def test_shells(self):
        self.assertRegex(self.causes("no_such_program"), r"job: \d+: no_such_program: not found \(exit code 127\)")
        self.assertRegex(self.causes("exec bash -c 'true\nno_such_program'"),
                         r"bash: line \d: no_such_program: command not found \(exit code 127\)")
        self.assertIn("Segmentation fault", self.causes("bash -c 'kill -SEGV $$'; exit $?"))


if __name__ == "__main__":
    main()
