"""Going on: after a dead launcher, by several launchers, with additions and edits."""
import os
import signal

from launching import LaunchTest, is_alive, most_at_once, read, wait_until
from liftoff_test import main


class DeadLauncher(LaunchTest):
    def test_its_runs_end_on_record_and_the_others_are_shared(self):
        self.experiment(12)
        launcher = self.start(self.gated(), "-e", "x", "-p", "4")
        first = {line.split()[1] for line in self.wait_said(4)}
        launcher.kill()
        launcher.wait()
        tree = self.tree()
        self.assertEqual(self.states(tree), ["running"] * 4)
        others = [self.start("--resume", "-e", "x") for _ in range(3)]
        self.assertEqual(len(self.said("+")), 4, "the slots of the dead launcher's runs were taken")
        self.open_gate()
        for other in others:
            self.end_of(other, check=0)
        wait_until(lambda: self.states(tree) == ["succeeded"] * 12, "twelve recorded ends")
        names = [line.split()[1] for line in self.said("+")]
        self.assertEqual(sorted(names), sorted(set(names)), "a run was run twice")
        self.assertEqual(len(names), 12)
        self.assertEqual(set(names[:4]), first)
        self.assertLessEqual(most_at_once(self.said()), 4)
        self.assertEqual([[end["outcome"] for end in self.ends(run)] for run in self.runs(tree)], [["succeeded"]] * 12)
        fourth = self.launch("--resume", "-e", "x")
        self.assertIn("nothing to do", fourth.stderr)
        self.assertEqual(len(self.said("+")), 12)

    def test_with_nothing_waiting_there_is_nothing_to_do_while_the_rest_runs(self):
        self.experiment(3)
        launcher = self.start(self.gated(), "-e", "x", "-p", "4")
        self.wait_said(3)
        launcher.kill()
        launcher.wait()
        done = self.launch("--resume", "-e", "x")
        self.assertIn("nothing to do", done.stderr)
        self.open_gate()
        wait_until(lambda: self.states() == ["succeeded"] * 3, "three recorded ends")

    def test_gpus_of_its_runs_stay_taken(self):
        self.experiment(6)
        self.gate("gate")
        script = self.script(f'say + $me $CUDA_VISIBLE_DEVICES\n: < "{self.dir}/gate"\nsay - $me $CUDA_VISIBLE_DEVICES')
        launcher = self.start(script, "-e", "x", "--gpus", "0,1", "--per-gpu", "2")
        self.wait_said(4)
        launcher.kill()
        launcher.wait()
        # fewer than the dead launcher's runs: their slots are not its own
        other = self.start("--resume", "-e", "x", "-p", "2")
        more = self.start("--resume", "-e", "x")
        self.open_gate()
        self.end_of(other, check=0)
        self.end_of(more, check=0)
        wait_until(lambda: self.states() == ["succeeded"] * 6, "six recorded ends")
        for gpu in "01":
            mine = [line for line in self.said() if line.split()[2] == gpu]
            self.assertTrue(mine, self.said())
            self.assertLessEqual(most_at_once(mine), 2, self.said())

    def test_a_launcher_that_waits_for_slots_of_others_gets_them(self):
        self.experiment(8)
        launcher = self.start(self.gated(), "-e", "x", "-p", "2")
        self.wait_said(2)
        others = [self.start("--resume", "-e", "x", "-p", "1"), self.start("--resume", "-e", "x", "-p", "2")]
        launcher.kill()
        launcher.wait()
        self.open_gate()
        for other in others:
            self.end_of(other, check=0)
        self.assertEqual(len(self.said("+")), 8)
        self.assertLessEqual(most_at_once(self.said()), 2)


class NewAttempts(LaunchTest):
    def test_attempts_are_counted_and_earlier_output_is_kept(self):
        self.experiment(2)
        script = self.script('echo "attempt $LIFTOFF_ATTEMPT $*"; echo oops $LIFTOFF_ATTEMPT >&2\n'
                             'grep resume "$LIFTOFF_CONFIG"\n[ $me != 1.0 ] || [ $LIFTOFF_ATTEMPT = 3 ]')
        self.launch(script, "-e", "x", check=1)
        run = self.tree() / "1_n_1"
        self.assertEqual(self.state(run), "crashed")
        self.assertNotIn("--resume", read(run / "out"))
        self.assertIn("resume: false", read(run / "out"))
        self.launch("--resume", "-e", "x", check=1)
        self.launch("--resume", "-e", "x", check=0)
        self.assertEqual(self.states(), ["succeeded", "succeeded"])
        self.assertFalse((run / ".__crash").exists())
        for number in (1, 2, 3):
            ending = "" if number == 3 else f".{number}"
            self.assertIn(f"attempt {number} ", read(run / f"out{ending}"))
            self.assertEqual(read(run / f"err{ending}"), f"oops {number}\n")
        arguments = read(run / "out").splitlines()[0].split()
        self.assertEqual(arguments[-1], "--resume")
        self.assertIn("resume: true", read(run / "out"))
        self.assertEqual([s["attempt"] for s in self.starts(run)], [1, 2, 3])
        self.assertEqual([e["outcome"] for e in self.ends(run)], ["crashed", "crashed", "succeeded"])
        self.assertFalse((self.tree() / "0_n_0" / "out.1").exists(), "a run that succeeded was run again")

    def test_a_lost_run_is_relaunched_once_what_it_left_is_gone(self):
        self.experiment(2)
        launcher = self.start(self.gated(), "-e", "x")
        self.wait_said(2)
        runs = self.runs()
        programs = [int(line.split()[2]) for line in self.said("+")]
        launcher.kill()
        launcher.wait()
        for run in runs:
            os.kill(self.keeper(run), signal.SIGKILL)
        wait_until(lambda: self.states() == ["lost", "lost"], "lost runs")
        for line in self.said("+"):
            self.write(line.split()[1], line.split()[2])
        self.script(f'say : $(cut -d" " -f3 /proc/$(cat {self.dir}/$me)/stat 2> /dev/null)')
        self.launch("--resume", "-e", "x")
        self.assertFalse([p for p in programs if is_alive(p)])
        self.assertEqual(self.states(), ["succeeded", "succeeded"])
        self.assertEqual(len(self.said(":")), 2)
        self.assertLessEqual(set(self.said(":")), {":", ": Z"}, "an earlier attempt's program ran beside the next one")
        self.assertEqual([[s["attempt"] for s in self.starts(run)] for run in runs], [[1, 2]] * 2)


class Additions(LaunchTest):
    def test_repetitions_of_a_flat_tree(self):
        self.experiment(2)
        script = self.script("say + $me $LIFTOFF_RUN_DIR")
        self.launch(script, "-e", "x")
        tree = self.tree()
        before = (tree / "0_n_0" / ".__end").stat().st_mtime_ns
        done = self.launch("--resume", "-e", "x", "--runs-no", "3")
        self.assertIn("3 runs", done.stderr)
        self.assertEqual(sorted(line.split()[1] for line in self.said()), ["0.0", "0.1", "0.2", "1.0", "1.1", "1.2"])
        self.assertEqual([str(r.relative_to(tree)) for r in self.runs(tree)],
                         ["0_n_0", "0_n_0/1", "0_n_0/2", "1_n_1", "1_n_1/1", "1_n_1/2"])
        self.assertEqual((tree / "0_n_0" / ".__end").stat().st_mtime_ns, before)
        self.assertEqual(set(self.states(tree)), {"succeeded"})
        self.launch("--resume", "-e", "x")
        self.assertEqual(len(self.said()), 6)

    def test_several_launchers_add_the_same_at_once(self):
        self.experiment(3)
        self.launch(self.script("say + $me"), "-e", "x")
        self.write("configs/x/x_3.yaml", "title: n=3\nn: 3\n")
        for launcher in [self.start("--resume", "-e", "x", "--runs-no", "3") for _ in range(4)]:
            self.end_of(launcher, check=0)
        names = [line.split()[1] for line in self.said()]
        self.assertEqual(sorted(names), sorted(f"{c}.{r}" for c in range(4) for r in range(3)))
        self.assertEqual(self.counts()["total"], 12)

    def test_configurations(self):
        self.experiment(2)
        self.launch(self.script("say + $me"), "-e", "x", "--runs-no", "2")
        self.write("configs/x/x_5.yaml", "title: later\nn: 5\n")
        done = self.launch("--resume", "-e", "x")
        self.assertIn("new configuration", done.stderr)
        self.assertEqual(sorted(line.split()[1] for line in self.said())[4:], ["5.0", "5.1"])
        self.assertTrue((self.tree() / "5_later" / "1" / ".__end").exists())

    def test_an_edited_configuration_is_taken_anew_where_runs_are_relaunched(self):
        self.experiment(2)
        self.launch(self.script('say + $me $(grep "^n:" "$LIFTOFF_CONFIG")\n[ $me = 0.0 ] || [ $LIFTOFF_ATTEMPT = 2 ]'),
                    "-e", "x", check=1)
        for number in (0, 1):
            self.write(f"configs/x/x_{number}.yaml", f"title: other={number}\nn: {number + 10}\n")
        done = self.launch("--resume", "-e", "x")
        self.assertIn("edited", done.stderr)
        self.assertEqual(sorted(self.said()), ["+ 0.0 n: 0", "+ 1.0 n: 1", "+ 1.0 n: 11"])
        self.assertIn("n: 0", read(self.tree() / "0_n_0" / "cfg.yaml"))
        self.assertEqual([p.name for p in self.runs()], ["0_n_0", "1_n_1"], "a folder's name changed")

    def test_configurations_edited_after_the_launch_change_nothing_of_it(self):
        self.experiment(3)
        self.gate("gate")
        script = self.script(f': < "{self.dir}/gate"\nsay + $me $(grep "^n:" "$LIFTOFF_CONFIG")')
        launcher = self.start(script, "-e", "x", "-p", "1")
        wait_until(lambda: self.trees() and "running" in self.states(), "the first run")
        for number in range(3):
            self.write(f"configs/x/x_{number}.yaml", "n: 99\n")
        self.open_gate()
        self.end_of(launcher, check=0)
        self.assertEqual(self.said(), ["+ 0.0 n: 0", "+ 1.0 n: 1", "+ 2.0 n: 2"])

    def test_a_single_run_takes_none(self):
        self.write("configs/default.yaml", "n: 1\n")
        self.launch(self.script("say + $me"))
        done = self.launch("--resume", "--runs-no", "2", check=2)
        self.assertIn("takes no additions", done.stderr)
        self.launch("--resume")
        self.assertEqual(len(self.said()), 1)

    def test_a_crashed_single_run_is_run_again(self):
        self.write("configs/default.yaml", "n: 1\n")
        self.launch(self.script("say + $me; [ $LIFTOFF_ATTEMPT = 2 ]"), check=1)
        self.launch("--resume", check=0)
        self.assertEqual(self.states(), ["succeeded"])

    def test_there_is_nothing_of_that_name(self):
        self.experiment(1)
        done = self.launch("--resume", "-e", "x", check=2)
        self.assertIn("no experiment", done.stderr)
        self.assertFalse((self.dir / "results").exists())


class TreesOfTheOriginal(LaunchTest):
    """As the original lays them out: a folder for each run with markers, nothing that says what was planned."""

    def tree_of(self, runs):
        root = self.dir / "results" / "1524936339_x"
        for name, markers in runs.items():
            (root / name).mkdir(parents=True)
            (root / name / "cfg.yaml").write_text("n: 0\n")
            (root / name / "out").write_text("of the original\n")
            for marker in (".__leaf", *markers):
                (root / name / marker).write_text("" if marker == ".__leaf" else "1524936340\n")
        for name, text in ((".__timestamp", "1524936339\n"), (".__mode", "nohup\n"), (".__ppid", "99999999\n")):
            (root / name).write_text(text)
        return root

    def test_flat(self):
        self.experiment(3)
        root = self.tree_of({"0_n_0": [".__start", ".__end"], "1_n_1": [".__start", ".__crash"], "2_n_2": [".__start"]})
        self.launch(self.script("say + $me $*"), "--resume", "-e", "x")
        self.assertEqual(sorted(line.split()[1] for line in self.said()), ["1.0", "2.0"])
        self.assertTrue(all(line.endswith("--resume") for line in self.said()))
        self.assertEqual(read(root / "1_n_1" / "out.1"), "of the original\n")
        self.assertEqual([self.state(root / n) for n in ("0_n_0", "1_n_1", "2_n_2")], ["succeeded"] * 3)

    def test_nested(self):
        self.experiment(1)
        root = self.tree_of({"0_n_0/0": [".__start", ".__end"], "0_n_0/1": [".__start", ".__crash"]})
        self.launch(self.script("say + $me"), "--resume", "-e", "x")
        self.assertEqual(self.said(), ["+ 0.1"], "the repetitions that are there are known without --runs-no")
        self.assertEqual(self.state(root / "0_n_0" / "1"), "succeeded")


if __name__ == "__main__":
    main()
