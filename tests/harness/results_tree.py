"""Finished experiments on disk, as the original leaves them, without running anything."""
import argparse
import json
from pathlib import Path

from liftoff_test import GOLDEN

LAST_LINES = ["IndexError: list index out of range", "KeyError: 'lr'",
              "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB"]
FIRST_TIMESTAMP = 1524936339


def write(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def config_text(experiment, run_dir, lr, depth, run_id):
    return "\n".join([
        "_experiment_parameters:", f"  depth: {depth}", f"  lr: {lr}", f"experiment: {experiment}",
        "model:", f"  depth: {depth}", "  kind: resnet",
        "optim:", f"  lr: {lr}", "  momentum: 0.9", "  name: sgd",
        f"out_dir: {run_dir}", f"run_id: {run_id}", f"title: lr={lr}; depth={depth}", ""])


def make_run(folder, shown_folder, experiment, config, run, number, files, timestamp):
    """One run folder. `number` counts the experiment's runs; every twentieth crashed."""
    lr, depth = 10.0 ** -(config % 5), config // 5
    crashed = number % 20 == 7
    write(folder / "cfg.yaml", config_text(experiment, shown_folder, lr, depth, run))
    write(folder / ".__leaf")
    write(folder / ".__start", f"{timestamp + number}\n")
    write(folder / (".__crash" if crashed else ".__end"), f"{timestamp + number + 30 + number % 17}\n")
    write(folder / "out", f"run {run} of config {config}\n")
    trace = f'Traceback (most recent call last):\n  File "train.py", line {number}, in run\n'
    write(folder / "err", f"{trace}{LAST_LINES[number // 20 % 3]}\n" if crashed else "")
    for step in range(1, files + 1):
        loss = 1.0 / (step + depth)
        write(folder / f"step__{step * 100}__metrics.json", f'{{"loss": {loss:.6f}, "step": {step * 100}}}\n')


def make_experiment(base, results_dir, name, configs, runs, files=2, timestamp=FIRST_TIMESTAMP):
    """`runs` repetitions of `configs` configurations below `base`/`results_dir`; returns the folder."""
    shown = f"{results_dir}/{timestamp}_{name}"
    root = Path(base) / shown
    for marker, text in ((".__timestamp", f"{timestamp}\n"), (".__mode", "nohup\n"), (".__ppid", "999999\n")):
        write(root / marker, text)
    for config in range(configs):
        lr = str(10.0 ** -(config % 5)).replace(".", "_").replace("-", "_")
        for run in range(runs):
            folder = f"{config}_lr_{lr}__depth_{config // 5}" + (f"/{run}" if runs > 1 else "")
            make_run(root / folder, f"{shown}/{folder}", name, config, run, config * runs + run, files, timestamp)
    return root


def make_golden_trees(base):
    """The trees of golden/collect; returns the calls to be made over them."""
    golden = json.loads((GOLDEN / "collect" / "calls.json").read_text())
    parser = argparse.ArgumentParser()
    parser.add_argument("results_dir")
    parser.add_argument("name")
    parser.add_argument("configs", type=int)
    parser.add_argument("runs", type=int)
    parser.add_argument("--files", type=int, default=2)
    parser.add_argument("--timestamp", type=int, default=FIRST_TIMESTAMP)
    for tree in golden["trees"]:
        make_experiment(base, **vars(parser.parse_args(tree)))
    for experiment, patterns in golden["extra_files"].items():
        for pattern, names in patterns.items():
            for folder in (Path(base) / "results" / experiment).glob(pattern):
                for name in names:
                    write(folder / name)
    return golden["calls"]
