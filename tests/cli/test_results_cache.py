"""liftoff-results over an experiment that it has walked before: the same answers, whatever became of the cache."""
import shutil
import subprocess
import sys
import time

from launching import LaunchTest
from liftoff_test import BUILD, LiftoffTest, main, program
from results_tree import make_experiment

FORMS = (["--where", "optim.lr=0.1"], ["--where", "run_id>=1", "--json"], ["-n", "metrics.json"], ["--runs-only"],
         ["table", "--json"], ["errors", "--json"])


def settle(root):
    """Until the clock of the file system has moved on: what changed just now is not cached."""
    newest = max(path.lstat().st_ctime for path in root.rglob("*"))
    while time.time() < newest + 0.2:
        time.sleep(0.01)


class Cache(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.root = make_experiment(self.dir, "results", "alpha", 40, 3)
        self.cache = self.root / ".liftoff-cache" / "results"

    def settle(self):
        settle(self.root)

    def answers(self, *more):
        return [self.run_tool("liftoff-results", *form, *more).stdout for form in FORMS]

    def fresh_answers(self):
        shutil.rmtree(self.cache.parent, ignore_errors=True)
        return self.answers()

    def warm(self):
        self.settle()
        self.run_tool("liftoff-results", "--where", "run_id=0", check=0)
        self.assertTrue(self.cache.exists())

    def system_calls(self, *args):
        """How often a cfg.yaml or a folder was opened."""
        log = self.base / "log"
        subprocess.run(["strace", "-f", "-o", log, "-e", "trace=openat,openat2", program("liftoff-results"), *args],
                       cwd=self.dir, env=self.env, stdout=subprocess.DEVNULL, check=True)
        return log.read_text().count("cfg.yaml"), log.read_text().count("_lr_")

    def test_the_same_without_a_cache_and_with_rescan(self):
        self.settle()
        first = self.answers()
        self.assertTrue(self.cache.exists())
        self.assertEqual(self.answers(), first)
        self.assertEqual(self.answers("--rescan"), first)
        self.assertEqual(self.fresh_answers(), first)

    def test_what_has_not_changed_is_not_read_again(self):
        self.warm()
        self.assertEqual(self.system_calls("--where", "run_id=0"), (0, 0))
        configs, folders = self.system_calls("--where", "run_id=0", "--rescan")
        self.assertGreaterEqual(configs, 120)
        self.assertGreaterEqual(folders, 160)

    def test_every_change_is_noticed(self):
        run = self.root / "3_lr_0_001__depth_0" / "1"
        source = self.root / "0_lr_1_0__depth_0"
        target = self.root.parent / "target"
        (run / "data").symlink_to(target)

        def edit():
            text = (run / "cfg.yaml").read_text()
            with open(run / "cfg.yaml", "r+", encoding="utf-8") as file:  # in place: the folder does not change
                file.write(text.replace("lr: 0.001", "lr: 0.1  "))

        changes = {
            "a file": lambda: (run / "notes.txt").touch(),
            "what a link leads to": target.mkdir,
            "a newer version": lambda: (run / "step__900__metrics.json").write_text('{"loss": 7}'),
            "a file less": lambda: (run / "out").unlink(),
            "another end": lambda: (run / ".__end").rename(run / ".__crash"),
            "an edited configuration": edit,
            "a repetition": lambda: shutil.copytree(source / "0", source / "3"),
            "a configuration": lambda: shutil.copytree(source, self.root / "40_lr_1_0__depth_8"),
            "a run less": lambda: shutil.rmtree(source / "1"),
            "a configuration less": lambda: shutil.rmtree(self.root / "39_lr_0_0001__depth_7"),
        }
        for name, change in changes.items():
            with self.subTest(name):
                self.warm()
                before = self.answers()
                change()
                after = self.answers()
                self.assertNotEqual(after, before)
                self.assertEqual(after, self.fresh_answers())

    def test_a_damaged_cache_is_none(self):
        self.warm()
        wanted = self.answers()
        whole = self.cache.read_bytes()
        for damaged in (b"", whole[:200], whole[:-1], whole.replace(b"lr: 0.1", b"lr: 0.2"), b"\0" * 4096,
                        whole + b"x"):
            self.cache.write_bytes(damaged)
            self.assertEqual(self.answers(), wanted)

    def test_a_copy_is_read_anew(self):
        self.warm()
        copy = self.root.parent / "1524936340_alpha"
        shutil.copytree(self.root, copy, copy_function=shutil.copy2)
        (copy / "0_lr_1_0__depth_0" / "0" / "cfg.yaml").write_text("optim: {lr: 0.5}\n")
        self.assertEqual(len(self.run_tool("liftoff-results", "--where", "optim.lr=0.5", "--runs-only",
                                           check=0).stdout.splitlines()), 1)

    def test_where_nothing_may_be_written_the_users_folder_serves(self):
        self.settle()
        # a file in place of the folder: stands for a tree that can't be written to, for root too
        self.cache.parent.touch()
        wanted = self.answers()
        self.assertEqual(self.answers(), wanted)
        kept = list((self.base / "home" / ".cache" / "liftoff").iterdir())
        self.assertEqual([path.name.split("-")[0] for path in kept], ["results"])
        self.assertEqual(self.system_calls("--where", "run_id=0"), (0, 0))

    def test_python_shares_it(self):
        self.warm()
        written = self.cache.stat().st_ino
        call = "from liftoff.liftoff_results import collect_results as c; print(len(c(conditions={'run_id': 1})))"
        env = dict(self.env, PYTHONPATH=str(BUILD / "lib" / "liftoff" / "python"))
        done = subprocess.run([sys.executable, "-c", call], cwd=self.dir, env=env, stdout=subprocess.PIPE, text=True,
                              check=True)
        self.assertEqual(done.stdout, "40\n")
        self.assertEqual(self.cache.stat().st_ino, written)


class Moved(LaunchTest):
    def paths(self, results, where):
        return self.run_tool("liftoff-results", "-d", results, "--runs-only", "--where", where).stdout.splitlines()

    def test_the_folders_of_runs_are_those_of_the_look(self):
        self.experiment(120)
        self.launch("/bin/true", "-e", "x", "-p", "16")
        self.assertEqual(len(self.paths("results", "out_dir~^results/")), 120)
        settle(self.tree())
        self.assertEqual(len(self.paths("results", "out_dir~^results/")), 120)
        self.assertTrue((self.tree() / ".liftoff-cache" / "results").exists())
        (self.dir / "results").rename(self.dir / "moved")
        for results in ("moved", "./moved", str(self.dir / "moved")):
            for key in ("out_dir", "cfg_dir"):
                found = self.paths(results, f"{key}~^{results}/")
                self.assertEqual(len(found), 120, f"{key} of {results}")
                self.assertEqual(found, self.paths(results, "cfg_id>=0"))


if __name__ == "__main__":
    main()
