"""Launching: what is called and with what, how many at once, how it ends."""
import json
import os
import pty
import signal
import subprocess

from launching import LaunchTest, most_at_once, read, wait_until
from liftoff_test import main, program


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
        self.write("job.py", "def run(opts):\n    print('run', opts.n)\nif __name__ == '__main__':\n    print('main')\n")
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
                             ["--configs-dir", folder, "--config-file", "cfg", "--default-config-file", "cfg", "--out-dir", folder,
                              "--timestamp", timestamp, "--ppid", str(launcher.pid), str(self.dir)])

    def test_of_python(self):
        self.experiment(2)
        self.write("job.py", "import sys\nprint(sys.stdout.write_through, sys.argv[0], len(sys.argv), sys.stdin.read() == '')\n"
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
        script = self.script('echo "$LIFTOFF_RUN_DIR|$LIFTOFF_CONFIG|$LIFTOFF_EXPERIMENT|$LIFTOFF_TITLE|$LIFTOFF_RUN_ID|$LIFTOFF_CONFIG_ID|'
                             '$LIFTOFF_ATTEMPT|$LIFTOFF_SLOT|$CUDA_VISIBLE_DEVICES|$CUDA_DEVICE_ORDER|$OMP_NUM_THREADS|$MKL_NUM_THREADS|$LIFTOFF_STRAY"')
        self.launch(script, "-e", "x", "--runs-no", "2", "-p", "1", "--gpus", "GPU-abc", "--omp", "3", "--mkl", "5",
                    env={**self.env, "LIFTOFF_STRAY": "not ours", "OMP_NUM_THREADS": "64"})
        tree = self.tree()
        folder = f"./results/{tree.name}/1_n_1/1"
        self.assertEqual(read(tree / "1_n_1" / "1" / "out"), f"{folder}|{folder}/cfg.yaml|x|n=1|1|1|1|0|GPU-abc|PCI_BUS_ID|3|5|\n")
        self.launch(script, "-e", "x", "--results-dir", "other", "--gpus", "0", env={**self.env, "CUDA_DEVICE_ORDER": "FASTEST_FIRST"})
        self.assertIn("|0|FASTEST_FIRST|", read(self.tree("other") / "0_n_0" / "out"))

    def test_titles_that_are_hostile(self):
        titles = ["a b", "'single' \"double\"", "$(touch pwned)", "`touch pwned`; touch pwned", "two\nlines\ttab\x1b[31m", "../../up/and/away",
                  "x" * 300, "größe-日本語-" + "é" * 150, "-rf", "", "%s%n", "\\"]
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


class AtOnce(LaunchTest):
    def test_no_more_than_p(self):
        self.experiment(4)
        script = self.script("say + $me; sleep 0.02; say - $me")
        for count in (1, 3):
            (self.dir / "said").unlink(missing_ok=True)
            self.launch(script, "-e", "x", "--runs-no", "3", "-p", count)
            self.assertEqual(len(self.said("-")), 12)
            self.assertEqual(most_at_once(self.said()), count)

    def gpu_launch(self, *arguments):
        self.experiment(12)
        self.gate("gate")
        script = self.script(f'say + $me $CUDA_VISIBLE_DEVICES $LIFTOFF_SLOT\n: < "{self.dir}/gate"\nsay - $me $CUDA_VISIBLE_DEVICES $LIFTOFF_SLOT')
        launcher = self.start(script, "-e", "x", *arguments)
        return launcher

    def on_each(self):
        gpus = [line.split()[2] for line in self.said("+")]
        return {gpu: gpus.count(gpu) for gpu in gpus}

    def finish(self, launcher):
        self.open_gate()
        self.end_of(launcher, check=0)
        self.assertEqual(len(self.said("+")), 12)

    def test_two_on_each_of_four_gpus(self):
        for spelling in (["--gpus", "0,1,2,3"], ["--gpus", "0", "1", "2", "3"]):
            with self.subTest(spelling):
                for name in ("said", "gate"):
                    (self.dir / name).unlink(missing_ok=True)
                launcher = self.gpu_launch("--per-gpu", "2", *spelling, "--results-dir", "-".join(spelling))
                self.wait_said(8)
                self.assertEqual(self.on_each(), {"0": 2, "1": 2, "2": 2, "3": 2})
                self.assertEqual(sorted(line.split()[3] for line in self.said("+")), list("01234567"))
                self.finish(launcher)
                self.assertEqual(most_at_once(self.said()), 8)
                for gpu in "0123":
                    self.assertLessEqual(most_at_once([line for line in self.said() if line.split()[2] == gpu]), 2)

    def test_a_number_for_each_gpu(self):
        launcher = self.gpu_launch("--gpus", "0,1", "--per-gpu", "2,1")
        self.wait_said(3)
        self.assertEqual(self.on_each(), {"0": 2, "1": 1})
        self.finish(launcher)
        self.assertEqual(most_at_once(self.said()), 3)

    def test_fewer_processes_than_slots_go_to_the_least_used(self):
        launcher = self.gpu_launch("--gpus", "0,1,2", "--per-gpu", "2", "-p", "3")
        self.wait_said(3)
        self.assertEqual(self.on_each(), {"0": 1, "1": 1, "2": 1})
        self.finish(launcher)
        self.assertEqual(most_at_once(self.said()), 3)

    def test_more_processes_than_slots(self):
        launcher = self.gpu_launch("--gpus", "0,1", "-p", "8")
        self.wait_said(2)
        self.assertEqual(self.on_each(), {"0": 1, "1": 1})
        self.finish(launcher)
        self.assertEqual(most_at_once(self.said()), 2)

    def test_nonsense(self):
        self.experiment(2)
        script = self.script("say + $me")
        for arguments in (["--gpus", "0,1", "--per-gpu", "1,2,3"], ["--per-gpu", "2"], ["--gpus", "0,0"], ["--gpus", "0", "--per-gpu", "x"],
                          ["-p", "0"], ["--runs-no", "0"], ["--timeout", "soon"], ["--shuffle", "1x"], ["--shuffle", "job"], ["--timestamp", "1"], ["--retries", "-1"]):
            self.launch(script, "-e", "x", *arguments, check=2)
        self.assertEqual(self.trees(), [])

    def fake_driver(self, count):
        self.write("fake.c", f"""
            #include <stdio.h>
            int nvmlInit_v2(void) {{ return 0; }}
            int nvmlShutdown(void) {{ return 0; }}
            int nvmlDeviceGetCount_v2(unsigned *count) {{ *count = {count}; return 0; }}
            int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {{ *device = (void *)(long)(index + 1); return 0; }}
            int nvmlDeviceGetUUID(void *device, char *text, unsigned size) {{ return snprintf(text, size, "GPU-%ld-fake", (long)device - 1) < 0; }}
        """)
        library = self.dir / "lib" / "libnvidia-ml.so.1"
        library.parent.mkdir(exist_ok=True)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(self.dir / "fake.c")], check=True)
        return {**self.env, "LD_LIBRARY_PATH": str(library.parent)}

    def gpus_used(self, *arguments, env, count=6):
        self.experiment(count)
        (self.dir / "said").unlink(missing_ok=True)
        done = self.launch(self.script("say + $CUDA_VISIBLE_DEVICES; sleep 0.02"), "-e", "x", *arguments, env=env)
        return {line.split()[1] for line in self.said()}, done.stderr

    def test_all_gpus_of_the_driver(self):
        env = self.fake_driver(3)
        self.assertEqual(self.gpus_used("--gpus", "all", env=env)[0], {"0", "1", "2"})
        visible = {**env, "CUDA_VISIBLE_DEVICES": "2,5"}
        self.assertEqual(self.gpus_used("--gpus", "all", env=visible)[0], {"2", "5"})
        used, err = self.gpus_used("--gpus", "1,7", env=env)
        self.assertEqual(used, {"1", "7"})
        self.assertIn("7", err)
        self.assertIn("warning", err)
        used, err = self.gpus_used("--gpus", "GPU-2-fake", env=env)
        self.assertEqual((used, "warning" in err), ({"GPU-2-fake"}, False))

    def test_all_gpus_without_a_driver(self):
        self.experiment(2)
        env = {**self.env, "PATH": "/usr/bin:/bin"}
        if subprocess.run(["sh", "-c", "command -v nvidia-smi"], env=env, stdout=subprocess.DEVNULL).returncode == 0:
            self.skipTest("this machine has a driver")
        done = self.launch(self.script("exit 0"), "-e", "x", "--gpus", "all", check=2, env=env)
        self.assertIn("driver", done.stderr)
        self.assertIn("hint:", done.stderr)
        self.assertEqual(self.trees(), [])


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

    def test_a_thousand_configurations(self):
        self.experiment(1000)
        with open(self.base / "err", "wb") as err:
            process = subprocess.Popen([program("liftoff"), "/bin/true", "-e", "x", "-p", "4"], cwd=self.dir, env=self.env, stdin=subprocess.DEVNULL, stderr=err)
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
        self.assertEqual(orders[0], orders[1])
        self.assertNotEqual(orders[0], orders[2])
        self.assertNotEqual(orders[0], planned)


class Policy(LaunchTest):
    def test_timeout(self):
        self.experiment(2)
        script = self.script('trap "say term $me" TERM\nsay + $me\nif [ $me = 0.0 ]; then sleep 1000 & wait; exit 0; fi')
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
                         ["+ 0.0 1 resume: false", "+ 1.0 1 resume: false", "+ 1.0 2 resume: true", "+ 1.0 3 resume: true",
                          "+ 2.0 1 resume: false", "+ 2.0 2 resume: true", "+ 2.0 3 resume: true"])
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
        script = self.script("say + $me $LIFTOFF_ATTEMPT\n[ $me = 0.0 ] || exit 0\ncase $LIFTOFF_ATTEMPT in 1) exit 85;; 2) exit 1;; esac")
        self.launch(script, "-e", "x", "--retries", "1")
        self.assertEqual([e["outcome"] for e in self.ends(self.tree() / "0_n_0")], ["requeued", "crashed", "succeeded"])

    def test_a_requeued_run_waits_and_resume_runs_it(self):
        self.experiment(2)
        launcher = self.start(self.script("say + $me; [ $LIFTOFF_ATTEMPT = 2 ] || exit 85"), "-e", "x")
        wait_until(lambda: len(self.trees()) == 1 and [len(self.ends(r)) for r in self.runs()] == [1, 1], "two requeued runs")
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
        self.assertEqual({name: e["state"] for name, e in ended.items()}, {"x_0": "succeeded", "x_1": "crashed", "x_2": "succeeded"})
        self.assertEqual((events[-1]["succeeded"], events[-1]["crashed"]), (2, 1))
        self.assertEqual(events[0]["schema_version"], 1)

    def test_the_reader_of_json_goes(self):
        self.experiment(20)
        launcher = self.start(self.script("exit 0"), "-e", "x", "--json")
        launcher.stdout.close()
        launcher.stdout = None
        launcher.communicate(timeout=60)
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded"] * 20)


class Signals(LaunchTest):
    def going(self, *arguments, **more):
        self.experiment(6)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2", *arguments, **more)
        self.wait_said(2)
        return launcher

    def test_detached_runs_go_on(self):
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            with self.subTest(number):
                for name in ("said", "gate"):
                    (self.dir / name).unlink(missing_ok=True)
                launcher = self.going("--results-dir", f"r{int(number)}")
                launcher.send_signal(number)
                _, _, err = self.end_of(launcher, check=status)
                self.assertIn("--resume", err)
                self.assertIn("liftoff-abort", err)
                tree = self.tree(f"r{int(number)}")
                self.assertEqual(self.states(tree), ["running"] * 2)
                self.open_gate()
                wait_until(lambda: self.states(tree) == ["succeeded"] * 2, "two recorded ends")
                self.wait_nothing_left()

    def test_nohup(self):
        launcher = self.going(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        launcher.send_signal(signal.SIGHUP)
        self.open_gate()
        self.end_of(launcher, check=0)
        self.assertEqual(self.states(), ["succeeded"] * 6)

    def test_a_keeper_that_is_told_to_stop_ends_and_records_its_run(self):
        launcher = self.going()
        run = self.runs()[0]
        os.kill(self.keeper(run), signal.SIGTERM)
        wait_until(lambda: self.ends(run), "a recorded end")
        self.open_gate()
        self.end_of(launcher, check=1)
        self.assertEqual((self.state(run), self.ends(run)[0]["reason"]), ("crashed", "terminated"))
        self.assertEqual(sorted(self.states()), ["crashed"] + ["succeeded"] * 5)

    def test_without_detaching_a_killed_launcher_leaves_lost_runs(self):
        launcher = self.going("--no-detach")
        launcher.kill()
        launcher.wait()
        wait_until(lambda: self.states() == ["lost", "lost"], "lost runs")
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded"] * 6)
        self.wait_nothing_left()

    def test_without_detaching_output_is_shared_and_TERM_ends_all(self):
        self.experiment(2)
        done = self.launch(self.script("echo hello from $me"), "-e", "x", "--no-detach")
        self.assertEqual(sorted(done.stdout.splitlines()), ["hello from 0.0", "hello from 1.0"])
        self.assertEqual(read(self.tree() / ".__mode"), "multiprocess\n")
        launcher = self.going("--no-detach", "--results-dir", "other")
        launcher.send_signal(signal.SIGTERM)
        self.end_of(launcher, check=143)
        self.assertEqual(self.states(self.tree("other")), ["crashed"] * 2)
        self.wait_nothing_left()


class Terminal(LaunchTest):
    """A launch on a terminal of its own."""

    def on_terminal(self, *arguments):
        pid, self.terminal = pty.fork()
        if pid == 0:
            try:
                os.chdir(self.dir)
                os.execve(program("liftoff"), ["liftoff", *arguments], self.env)
            finally:
                os._exit(127)
        self.addCleanup(os.close, self.terminal)
        self.shown = b""
        return pid

    def shown_to_the_end(self):
        while True:
            try:
                piece = os.read(self.terminal, 65536)
            except OSError:  # EIO: nobody has it open any more
                break
            if not piece:
                break
            self.shown += piece
        return self.shown.decode()

    def status_of(self, pid):
        _, status = os.waitpid(pid, 0)
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)

    def interrupt(self):
        os.write(self.terminal, b"\x03")

    def test_a_single_runs_program_answers_the_interrupt(self):
        self.write("configs/default.yaml", "n: 1\n")
        script = self.script('trap "say caught; exit 0" INT\nsay + $me\nsleep 1000 &\nwait')
        launcher = self.on_terminal(script)
        self.wait_said(1)
        self.interrupt()
        self.wait_said(1, "caught")
        self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 0)
        self.assertEqual(self.states(), ["succeeded"])

    def test_a_single_run_that_the_interrupt_ends(self):
        self.write("configs/default.yaml", "n: 1\n")
        self.write("job.py", "import time\ndef run(opts):\n    print('here', flush=True)\n    time.sleep(1000)\n")
        launcher = self.on_terminal("job")
        while b"here" not in self.shown:
            self.shown += os.read(self.terminal, 4096)
        self.interrupt()
        self.assertIn("KeyboardInterrupt", self.shown_to_the_end())
        self.assertEqual(self.status_of(launcher), 130)
        self.assertEqual(self.states(), ["crashed"])

    def test_an_interrupt_leaves_detached_runs_alone(self):
        self.experiment(4)
        launcher = self.on_terminal(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        self.interrupt()
        shown = self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 130)
        self.assertIn("2 runs go on", shown)
        self.assertIn("--resume", shown)
        self.assertEqual(self.states(), ["running"] * 2)
        self.open_gate()
        wait_until(lambda: self.states() == ["succeeded"] * 2, "two recorded ends")

    def test_an_interrupt_without_detaching_ends_all(self):
        self.experiment(4)
        launcher = self.on_terminal(self.gated(), "-e", "x", "-p", "2", "--no-detach")
        self.wait_said(2)
        self.interrupt()
        self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 130)
        self.assertEqual(self.states(), ["crashed"] * 2)
        self.wait_nothing_left()

    def test_the_terminal_goes_away(self):
        self.experiment(4)
        launcher = self.on_terminal(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        os.dup2(os.open(os.devnull, os.O_RDWR), self.terminal)  # the last holder of the terminal's other side
        self.assertEqual(self.status_of(launcher), 129)
        self.open_gate()
        wait_until(lambda: self.states() == ["succeeded"] * 2, "two recorded ends")

    def test_one_live_line(self):
        self.experiment(6)
        launcher = self.on_terminal(self.script("[ $me != 3.0 ]"), "-e", "x", "-p", "2")
        shown = self.shown_to_the_end()
        self.assertEqual(self.status_of(launcher), 1)
        self.assertIn("\r\x1b[K", shown)
        lines = shown.split("\r\n")
        self.assertTrue([line for line in lines if "crashed: ./results/" in line and "3_n_3" in line], shown)
        self.assertIn("5 succeeded, 1 crashed", shown)


if __name__ == "__main__":
    main()
