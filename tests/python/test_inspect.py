"""What the launcher learns of a script from its source, before anything is started."""
import json

from liftoff_test import main
from python_package import PackageTest

from liftoff import _inspect


class Inspect(PackageTest):
    def inspect(self, target, question="--inspect"):
        done = self.runner(question, target, check=0)
        self.assertEqual(done.stderr, "")
        return json.loads(done.stdout)  # one line: nothing else was printed, nothing executed

    def kind(self, target, question="--inspect"):
        found = self.inspect(target, question)
        return found["kind"], found.get("target")

    def test_a_function_of_a_module(self):
        self.write("pkg/__init__.py", "print('executed')")
        self.write("pkg/inner/mod.py", "print('executed')\ndef run(opts): pass\n")
        self.assertEqual(self.kind("pkg.inner.mod.run"), ("function", "pkg.inner.mod.run"))
        self.assertEqual(self.inspect("pkg.inner.mod.other"),
                         {"kind": "absent", "why": "pkg/inner/mod.py has no function 'other'"})

    def test_a_module(self):
        self.write("pkg/__init__.py", "print('executed')")
        self.write("pkg/train.py", "from .h import K\ndef run(o): pass\nif __name__ == '__main__': run(1)\n")
        self.assertEqual(self.kind("pkg.train"), ("module", "pkg.train"))
        self.write("pkg/train.py", "def run(o): pass\n")
        self.assertEqual(self.kind("pkg.train"), ("function", "pkg.train.run"))
        self.write("pkg/train.py", "def main(): pass\n")
        self.assertEqual(self.inspect("pkg.train")["error"],
                         "pkg.train does nothing when it is started: it only defines 'main'")
        self.write("pkg/train.py", "def main(:\n")
        self.assertIn("pkg/train.py:1: SyntaxError: ", self.inspect("pkg.train")["error"])

    def test_a_package(self):
        self.write("pkg/inner/__init__.py", "")
        self.assertEqual(self.inspect("pkg.inner")["why"],
                         "pkg.inner is a package without a __main__: name a module or a function in it")
        self.write("pkg/inner/__main__.py", "print('executed')")
        self.assertEqual(self.kind("pkg.inner"), ("module", "pkg.inner"))

    def test_a_function_comes_before_a_module_of_its_name(self):
        self.write("pkg/train.py", "def train(o): pass\n")
        self.write("pkg/__init__.py", "from .train import train")
        self.assertEqual(self.kind("pkg.train"), ("function", "pkg.train"))
        self.write("pkg/train.py", "def train(o): pass\nif __name__ == '__main__': train(1)\n")
        self.assertEqual(self.kind("pkg.train", "--inspect-module"), ("module", "pkg.train"))
        self.write("pkg/__init__.py", "from . import train")  # the module itself
        self.assertEqual(self.kind("pkg.train"), ("module", "pkg.train"))

    def test_a_module_that_hides_this_package(self):
        """In one run, where the runner has imported this one, and in a sweep it would be another."""
        guard = "if __name__ == '__main__': run(parse_opts())\n"
        script = "import os\nfrom liftoff.opts import parse_opts\ndef run(o): pass\n"
        self.write("sub/script.py", script + guard)
        self.write("liftoff.py", "")
        self.assertEqual(self.kind("sub/script.py"), ("file", "sub/script.py"))
        self.assertEqual(self.inspect("sub.script")["error"],
                         "liftoff.py: it hides the Python package liftoff, which sub/script.py:2 imports")
        self.write("sub/liftoff.py", "")
        found = self.inspect("sub/script.py")
        self.assertEqual(found["error"],
                         "sub/liftoff.py: it hides the Python package liftoff, which sub/script.py:2 imports")
        self.assertEqual(found["hint"], "give it another name")
        self.write("sub/script.py", script)  # which the runner calls in both
        self.assertEqual(self.kind("sub/script.py"), ("file", "sub/script.py"))
        self.write("sub/script.py", "import liftoffs\nprint(1)\n")
        self.assertEqual(self.kind("sub/script.py"), ("file", "sub/script.py"))

    def test_what_is_none(self):
        self.write("script.py", "def run(opts): pass")
        self.write("folder/mod/file.txt", "")
        for target in ("script.train", "other.run", ".run", "script.", "a b.c", "script..run", "", "folder.mod"):
            self.assertEqual(self.kind(target)[0], "absent", target)

    def test_a_function_of_a_package(self):
        self.write("pkg/__init__.py", "from .mod import run")
        self.write("pkg/mod.py", "def run(opts): pass")
        self.assertEqual(self.kind("pkg.run")[0], "function")

    def test_what_only_importing_can_tell(self):
        self.write("impl.py", "def run(opts): pass")
        self.write("script.py", "from impl import *")
        self.assertEqual(self.kind("script.run")[0], "function")
        self.assertEqual(self.kind("script.train")[0], "absent")
        self.assertEqual(self.kind("time.sleep")[0], "function")

    def test_a_relative_import_in_a_script(self):
        self.write("pkg/train.py", "import os\nfrom .h import K\nif __name__ == '__main__': print(K)\n")
        found = self.inspect("pkg/train.py")
        self.assertTrue(found["error"].startswith("pkg/train.py:2: it imports from the package"), found)
        self.assertEqual(found["hint"], "name it as a module: pkg.train")
        self.write("pkg/train.py", "if not __package__:\n    __package__ = 'pkg'\nfrom .h import K\nprint(K)\n")
        self.assertEqual(self.kind("pkg/train.py")[0], "file")

    def test_syntax_errors_have_their_place(self):
        for text, line in (("def run(opts)\n    pass\n", 1), ("x = 1\nreturn x\n", 2), ("a = 'ä\n", 1),
                           ("def f():\n    await x\n", 2)):
            self.write("script.py", text)
            self.assertIn(f"script.py:{line}: ", self.inspect("script.py")["error"])
        self.write("script.py", b"a\0b")
        self.assertIn("null bytes", self.inspect("script.py")["error"])


GUARD = "if __name__ == '__main__':\n    run(parse_opts())\n"
RUN = "import os\nfrom liftoff import parse_opts\ndef run(opts):\n    print(opts)\n"
DATACLASS = "from dataclasses import dataclass\n@dataclass\nclass C:\n    x: int = 1\n"

# Scripts, and who calls their `run`: "always" the runner, "alone" in one run; "never": they are programs.
SHAPES = {
    "always": (
        RUN, "async def run(opts): pass", "from impl import run", "from impl import *", "import impl\nrun = impl.run",
        "exec('def run(opts): print(1)')", "import impl\nglobals()['run'] = impl.run",
        "try:\n    from impl import run\nexcept ImportError:\n    run = None", DATACLASS + "def run(opts): pass",
        "from functools import partial\ndef train(m, o): pass\nrun = partial(train, 1)",
        "import torch\n@torch.no_grad()\ndef run(opts): pass\ntorch.manual_seed(0)",
        "import logging\nlogger = logging.getLogger(__name__)\nlogger.setLevel(3)\ndef run(o): pass",
        "run = lambda opts: print(opts)", "def run(opts, *, fast=True): pass", "def run(*args): pass"),
    "alone": (
        RUN + GUARD, "def run(o): pass\nif '__main__' == __name__: run(1)",
        "def run(o): pass\n__name__ == '__main__' and run(1)",
        "def run(o): pass\nif __name__ != '__main__':\n    pass\nelse:\n    run(1)"),
    "never": (
        RUN + "run(parse_opts())", RUN + "def main():\n    run(parse_opts())\nmain()",
        "import fire\n" + RUN + "fire.Fire(run)",
        "import typer\napp = typer.Typer()\n@app.command()\ndef run(x: int): pass\napp()",
        "import asyncio\nfrom liftoff import parse_opts\nasync def run(o): pass\nasyncio.run(run(parse_opts()))",
        "from liftoff import parse_opts as p\ndef run(o): pass\nx = p()",
        "import liftoff\ndef run(o): pass\nx = liftoff.parse_opts()",
        "import argparse\na = argparse.ArgumentParser().parse_args()\nprint(vars(a))",
        "def run(model, data): pass\nprint(run(1, 2))", "def run(a, b): pass\n" + GUARD,
        "import wandb\nrun = wandb.init()\nwandb.log({})", "from utils import *\ntrain(get())",
        "from utils import *\nif __name__ == '__main__':\n    main()", "import engine", "print(1)",
        "for run in range(3): print(run)", "class Trainer:\n    def run(self): pass\nTrainer().run()"),
}
UNCALLED = (RUN + "def setup(): pass\nsetup()", "from engine import main\ndef run(opts): pass\nmain()",
            DATACLASS + "def run(opts): pass\nconfig = C()")
IDLE = ("", "'doc'\nK = 3\n", "def main(): pass", "def run(): pass", "def run(a, b): pass", "import os\ndef f(): pass",
        DATACLASS + "def train(opts): pass", "try:\n    import a\nexcept ImportError:\n    a = None\ndef f(): pass")


class Shapes(PackageTest):
    def inspect(self, text):
        path = str(self.write("script.py", text))
        return json.loads(_inspect.answer(path, is_module=False))

    def test_who_calls_run(self):
        for caller, texts in SHAPES.items():
            for text in texts:
                with self.subTest(text):
                    found = self.inspect(text)
                    self.assertEqual(found.get("calls_run"), caller, found)
                    self.assertNotIn("warning", found)

    def test_a_run_that_is_not_called_is_said(self):
        for text in UNCALLED:
            found = self.inspect(text)
            self.assertEqual(found["calls_run"], "alone", text)
            self.assertIn("never run(opts) when it is started as a program", found["warning"])

    def test_a_script_without_effect_is_refused(self):
        for text in IDLE:
            found = self.inspect(text)
            self.assertIn("script.py does nothing when it is started: it ", found.get("error", ""), text)
            self.assertIn("run(opts)", found["hint"])


if __name__ == "__main__":
    main()
