"""For tests of the Python package: an installation whose `liftoff` answers with prepared documents."""
import json
import os
import subprocess
import sys

from liftoff_test import TESTS, LiftoffTest

PACKAGE = TESTS.parent / "src" / "python" / "liftoff"
if str(PACKAGE.parent) not in sys.path:
    sys.path.insert(0, str(PACKAGE.parent))

# Notes its arguments, prints what was prepared for it: a document, messages, a status.
_STUB = """#!{python}
import json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "calls"), "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
with open(os.path.join(here, "answer.json")) as answer:
    answer = json.load(answer)
sys.stderr.write(answer["stderr"])
sys.stdout.write(answer["stdout"])
sys.exit(answer["status"])
"""


class PackageTest(LiftoffTest):
    """`self.prefix` is laid out as an installation: bin/liftoff (the stub), the package linked in."""

    def setUp(self):
        super().setUp()
        self.prefix = self.base / "prefix"
        self.python_dir = self.prefix / "lib" / "liftoff" / "python"
        self.python_dir.mkdir(parents=True)
        (self.python_dir / "liftoff").symlink_to(PACKAGE)
        self.program = self.stub(self.prefix / "bin" / "liftoff")
        self.env["PYTHONPATH"] = str(self.python_dir)
        self.env["PYTHONDONTWRITEBYTECODE"] = "1"
        self.answer({"experiment": "diff", "title": "diff", "x": 1})

    def stub(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_STUB.format(python=sys.executable))
        path.chmod(0o755)
        return path

    def answer(self, *configs, text=None, stderr="", status=0):
        """What the stub prints from now on: these configurations, or `text` as it is."""
        document = {"schema_version": 1, "experiment": "diff", "configs": list(configs)}
        self._answer(self.program, json.dumps(document) if text is None else text, stderr, status)

    @staticmethod
    def _answer(program, stdout, stderr, status):
        content = {"stdout": stdout, "stderr": stderr, "status": status}
        (program.parent / "answer.json").write_text(json.dumps(content))

    def calls(self):
        """The arguments of each call of the stub, in order."""
        path = self.program.parent / "calls"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def python(self, *args, check=None, cwd=None, **env):
        """Runs this interpreter with the package on PYTHONPATH."""
        done = subprocess.run(
            [sys.executable, *map(str, args)], cwd=cwd or self.dir, env={**self.env, **env}, timeout=120,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
            errors="surrogateescape")
        if check is not None:
            self.assertEqual(done.returncode, check, f"{args}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done

    def runner(self, *args, **more):
        return self.python("-u", self.python_dir / "liftoff" / "_run.py", *args, **more)

    def launched(self, run_dir="results/1_a/0_t", **config):
        """A run's folder as the launcher leaves it, and the arguments that the program gets."""
        (self.dir / run_dir).mkdir(parents=True, exist_ok=True)
        names = {"experiment": "a", "title": "t", "cfg_id": 0, "run_id": 3, "resume": False}
        self.answer({**names, "out_dir": run_dir, "cfg_dir": run_dir, **config})
        return ["--configs-dir", run_dir, "--config-file", "cfg", "--default-config-file", "cfg",
                "--out-dir", run_dir, "--timestamp", "1", "--ppid", str(os.getpid())]
