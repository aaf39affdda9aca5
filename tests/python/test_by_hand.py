"""Scripts that are run by hand, with the real programs: what a path and KEY=VALUE mean, ranks, where summaries go."""
import json
import os
import subprocess
import sys

from liftoff_test import BUILD, LiftoffTest, main

SCRIPT = """
import os
from liftoff import parse_opts, save_summary
o = parse_opts()
print(o.lr, o.epochs, o.title)
os.makedirs("elsewhere", exist_ok=True)
os.chdir("elsewhere")
os.makedirs(o.out_dir, exist_ok=True)
save_summary(o, {"acc": o.lr})
"""


class ByHand(LiftoffTest):
    def setUp(self):
        super().setUp()
        self.env["PYTHONPATH"] = str(BUILD / "lib" / "liftoff" / "python")
        self.env["PYTHONDONTWRITEBYTECODE"] = "1"
        self.write("configs/default.yaml", "lr: 0.1\nepochs: 5\n")
        self.write("configs/big.yaml", "lr: 0.5\n")
        self.write("t.py", SCRIPT)

    def started(self, *args, **env):
        return subprocess.Popen([sys.executable, "t.py", *map(str, args)], cwd=self.dir, env={**self.env, **env},
                                text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def by_hand(self, *args, check=0, **env):
        process = self.started(*args, **env)
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, check, f"{args}\nstdout: {out}\nstderr: {err}")
        return out, err

    def folders(self):
        return sorted(path for path in (self.dir / "results").glob("[0-9]*"))

    def test_a_path_to_a_configuration_is_merged(self):
        self.assertEqual(self.by_hand("configs/big.yaml"), ("0.5 5 big\n", ""))
        [folder] = self.folders()
        self.assertRegex(folder.name, r"^\d+_big$")
        self.assertEqual(sorted(os.listdir(self.dir / "configs")), ["big.yaml", "default.yaml"])

    def test_a_path_to_a_runs_configuration_is_that_run(self):
        self.by_hand("-c", "big")
        [folder] = self.folders()
        (folder / "summary.json").unlink()
        self.assertEqual(self.by_hand(folder / "cfg.yaml")[0], "0.5 5 big\n")
        self.assertEqual(self.folders(), [folder])
        self.assertTrue((folder / "summary.json").exists())

    def test_a_configuration_called_cfg(self):
        self.write("configs/cfg.yaml", "lr: 3\n")
        self.assertEqual(self.by_hand("configs/cfg.yaml")[0], "3 5 cfg\n")

    def test_the_summary_is_in_the_runs_folder_wherever_the_script_has_gone(self):
        self.by_hand()
        [folder] = self.folders()
        self.assertEqual(json.loads((folder / "summary.json").read_text()), {"acc": 0.1})
        self.run_tool("liftoff", "t.py", "--runs-no", 2, "--python", sys.executable, check=0)
        runs = sorted((self.dir / "results" / ".latest").resolve().glob("0_default/*/"))
        self.assertEqual([json.loads((run / "summary.json").read_text()) for run in runs], [{"acc": 0.1}] * 2)
        self.assertEqual(list((self.dir / "elsewhere").rglob("summary.json")), [])

    def test_ranks_share_a_folder(self):
        ranks = [self.started("-c", "big", RANK=str(n), WORLD_SIZE="4", LOCAL_WORLD_SIZE="4") for n in range(4)]
        for rank in ranks:
            out, err = rank.communicate(timeout=120)
            self.assertEqual((rank.returncode, out), (0, "0.5 5 big\n"), err)
        [folder] = self.folders()
        self.assertEqual(sorted(os.listdir(folder)), ["cfg.yaml", "summary.json"] +
                         [f"summary.rank{n}.json" for n in (1, 2, 3)])
        shell = f"for n in 0 1; do RANK=$n {sys.executable} t.py & done; wait"  # started by another process
        subprocess.run(["/bin/sh", "-c", shell], cwd=self.dir, env={**self.env, "WORLD_SIZE": "2"}, check=True,
                       stdout=subprocess.DEVNULL)
        self.assertEqual(len(self.folders()), 2)

    def test_ranks_on_several_machines_need_a_name(self):
        nodes = {"WORLD_SIZE": "4", "LOCAL_WORLD_SIZE": "2", "TORCHELASTIC_RUN_ID": "none"}
        self.assertIn("hint: torchrun --rdzv-id NAME", self.by_hand(check=2, RANK="1", **nodes)[1])
        self.by_hand("--out-dir", "mine", RANK="1", **nodes)
        for rank in "02":
            self.by_hand(RANK=rank, **{**nodes, "TORCHELASTIC_RUN_ID": "job7"})
        self.assertEqual(len(self.folders()), 1)

    def test_key_value(self):
        self.assertEqual(self.by_hand("lr=2", "+seed=1"), ("2 5 default\n", ""))
        self.assertEqual(self.by_hand("-c", "big", "epochs=9")[0], "0.5 9 big\n")
        self.assertEqual(self.by_hand("data=coco.yaml"),
                         ("0.1 5 default\n",
                          "liftoff: warning: 'data=coco.yaml' is left to the script: the configuration has no "
                          "'data'\n"))
        self.assertEqual(self.by_hand("--debug", "lr=3"),
                         ("0.1 5 default\n",
                          "liftoff: warning: 'lr=3' is left to the script, as the value of its option '--debug'\n"
                          "hint: a value of the configuration stands in front of '--debug'\n"))
        self.assertIn("lr=[1", self.by_hand("lr=[1", check=2)[1])

    def test_key_value_for_read_config(self):
        for strict in (False, True):
            self.write("t.py", "from liftoff.config import read_config\n"
                               f"o = read_config(strict={strict})\nprint(o.lr, o.epochs, o.title)\n")
            self.assertEqual(self.by_hand("lr=2", "-c", "big", "epochs=9"), ("2 9 big\n", ""))
            self.assertIn("'data=x' is left to the script", self.by_hand("data=x")[1])
        self.assertIn("unrecognized arguments: --debug lr=3", self.by_hand("--debug", "lr=3", check=2)[1])

    def test_one_configuration_is_named_once(self):
        self.assertIn("t.py: -c and 'configs/big.yaml' both name a configuration\nhint: leave one of them out",
                      self.by_hand("-c", "default", "--x", "3", "configs/big.yaml", check=2)[1])
        self.assertIn("t.py: -e and 'configs/big.yaml' both", self.by_hand("configs/big.yaml", "-e", "e", check=2)[1])
        self.assertEqual(self.folders(), [])

    def test_the_settings_of_the_folder_hold_by_hand_too(self):
        (self.dir / "configs").rename(self.dir / "cc")
        self.write(".liftoff.yaml", "configs_dir: ./cc\nresults_dir: ./rr\n")
        self.assertEqual(self.by_hand("-c", "big"), ("0.5 5 big\n", ""))
        self.assertEqual([path.name.split("_")[1] for path in (self.dir / "rr").glob("[0-9]*")], ["big"])
        self.by_hand("cc/big.yaml", "--results-dir", "other")
        self.assertEqual(len(list((self.dir / "other").glob("[0-9]*"))), 1)
        self.assertFalse((self.dir / "results").exists())
        [run] = (self.dir / "rr").glob("[0-9]*")
        self.write(".liftoff.yaml", "nonsense: [\n")
        self.assertEqual(self.by_hand(run / "cfg.yaml"), ("0.5 5 big\n", ""))  # a run needs no settings

    def test_the_values_of_a_run_stay(self):
        self.by_hand()
        [folder] = self.folders()
        self.assertIn("whose values stay", self.by_hand(folder / "cfg.yaml", "lr=2", check=2)[1])


if __name__ == "__main__":
    main()
