"""A grid that grows: which combination is which, whatever happens to the files between two launches."""
import itertools
import random
import shutil

from grids import GridTest
from launching import wait_until
from liftoff_test import main


class Resumed(GridTest):
    def test_appended_values_are_run_and_nothing_else(self):
        self.grid("lr: [0.1, 0.01]\n")
        self.prepare()
        self.launch(self.job(), "-e", "g")
        self.grid("lr: [0.001, 0.01, 0.1]\n")
        self.prepare("-f")
        done = self.launch("--resume", "-e", "g")
        self.assertIn("1 new configuration was added", done.stderr)
        self.assertEqual(sorted(self.ran()), [("0_lr_0_1", "epochs: 10;lr: 0.1;"),
                                              ("1_lr_0_01", "epochs: 10;lr: 0.01;"),
                                              ("2_lr_0_001", "epochs: 10;lr: 0.001;")])

    def test_numbers_that_begin_anew_change_nothing(self):
        self.grid("lr: [1, 2]\n")
        self.prepare()
        self.launch(self.job(), "-e", "g")
        self.grid("lr: [3, 2, 1]\n")
        self.prepare("-c")
        self.prepare()
        self.assertEqual(self.files(), {"0": "lr=3", "1": "lr=2", "2": "lr=1"})
        self.launch("--resume", "-e", "g")
        self.assertEqual(sorted(self.ran()), [("0_lr_1", "epochs: 10;lr: 1;"), ("1_lr_2", "epochs: 10;lr: 2;"),
                                      ("2_lr_3", "epochs: 10;lr: 3;")])

    def test_an_edit_is_said_once_with_what_differs(self):
        self.grid("lr: [1, 2]\n")
        self.prepare()
        self.launch(self.job('[ "$LIFTOFF_CONFIG_ID" = 0 ] || [ "$LIFTOFF_ATTEMPT" = 3 ]'), "-e", "g", check=1)
        self.write("configs/g/default.yaml", "lr: 0\nepochs: 20\n")
        done = self.launch("--resume", "-e", "g", check=1)
        self.assertIn("2 configurations (g_0, g_1) were edited (epochs: 10 -> 20): runs that start from now on use "
                      "them as they are now", done.stderr)
        again = self.launch("--resume", "-e", "g")
        self.assertNotIn("edited", again.stderr)
        self.assertEqual(self.ran()[2:], [("1_lr_2", "epochs: 20;lr: 2;")] * 2)

    def test_what_left_the_grid_is_not_started(self):
        self.grid("lr: [1, 2, 3]\n")
        self.prepare()
        self.launch(self.job('[ "$LIFTOFF_CONFIG_ID" = 0 ]'), "-e", "g", check=1)
        self.grid("lr: [1, 3]\n")
        self.prepare("-f")
        done = self.launch("--resume", "-e", "g", check=1)
        self.assertIn("1 configuration of the plan is no longer among the configurations and not started: 1_lr_2",
                      done.stderr)
        self.assertEqual([folder for folder, _ in self.ran()[3:]], ["2_lr_3"])
        self.launch("--resume", "--timestamp", self.tree().name.split("_")[0], check=1)
        self.assertEqual(sorted(folder for folder, _ in self.ran()[4:]), ["1_lr_2", "2_lr_3"],
                         "with a timestamp alone nothing is read anew")

    def test_equal_contents_match_one_to_one_in_order(self):
        self.grid("lr: [1, 1]\n")
        self.prepare()
        self.launch(self.job(), "-e", "g")
        self.grid("lr: [1, 1, 1]\n")
        self.prepare("-f")
        self.launch("--resume", "-e", "g")
        self.assertEqual(sorted(folder for folder, _ in self.ran()), ["0_lr_1", "1_lr_1", "2_lr_1"])

    def test_files_written_by_hand_are_known_by_their_names(self):
        self.experiment(2)
        self.launch(self.job('[ "$LIFTOFF_ATTEMPT" = 2 ]'), "-e", "x", check=1)
        self.write("configs/x/x_1.yaml", "n: 5\n")
        (self.dir / "configs/x/x_0.yaml").rename(self.dir / "configs/x/x_4.yaml")
        done = self.launch("--resume", "-e", "x")
        self.assertIn("the configuration 'x_1' was edited (n: 1 -> 5): runs that start from now on use it", done.stderr)
        self.assertEqual(sorted(self.ran()[2:]), [("0_n_0", "n: 0;seed: 1;"), ("1_n_1", "n: 5;seed: 1;")])

    def test_queued_runs_of_a_launcher_at_work_get_an_edit_too(self):
        self.experiment(2)
        self.gate("gate")
        first = self.start(self.job(f': < "{self.dir}/gate"'), "-e", "x", "-p", "1")
        wait_until(lambda: self.ran(), "the first run")
        self.write("configs/x/default.yaml", "seed: 2\n")
        second = self.start("--resume", "-e", "x", "-p", "1", "-v")
        wait_until(lambda: (self.tree() / ".liftoff-plan-2.jsonl").exists(), "the plan's second part")
        self.open_gate()
        self.end_of(first, check=0)
        self.end_of(second, check=0)
        self.assertEqual(self.ran(), [("0_n_0", "n: 0;seed: 1;"), ("1_n_1", "n: 1;seed: 2;")])
        places = [(s["plan_part"], s["plan_place"]) for run in self.runs() for s in self.starts(run)]
        self.assertEqual(places, [(1, 0), (2, 1)])

    def test_repetitions_that_differ_are_lines_of_their_own(self):
        self.grid("lr: [1]\n", default="lr: 0\nepochs: 10\n")
        self.prepare()
        self.launch(self.job('echo "{\\"acc\\": $LIFTOFF_RUN_ID}" > "$LIFTOFF_RUN_DIR/summary.json"'), "-e", "g",
                    "--runs-no", "2")
        self.write("configs/g/default.yaml", "lr: 0\nepochs: 20\n")
        self.launch("--resume", "-e", "g", "--runs-no", "3")
        table = self.run_tool("liftoff-results", "table", "--csv", check=0).stdout.splitlines()
        self.assertEqual(len(table), 3, table)
        self.assertIn("epochs", table[0])
        self.assertEqual(len(self.run_tool("liftoff-results", "--runs-only", "--where", "epochs=20",
                                           check=0).stdout.splitlines()), 1)
        tree = self.tree()
        told = self.run_tool("liftoff-results", "diff", tree / "0_lr_1/0", tree / "0_lr_1/2", check=0).stdout
        self.assertRegex(told, r"epochs +10 +20")

    def test_dry_resume_is_the_same_without_the_launch(self):
        self.grid("lr: [1, 2]\n")
        self.prepare()
        self.launch(self.job('[ "$LIFTOFF_CONFIG_ID" != 1 ]'), "-e", "g", check=1)
        self.grid("lr: [1, 3]\n", default="lr: 0\nepochs: 20\n")
        self.prepare("-f")
        before = {p: p.stat().st_mtime_ns for p in self.tree().rglob("*")}
        dry = self.launch("--resume", "-e", "g", "-n")
        self.assertEqual({p: p.stat().st_mtime_ns for p in self.tree().rglob("*")}, before)
        self.assertEqual(dry.stdout, "2_lr_3  lr=3\n")
        done = self.launch("--resume", "-e", "g")
        said = [line for line in done.stderr.splitlines() if "succeeded in" not in line]
        self.assertEqual([line for line in dry.stderr.splitlines() if " at once, of: " not in line], said)
        self.assertIn("edited (epochs: 10 -> 20)", dry.stderr)
        self.assertEqual([folder for folder, _ in self.ran()[2:]], ["2_lr_3"])

    def test_dry_resume_fails_where_the_resume_fails(self):
        self.write("configs/default.yaml", "n: 1\n")
        self.launch(self.script("say + $me"))
        self.write(str(self.tree() / ".liftoff-abort"), "{}")
        for options in (["--runs-no", "2"], ["-e", "nope"], ["--timestamp", "1"], ["./nothing"],
                        ["--gpus", "0", "--per-gpu", "1,2"]):
            with self.subTest(options):
                done, dry = self.launch("--resume", *options, check=2), self.launch("--resume", "-n", *options, check=2)
                self.assertEqual((dry.stdout, dry.stderr), (done.stdout, done.stderr))
        self.assertTrue((self.tree() / ".liftoff-abort").exists(), "a resume that fails undoes no abort")


class OfTheOriginal(GridTest):
    def test_folders_are_known_by_content_and_title_whatever_their_numbers(self):
        self.grid("lr: [1, 2, 3]\n")
        self.prepare()
        root = self.dir / "results/1524936339_g"
        for folder, config, markers in (("0_lr_3", "lr: 3\nepochs: 10\n", (".__start", ".__end")),
                                        ("1_renamed", "epochs: 10\nlr: 1\n", (".__start", ".__end")),
                                        ("2_lr_2", "lr: 2\n", (".__start", ".__crash")),
                                        ("3_lr_9", "lr: 9\nepochs: 10\n", (".__start", ".__crash"))):
            for marker in (".__leaf", *markers):
                self.write(f"results/1524936339_g/{folder}/{marker}", "" if marker == ".__leaf" else "1524936340\n")
            self.write(f"results/1524936339_g/{folder}/cfg.yaml", config)
        for name, text in ((".__timestamp", "1524936339\n"), (".__mode", "nohup\n"), (".__ppid", "99999999\n")):
            (root / name).write_text(text)
        dry = self.launch(self.job(), "--resume", "-e", "g", "-n")
        self.assertEqual(dry.stdout, "2_lr_2  lr=2\n")
        done = self.launch(self.job(), "--resume", "-e", "g")
        self.assertEqual(self.ran(), [("2_lr_2", "epochs: 10;lr: 2;")])
        self.assertIn("not started: 3_lr_9", done.stderr)
        self.assertEqual(self.counts()["total"], 4)


class RandomGrid:
    """A grid that is edited at random, and what it says."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.default = {"a": 0, "b": 0, "c": 0, "d": 0}
        self.values = {"a": [1, 2], "b": [0, 3]}

    def config(self):
        return "".join(f"{name}: {values}\n" for name, values in self.values.items())

    def defaults(self):
        return "".join(f"{name}: {value}\n" for name, value in self.default.items())

    def contents(self):
        """Of all combinations, as the jobs say them."""
        found = set()
        for point in itertools.product(*self.values.values()):
            held = {**self.default, **dict(zip(self.values, point))}
            found.add("".join(f"{name}: {value};" for name, value in sorted(held.items())))
        return found

    def edit(self):
        choice = self.random.choice
        name = choice(list(self.values))
        values = self.values[name]
        unused = [v for v in range(9) if v not in values]
        what = choice(["append", "insert", "remove", "reorder", "variable", "fixed", "order"])
        if what == "append" and len(values) < 4:
            values.append(choice(unused))
        elif what == "insert" and len(values) < 4:
            values.insert(self.random.randrange(len(values)), choice(unused))
        elif what == "remove" and len(values) > 1:
            values.remove(choice(values))
        elif what == "reorder":
            self.random.shuffle(values)
        elif what == "variable" and len(self.values) < 3:
            new = choice([n for n in self.default if n not in self.values])
            self.values[new] = choice([[0, 5], [6, 7], [0]])
        elif what == "fixed" and len(self.values) > 1:
            del self.values[name]
        elif what == "order":
            self.values = dict(self.random.sample(list(self.values.items()), len(self.values)))


class RandomEdits(GridTest):
    """No folder ever holds another combination's run, none is run twice, every one of the present grid is run."""

    def test_whatever_happens_to_the_files(self):
        for seed in range(6):
            with self.subTest(seed):
                self.walk(seed)
                for name in ("results", "configs", "said"):
                    path = self.dir / name
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def walk(self, seed):
        grid = RandomGrid(seed)
        self.grid(grid.config(), grid.defaults())
        self.prepare()
        self.launch(self.job(), "-e", "g", "-q")
        self.check(grid)
        for _ in range(7):
            for _ in range(grid.random.randrange(1, 4)):
                grid.edit()
            self.grid(grid.config(), grid.defaults())
            self.prepare_somehow(grid)
            if grid.random.random() < 0.25:
                continue
            dry = self.launch("--resume", "-e", "g", "-n")
            before = len(self.ran())
            self.launch("--resume", "-e", "g", "-q")
            self.assertEqual(sorted(line.split("  ")[0] for line in dry.stdout.splitlines()),
                             sorted(folder for folder, _ in self.ran()[before:]))
            self.check(grid)

    def prepare_somehow(self, grid):
        if grid.random.random() < 0.3:
            self.prepare("-c")
            self.prepare()
        else:
            self.prepare("-f")
        if grid.random.random() < 0.4:
            file = grid.random.choice(sorted((self.dir / "configs/g").glob("g_*.yaml")))
            number = max(int(n) for n in self.files()) + grid.random.randrange(1, 9)
            file.rename(file.with_name(f"g_{number}.yaml"))

    def check(self, grid):
        ran = self.ran()
        folders = {}
        for folder, content in ran:
            self.assertEqual(folders.setdefault(folder, content), content, f"{folder} holds two combinations")
        contents = [content for _, content in ran]
        self.assertEqual(len(contents), len(set(contents)), "a combination was run twice")
        self.assertLessEqual(grid.contents(), set(contents), "a combination was not run")


if __name__ == "__main__":
    main()
