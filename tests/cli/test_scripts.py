"""What a script is, what becomes of its `run`, and what is refused before an experiment appears."""
import os
import sys

from launching import LaunchTest, read
from liftoff_test import main

GUARD = "if __name__ == '__main__':\n    run(parse_opts())\n"
SAYS = "from liftoff import parse_opts\ndef say(*words): print(*words, file=open('said', 'a'))\n"


class Scripts(LaunchTest):
    def setUp(self):
        super().setUp()
        self.experiment(3)
        self.write("configs/default.yaml", "n: 7\n")
        self.env["PYTHONDONTWRITEBYTECODE"] = "1"

    def launch(self, *args, **more):
        return super().launch(*args, "--python", sys.executable, **more)

    def alone(self, script, *args, **more):
        """What one run in the foreground said."""
        self.launch(script, *args, **more)
        return self.taken()

    def swept(self, script, *args, **more):
        """What three detached runs said, in any order."""
        self.done = self.launch(script, "-e", "x", *args, **more)
        return sorted(self.taken())

    def taken(self):
        said = self.said()
        (self.dir / "said").unlink(missing_ok=True)
        return said

    def refused(self, *args):
        for more in ((), ("-e", "x"), ("-e", "x", "-n")):
            done = self.launch(*args, *more, check=2)
            self.assertEqual((self.trees(), self.said()), ([], []))
        return done.stderr

    # Each script says, once for each run, in which way it came there.

    def test_a_run_that_nobody_calls_is_called_in_both_ways(self):
        self.write("job.py", SAYS + "def run(opts): say('run', opts.n)\n")
        self.assertEqual(self.alone("job.py"), ["run 7"])
        self.assertEqual(self.swept("job"), ["run 0", "run 1", "run 2"])
        self.write("job.py", SAYS + "import asyncio\nasync def run(opts):\n    await asyncio.sleep(0)\n"
                   "    say('run', opts.n)\n")
        self.assertEqual(self.alone("job.py"), ["run 7"])
        self.assertEqual(self.swept("job.py"), ["run 0", "run 1", "run 2"])

    def test_a_safe_path_is_one_in_both_ways(self):
        """PYTHONSAFEPATH: what lies beside the script is imported in one run as little as in a sweep."""
        self.write("beside.py", "")
        self.write("job.py", SAYS + "try:\n    import beside\nexcept ImportError:\n    beside = None\n"
                   "def run(opts): say(beside is None, opts.n)\n" + GUARD)
        for safe, alone in (("", "False"), ("1", "True" if sys.version_info >= (3, 11) else "False")):
            env = {**self.env, "PYTHONSAFEPATH": safe}
            self.assertEqual(self.alone("job.py", env=env), [f"{alone} 7"])
            self.assertEqual(self.swept("job.py", env=env), [f"{alone} {n}" for n in range(3)])

    def test_a_module_that_hides_the_package(self):
        self.write("liftoff.py", "")
        self.write("job.py", SAYS + "def run(opts): say('run')\n" + GUARD)
        self.assertIn("liftoff.py: it hides the Python package liftoff, which job.py:1 imports", self.refused("job.py"))

    def test_with_a_guard_a_sweep_is_the_guards(self):
        self.write("job.py", SAYS + "def run(opts): say('run', opts.n)\n"
                   "if __name__ == '__main__':\n    say('main', parse_opts().n)\n")
        self.assertEqual(self.alone("job.py"), ["run 7"])
        self.assertEqual(self.alone("job.py", "--no-detach", "-e", "x", "-p", "1"), ["run 0", "run 1", "run 2"])
        self.assertEqual(self.swept("job.py"), ["main 0", "main 1", "main 2"])

    def test_a_script_that_starts_itself_runs_once(self):
        for text in ("def run(opts): say('run', opts.n)\nrun(parse_opts())\n",
                     "def run(opts): say('run', opts.n)\ndef main():\n    run(parse_opts())\nmain()\n",
                     "opts = parse_opts()\nsay('run', opts.n)\n",
                     "def main(): say('run', parse_opts().n)\nif __name__ == '__main__': main()\n",
                     "def run(model, data): return model + data\nsay('run', run(parse_opts().n, 0))\n",
                     "def run(): say('run', parse_opts().n)\nif __name__ == '__main__': run()\n",
                     "import asyncio\nasync def run(opts): say('run', opts.n)\nasyncio.run(run(parse_opts()))\n",
                     "import argparse\np = argparse.ArgumentParser()\np.add_argument('--config-file')\n"
                     "a, _ = p.parse_known_args()\nif a.config_file == 'cfg': say('run', parse_opts().n)\n"):
            with self.subTest(text):
                self.write("job.py", SAYS + text)
                self.assertEqual(self.alone("job.py"), ["run 7"])
                self.assertEqual(self.swept("job.py"), ["run 0", "run 1", "run 2"])

    def test_a_run_that_a_sweep_never_calls_is_said(self):
        self.write("job.py", SAYS + "def setup(): say('setup')\ndef run(opts): say('run', opts.n)\nsetup()\n")
        self.assertEqual(self.alone("job.py"), ["setup", "run 7"])  # as the version of 2018 does
        self.assertEqual(self.swept("job.py"), ["setup"] * 3)
        self.assertIn("job.py calls setup() and never run(opts)", self.done.stderr)

    def test_workers_and_checkpoints_work_in_both_ways(self):
        self.write("job.py", SAYS + "import multiprocessing, os, pickle\nclass Net:\n    size = 3\n"
                   "def double(n): return 2 * n\ndef run(opts):\n"
                   "    if os.path.exists('net'): say(pickle.load(open('net', 'rb')).size)\n"
                   "    pickle.dump(Net(), open('net', 'wb'))\n"
                   "    with multiprocessing.get_context('spawn').Pool(1) as pool: say(pool.map(double, [opts.n]))\n"
                   + GUARD)
        self.assertEqual(self.alone("job.py"), ["[14]"])
        self.assertEqual(self.swept("job.py", "-p", "1"), ["3", "3", "3", "[0]", "[2]", "[4]"])
        self.assertEqual(self.alone("job.py"), ["3", "[14]"])

    def test_what_would_do_nothing_is_refused(self):
        self.write("job.py", "def main(opts): print(opts)\n")
        self.assertIn("job.py does nothing when it is started: it only defines 'main'", self.refused("job"))
        self.write("job.py", "")
        self.assertIn("job.py does nothing", self.refused("job.py"))
        self.write("job.py", "import os\nprint('it\n")
        self.assertIn("job.py:2: SyntaxError: ", self.refused("job.py"))

    def test_modules(self):
        self.write("pkg/__init__.py", "")
        self.write("pkg/h.py", "K = 5\n")
        self.write("pkg/train.py", "from .h import K\n" + SAYS + "def run(opts): say('run', K, opts.n)\n" + GUARD)
        self.assertEqual(self.alone("pkg.train"), ["run 5 7"])
        self.assertEqual(self.swept("pkg.train"), ["run 5 0", "run 5 1", "run 5 2"])
        self.assertEqual(self.alone("pkg.train.run"), ["run 5 7"])
        self.write("pkg/__init__.py", "def train(opts): print('function', opts.n, file=open('said', 'a'))\n")
        self.assertEqual(self.alone("pkg.train"), ["function 7"])
        self.assertEqual(self.swept("-m", "pkg.train"), ["run 5 0", "run 5 1", "run 5 2"])
        self.launch("--resume", "-e", "x", "--runs-no", "2")
        self.assertEqual(sorted(self.taken()), ["run 5 0", "run 5 1", "run 5 2"])  # still the module

    def test_what_is_no_module_is_refused(self):
        self.write("pkg/__init__.py", "")
        self.write("pkg/train.py", "from . import h\ndef run(opts): pass\n")
        self.assertIn("hint: name it as a module: pkg.train", self.refused("pkg/train.py"))
        self.assertIn("pkg/train.py has no function 'go'", self.refused("pkg.train.go"))
        self.assertIn("there is no module 'pkg.other'", self.refused("-m", "pkg.other"))

    def test_programs_that_only_the_environment_has(self):
        for name in ("python", "only-there"):
            path = self.write(f"venv/bin/{name}", "#!/bin/sh\nexec /bin/sh \"$@\"\n")
            path.chmod(0o755)
        self.write("job", "#!/usr/bin/env only-there\necho ran >> said\n").chmod(0o755)
        self.write("venv/bin/tool", "#!/usr/bin/env only-there\necho tool >> said\n").chmod(0o755)
        self.assertIn("its interpreter only-there is not on PATH", LaunchTest.launch(self, "./job", check=2).stderr)
        for script, says in (("./job", "ran"), ("tool", "tool")):
            LaunchTest.launch(self, script, "--env", "venv")
            self.assertEqual(self.taken(), [says])

    def test_a_folder_is_no_script(self):
        self.write("folder/a.py", "")
        self.assertIn("'folder' is a folder, and no script\nhint: name the file in it that is to be run",
                      self.refused("folder"))

    def test_an_interpreter_that_can_look_at_nothing_is_refused(self):
        self.write("job.py", "print(1)\n")
        broken = self.write("python", "#!/bin/sh\necho no such thing >&2\nexit 1\n")
        broken.chmod(0o755)
        done = super().launch("job.py", "--python", "./python", check=2)
        self.assertIn("the interpreter ./python can't look at 'job.py': no such thing", done.stderr)
        self.assertEqual(self.trees(), [])

    def test_programs_that_cant_be_executed_are_refused(self):
        for text, why in (("echo hi\n", "./job has no #! line"), ("#!/bin/sh\r\necho\r\n", "Windows line ends"),
                          ("#!/no/such/interpreter\n", "its interpreter /no/such/interpreter does not exist")):
            self.write("job", text).chmod(0o755)
            self.assertIn(why, self.refused("./job"))
        (self.dir / "job").chmod(0o644)
        self.assertIn("neither a .py file nor executable", self.refused("./job"))

    def test_what_scripts_start_is_unbuffered_unless_told(self):
        script = self.script('say "$PYTHONUNBUFFERED"')
        self.env.pop("PYTHONUNBUFFERED", None)
        self.assertEqual(self.alone(script), ["1"])
        self.assertEqual(self.swept(script), ["1"] * 3)
        self.assertEqual(self.alone(script, env={**self.env, "PYTHONUNBUFFERED": "0"}), ["0"])

    def test_a_script_that_goes_elsewhere_finds_its_folder(self):
        script = self.script('mkdir -p there; cd there && grep -q n: "$LIFTOFF_CONFIG" && touch "$LIFTOFF_RUN_DIR/f"')
        self.swept(script)
        self.assertEqual([(run / "f").exists() for run in self.runs()], [True] * 3)

    def test_what_others_write_into_out_overwrites_nothing(self):
        self.launch(self.script('echo one; echo two >> "$LIFTOFF_RUN_DIR/out"; : > "$LIFTOFF_RUN_DIR/err"; echo three;'
                                'echo four >&2'), "-e", "x")
        self.assertEqual([read(run / "out") for run in self.runs()], ["one\ntwo\nthree\n"] * 3)
        self.assertEqual([read(run / "err") for run in self.runs()], ["four\n"] * 3)


class Folders(LaunchTest):
    """Programs that take their own run's folder away."""

    WAYS = {
        "emptied": 'find "$d" -mindepth 1 -delete',
        "removed": 'rm -rf "$d"',
        "made again": 'rm -rf "$d"; mkdir -p "$d"; echo kept > "$d/own"',
        "moved": 'mv "$d" "$d.old"',
        "copied": 'cp -r "$d" "$d.new"; rm -rf "$d"; mv "$d.new" "$d"',
        "without its configuration": 'rm "$d/cfg.yaml" "$d/.__leaf"',
    }

    def setUp(self):
        super().setUp()
        self.write("configs/default.yaml", "n: 7\n")

    def put_aside(self):
        for tree in self.trees():
            os.rename(tree, self.base / f"{tree.name}.{len(os.listdir(self.base))}")

    def settled(self, tree, run, state):
        """The folder proves it, and everybody says so."""
        self.assertEqual(self.state(run), state)
        self.assertEqual([end["outcome"] for end in self.ends(run)], [state])
        self.assertIn("n: 7\n", read(run / "cfg.yaml"))
        self.assertTrue((run / ".__leaf").is_file() and (run / ".__start").is_file())
        timestamp = tree.name.split("_")[0]
        shown = self.json_of("liftoff-status", "-a", "-t", timestamp, "--json")["experiments"][0]
        self.assertEqual((shown[state], shown["waiting"], shown["lost"]), (shown["total"], 0, 0))
        name = "." if run == tree else run.relative_to(tree)
        self.assertIn(state, self.run_tool("liftoff-status", "--explain", name, "-t", timestamp, check=0).stdout)

    def test_the_run_is_on_record_all_the_same(self):
        for way, command in self.WAYS.items():
            for code, state in ((0, "succeeded"), (3, "crashed")):
                with self.subTest(way, code=code):
                    self.put_aside()
                    self.launch(self.script(f'd=$LIFTOFF_RUN_DIR; echo printed; {command}; exit {code}'),
                                "--runs-no", "2", check=int(code > 0))
                    tree = self.tree()
                    for run_id in "01":
                        run = tree / "0_default" / run_id
                        self.settled(tree, run, state)
                        self.assertEqual(read(run / "out"), "printed\n")
                    done = self.launch("--resume", "-n", "--timestamp", tree.name.split("_")[0])
                    self.assertEqual(done.stdout.count("0_default/"), 2 * int(code > 0))

    def test_what_can_never_be_written_down_is_no_success(self):
        self.write("elsewhere/file", "")
        script = self.script('d=$LIFTOFF_RUN_DIR; mv "$d" elsewhere/$LIFTOFF_RUN_ID; '
                             'ln -s "$PWD/elsewhere/$LIFTOFF_RUN_ID" "$d"')
        done = self.launch(script, "--runs-no", "2", check=1)
        self.assertIn("2 crashed", done.stderr)
        self.assertIn("its end could not be recorded: a link or a file lies in the place of its folder", done.stderr)
        self.assertEqual(self.counts()["succeeded"], 0)

    def test_a_single_run_whose_folder_is_the_experiments(self):
        for way, command in self.WAYS.items():
            with self.subTest(way):
                self.put_aside()
                self.launch(self.script(f'd=$LIFTOFF_RUN_DIR; {command}'))
                tree = [tree for tree in self.trees() if not tree.name.endswith(".old")][0]
                self.settled(tree, tree, "succeeded")
                self.launch("--resume", "-n", "--timestamp", tree.name.split("_")[0])


if __name__ == "__main__":
    main()
