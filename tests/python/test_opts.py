"""parse_opts and save_summary: what a script runs with, and what it leaves behind."""
import json
import math
import os
import sys
import unittest
from argparse import Namespace
from decimal import Decimal
from pathlib import Path, PurePosixPath
from unittest import mock

from liftoff_test import main
from python_package import PackageTest

import liftoff
from liftoff import _core, _files, _yaml, opts

SCRIPT = """
from liftoff import parse_opts
opts = parse_opts()
print(sorted(vars(opts).items()))
"""


class InProcess(PackageTest):
    """Calls the package in this process, in `self.dir`."""

    def setUp(self):
        super().setUp()
        before = os.getcwd()
        os.chdir(self.dir)
        self.addCleanup(os.chdir, before)
        patches = [mock.patch.object(_core, "PACKAGE_DIR", str(self.python_dir / "liftoff")),
                   mock.patch.object(sys, "argv", ["script.py"])]
        for patch in patches:
            patch.start()
            self.addCleanup(patch.stop)

    def parse(self, *argv):
        sys.argv[1:] = argv
        return liftoff.parse_opts()


class ByHand(InProcess):
    def parse_at(self, second, *argv):
        with mock.patch.object(opts.time, "time", lambda: second + 0.9):
            return self.parse(*argv)

    def test_a_new_folder(self):
        got = self.parse_at(1500, "-c", "diff")
        self.assertEqual(got, Namespace(experiment="diff", title="diff", x=1, resume=False, run_id=0,
                                        out_dir="./results/1500_diff", cfg_dir="./results/1500_diff"))
        self.assertEqual(os.listdir("results"), ["1500_diff"])

    def test_the_next_free_second(self):
        for expected in ("1500_diff", "1501_diff", "1502_diff"):
            self.assertEqual(self.parse_at(1500).out_dir, "./results/" + expected)

    def test_the_configuration_is_kept(self):
        self.answer({"experiment": "e", "title": "t", "args_": {"a": 1}})
        got = self.parse_at(1500)
        self.assertEqual(Path(got.cfg_dir, "cfg.yaml").read_text(),
                         'experiment: "e"\ntitle: "t"\nargs_: {a: 1}\nrun_id: 0\n'
                         'out_dir: "./results/1500_e"\ncfg_dir: "./results/1500_e"\nresume: false\n')

    def test_results_dir(self):
        self.assertEqual(self.parse_at(1500, "--results-dir", "a/b").out_dir, "a/b/1500_diff")

    def test_out_dir_is_made(self):
        got = self.parse("--out-dir", "my/own")
        self.assertEqual((got.out_dir, got.cfg_dir, got.run_id), ("my/own", "my/own", 0))
        self.assertEqual(os.listdir("my/own"), ["cfg.yaml"])

    def test_a_slash_in_the_name_makes_no_folders(self):
        self.answer({"experiment": "a/../../b"})
        self.assertEqual(self.parse_at(1500).out_dir, "./results/1500_a_.._.._b")

    def test_several_configurations_are_refused(self):
        self.answer({"experiment": "e"}, {"experiment": "e"})
        done = self.python("-c", SCRIPT, "-e", "e", check=2)
        self.assertIn("2 configurations are named, one can be run\nhint: ", done.stderr)
        self.assertFalse(os.path.exists("results"))

    def test_a_wrong_file_ends_the_program(self):
        self.answer(text="", stderr="liftoff: configs/no.yaml: no such file\n", status=2)
        done = self.python("-c", SCRIPT, "-c", "no", check=2)
        self.assertEqual((done.stdout, done.stderr), ("", "liftoff: configs/no.yaml: no such file\n"))


class Launched(InProcess):
    def test_reads_the_runs_own_file_and_adds_nothing(self):
        arguments = self.launched(x=1)
        got = self.parse(*arguments)
        self.assertEqual(self.calls(), [["--print-config", "--config-path", "results/1_a/0_t/cfg.yaml"]])
        self.assertEqual(got, Namespace(experiment="a", title="t", cfg_id=0, run_id=3, resume=False, x=1,
                                        out_dir="results/1_a/0_t", cfg_dir="results/1_a/0_t"))
        self.assertEqual(os.listdir("results/1_a/0_t"), [])
        self.assertEqual(os.listdir("results"), ["1_a"])

    def test_resumed(self):
        self.assertIs(self.parse(*self.launched(), "--resume").resume, True)

    def test_folders_that_were_moved(self):
        got = self.parse(*self.launched(out_dir="old/place", cfg_dir="old/place"))
        self.assertEqual((got.out_dir, got.cfg_dir), ("results/1_a/0_t", "results/1_a/0_t"))

    def test_a_file_of_the_original_without_run_id(self):
        arguments = self.launched()
        self.answer({"experiment": "a", "title": "t"})
        self.assertEqual(self.parse(*arguments).run_id, 0)


class FromAFile(InProcess):
    def test_as_an_argument(self):
        os.makedirs("results/1_a")
        self.answer({"x": 1})
        got = liftoff.parse_opts("results/1_a/cfg.yaml")
        self.assertEqual(self.calls(), [["--print-config", "--config-path", "results/1_a/cfg.yaml"]])
        self.assertEqual(got, Namespace(x=1, experiment="cfg", title="cfg", run_id=0, resume=False,
                                        out_dir="results/1_a", cfg_dir="results/1_a"))

    def test_on_the_command_line(self):
        for argv in (["results/1_a/cfg.yaml"], ["--resume", "results/1_a/cfg.yaml"],
                     ["--session-id", "5", "results/1_a/cfg.yaml"], ["--key=x.yaml", "results/1_a/cfg.yaml"]):
            got = self.parse(*argv)
            self.assertEqual(self.calls()[-1], ["--print-config", "--config-path", "results/1_a/cfg.yaml"])
            self.assertEqual((got.out_dir, got.resume), ("results/1_a", "--resume" in argv))

    def test_not_the_value_of_a_scripts_option(self):
        self.parse("--data", "data.yaml", "-c", "diff")
        self.assertEqual(self.calls()[-1][-2:], ["-c", "diff"])

    def test_folders_that_it_names(self):
        self.answer({"out_dir": "out", "cfg_dir": "cfg", "run_id": 7, "resume": True})
        got = liftoff.parse_opts("cfg.yaml")
        self.assertEqual((got.out_dir, got.cfg_dir, got.run_id, got.resume), ("out", "cfg", 7, True))
        self.assertTrue(os.path.isdir("out"))

    def test_in_the_working_directory(self):
        self.assertEqual(liftoff.parse_opts("cfg.yaml").out_dir, ".")

    def test_a_wrong_file_raises(self):
        self.answer(text="", stderr="liftoff: no.yaml: no such file\n", status=2)
        with self.assertRaisesRegex(liftoff.config.ConfigError, "^liftoff: no.yaml: no such file$"):
            liftoff.parse_opts("no.yaml")


class Scalar:
    """As numpy's: no number for json, but it knows one."""

    def __init__(self, value):
        self.value = value

    def item(self):
        return self.value


class Array(Scalar):
    def tolist(self):
        return self.value

    def item(self):
        raise ValueError("more than one")


class Summary(InProcess):
    def saved(self, summary):
        path = liftoff.save_summary(Namespace(out_dir="."), summary)
        self.assertEqual(path, "./summary.json")

        def refuse(token):
            raise AssertionError(f"{token} is no JSON")

        return json.loads(Path(path).read_text(), parse_constant=refuse)

    def test_plain_values(self):
        values = {"loss": 0.25, "steps": 10, "ok": True, "name": "é", "none": None, "l": [1, {"a": 2}]}
        self.assertEqual(self.saved(values), values)

    def test_what_json_lacks_is_null(self):
        self.assertEqual(self.saved({"a": math.nan, "b": [math.inf, -math.inf], "c": Scalar(math.nan)}),
                         {"a": None, "b": [None, None], "c": None})

    def test_numbers_of_other_packages(self):
        self.assertEqual(self.saved({"s": Scalar(1.5), "a": Array([1, [2.5, math.nan]]), Scalar(3): 4}),
                         {"s": 1.5, "a": [1, [2.5, None]], "3": 4})

    def test_other_kinds(self):
        self.assertEqual(self.saved({"t": (1, 2), "p": PurePosixPath("a/b"), "n": Namespace(a=Namespace(b=1))}),
                         {"t": [1, 2], "p": "a/b", "n": {"a": {"b": 1}}})

    def test_what_cannot_be_said_leaves_the_old_file(self):
        self.saved({"a": 1})
        with self.assertRaises(TypeError):
            self.saved({"a": Decimal(1)})
        self.assertEqual(json.loads(Path("summary.json").read_text()), {"a": 1})
        self.assertEqual(os.listdir("."), ["summary.json"])

    def test_a_failing_write_leaves_the_old_file(self):
        self.saved({"a": 1})
        with mock.patch.object(_files.os, "fsync", side_effect=OSError("disk full")):
            with self.assertRaisesRegex(OSError, "disk full"):
                self.saved({"a": 2})
        self.assertEqual(json.loads(Path("summary.json").read_text()), {"a": 1})
        self.assertEqual(os.listdir("."), ["summary.json"])


class WrittenYaml(InProcess):
    values = {
        "int": -3, "big": 10**5000 + 7, "minus": -(10**4500), "zero": 0, "bool": True, "no": False, "null": None,
        "floats": [1e-05, 1e22, 0.1, -2.0, 1.5e300, math.inf, -math.inf],
        "text": ["", "1", "yes", "1e3", "null", " a: b #c", "é😀", "a\nb\t\"\\\x00\x7f\x85\u2028\ufeff'", "1:30", "~"],
        "k" * 2000: 1, "long_": {"é" * 600: {"k" * 2000: 2, "c": 3}},
        "opaque_": {"a_": [], "b": {}, 30: 0.1, True: "t", 1.5: None, "y": 1, "a b": 2}, "on": 1, "-": 2,
    }

    def test_as_text(self):
        _yaml.write_config("cfg.yaml", {"a": 1e-05, "no": [1e22, math.nan], "b_": {"x": "\x85\"", 3: None}})
        self.assertEqual(Path("cfg.yaml").read_text(),
                         'a: 1.0e-05\n"no": [1.0e+22, .nan]\nb_: {x: "\\u0085\\"", 3: null}\n')

    def test_pyyaml_reads_the_same(self):
        try:
            import yaml
        except ImportError:
            self.skipTest("this interpreter has no PyYAML")
        limit = getattr(sys, "set_int_max_str_digits", None)
        if limit:
            self.addCleanup(limit, sys.get_int_max_str_digits())
            limit(0)
        _yaml.write_config("cfg.yaml", self.values)
        with open("cfg.yaml", encoding="utf-8") as stream:
            read = yaml.safe_load(stream)
        self.assertEqual(repr(read), repr(self.values))


if __name__ == "__main__":
    main()
