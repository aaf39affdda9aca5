"""The runner: what it imports and calls, and how it ends."""
import signal

from liftoff_test import main
from python_package import PackageTest

SPEAKING = """
import sys
print("imported as", __name__)
def run(opts):
    print("run", opts.x, opts.out_dir, opts.run_id, opts.resume)
def other(opts):
    print("other", opts.x)
if __name__ == "__main__":
    print("never")
"""


class Calling(PackageTest):
    def setUp(self):
        super().setUp()
        self.arguments = self.launched(x=5)

    def test_run_of_a_script(self):
        self.write("my-script.py", SPEAKING)
        done = self.runner("my-script.py", *self.arguments, check=0)
        self.assertEqual(done.stdout, "imported as my-script\nrun 5 results/1_a/0_t 3 False\n")
        self.assertEqual(done.stderr, "")

    def test_resumed(self):
        self.write("script.py", SPEAKING)
        done = self.runner("script.py", *self.arguments, "--resume", check=0)
        self.assertIn("run 5 results/1_a/0_t 3 True\n", done.stdout)

    def test_a_function_of_a_module(self):
        self.write("script.py", SPEAKING)
        done = self.runner("script.other", *self.arguments, check=0)
        self.assertEqual(done.stdout, "imported as script\nother 5\n")

    def test_a_function_of_a_module_in_packages(self):
        self.write("pkg/__init__.py", "")
        self.write("pkg/space/mod.py", SPEAKING)
        done = self.runner("pkg.space.mod.other", *self.arguments, check=0)
        self.assertEqual(done.stdout, "imported as pkg.space.mod\nother 5\n")

    def test_as_a_module(self):
        self.write("script.py", SPEAKING)
        done = self.python("-m", "liftoff._run", "script.py", *self.arguments, check=0)
        self.assertIn("run 5 ", done.stdout)

    def test_the_script_sees_the_paths_and_arguments_of_a_script(self):
        self.write("sub/script.py", "import sys, os\ndef run(opts):\n"
                   "    print(sys.path[0] == os.path.abspath('sub'), os.getcwd() in sys.path, sys.argv)\n")
        done = self.runner("sub/script.py", *self.arguments, check=0)
        self.assertEqual(done.stdout, f"True True {['sub/script.py', *self.arguments]}\n")

    def test_siblings_and_the_working_directory_can_be_imported(self):
        self.write("sub/sibling.py", "name = 'sibling'")
        self.write("models.py", "name = 'models'")
        self.write("sub/script.py", "import sibling, models\ndef run(opts): print(sibling.name, models.name)\n")
        self.assertEqual(self.runner("sub/script.py", *self.arguments, check=0).stdout, "sibling models\n")

    def test_modules_of_the_package_hide_none_of_the_scripts(self):
        self.write("config.py", "mine = True")
        self.write("opts.py", "mine = True")
        self.write("liftoff.py", "raise SystemExit('the wrong liftoff')")
        self.write("script.py", "import config, opts\nfrom liftoff.config import read_config\n"
                   "def run(o): print(config.mine, opts.mine, read_config().x)\n")
        self.assertEqual(self.runner("script.py", *self.arguments, check=0).stdout, "True True 5\n")

    def test_nor_can_the_script_import_them(self):
        self.write("script.py", "import sys\ndef run(o):\n    try:\n        import _files\n"
                   "    except ImportError:\n        print(sys.path.count(%r))\n" % str(self.python_dir))
        self.assertEqual(self.runner("script.py", *self.arguments, check=0).stdout, "1\n")

    def test_a_script_named_as_a_module_in_use_does_not_replace_it(self):
        self.write("argparse.py", "def run(opts):\n    from argparse import Namespace\n"
                   "    print(type(opts) is Namespace)\n")
        self.assertEqual(self.runner("argparse.py", *self.arguments, check=0).stdout, "True\n")

    def test_functions_reach_processes_that_are_spawned(self):
        self.write("script.py", "import multiprocessing\ndef double(n): return 2 * n\ndef run(opts):\n"
                   "    for method in ('spawn', 'forkserver'):\n"
                   "        with multiprocessing.get_context(method).Pool(1) as pool:\n"
                   "            print(pool.map(double, [1, 2]))\n")
        for target in ("script.py", "script.run"):
            done = self.runner(target, *self.arguments, check=0)
            self.assertEqual(done.stdout, "[2, 4]\n[2, 4]\n", done.stderr)

    def test_without_the_package_on_the_path_spawned_processes_find_it_too(self):
        self.write("script.py", "import multiprocessing\nfrom liftoff import parse_opts\n"
                   "def double(n): return 2 * n\ndef run(opts):\n"
                   "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
                   "        print(pool.map(double, [1, 2]))\n")
        self.assertEqual(self.runner("script.py", *self.arguments, check=0, PYTHONPATH="").stdout, "[2, 4]\n")


    def test_the_main_module_is_the_scripts_own(self):
        self.write("script.py", "import os\nclass Net: pass\ndef run(opts):\n    import __main__, script\n    print("
                   "__main__.Net is Net, script is __main__, __name__, os.path.basename(__main__.__file__))\n")
        self.assertEqual(self.runner("script.py", *self.arguments, check=0).stdout, "True True script script.py\n")

    def test_what_one_way_pickles_the_other_loads(self):
        self.write("script.py", "import pickle, sys\nclass Net:\n    size = 3\ndef run(opts):\n"
                   "    if opts.x: pickle.dump([Net(), Net], open('net', 'wb'))\n"
                   "    else: print([n.size for n in pickle.load(open('net', 'rb'))])\n"
                   "if __name__ == '__main__':\n    from liftoff import parse_opts\n    run(parse_opts())\n")
        ways = (lambda: self.runner("script.py", *self.arguments, check=0),
                lambda: self.python("-u", "script.py", *self.arguments, check=0))
        for dumps, loads in (ways, ways[::-1]):
            self.launched(x=5)
            dumps()
            self.launched(x=0)
            self.assertEqual(loads().stdout, "[3, 3]\n")

    def test_spawned_processes_execute_the_script_once(self):
        self.write("script.py", "import multiprocessing, os\nopen('executed', 'a').write(f'{os.getpid()}\\n')\n"
                   "def double(n): return 2 * n\ndef run(opts):\n"
                   "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
                   "        print(pool.map(double, [1, 2]))\n")
        self.assertEqual(self.runner("script.py", *self.arguments, check=0).stdout, "[2, 4]\n")
        pids = (self.dir / "executed").read_text().split()
        self.assertEqual((len(pids), len(set(pids))), (2, 2))

    def test_an_async_function(self):
        self.write("script.py", "import asyncio\nasync def run(opts):\n    await asyncio.sleep(0)\n"
                   "    print('ran', opts.x)\n    if opts.x == 6: raise SystemExit(85)\n")
        self.assertEqual(self.runner("script.py", *self.arguments, check=0).stdout, "ran 5\n")
        self.assertEqual(self.runner("script.run", *self.arguments, check=0).stdout, "ran 5\n")
        self.runner("script.py", *self.launched(x=6), check=85)

    def test_a_generator_is_refused(self):
        for kind in ("def", "async def"):
            self.write("script.py", f"{kind} run(opts):\n    print('ran')\n    yield 1\n")
            done = self.runner("script.py", *self.arguments, check=2)
            self.assertIn("script.py: run(opts) has a yield", done.stderr)


class Ending(PackageTest):
    def end(self, body, **more):
        self.write("script.py", "import os, signal, sys\ndef run(opts):\n    " + body + "\n")
        return self.runner("script.py", *self.launched(), **more)

    def test_the_traceback_begins_in_the_script(self):
        done = self.end("[][0]", check=1)
        lines = done.stderr.splitlines()
        self.assertEqual(lines[0], "Traceback (most recent call last):")
        self.assertIn("script.py", lines[1])
        self.assertEqual(lines[-1], "IndexError: list index out of range")
        self.assertNotIn("_run.py", done.stderr)

    def test_errors_on_import_too(self):
        self.write("broken.py", "import no_such_module\ndef run(opts): pass\n")
        done = self.runner("broken.py", *self.launched(), check=1)
        self.assertIn("broken.py", done.stderr.splitlines()[1])
        self.assertNotIn("_target.py", done.stderr)

    def test_a_syntax_error_is_shown_with_its_place(self):
        self.write("broken.py", "def run(opts)\n    pass\n")
        done = self.runner("broken.py", *self.launched(), check=1)
        self.assertIn("broken.py\", line 1", done.stderr)
        self.assertNotIn("_target.py", done.stderr)

    def test_exit_is_respected(self):
        self.end("sys.exit(85)", check=85)
        self.end("sys.exit()", check=0)
        self.assertEqual(self.end("sys.exit('why')", check=1).stderr, "why\n")

    def test_the_returned_value_is_no_status(self):
        self.end("return 7", check=0)

    def test_an_interrupt_ends_it_by_that_signal(self):
        self.end("os.kill(os.getpid(), signal.SIGINT); signal.pause()", check=-signal.SIGINT)

    def test_a_wrong_configuration(self):
        arguments = self.launched()
        self.write("script.py", SPEAKING)
        self.answer(text="", stderr="liftoff: cfg.yaml:1: bad\n", status=2)
        self.assertEqual(self.runner("script.py", *arguments, check=2).stderr, "liftoff: cfg.yaml:1: bad\n")


class Unusable(PackageTest):
    def refused(self, target, *message):
        done = self.runner(target, *self.launched(), check=2)
        self.assertEqual(done.stdout, "")
        for part in message:
            self.assertIn(part, done.stderr)

    def test_a_script_without_run_is_not_executed(self):
        self.write("script.py", "print('executed')\ndef main(): pass\nclass A:\n    def run(self): pass\n")
        self.refused("script.py", "liftoff: ", "script.py has no function 'run'", "hint: write `def run(opts): ...`")

    def test_a_module_without_the_function(self):
        self.write("script.py", SPEAKING)
        self.refused("script.train", "script.py has no function 'train'", "hint: write `def train(opts): ...`")

    def test_no_such_thing(self):
        self.refused("nothing.py", "nothing.py: no such file")
        self.refused("nothing.run", "there is no module 'nothing'")
        self.refused("nothing", "neither SCRIPT.py nor module.function")

    def test_run_may_be_bound_in_any_way(self):
        for text in ("from impl import run", "from impl import *", "import impl\nrun = impl.run",
                     "try:\n    from impl import run\nexcept ImportError:\n    pass",
                     "import impl\nglobals()['run'] = impl.run", "exec('def run(opts): print(1)')",
                     "def define():\n    global run\n    run = print\ndefine()"):
            self.write("impl.py", "def run(opts): print(1)\n")
            self.write("script.py", text)
            self.assertNotEqual(self.runner("script.py", *self.launched(), check=0).stdout, "", text)

    def test_no_arguments(self):
        self.assertIn("usage: ", self.runner(check=2).stderr)


if __name__ == "__main__":
    main()
