"""The package with the real programs: scripts by hand and launched, as they were written for the original."""
import subprocess
import sys

from liftoff_test import BUILD, LiftoffTest, main

RUN_KEYS = ("run_id", "out_dir", "cfg_dir", "resume")  # as both write them

# The way that the original's documentation gave for `main`.
OLD_SCRIPT = """
import os
from argparse import Namespace
from time import time

from liftoff.config import read_config, config_to_string, namespace_to_dict, value_of


def run(args: Namespace) -> None:
    print(f"{args.x:d} {args.yz.y:d} {args.args} {args.resume} {value_of(args, 'cfg_id')} {args.run_id:d}", flush=True)
    print(config_to_string(args, color=False), end="")
    assert isinstance(namespace_to_dict(args)["yz"], dict)
    open(os.path.join(args.out_dir, "done"), "w").close()


def main() -> None:
    args = read_config()  # type: Namespace

    if not hasattr(args, "out_dir"):
        if not os.path.isdir('./results'):
            os.mkdir('./results')
        out_dir = f'./results/{str(int(time())):s}_{args.experiment:s}'
        os.mkdir(out_dir)
        args.out_dir = out_dir
    elif not os.path.isdir(args.out_dir):
        raise Exception(f"Directory {args.out_dir} does not exist.")

    if not hasattr(args, "run_id"):
        args.run_id = 0

    run(args)


if __name__ == "__main__":
    main()
"""

NEW_SCRIPT = """
def run(opts):
    print(opts.experiment, opts.title, opts.x, opts.args, opts.run_id, opts.out_dir == opts.cfg_dir)

def main():
    from liftoff import parse_opts
    run(parse_opts())

if __name__ == "__main__":
    main()
"""

PRINT_ALL = """
import sys
from liftoff.config import read_config
cfgs = read_config()
for cfg in cfgs if isinstance(cfgs, list) else [cfgs]:
    print(sorted(vars(cfg).items()))
"""


class WithPrograms(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.env["PYTHONPATH"] = str(BUILD / "lib" / "liftoff" / "python")
        self.env["PYTHONDONTWRITEBYTECODE"] = "1"
        self.write("configs/default.yaml", "x: 1\nyz: {y: 2, z: 3}\nargs_: {lr: 1e-3, 30: a}\n")
        self.write("configs/diff.yaml", "x: 10\nargs_: {momentum: .9}\n")
        self.write("old.py", OLD_SCRIPT)
        self.write("new.py", NEW_SCRIPT)

    def python(self, *args, check=0):
        done = subprocess.run([sys.executable, *map(str, args)], cwd=self.dir, env=self.env, timeout=120, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, check, f"{args}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done

    def folders(self, pattern):
        return sorted(path for path in (self.dir / "results").glob(pattern) if not path.is_symlink())

    def test_an_old_script_by_hand(self):
        out = self.python("old.py", "-c", "diff").stdout
        self.assertIn("10 2 {'momentum': 0.9} False ", out.splitlines()[0])
        [folder] = self.folders("*")
        self.assertRegex(folder.name, r"^\d+_diff$")
        self.assertTrue((folder / "done").exists())

    def test_a_new_script_by_hand_and_from_what_it_kept(self):
        out = self.python("new.py", "-c", "diff").stdout
        self.assertEqual(out, "diff diff 10 {'momentum': 0.9} 0 True\n")
        [folder] = self.folders("*")
        self.assertEqual(self.python("new.py", folder / "cfg.yaml").stdout, out)
        self.assertEqual(self.folders("*"), [folder])

    def test_what_is_kept_reads_back_the_same(self):
        self.write("configs/odd.yaml", 'f: [1e-05, .nan, -.inf, 1e22]\nbig: 123456789012345678901234567890\n'
                   't: ["yes", "1e3", "\\x85\\0", "é😀", "2001-01-01"]\nd_: {1: {true: null}, 1.5: x}\n"on": {"y": 1}\n'
                   f'? {"k" * 2000}\n: 1\nlong: {{? {"m" * 2000} : 2}}\n')
        kept = "from liftoff import parse_opts; print(sorted(vars(parse_opts()).items()))"
        first = self.python("-c", kept, "-c", "odd").stdout
        [folder] = self.folders("*")
        self.assertEqual(self.python("-c", kept, folder / "cfg.yaml").stdout, first)
        self.assertIn("'d', {1: {True: None}, 1.5: 'x'}", first)
        self.assertIn(f"('{'k' * 2000}', 1)", first)

    def test_by_hand_a_run_has_the_keys_that_a_launched_one_has(self):
        self.python("new.py", "-c", "diff")
        [by_hand] = self.folders("*")
        self.run_tool("liftoff", "new.py", "-c", "diff", "--results-dir", "launched", "--python", sys.executable,
                      check=0)
        [launched] = (self.dir / "launched").glob("*_diff/cfg.yaml")
        keys = [[line.split(":")[0] for line in path.read_text().splitlines() if line[0].isalpha()]
                for path in (by_hand / "cfg.yaml", launched)]
        self.assertEqual(*keys)
        self.assertEqual(keys[0][-len(RUN_KEYS):], list(RUN_KEYS))

    def test_several_configurations(self):
        lines = self.python("-c", PRINT_ALL, "-c", "default", "diff").stdout.splitlines()
        self.assertEqual([("('x', 1)" in line, "('x', 10)" in line) for line in lines], [(True, False), (False, True)])

    def test_a_prepared_experiment(self):
        self.write("configs/exp/default.yaml", "x: 0\n")
        self.write("configs/exp/config.yaml", "x: [1, 2]\ny_: [{a: 1}]\n")
        self.run_tool("liftoff-prepare", "exp", check=0)
        lines = self.python("-c", PRINT_ALL, "-e", "exp").stdout.splitlines()
        self.assertEqual(len(lines), 2)
        self.assertIn("('experiment', 'exp')", lines[1])
        self.assertIn("('y', {'a': 1})", lines[1])

    def test_a_wrong_configuration(self):
        self.write("configs/bad.yaml", "x: [1\n")
        done = self.python("new.py", "-c", "bad", check=2)
        self.assertRegex(done.stderr, r"^liftoff: .*configs/bad\.yaml:\d+: ")
        self.assertNotIn("Traceback", done.stderr)
        self.assertFalse((self.dir / "results").exists())

    def test_launched_in_the_foreground(self):
        done = self.run_tool("liftoff", "old", "-c", "diff", "--python", sys.executable, check=0)
        self.assertIn("10 2 {'momentum': 0.9} False 0 0\n", done.stdout)
        done = self.run_tool("liftoff", "new.run", "--python", sys.executable, check=0)
        self.assertIn("default default 1 {'lr': 0.001, 30: 'a'} 0 True\n", done.stdout)

    def test_launched_and_detached(self):
        for script, pattern in (("old.py", "1 2 {'lr': 0.001, 30: 'a'} False 0 %d"),
                                ("new.py", "default default 1 {'lr': 0.001, 30: 'a'} %d True"),
                                ("new.run", "default default 1 {'lr': 0.001, 30: 'a'} %d True")):
            self.run_tool("liftoff", script, "--runs-no", 2, "--python", sys.executable, check=0)
            newest = (self.dir / "results" / ".latest").resolve()
            for run_id in (0, 1):
                [out] = newest.glob(f"*/{run_id}/out")
                self.assertEqual(out.read_text().splitlines()[0], pattern % run_id, script)
        self.assertEqual(len(self.folders("*_*")), 3)


if __name__ == "__main__":
    main()
