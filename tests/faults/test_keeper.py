"""Keepers: what is true after any of launcher, keeper and program was killed, and what they leave behind."""
import json
import os
import shutil
import signal
import subprocess

from keeping import KeeperTest
from launching import is_alive, process_name, read, read_stat, wait_until
from liftoff_test import main, program


class WhatAKeeperIs(KeeperTest):
    def test_it_leads_a_session_and_is_on_record_before_its_program_runs(self):
        self.experiment(2)
        self.script('say + $me $(cut -d" " -f4,6 /proc/$$/stat) '
                    '$(head -n1 "$LIFTOFF_RUN_DIR/.liftoff-run" | tr -d " ")')
        self.launch("./job", "-e", "x", "-p", "1")
        self.assertEqual(len(self.said()), 2)
        for line in self.said():
            _, _, parent, session, record = line.split()
            start = json.loads(record)
            self.assertEqual(int(parent), start["pid"])
            self.assertEqual(int(session), start["pid"])
        self.wait_nothing_left()

    def test_how_a_run_ended_is_on_record(self):
        self.experiment(4)
        script = self.script("case $me in 0.0) exit 7;; 1.0) kill -11 $$;; 2.0) exit 0;; esac\n"
                             "python3 -c 'a = bytearray(150 << 20)'; sleep 60")
        self.launch(script, "-e", "x", "--timeout", "2s", check=1)
        ends = [self.ends(run)[-1] for run in self.runs()]
        self.assertEqual([(e["outcome"], e["reason"], e["exit_code"], e["signal"]) for e in ends],
                         [("crashed", "exit", 7, None), ("crashed", "signal", None, 11), ("succeeded", "exit", 0, None),
                          ("crashed", "timeout", None, 15)])
        self.assertGreater(ends[3]["max_rss"], 150 << 20)
        self.assertGreaterEqual(ends[3]["wall"], 2)
        for run in self.runs():
            self.assertRegex(read(run / ".__start"), r"\A\d+\n\Z")
            marker = run / (".__end" if run.name == "2_n_2" else ".__crash")
            self.assertRegex(read(marker), r"\A\d+\n\Z")

    def test_nothing_of_the_launcher_leaks_into_programs(self):
        self.experiment(2)
        self.script('say + $(ls /proc/self/fd | tr "\\n" " ") '
                    '$(grep -E "SigIgn|SigBlk" /proc/self/status | tr "\\n" " ")'
                    ' $(readlink /proc/self/fd/0)')
        self.launch("./job", "-e", "x")
        here = next(line.split()[1] for line in read("/proc/self/status").splitlines() if line.startswith("SigIgn"))
        self.assertEqual(len(self.said()), 2)
        for line in self.said():
            # 3 is the folder that ls reads.
            self.assertTrue(line.startswith("+ 0 1 2 3 SigBlk: 0000000000000000 SigIgn:"), line)
            self.assertTrue(line.endswith("/dev/null"), line)
            ignored = int(line.split("SigIgn:")[1].split()[0], 16)
            named = (1 << 31) - 1  # the C library ignores two unnamed signals of its own in what it spawns
            self.assertEqual(ignored & named & ~int(here, 16), 0, line)

    def test_what_a_run_leaves_behind_is_ended_and_its_slot_free_only_then(self):
        self.experiment(2)
        script = self.script('say + $me\n(setsid sleep 1000 & sleep 1000) &\nexit 0')
        launcher = self.start(script, "-e", "x", "-p", "2")
        self.wait_said(2)
        self.end_of(launcher, check=0)
        self.assertEqual(self.states(), ["succeeded", "succeeded"])
        self.wait_nothing_left()

    def test_children_can_be_kept(self):
        self.experiment(1)
        self.gate("gate")
        script = self.script(f': < "{self.dir}/gate" &\necho $! > "{self.dir}/left"')
        self.launch(script, "-e", "x", "--runs-no", "2", "-p", "1", "--keep-children")
        self.assertTrue(is_alive(int(read(self.dir / "left"))))
        self.assertEqual(self.states(), ["succeeded", "succeeded"])
        self.open_gate()
        self.wait_nothing_left()


class Truth(KeeperTest):
    def test_after_kill_9_of_the_keeper(self):
        self.experiment(2)
        launcher = self.start(self.gated(), "-e", "x")
        program = int(self.wait_said(2)[0].split()[2])
        run = next(r for r in self.runs() if self.keeper(r) == int(read_stat(program)[1]))
        os.kill(self.keeper(run), signal.SIGKILL)
        wait_until(lambda: self.state(run) == "lost", "a lost run")
        counts = self.counts()
        self.assertEqual((counts["lost"], counts["running"]), (1, 1))
        self.assertTrue(is_alive(program))
        self.open_gate()
        _, _, err = self.end_of(launcher, check=1)
        self.assertIn("lost", err)
        self.assertEqual(sorted(self.states()), ["lost", "succeeded"])
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded", "succeeded"])

    def test_a_killed_keepers_program_is_ended_by_abort(self):
        self.experiment(1)
        launcher = self.start(self.stubborn(), "-e", "x", "--runs-no", "2", "-p", "1")
        program, daemon = self.stubborn_pids()
        run = self.runs()[0]
        launcher.kill()
        launcher.wait()
        os.kill(self.keeper(run), signal.SIGKILL)
        wait_until(lambda: self.state(run) == "lost", "a lost run")
        self.run_tool("liftoff-abort", "-y", "--grace", "0.2s", check=0)
        self.assertFalse(is_alive(program) or is_alive(daemon))
        self.assertEqual(self.state(run), "crashed")
        self.assertEqual(self.ends(run)[-1]["reason"], "aborted")

    def test_after_kill_9_of_launcher_and_program(self):
        self.experiment(2)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        lines = self.wait_said(2)
        launcher.kill()
        launcher.wait()
        for line in lines:
            os.kill(int(line.split()[2]), signal.SIGKILL)
        wait_until(lambda: self.states() == ["crashed", "crashed"], "recorded crashes")
        self.assertEqual({self.ends(run)[-1]["signal"] for run in self.runs()}, {9})
        self.wait_nothing_left()

    def test_after_kill_9_of_all(self):
        self.experiment(2)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        programs = [int(line.split()[2]) for line in self.wait_said(2)]
        keepers = [self.keeper(run) for run in self.runs()]
        self.assertEqual({process_name(k) for k in keepers}, {"liftoff-keeper"})
        for pid in [launcher.pid, *keepers, *programs]:
            os.kill(pid, signal.SIGKILL)
        launcher.wait()
        wait_until(lambda: self.states() == ["lost", "lost"], "lost runs")
        self.assertEqual(self.counts()["lost"], 2)
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded", "succeeded"])

    def edit_record(self, run, **changes):
        lines = self.record(run)
        lines[-1].update(changes)
        (run / ".liftoff-run").write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))

    def dead_tree(self):
        """A run that was running when all of it was killed."""
        self.experiment(1)
        launcher = self.start(self.gated(), "-e", "x", "--runs-no", "2", "-p", "1")
        program = int(self.wait_said(1)[0].split()[2])
        run = self.runs()[0]
        for pid in (launcher.pid, self.keeper(run), program):
            os.kill(pid, signal.SIGKILL)
        launcher.wait()
        wait_until(lambda: self.state(run) == "lost", "a lost run")
        return run

    def test_after_a_restart_of_the_machine(self):
        run = self.dead_tree()
        stranger = self.stranger()
        # The keeper's number is a stranger's by now.
        self.edit_record(run, boot_id="11111111-2222-3333-4444-555555555555", pid=stranger.pid,
                         start_ticks=int(read_stat(stranger.pid)[19]))
        self.assertEqual(self.counts()["lost"], 1)
        self.run_tool("liftoff-abort", "-y", check=1)
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded", "succeeded"])
        self.assertIsNone(stranger.poll())

    def test_with_the_keepers_number_used_again(self):
        run = self.dead_tree()
        stranger = self.stranger()
        self.edit_record(run, pid=stranger.pid)
        self.assertEqual(self.counts()["lost"], 1)
        self.run_tool("liftoff-abort", "-y", "--grace", "0s", check=1)
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertEqual(self.states(), ["succeeded", "succeeded"])
        self.assertIsNone(stranger.poll())

    def test_of_a_folder_from_another_host(self):
        run = self.dead_tree()
        self.edit_record(run, host="elsewhere")
        counts = self.counts()
        self.assertEqual((counts["lost"], counts["running"]), (0, 1))
        self.open_gate()
        self.launch("--resume", "-e", "x")
        self.assertEqual(sorted(self.states()), ["lost", "succeeded"], "what may run elsewhere was run here")
        self.assertEqual(len(self.starts(run)), 1)
        self.run_tool("liftoff-abort", "-y", check=1)
        self.launch("--resume", "-e", "x", "--assume-dead", "elsewhere")
        self.assertEqual(self.states(), ["succeeded", "succeeded"])

    def test_of_another_pid_namespace(self):
        self.experiment(1)
        if os.geteuid() != 0 or subprocess.run(["unshare", "-p", "-f", "--mount-proc", "true"],
                                               stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("needs root and pid namespaces")
        launcher = self.start(self.gated(), "-e", "x", "--runs-no", "2", "-p", "1")
        self.wait_said(1)
        run = self.runs()[0]
        inside = ["unshare", "-p", "-f", "--mount-proc", *map(str, [program("liftoff-status"), "-a", "--json"])]
        done = subprocess.run(inside, cwd=self.dir, env=self.env, capture_output=True, text=True)
        experiment = json.loads(done.stdout)["experiments"][0]
        self.assertEqual((experiment["running"], experiment["lost"]), (1, 0))
        keeper = self.keeper(run)
        for pid in (launcher.pid, keeper):
            os.kill(pid, signal.SIGKILL)
        launcher.wait()
        wait_until(lambda: self.state(run) == "lost", "a lost run")
        done = subprocess.run(inside, cwd=self.dir, env=self.env, capture_output=True, text=True)
        experiment = json.loads(done.stdout)["experiments"][0]
        self.assertEqual((experiment["running"], experiment["lost"]), (1, 0), "it can't be asked from in there")
        self.assertEqual(self.counts()["lost"], 1)

    def test_a_copy_of_a_live_tree_does_not_lead_to_it(self):
        self.experiment(1)
        launcher = self.start(self.gated(), "-e", "x", "--runs-no", "2", "-p", "2")
        programs = [int(line.split()[2]) for line in self.wait_said(2)]
        copy = self.dir / "results" / "1524936339_x"
        shutil.copytree(self.tree(), copy)
        self.run_tool("liftoff-abort", "-y", "-t", "1524936339", "--grace", "0s", check=1)
        resumed = self.start("--resume", "--timestamp", "1524936339")
        self.wait_said(4)
        self.assertEqual([is_alive(p) for p in programs], [True, True])
        self.open_gate()
        self.end_of(resumed, check=0)
        self.end_of(launcher, check=0)

    def stranger(self):
        stranger = subprocess.Popen(["sleep", "1000"], env=self.env)
        self.addCleanup(self._close, stranger)
        return stranger


if __name__ == "__main__":
    main()
