"""collect_results and collect_all_results, as scripts call them: the real package, the real program."""
import json
import os
import subprocess
import sys

from liftoff_test import BUILD, LiftoffTest, main
from results_tree import make_experiment, make_golden_trees

CALL = """
import json, sys
from argparse import Namespace
from liftoff import liftoff_results
function, arguments = json.load(sys.stdin)
if "namespace" in arguments:
    to_namespace = lambda v: Namespace(**{k: to_namespace(i) for k, i in v.items()}) if isinstance(v, dict) else v
    arguments["conditions"] = to_namespace(arguments.pop("namespace"))
try:
    print(json.dumps({"returns": getattr(liftoff_results, function)(**arguments)}))
except Exception as error:
    print(json.dumps({"raises": [c.__name__ for c in type(error).__mro__], "message": str(error)}))
"""


def plain(runs):
    """Sorted, without a leading ./, as the recorded calls are."""
    return sorted([path[2:] if path.startswith("./") else path, sorted(files)] for path, files in runs)


class Collect(LiftoffTest):
    def call(self, function="collect_results", **arguments):
        env = dict(self.env, PYTHONPATH=str(BUILD / "lib" / "liftoff" / "python"), PYTHONDONTWRITEBYTECODE="1")
        done = subprocess.run([sys.executable, "-c", CALL], input=json.dumps([function, arguments]), text=True,
                              cwd=self.dir, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.messages = done.stderr
        return json.loads(done.stdout)

    def returned(self, *args, **arguments):
        answer = self.call(*args, **arguments)
        self.assertIn("returns", answer, answer)
        return answer["returns"]

    def raised(self, *args, **arguments):
        answer = self.call(*args, **arguments)
        self.assertIn("raises", answer, answer)
        return answer["raises"]

    def test_every_recorded_call_gives_what_the_original_gave(self):
        calls = make_golden_trees(self.dir)
        self.assertGreater(len(calls), 12)
        for call in calls:
            with self.subTest(call["function"], **call["arguments"]):
                answer = self.call(call["function"], **call["arguments"])
                if "raises" in call:
                    self.assertIn(call["raises"], answer.get("raises", answer))
                elif call["function"] == "collect_all_results":
                    self.assertEqual([plain(runs) for runs in answer["returns"]], call["returns"])
                else:
                    self.assertEqual(plain(answer["returns"]), call["returns"])

    def test_conditions_may_be_a_namespace(self):
        make_experiment(self.dir, "results", "alpha", 10, 1)
        self.assertEqual(len(self.returned(namespace={"optim": {"lr": 0.1}, "model": {"depth": 1}})), 1)

    def test_conditions_compare_as_python_does(self):
        make_experiment(self.dir, "results", "alpha", 10, 1)
        for value, count in ((1, 5), (1.0, 5), (True, 5), ("1", 0), ([1], 0), (None, 0)):
            self.assertEqual(len(self.returned(conditions={"model": {"depth": value}}, names=[])), count, value)

    def test_opaque_keys_are_known_with_and_without_their_mark(self):
        folder = make_experiment(self.dir, "results", "alpha", 1, 1) / "0_lr_1_0__depth_0"
        (folder / "cfg.yaml").write_text("args_:\n  30: 0.5\n  x_: a\n")
        for conditions in ({"args_": {"x_": "a"}}, {"args": {"x_": "a"}}):
            self.assertEqual(len(self.returned(conditions=conditions)), 1, conditions)

    def test_what_pyyaml_reads_as_text_matches_both_ways(self):
        folder = make_experiment(self.dir, "results", "alpha", 1, 1) / "0_lr_1_0__depth_0"
        (folder / "cfg.yaml").write_text("lr: 1e-3\nday: 2018-11-05\n")
        for conditions in ({"lr": "1e-3"}, {"lr": 0.001}, {"day": "2018-11-05"}):
            self.assertEqual(len(self.returned(conditions=conditions)), 1, conditions)

    def test_a_mapping_wanted_where_there_is_none(self):
        make_experiment(self.dir, "results", "alpha", 1, 1)
        self.assertIn("TypeError", self.raised(conditions={"run_id": {"x": 1}}))

    def test_all_results_heeds_results_dir_and_skips_what_misses_the_key(self):
        make_experiment(self.dir, "elsewhere", "alpha", 1, 1)
        other = make_experiment(self.dir, "elsewhere", "beta", 1, 1, timestamp=1524930000)
        (other / "0_lr_1_0__depth_0" / "cfg.yaml").write_text("a: 1\n")
        found = self.returned("collect_all_results", results_dir="elsewhere", conditions={"a": 1}, names=[])
        self.assertEqual(found, [[["elsewhere/1524930000_beta/0_lr_1_0__depth_0", []]]])
        self.assertIn("KeyError", self.raised("collect_all_results", results_dir="elsewhere", conditions={"b": 1}))
        self.assertEqual(self.returned("collect_all_results", results_dir="elsewhere", experiment_name="nobody"), [])

    def test_the_name_is_a_regular_expression_from_its_start(self):
        make_experiment(self.dir, "results", "alpha", 1, 1)
        make_experiment(self.dir, "results", "alphabet", 1, 1, timestamp=1524936400)
        self.assertIn("alphabet", self.returned(experiment_name="alpha")[0][0])
        self.assertIn("1524936339_alpha/", self.returned(experiment_name="(?:al)pha(?!bet)")[0][0])

    def test_versions(self):
        run = make_experiment(self.dir, "results", "alpha", 1, 1, files=0) / "0_lr_1_0__depth_0"
        for name in ("s__0__a.csv", "s__5__a.csv", "s__10__a.csv", "foo__bar.csv", "s__99999999999999999999__b",
                     "s__-1__b"):
            (run / name).touch()
        files = self.returned(names=["a.csv", "foo__bar.csv", "bar.csv", "b"])[0][1]
        self.assertEqual(files, ["foo__bar.csv", "s__10__a.csv", "s__99999999999999999999__b"])

    def test_names_that_are_no_utf8_come_back_as_python_lists_them(self):
        run = make_experiment(self.dir, "results", "alpha", 1, 1, files=0) / "0_lr_1_0__depth_0"
        with open(os.fsencode(str(run)) + b"/\xff\n.bin", "w", encoding="ascii"):
            pass
        self.assertIn("\udcff\n.bin", self.returned()[0][1])

    def test_a_broken_configuration_is_named_and_the_rest_is_right(self):
        root = make_experiment(self.dir, "results", "alpha", 3, 1)
        (root / "1_lr_0_1__depth_0" / "cfg.yaml").write_bytes(b"\x00\xff{")
        self.assertEqual(len(self.returned(conditions={"experiment": "alpha"})), 2)
        self.assertIn("1_lr_0_1__depth_0/cfg.yaml", self.messages)


if __name__ == "__main__":
    main()
