"""Launching: what is called and with what, and how failures are treated."""
import json
import os
import shutil
import signal
import subprocess

from launching import LaunchTest, read, wait_until
from liftoff_test import main, not_sanitized, program


class SingleRun(LaunchTest):
    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "n: 1\nname: plain\n")

    def test_run_of_a_script_without_main(self):
        self.write("job.py", "def run(opts):\n    print(opts.n, opts.run_id, opts.out_dir, opts.cfg_dir, opts.title)\n")
        done = self.launch("job")
        tree = self.tree()
        self.assertEqual(done.stdout.split(), ["1", "0", f"./results/{tree.name}", f"./results/{tree.name}", "default"])
        self.assertEqual(self.state(tree), "succeeded")
        self.assertEqual(read(tree / ".__mode"), "single\n")
        self.assertFalse((tree / "out").exists())

    def test_run_of_a_script_with_main(self):
        self.write("job.py",
                   "def run(opts):\n    print('run', opts.n)\nif __name__ == '__main__':\n    print('main')\n")
        self.assertEqual(self.launch("job.py").stdout, "run 1\n")

    def test_a_function_of_a_module(self):
        self.write("jobs/a.py", "def go(opts):\n    print('go', opts.name)\n")
        self.assertEqual(self.launch("jobs.a.go").stdout, "go plain\n")

    def test_an_executable_with_the_terminals_input(self):
        script = self.script("read line; echo got $line")
        process = self.start(script, stdin=subprocess.PIPE)
        out, _ = process.communicate("hello\n", timeout=60)
        self.assertEqual(out, "got hello\n")

    def test_exit_statuses(self):
        for code in (1, 3, 42):
            done = self.launch(self.script(f"exit {code}"), check=1)
            self.assertIn(f"exit code {code}", done.stderr)
        done = self.launch(self.script("kill -SEGV $$"), check=1)
        self.assertIn("SIGSEGV", done.stderr)
        self.launch("no_such_script", check=2)
        self.launch(check=2)
        self.launch(script := self.script("exit 0"), "-c", "absent", check=2)
        self.write("results2", "a file, no folder")
        self.launch(script, "--results-dir", "results2", check=3)

    def test_one_that_is_requeued(self):
        self.launch(self.script("[ $LIFTOFF_ATTEMPT = 2 ] || exit 85"))
        self.assertEqual([e["outcome"] for e in self.ends(self.tree())], ["requeued", "succeeded"])

    def test_one_that_times_out(self):
        done = self.launch(self.script("sleep 1000"), "--timeout", "0.2s", check=1)
        self.assertIn("timed out", done.stderr)
        self.wait_nothing_left()

    def test_TERM_ends_it(self):
        launcher = self.start(self.script('say + $me $$; sleep 1000 & wait'))
        self.wait_said(1)
        launcher.send_signal(signal.SIGTERM)
        self.end_of(launcher, check=143)
        self.assertEqual(self.state(self.tree()), "crashed")
        self.wait_nothing_left()

    def test_killed_it_leaves_the_run_lost(self):
        launcher = self.start(self.gated())
        self.wait_said(1)
        self.assertEqual(self.state(self.tree()), "running")
        launcher.kill()
        launcher.wait()
        self.assertEqual(self.state(self.tree()), "lost")
        self.assertEqual(self.counts()["lost"], 1)
        self.open_gate()
        self.launch("--resume")
        self.assertEqual(self.state(self.tree()), "succeeded")


class Arguments(LaunchTest):
    def test_of_a_detached_run(self):
        self.experiment(2)
        script = self.write("show", '#!/bin/sh\nfor a in "$@"; do printf "%s\\n" "$a"; done\npwd\n')
        script.chmod(0o755)
        launcher = self.start("./show", "-e", "x", "--results-dir", "res/ults")
        self.end_of(launcher, check=0)
        tree = self.tree("res/ults")
        timestamp = tree.name.split("_")[0]
        self.assertEqual(read(tree / ".__mode"), "nohup\n")
        self.assertEqual(read(tree / ".__ppid"), f"{launcher.pid}\n")
        self.assertEqual(read(tree / ".__timestamp"), f"{timestamp}\n")
        for run in ("0_n_0", "1_n_1"):
            folder = f"res/ults/{tree.name}/{run}"
            self.assertEqual(read(tree / run / "out").splitlines(),
                             ["--configs-dir", folder, "--config-file", "cfg", "--default-config-file", "cfg",
                              "--out-dir", folder, "--timestamp", timestamp, "--ppid", str(launcher.pid),
                              str(self.dir)])

    def test_of_python(self):
        self.experiment(2)
        self.write("job.py",
                   "import sys\nprint(sys.stdout.write_through, sys.argv[0], len(sys.argv), sys.stdin.read() == '')\n"
                   "from liftoff import parse_opts\nprint(parse_opts().n)\n")
        self.launch("job", "-e", "x")
        self.assertEqual(read(self.tree() / "1_n_1" / "out"), "True job.py 13 True\n1\n")

    def test_of_a_function(self):
        self.experiment(2)
        self.write("jobs.py", "def go(opts):\n    print('went', opts.n, opts.cfg_id, opts.resume)\n")
        self.launch("jobs.go", "-e", "x")
        self.assertEqual(read(self.tree() / "1_n_1" / "out"), "went 1 1 False\n")

    def test_the_environment(self):
        self.experiment(2)
        names = ("LIFTOFF_RUN_DIR", "LIFTOFF_CONFIG", "LIFTOFF_EXPERIMENT", "LIFTOFF_TITLE", "LIFTOFF_RUN_ID",
                 "LIFTOFF_CONFIG_ID", "LIFTOFF_ATTEMPT", "LIFTOFF_SLOT", "CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER",
                 "OMP_NUM_THREADS", "MKL_NUM_THREADS", "LIFTOFF_STRAY")
        script = self.script('echo "' + "|".join(f"${name}" for name in names) + '"')
        self.launch(script, "-e", "x", "--runs-no", "2", "-p", "1", "--gpus", "GPU-abc", "--omp", "3", "--mkl", "5",
                    env={**self.env, "LIFTOFF_STRAY": "not ours", "OMP_NUM_THREADS": "64"})
        tree = self.tree()
        folder = tree.resolve() / "1_n_1" / "1"
        self.assertEqual(read(tree / "1_n_1" / "1" / "out"),
                         f"{folder}|{folder}/cfg.yaml|x|n=1|1|1|1|0|GPU-abc|PCI_BUS_ID|3|5|\n")
        self.launch(script, "-e", "x", "--results-dir", "other", "--gpus", "0",
                    env={**self.env, "CUDA_DEVICE_ORDER": "FASTEST_FIRST"})
        self.assertIn("|0|FASTEST_FIRST|", read(self.tree("other") / "0_n_0" / "out"))

    def test_titles_that_are_hostile(self):
        titles = ["a b", "'single' \"double\"", "$(touch pwned)", "`touch pwned`; touch pwned",
                  "two\nlines\ttab\x1b[31m", "../../up/and/away", "x" * 300, "größe-日本語-" + "é" * 150, "-rf", "",
                  "%s%n", "\\"]
        self.write("configs/h/default.yaml", "n: 0\n")
        for number, title in enumerate(titles):
            self.write(f"configs/h/h_{number}.yaml", f"title: {json.dumps(title)}\nn: {number}\n")
        self.launch(self.script('printf "%s" "$LIFTOFF_TITLE" > "$LIFTOFF_RUN_DIR/title"'), "-e", "h")
        runs = {run.name.split("_")[0]: run for run in self.runs()}
        self.assertEqual(set(self.states()), {"succeeded"})
        for number, title in enumerate(titles):
            run = runs[str(number)]
            self.assertEqual(run.parent, self.tree(), title)
            self.assertEqual(read(run / "title"), title)
            self.assertLessEqual(len(run.name.encode()), 200)
            self.assertFalse(set(run.name) & set(" -.,=:;/()[]'+\n\t\x1b"), run.name)
        self.assertFalse((self.dir / "pwned").exists())
        self.assertEqual(sorted(p.name for p in self.dir.iterdir()), ["configs", "job", "results"])

    def test_a_dry_run_writes_nothing(self):
        self.experiment(3)
        done = self.launch(self.script("say + $me"), "-e", "x", "--runs-no", "2", "-n")
        self.assertEqual([line.split()[0] for line in done.stdout.splitlines()],
                         ["0_n_0/0", "1_n_1/0", "2_n_2/0", "0_n_0/1", "1_n_1/1", "2_n_2/1"])
        self.assertEqual(sorted(p.name for p in self.dir.iterdir()), ["configs", "job"])


class Many(LaunchTest):
    def test_ten_launchers_in_one_second_make_ten_experiments(self):
        self.experiment(2)
        script = self.script("exit 0")
        launchers = [self.start(script, "-e", "x") for _ in range(10)]
        for launcher in launchers:
            self.end_of(launcher, check=0)
        trees = self.trees()
        self.assertEqual(len(trees), 10)
        self.assertEqual(len({tree.name for tree in trees}), 10)
        for tree in trees:
            self.assertEqual(read(tree / ".__timestamp").strip(), tree.name.split("_")[0])
            self.assertEqual(self.states(tree), ["succeeded"] * 2)
        self.assertIn(os.readlink(self.dir / "results" / ".latest"), [tree.name for tree in trees])
        self.assertEqual([p.name for p in (self.dir / "results").iterdir() if p.name.startswith(".liftoff-tmp")], [])

    @not_sanitized("an address sanitizer keeps what is freed for a while")
    def test_a_thousand_configurations(self):
        self.experiment(1000)
        with open(self.base / "err", "wb") as err:
            process = subprocess.Popen([program("liftoff"), "/bin/true", "-e", "x", "-p", "4"], cwd=self.dir,
                                       env=self.env, stdin=subprocess.DEVNULL, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status) if hasattr(os, "waitstatus_to_exitcode") else status >> 8
        self.assertEqual(status, 0, read(self.base / "err"))
        self.assertEqual(len(list(self.tree().glob("*/.__end"))), 1000)
        self.assertLess(usage.ru_maxrss, 20 << 10, "kilobytes")

    def test_order(self):
        self.experiment(5)
        script = self.script("say $me")
        self.launch(script, "-e", "x", "--runs-no", "2", "-p", "1")
        planned = [f"{c}.{r}" for r in range(2) for c in range(5)]
        self.assertEqual(self.said(), planned)
        orders = []
        for seed in (["7"], ["7"], ["8"], []):
            (self.dir / "said").unlink()
            self.launch(script, "-e", "x", "--runs-no", "2", "-p", "1", "--shuffle", *seed)
            orders.append(self.said())
            self.assertEqual(sorted(orders[-1]), sorted(planned))
            if seed:
                dry = self.launch(script, "-e", "x", "--runs-no", "2", "-n", "--shuffle", *seed)
                shown = [line.split()[0] for line in dry.stdout.splitlines()]
                self.assertEqual(shown, ["{0}_n_{0}/{1}".format(*run.split(".")) for run in orders[-1]])
                self.assertNotIn("another order", dry.stderr)
        self.assertIn("--shuffle without a seed: the launch will draw another order than this one",
                      self.launch(script, "-e", "x", "-n", "--shuffle").stderr)
        self.assertEqual(orders[0], orders[1])
        self.assertNotEqual(orders[0], orders[2])
        self.assertNotEqual(orders[0], planned)


class Policy(LaunchTest):
    def test_timeout(self):
        self.experiment(2)
        script = self.script('trap "say term $me" TERM\nsay + $me\n'
                             'if [ $me = 0.0 ]; then sleep 1000 & wait; exit 0; fi')
        done = self.launch(script, "-e", "x", "--timeout", "0.5", check=1)
        self.assertIn("timed out", done.stderr)
        self.assertEqual(self.states(), ["crashed", "succeeded"])
        self.assertEqual(self.ends(self.runs()[0])[0]["reason"], "timeout")
        self.assertIn("term 0.0", self.said())
        self.wait_nothing_left()

    def test_retries(self):
        self.experiment(3)
        script = self.script("say + $me $LIFTOFF_ATTEMPT $(grep ^resume $LIFTOFF_CONFIG)\n"
                             "case $me in 0.0) exit 0;; 1.0) [ $LIFTOFF_ATTEMPT = 3 ];; *) exit 9;; esac")
        self.launch(script, "-e", "x", "--retries", "2", check=1)
        self.assertEqual(sorted(self.said()),
                         ["+ 0.0 1 resume: false", "+ 1.0 1 resume: false", "+ 1.0 2 resume: true",
                          "+ 1.0 3 resume: true", "+ 2.0 1 resume: false", "+ 2.0 2 resume: true",
                          "+ 2.0 3 resume: true"])
        self.assertEqual(self.states(), ["succeeded", "succeeded", "crashed"])
        self.assertEqual([e["exit_code"] for e in self.ends(self.runs()[2])], [9, 9, 9])

    def test_max_fails(self):
        self.experiment(8)
        done = self.launch(self.script("say + $me; exit 1"), "-e", "x", "-p", "1", "--max-fails", "3", check=1)
        self.assertEqual(len(self.said()), 3)
        self.assertIn("3 failed runs", done.stderr)
        self.assertIn("--resume", done.stderr)

    def test_requeued_runs_use_no_retry(self):
        self.experiment(2)
        script = self.script("say + $me $LIFTOFF_ATTEMPT\n[ $me = 0.0 ] || exit 0\n"
                             "case $LIFTOFF_ATTEMPT in 1) exit 85;; 2) exit 1;; esac")
        self.launch(script, "-e", "x", "--retries", "1")
        self.assertEqual([e["outcome"] for e in self.ends(self.tree() / "0_n_0")], ["requeued", "crashed", "succeeded"])

    def test_a_requeued_run_waits_and_resume_runs_it(self):
        self.experiment(2)
        launcher = self.start(self.script("say + $me; [ $LIFTOFF_ATTEMPT = 2 ] || exit 85"), "-e", "x")
        wait_until(lambda: len(self.trees()) == 1 and [len(self.ends(r)) for r in self.runs()] == [1, 1],
                   "two requeued runs")
        launcher.kill()
        launcher.wait()
        self.assertEqual(self.counts()["waiting"], 2)
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded"] * 2)
        self.assertEqual([s["attempt"] for s in self.starts(self.runs()[0])], [1, 2])

    def test_json(self):
        self.experiment(3)
        done = self.launch(self.script("[ $me != 1.0 ]"), "-e", "x", "--json", check=1)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual((events[0]["event"], events[-1]["event"]), ("launch_began", "launch_ended"))
        self.assertEqual(sum(e["event"] == "run_began" for e in events), 3)
        ended = {e["config"]: e for e in events if e["event"] == "run_ended"}
        self.assertEqual({name: e["state"] for name, e in ended.items()},
                         {"x_0": "succeeded", "x_1": "crashed", "x_2": "succeeded"})
        self.assertEqual((events[-1]["succeeded"], events[-1]["crashed"]), (2, 1))
        self.assertEqual(events[0]["schema_version"], 1)

    def test_a_run_that_the_system_refuses_is_an_event_of_its_own(self):
        self.experiment(3)
        self.launch(self.script("[ $me != 1.0 ]"), "-e", "x", check=1)
        run = self.runs()[1]
        shutil.rmtree(run)
        run.symlink_to("/nowhere")
        done = self.launch("--resume", "-e", "x", "--json", check=3)
        refused = [e for e in map(json.loads, done.stdout.splitlines()) if e["event"] == "run_refused"]
        self.assertEqual([(e["config"], e["run_id"]) for e in refused], [("x_1", 0)])
        self.assertTrue(refused[0]["why"].startswith("1_n_1: "))
        said = self.launch("--resume", "-e", "x", check=3).stderr
        self.assertIn(f"left waiting: {refused[0]['why']}", said)

    def test_the_reader_of_json_goes(self):
        self.experiment(20)
        launcher = self.start(self.script("exit 0"), "-e", "x", "--json")
        launcher.stdout.close()
        launcher.stdout = None
        launcher.communicate(timeout=60)
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded"] * 20)


if __name__ == "__main__":
    main()
