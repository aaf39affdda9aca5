"""liftoff.config: Namespaces from what the command line names."""
import contextlib
import io
import os
import sys
import unittest
from argparse import Namespace
from unittest import mock

from liftoff_test import BUILD, TESTS, main
from python_package import PACKAGE, PackageTest

from liftoff import _core, config


class Conversion(unittest.TestCase):
    def test_nested_dicts_become_namespaces(self):
        self.assertEqual(config.dict_to_namespace({"a": {"b": {"c": 1}}}),
                         Namespace(a=Namespace(b=Namespace(c=1))))

    def test_opaque_values_stay_dicts_under_the_bare_name(self):
        cfg = config.dict_to_namespace({"args_": {"lr": 0.1, "inner_": {"k": 1}}, "plain_": 3, "many__": {}})
        self.assertEqual(cfg, Namespace(args={"lr": 0.1, "inner_": {"k": 1}}, plain=3, many={}))

    def test_a_name_of_underscores_keeps_them(self):
        self.assertEqual(vars(config.dict_to_namespace({"_": {"a": 1}, "__": 2})),
                         {"_": Namespace(a=1), "__": 2})

    def test_leading_underscores_are_part_of_the_name(self):
        cfg = config.dict_to_namespace({"_experiment_parameters": {"optim.lr": 1}})
        self.assertEqual(getattr(cfg._experiment_parameters, "optim.lr"), 1)

    def test_lists_are_not_looked_into(self):
        self.assertEqual(config.dict_to_namespace({"l": [{"a_": 1}]}).l, [{"a_": 1}])

    def test_there_and_back(self):
        dct = {"a": {"b": 1}, "l": [{"c": 2}], "n": None}
        self.assertEqual(config.namespace_to_dict(config.dict_to_namespace(dct)), dct)

    def test_value_of(self):
        cfg = Namespace(a=None)
        self.assertIsNone(config.value_of(cfg, "a", 1))
        self.assertEqual(config.value_of(cfg, "b", 1), 1)
        self.assertIsNone(config.value_of(cfg, "b"))


class Printing(unittest.TestCase):
    cfg = Namespace(x=1, yz=Namespace(y="two", z=Namespace(deep=None)), args={"a": 1})

    def test_plain(self):
        self.assertEqual(config.config_to_string(self.cfg, color=False),
                         "x: 1\nyz: \n  y: two\n  z: \n    deep: None\nargs: {'a': 1}\n")

    def test_indented(self):
        self.assertEqual(config.config_to_string(Namespace(a=Namespace(b=1)), 2, False), "  a: \n    b: 1\n")

    def test_colour_is_the_default(self):
        with mock.patch.dict(os.environ):
            os.environ.pop("NO_COLOR", None)
            self.assertEqual(config.config_to_string(Namespace(x=1)),
                             "\033[1m\033[33mx\033[0m: \033[37m1\033[0m\n")

    def test_no_color_is_heeded(self):
        with mock.patch.dict(os.environ, NO_COLOR="1"):
            self.assertEqual(config.config_to_string(Namespace(x=1)), "x: 1\n")
        with mock.patch.dict(os.environ, NO_COLOR=""):
            self.assertIn("\033[", config.config_to_string(Namespace(x=1)))


class TypedJson(unittest.TestCase):
    def test_keys_that_are_no_strings(self):
        self.assertEqual(_core.decode('{"a": {"$map": [[30, 0.1], [true, 1], [null, 2], ["$x", {"$map": [[1, 2]]}]]}}'),
                         {"a": {30: 0.1, True: 1, None: 2, "$x": {1: 2}}})

    def test_floats_that_json_lacks(self):
        nan, inf, minus = _core.decode("[NaN, Infinity, -Infinity]")
        self.assertTrue(nan != nan and inf == float("inf") and minus == -inf)

    def test_integers_of_any_length(self):
        for digits in (19, 4000, 4301, 20000):
            value = _core.decode("-" + "7" * digits)
            self.assertEqual(value, -(10 ** digits - 1) // 9 * 7)


class CommandLine(PackageTest):
    def setUp(self):
        super().setUp()
        patches = [mock.patch.object(_core, "PACKAGE_DIR", str(self.python_dir / "liftoff")),
                   mock.patch.object(sys, "argv", ["script.py"])]
        for patch in patches:
            patch.start()
            self.addCleanup(patch.stop)

    def read(self, *argv, **more):
        sys.argv[1:] = argv
        return config.read_config(**more)

    def asked(self, *argv):
        self.read(*argv)
        first, *rest = self.calls()[-1]
        self.assertEqual(first, "--print-config")
        return rest

    def test_defaults(self):
        self.assertEqual(self.asked(), ["-c", "default"])

    def test_what_is_named_is_asked_for(self):
        self.assertEqual(self.asked("-c", "a", "b", "-d", "base", "--configs-dir", "elsewhere"),
                         ["--configs-dir", "elsewhere", "-d", "base", "-c", "a", "b"])
        self.assertEqual(self.asked("-d", ""), ["-d", "", "-c", "default"])

    def test_an_experiment_overrides_the_files(self):
        self.assertEqual(self.asked("-e", "exp", "-c", "a", "-d", "a"), ["-e", "exp"])

    def test_a_file_that_is_its_own_default_is_read_as_it_is(self):
        for name in ("cfg", "cfg.yaml"):
            self.assertEqual(self.asked("--configs-dir", "results/1_a", "--config-file", name,
                                        "--default-config-file", "cfg"),
                             ["--config-path", "results/1_a/cfg.yaml"])

    def test_one_namespace(self):
        self.answer({"experiment": "e", "title": "t", "x": 1, "yz": {"y": 2}, "args_": {"a_": 1}})
        self.assertEqual(self.read("-c", "diff"), Namespace(
            experiment="e", title="t", x=1, yz=Namespace(y=2), args={"a_": 1}, resume=False))

    def test_a_list_of_several(self):
        self.answer({"experiment": "e", "title": "a"}, {"experiment": "e", "title": "b"})
        self.assertEqual([cfg.title for cfg in self.read("-e", "e")], ["a", "b"])

    def test_names_that_a_final_file_lacks(self):
        self.answer({"x": 1})
        cfg = self.read("-c", "foo.yaml", "-d", "foo")
        self.assertEqual((cfg.experiment, cfg.title), ("foo", "foo"))

    def test_out_dir_only_where_given(self):
        self.assertFalse(hasattr(self.read(), "out_dir"))
        self.assertEqual(self.read("--out-dir", "here").out_dir, "here")

    def test_run_id_and_cfg_dir_are_not_made_up(self):
        cfg = self.read("--out-dir", "here")
        self.assertFalse(hasattr(cfg, "run_id") or hasattr(cfg, "cfg_dir"))

    def test_resume_comes_from_the_command_line(self):
        self.answer({"resume": True})
        self.assertIs(self.read().resume, False)
        self.answer({"resume": False})
        self.assertIs(self.read("--resume").resume, True)

    def test_options_of_the_script_are_left_alone(self):
        self.assertEqual(self.asked("--out", "x", "--config", "y", "-c", "diff", "--verbose"),
                         ["-c", "diff"])

    def test_strict_refuses_them(self):
        with self.assertRaises(SystemExit) as caught, contextlib.redirect_stderr(io.StringIO()):
            self.read("--verbose", strict=True)
        self.assertEqual(caught.exception.code, 2)

    def test_what_the_launcher_gives_is_known(self):
        self.read(*self.launched(), "--resume", "--id", "1_2", strict=True)

    def test_warnings_are_passed_on(self):
        self.answer({}, stderr="liftoff: warning: a mapping\n")
        with contextlib.redirect_stderr(io.StringIO()) as heard:
            self.read()
        self.assertEqual(heard.getvalue(), "liftoff: warning: a mapping\n")

    def test_a_wrong_file_ends_the_program_with_its_message(self):
        self.answer(text="", stderr="liftoff: configs/no.yaml: no such file\nhint: look\n", status=2)
        with self.assertRaises(SystemExit) as caught, contextlib.redirect_stderr(io.StringIO()) as heard:
            self.read("-c", "no")
        self.assertEqual(caught.exception.code, 2)
        self.assertEqual(heard.getvalue(), "liftoff: configs/no.yaml: no such file\nhint: look\n")

    def test_another_program_of_that_name_is_noticed(self):
        for text in ("usage: liftoff target reference\n", "[]", "{}"):
            self.answer(text=text)
            with self.assertRaisesRegex(RuntimeError, "printed no configuration"):
                self.read()


class FindingThePrograms(PackageTest):
    ask = "import liftoff._core; print(liftoff._core.find_program('liftoff'))"

    def found(self, **env):
        return self.python("-c", self.ask, check=0, **env).stdout.strip()

    def test_beside_the_link_by_which_it_was_imported(self):
        self.assertEqual(self.found(), str(self.program))

    def test_by_a_relative_path(self):
        self.assertEqual(self.found(PYTHONPATH=os.path.relpath(self.python_dir, self.dir)), str(self.program))

    def test_by_a_relative_path_that_is_left(self):
        relative = os.path.relpath(self.python_dir, self.dir)
        moving = f"import sys, os; sys.path.insert(0, {relative!r}); import liftoff; os.chdir('/'); {self.ask}"
        done = self.python("-c", moving, check=0, PYTHONPATH="")
        self.assertEqual(done.stdout.strip(), str(self.program))

    def test_before_the_search_path(self):
        other = self.stub(self.base / "other" / "liftoff")
        self.assertEqual(self.found(PATH=f"{other.parent}:{os.environ['PATH']}"), str(self.program))

    def test_behind_a_link_to_an_installation(self):
        installed = self.base / "installed" / "lib" / "liftoff" / "python" / "liftoff"
        installed.mkdir(parents=True)
        for module in PACKAGE.glob("*.py"):
            (installed / module.name).write_text(module.read_text())
        program = self.stub(self.base / "installed" / "bin" / "liftoff")
        (self.base / "site").mkdir()
        (self.base / "site" / "liftoff").symlink_to(installed)
        self.assertEqual(self.found(PYTHONPATH=str(self.base / "site")), str(program))

    def test_on_the_search_path(self):
        other = self.stub(self.base / "other" / "liftoff")
        self.assertEqual(self.found(PYTHONPATH=str(PACKAGE.parent), PATH=str(other.parent)), str(other))

    def test_nowhere(self):
        done = self.python("-c", self.ask, PYTHONPATH=str(PACKAGE.parent), PATH=str(self.dir))
        self.assertEqual(done.returncode, 1)
        self.assertIn("RuntimeError", done.stderr)
        self.assertIn("hint: build or install liftoff", done.stderr)


class Version(PackageTest):
    def test_is_the_suites(self):
        built = {"PYTHONPATH": str(BUILD / "lib" / "liftoff" / "python")}
        text = (TESTS.parent / "CMakeLists.txt").read_text()
        version = self.python("-c", "import liftoff; print(liftoff.__version__)", check=0, **built).stdout.strip()
        self.assertIn(f"project(liftoff VERSION {version} ", text)
        self.assertEqual(self.run_tool("liftoff", "--version", check=0).stdout, f"liftoff {version}\n")


if __name__ == "__main__":
    main()
