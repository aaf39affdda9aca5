"""`parse_opts`: the one configuration that a script runs, with a folder for its results."""

import os
import sys
import time
from argparse import Namespace
from typing import List, Optional

from ._core import read_configs
from ._yaml import write_config
from .config import complete, dict_to_namespace, load_or_exit, selection, split_args, value_of

# The keys of one run alone, as the keeper writes them (src/value/run_keys.cpp).
RUN_KEYS = ("run_id", "out_dir", "cfg_dir", "resume")


def parse_opts(config_path: Optional[str] = None) -> Namespace:
    """The configuration to run, always with `out_dir`, `cfg_dir`, `run_id` and `resume`.

    - Launched by liftoff: the run's own cfg.yaml and folder.
    - `python script.py results/.../cfg.yaml`, or `parse_opts("results/.../cfg.yaml")`: that file;
      folders it does not name are the one it is in.
    - By hand (`python script.py -c diff`): what `read_config` reads. Without `--out-dir` a new
      folder `results/<seconds>_<experiment>` is made, with the configuration in its cfg.yaml.

    Options of the script's own are left alone. A file given as an argument raises ConfigError
    where it is wrong; one named on the command line ends the program with status 2.
    """
    if config_path is not None:
        return _from_file(config_path, read_configs(["--config-path", config_path])[0], False)
    args, rest = split_args()
    path = _path_among(rest)
    if path is not None:
        return _from_file(path, load_or_exit(["--config-path", path])[0], args.resume)
    configs = load_or_exit(selection(args))
    if len(configs) != 1:
        print(f"{sys.argv[0]}: {len(configs)} configurations are named, one can be run\n"
              f"hint: launch them all: liftoff {sys.argv[0]} followed by the same options",
              file=sys.stderr)
        sys.exit(2)
    return _from_command_line(configs[0], args)


def _path_among(rest: List[str]) -> Optional[str]:
    """The first argument that names a YAML file and is not the value of some script's option."""
    for before, argument in zip([""] + rest, rest):
        value = before.startswith("-") and "=" not in before
        if argument.endswith((".yaml", ".yml")) and not argument.startswith("-") and not value:
            return argument
    return None


def _from_file(path: str, config: dict, resume: bool) -> Namespace:
    folder, file_name = os.path.split(path)
    folder = folder or os.curdir
    opts = dict_to_namespace(config)
    name = os.path.splitext(file_name)[0]
    opts.experiment = value_of(opts, "experiment", name)
    opts.title = value_of(opts, "title", name)
    opts.out_dir = value_of(opts, "out_dir") or folder
    opts.cfg_dir = value_of(opts, "cfg_dir") or folder
    opts.run_id = value_of(opts, "run_id", 0)
    opts.resume = resume or bool(value_of(opts, "resume", False))
    os.makedirs(opts.out_dir, exist_ok=True)
    return opts


def _from_command_line(config: dict, args: Namespace) -> Namespace:
    opts = dict_to_namespace(config)
    complete(opts, args)
    launched = hasattr(args, "out_dir") and args.out_dir == args.configs_dir
    if launched:
        opts.cfg_dir = args.configs_dir
    elif hasattr(args, "out_dir"):
        os.makedirs(opts.out_dir, exist_ok=True)
    else:
        opts.out_dir = _new_folder(args.results_dir, str(opts.experiment))
    opts.run_id = value_of(opts, "run_id", 0)
    if not launched:
        opts.cfg_dir = opts.out_dir
        added = {name: getattr(opts, name) for name in RUN_KEYS}
        write_config(os.path.join(opts.cfg_dir, "cfg.yaml"), {**config, **added})
    return opts


def _new_folder(results_dir: str, experiment: str) -> str:
    """Makes `<results_dir>/<seconds>_<experiment>`; where it is taken, that of the next second."""
    os.makedirs(results_dir, exist_ok=True)
    name = experiment.replace("/", "_")
    seconds = int(time.time())
    while True:
        path = os.path.join(results_dir, f"{seconds}_{name}")
        try:
            os.mkdir(path)
            return path
        except FileExistsError:
            seconds += 1
