"""Settings files: what each program takes from them, what is refused where it stands, what wins."""
import json
import os
import subprocess

from launching import wait_until
from liftoff_test import LiftoffTest, main, program


class SettingsTest(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "x: 1\n")
        self.script("true")

    def script(self, text):
        self.write("s.sh", f"#!/bin/sh\n{text}\n").chmod(0o755)

    def settings(self, text):
        self.write(".liftoff.yaml", text)

    def users_settings(self, text):
        path = self.base / "home" / ".config" / "liftoff" / "config.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def assert_refused(self, done, *texts):
        self.assertEqual(done.returncode, 2, done.stderr)
        for text in texts:
            self.assertIn(text, done.stderr)
        self.assertFalse((self.dir / "results").exists())

    def only_experiment(self, results="results"):
        (experiment,) = (e for e in (self.dir / results).iterdir() if not e.name.startswith("."))
        return experiment


class Ranges(SettingsTest):
    def test_out_of_range_is_refused_where_it_stands(self):
        for line, text in {
            "procs_no: 0": "'procs_no' needs a whole number from 1 to 100000, not 0",
            "procs_no: -3": "'procs_no' needs a whole number from 1 to 100000, not -3",
            "runs_no: 0": "'runs_no' needs a whole number from 1 to 10000000, not 0",
            "retries: -1": "'retries' needs a whole number from 0 on, not -1",
            "max_fails: 0": "'max_fails' needs a whole number from 1 on, not 0",
            "omp: 0": "'omp' needs a whole number from 1 on, not 0",
            "timeout: 0": "'timeout' needs a duration above 0, not 0",
            "results_dir: ''": "'results_dir' needs a path, not an empty text",
            "color: x": "'color' needs auto, always or never, not x",
        }.items():
            with self.subTest(line):
                self.settings(f"# mine\n{line}\n")
                for more in ([], ["-n"]):
                    done = self.run_tool("liftoff", "s.sh", "--runs-no", "2", *more, timeout=20)
                    self.assert_refused(done, f"liftoff: .liftoff.yaml:2: {text}")

    def test_the_command_line_is_refused_in_the_same_words(self):
        for words, text in {
            "--procs-no 0": "--procs-no needs a whole number from 1 to 100000, not 0",
            "-p 0": "--procs-no needs a whole number from 1 to 100000, not 0",
            "--runs-no=0": "--runs-no needs a whole number from 1 to 10000000, not 0",
            "--max-fails 0": "--max-fails needs a whole number from 1 on, not 0",
            "--retries -1": "--retries needs a whole number from 0 on, not -1",
            "--timeout 0": "--timeout needs a duration above 0, not 0",
            "--timeout": "--timeout needs a value: a duration above 0",
            "--color x": "--color needs auto, always or never, not x",
            "--resume=3": "--resume takes no value",
            "--runs-no 1 --runs-no 2": "--runs-no is given twice",
            "--timestamp 5": "--timestamp goes with --resume",
        }.items():
            with self.subTest(words):
                self.assert_refused(self.run_tool("liftoff", "s.sh", *words.split(), timeout=20), f"liftoff: {text}\n")

    def test_recorded_options_out_of_range_are_refused(self):
        self.run_tool("liftoff", "s.sh", "--runs-no", "2", "-p", "1", "-q", check=0)
        experiment = self.only_experiment()
        plan = experiment / ".liftoff-plan-1.jsonl"
        text = plan.read_text(encoding="utf-8")
        self.assertIn('"procs_no":1', text)
        plan.write_text(text.replace('"procs_no":1', '"procs_no":0'), encoding="utf-8")
        done = self.run_tool("liftoff", "--resume", timeout=20, check=2)
        self.assertIn("records options that can't be read ('procs_no' needs a whole number from 1", done.stderr)


class Names(SettingsTest):
    def test_the_nearest_option_is_named(self):
        for name, words, meant in (
            ("liftoff", "--run-no 3", "--runs-no"), ("liftoff", "--configdir x", "--configs-dir"),
            ("liftoff", "-runs-no 3", "--runs-no"), ("liftoff-prepare", "--fore", "--force"),
            ("liftoff-status", "--wacth", "--watch"), ("liftoff-abort", "--grase=3", "--grace"),
            ("liftoff-results", "--were x=1", "--where"), ("liftoff-results", "table --srot loss", "--sort"),
        ):
            with self.subTest(words):
                done = self.run_tool(name, *words.split(), check=2)
                option = next(w for w in words.split() if w.startswith("-")).split("=")[0]
                self.assertEqual(done.stderr, f"{name}: there is no option '{option}'\nhint: did you mean {meant}?\n")

    def test_what_is_like_none_is_said_so(self):
        done = self.run_tool("liftoff", "--nonsense", check=2)
        self.assertEqual(done.stderr, "liftoff: there is no option '--nonsense'\n"
                                      "hint: 'liftoff --help' shows the options\n")
        done = self.run_tool("liftoff-results", "--csv", "table", check=2)
        self.assertEqual(done.stderr, "liftoff-results: --csv is not an option of 'liftoff-results'\n"
                                      "hint: it belongs behind 'liftoff-results table'\n")
        self.assertIn("RUN is missing", self.run_tool("liftoff-results", "diff", "a", check=2).stderr)
        self.assertIn("EXPERIMENT is missing", self.run_tool("liftoff-prepare", check=2).stderr)
        self.assertIn("'b.sh' is not expected here", self.run_tool("liftoff", "s.sh", "b.sh", check=2).stderr)

    def test_a_setting_that_no_program_reads_is_warned_of(self):
        self.settings("proc-no: 3\nresume: true\nunheard: 1\n")
        for name in ("liftoff-status", "liftoff-abort", "liftoff-results"):
            stderr = self.run_tool(name).stderr
            self.assertIn(f"{name}: warning: .liftoff.yaml:1: no option is called 'proc_no': "
                          "did you mean 'procs_no'?\n", stderr)
            self.assertIn(".liftoff.yaml:2: 'resume' is no setting: it can only be given on the command line\n", stderr)
            self.assertIn(".liftoff.yaml:3: no option is called 'unheard'\n", stderr)


class Places(SettingsTest):
    def test_every_program_looks_where_results_are_put(self):
        self.settings("results_dir: out\n")
        self.run_tool("liftoff", "s.sh", "--runs-no", "2", "-q", check=0)
        self.assertFalse((self.dir / "results").exists())
        (listed,) = self.json_of("liftoff-status", "-a", "--json")["experiments"]
        self.assertEqual(listed["path"], f"out/{self.only_experiment('out').name}")
        self.assertEqual(len(self.json_of("liftoff-results", "--json")["runs"]), 2)
        self.assertIn("succeeded", self.run_tool("liftoff-status", "--explain", "0/1", check=0).stdout)

    def test_liftoff_abort_ends_what_runs_there(self):
        self.settings("results_dir: out\ngrace: 1s\n")
        self.script('trap "" TERM; echo up; sleep 600')
        launcher = subprocess.Popen([program("liftoff"), "-q", "s.sh", "--runs-no", "2"], cwd=self.dir, env=self.env)
        try:
            self.wait_until_two_are_up()
            done = self.run_tool("liftoff-abort", "-y", check=0)
            self.assertIn("everything", done.stderr)
            (mark,) = self.dir.glob("out/1*/.liftoff-abort")
            self.assertEqual(json.loads(mark.read_text())["grace"], 1)
        finally:
            launcher.wait(timeout=60)
        self.assertEqual(self.json_of("liftoff-status", "-a", "--json")["experiments"][0]["crashed"], 2)

    def wait_until_two_are_up(self):
        wait_until(lambda: [out.read_text() for out in self.dir.glob("out/1*/*/*/out")] == ["up\n"] * 2, "two runs")

    def test_the_home_and_relative_paths(self):
        self.settings("results_dir: ~/kept\n")
        self.users_settings("configs_dir: mine\n")
        self.write("mine/default.yaml", "x: 2\n")
        self.run_tool("liftoff", "s.sh", "--runs-no", "2", "-q", check=0)
        (experiment,) = (self.base / "home" / "kept").glob("1*")
        self.assertIn("x: 2", (experiment / "0_default" / "0" / "cfg.yaml").read_text(encoding="utf-8"))
        self.assertFalse((self.dir / "~").exists())

    def test_a_linked_file_speaks_of_the_folder_it_stands_in(self):
        shared = self.base / "shared.yaml"
        shared.write_text("results_dir: out\n", encoding="utf-8")
        os.symlink(shared, self.dir / ".liftoff.yaml")
        self.run_tool("liftoff", "s.sh", "--runs-no", "2", "-q", check=0)
        self.only_experiment("out")


class Kinds(SettingsTest):
    def test_comment_and_no_detach_are_defaults_of_a_launch(self):
        self.settings("comment: hi there\nno_detach: true\n")
        done = self.run_tool("liftoff", "s.sh", "--runs-no", "2", "--json", check=0)
        self.assertFalse(json.loads(done.stdout.splitlines()[0])["detached"])
        self.assertEqual((self.only_experiment() / ".__comment").read_text(encoding="utf-8"), "hi there")
        self.run_tool("liftoff", "--resume", "--runs-no", "3", "-q", check=0)
        self.settings("comment: later\n")
        self.run_tool("liftoff", "--resume", "--runs-no", "4", "-q", check=0)
        self.assertEqual((self.only_experiment() / ".__comment").read_text(encoding="utf-8"), "hi there")

    def test_the_grace_between_term_and_kill(self):
        """A run that needs three seconds after TERM: it has them or not."""
        self.script("trap 'trap \"\" TERM; sleep 3; echo saved; exit 0' TERM\nsleep 600 & wait")
        cases = (("", [], "saved\n", None), ("grace: 0.5s\n", [], "", 0.5), ("grace: 20s\n", ["--grace", "1"], "", 1))
        for number, (settings, args, out, recorded) in enumerate(cases):
            with self.subTest(settings, args=args):
                self.settings(settings)
                place = f"results{number}"
                self.run_tool("liftoff", "s.sh", "--runs-no", "2", "-q", "--timeout", "1s",
                              "--results-dir", place, *args)
                experiment = self.only_experiment(place)
                self.assertEqual([path.read_text() for path in experiment.glob("*/*/out")], [out, out])
                plan = (experiment / ".liftoff-plan-1.jsonl").read_text(encoding="utf-8")
                self.assertEqual(json.loads(plan.splitlines()[0])["options"].get("grace"), recorded)

    def test_the_flag_then_the_environment_then_the_setting_colour(self):
        self.run_tool("liftoff", "s.sh", "--runs-no", "2", "-q", check=0)
        coloured = lambda *args, **more: "\x1b" in self.run_tool(
            "liftoff-status", "-a", *args, env=dict(self.env, **more), check=0).stdout
        self.assertFalse(coloured())
        self.settings("color: always\n")
        self.assertTrue(coloured())
        self.assertFalse(coloured("--color", "never"))
        self.assertFalse(coloured(NO_COLOR="1"))
        self.settings("color: never\n")
        self.assertTrue(coloured(CLICOLOR_FORCE="1"))
        self.assertFalse(coloured(CLICOLOR_FORCE="0"))
        self.assertTrue(coloured("--color=always"))

    def test_settings_for_questions_of_the_python_package(self):
        """They hold by hand as for a launch; what is asked of a run that is there needs none."""
        self.settings("procs_no: 0\n")
        self.assertIn("'procs_no' needs a whole number",
                      self.run_tool("liftoff", "--print-config", "-c", "default", check=2).stderr)
        done = self.run_tool("liftoff", "--print-config", "--config-path", "configs/default.yaml", check=0)
        self.assertEqual(done.stderr, "")
        self.settings("results_dir: rr\n")
        answer = json.loads(self.run_tool("liftoff", "--print-config", "-c", "default", check=0).stdout)
        self.assertEqual(answer["results_dir"], "rr")


if __name__ == "__main__":
    main()
