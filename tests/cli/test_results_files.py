"""liftoff-results without a subcommand: the paths of the files that runs dumped."""
import json
import os

from liftoff_test import LiftoffTest, main
from results_tree import make_experiment, make_golden_trees


def conditions_of(mapping, before=""):
    for key, value in mapping.items():
        if isinstance(value, dict):
            yield from conditions_of(value, f"{before}{key}.")
        else:
            yield f"{before}{key}={value}"


def command_of(arguments):
    """The command line for a call of collect_results, or None where it can't say it."""
    known = {"timestamp", "experiment_full_name", "names", "conditions", "results_dir"}
    if not set(arguments) <= known:
        return None
    command = ["--json"]
    for key, option in (("timestamp", "-t"), ("experiment_full_name", "--full-name"), ("results_dir", "-d")):
        command += [option, arguments[key]] if key in arguments else []
    if arguments.get("names"):
        command += ["-n", *arguments["names"]]
    if arguments.get("names") == []:
        command += ["--runs-only"]
    for condition in conditions_of(arguments.get("conditions", {})):
        command += ["--where", condition]
    return command


class Files(LiftoffTest):
    def lines(self, *args, check=0):
        return self.run_tool("liftoff-results", *args, check=check).stdout.splitlines()

    def test_every_recorded_call_that_the_command_line_can_say(self):
        said = 0
        for call in make_golden_trees(self.dir):
            arguments = dict(call["arguments"])
            every = ["-a"] if call["function"] == "collect_all_results" else []
            command = command_of(arguments)
            if command is None:
                continue
            said += 1
            with self.subTest(**arguments):
                nothing = "raises" in call or not call["returns"]
                done = self.run_tool("liftoff-results", *command, *every, check=1 if nothing else 0)
                runs = [] if "elsewhere" in command else json.loads(done.stdout or "{}").get("runs", [])
                got = sorted([run["path"][2:], sorted(run["files"])] for run in runs)
                wanted = [] if nothing else call["returns"]
                if every:
                    wanted = [run for runs in wanted for run in runs]
                self.assertEqual(got, sorted(wanted))
        self.assertGreaterEqual(said, 12)

    def test_forms_of_the_paths(self):
        make_experiment(self.dir, "results", "alpha", 2, 2)
        root = "./results/1524936339_alpha"
        self.assertEqual(self.lines("-n", "metrics.json"),
                         [f"{root}/{c}/{r}/step__200__metrics.json" for c in ("0_lr_1_0__depth_0", "1_lr_0_1__depth_0")
                          for r in (0, 1)])
        self.assertEqual(self.lines("--runs-only", "--where", "run_id=1", "--where", "optim.lr<1"),
                         [f"{root}/1_lr_0_1__depth_0/1"])
        zeros = self.run_tool("liftoff-results", "-0", "-n", "out", check=0).stdout
        self.assertEqual(zeros.count("\0"), 4)
        self.assertNotIn("\n", zeros)
        self.run_tool("liftoff-results", "-n", "metrics.json", "--complete-only", check=1)
        self.assertEqual(self.lines("--complete-only", "--where", "run_id=0", "-n", "*")[:3],
                         [f"{root}/0_lr_1_0__depth_0/0/{f}" for f in ("cfg.yaml", "err", "out")])

    def test_runs_come_in_the_order_in_which_people_count(self):
        make_experiment(self.dir, "results", "alpha", 12, 1)
        self.assertEqual([int(line.split("/")[3].split("_")[0]) for line in self.lines("--runs-only")], list(range(12)))

    def test_exact_names_and_timestamps(self):
        make_experiment(self.dir, "results", "alpha", 1, 1)
        make_experiment(self.dir, "results", "alphabet", 1, 1, timestamp=1524936400)
        self.assertIn("_alpha/", self.lines("-e", "alpha", "--runs-only")[0])
        self.assertEqual(self.lines("-t", "15249", check=1), [])
        self.assertEqual(len(self.lines("-a", "--runs-only")), 2)
        self.assertEqual(len(self.lines("-a", "-t", "1524936400", "--runs-only")), 1)
        done = self.run_tool("liftoff-results", "-e", "alpah", check=1)
        self.assertIn("hint: there are alphabet, alpha", done.stderr)

    def test_an_unknown_key_is_said_with_what_there_is(self):
        make_experiment(self.dir, "results", "alpha", 1, 1)
        done = self.run_tool("liftoff-results", "--where", "lr=0.1", check=1)
        self.assertIn("no run has the key 'lr'", done.stderr)
        self.assertIn("hint: did you mean optim.lr?", done.stderr)
        done = self.run_tool("liftoff-results", "--where", "optim.lr=7", check=1)
        self.assertIn("no run of 1 matches", done.stderr)
        self.assertIn("expected KEY=VALUE", self.run_tool("liftoff-results", "--where", "lr", check=2).stderr)
        self.assertIn("begins like an operator", self.run_tool("liftoff-results", "--where", "lr=>1", check=2).stderr)
        self.assertIn("--where 'lr=[0.1': '[0.1' is not a valid value",
                      self.run_tool("liftoff-results", "--where", "lr=[0.1", check=2).stderr)
        self.assertIn("regular expression", self.run_tool("liftoff-results", "--where", "lr~(", check=2).stderr)

    def test_runs_that_have_such_a_file(self):
        root = make_experiment(self.dir, "results", "alpha", 3, 1)
        (root / "1_lr_0_1__depth_0" / "best.pt").touch()
        (root / "2_lr_0_01__depth_0" / "checkpoints").mkdir()
        (root / "2_lr_0_01__depth_0" / "checkpoints" / "last.pt").touch()
        self.assertEqual([line.split("/")[-1] for line in self.lines("--runs-only", "-n", "best.pt")],
                         ["1_lr_0_1__depth_0"])
        done = self.run_tool("liftoff-results", "-n", "last.pt", check=1)
        self.assertIn("hint: a name with a slash reaches below: -n '**/NAME'", done.stderr)
        self.assertEqual(len(self.json_of("liftoff-results", "-n", "best.pt", "--json")["runs"]), 3)

    def test_an_experiment_in_place_of_the_results_folder(self):
        root = make_experiment(self.dir, "results", "alpha", 2, 1)
        done = self.run_tool("liftoff-results", "-d", root, check=2)
        self.assertIn("is an experiment", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.run_tool("liftoff-results", "--json", "-d", root, check=2).stdout, "")

    def test_no_results_folder(self):
        self.assertIn("there are no experiments", self.run_tool("liftoff-results", check=1).stderr)

    def test_liftoffs_own_files_and_folders_are_never_listed(self):
        root = make_experiment(self.dir, "results", "alpha", 1, 1)
        run = root / "0_lr_1_0__depth_0"
        for name in (".liftoff-run", ".__other", ".liftoff-x"):
            (run / name).touch()
        (run / "checkpoints").mkdir()
        (run / "checkpoints" / ".__leaf").touch()
        (root / ".liftoff-slots").mkdir()
        self.assertEqual([os.path.basename(f) for f in self.lines()],
                         ["cfg.yaml", "err", "out", "step__200__metrics.json"])

    def test_links_do_not_lead_outside(self):
        root = make_experiment(self.dir, "results", "alpha", 1, 1)
        outside = make_experiment(self.dir, "outside", "alpha", 1, 1)
        (root / "1_link").symlink_to(outside / "0_lr_1_0__depth_0")
        (root / "0_lr_1_0__depth_0" / "cfg.yaml").unlink()
        (root / "0_lr_1_0__depth_0" / "cfg.yaml").symlink_to(outside / "0_lr_1_0__depth_0" / "cfg.yaml")
        self.assertEqual(len(self.lines("--runs-only")), 1)
        self.assertIn("cfg.yaml", self.run_tool("liftoff-results", "--where", "run_id=0", check=1).stderr)

    def test_what_cannot_be_read_is_named_and_the_rest_is_right(self):
        root = make_experiment(self.dir, "results", "alpha", 4, 1)
        (root / "1_lr_0_1__depth_0" / "cfg.yaml").write_bytes(b"\xff\x00junk: [")
        (root / "2_lr_0_01__depth_0" / "cfg.yaml").unlink()
        done = self.run_tool("liftoff-results", "--where", "experiment=alpha", "--runs-only", check=0)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assertIn("1_lr_0_1__depth_0/cfg.yaml", done.stderr)
        self.assertIn("2_lr_0_01__depth_0/cfg.yaml", done.stderr)


if __name__ == "__main__":
    main()
