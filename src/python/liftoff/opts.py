"""`parse_opts`: the one configuration that a script runs, with a folder for its results."""

import os
import sys
import time
from argparse import Namespace
from typing import Optional

from ._core import read_configs
from ._places import remember
from ._ranks import shared
from ._yaml import write_config
from .config import (complete, dict_to_namespace, load_or_exit, no_args, own_words, selection, split_args, value_of,
                     values)

# The keys of one run alone, as the keeper writes them (src/value/run_keys.cpp).
RUN_KEYS = ("run_id", "out_dir", "cfg_dir", "resume")


def parse_opts(config_path: Optional[str] = None) -> Namespace:
    """The configuration to run, always with `out_dir`, `cfg_dir`, `run_id` and `resume`.

    - Launched by liftoff: the run's own cfg.yaml and folder.
    - `python script.py results/.../cfg.yaml`, or `parse_opts("results/.../cfg.yaml")`: that run;
      folders its file does not name are the one it is in.
    - By hand (`python script.py -c diff`): what `read_config` reads. Without `--out-dir` a new
      folder `results/<seconds>_<experiment>` is made, with the configuration in its cfg.yaml; the
      ranks of one torchrun share it. `python script.py configs/diff.yaml` is the same.
    - `python script.py lr=0.1`: with another value of the configuration's `lr`, `+lr=0.1` for a key
      that it lacks. Without the `+` a word whose KEY it lacks is the script's own, which is said.

    Options of the script's own are left alone. A file given to this function raises ConfigError
    where it is wrong; one named on the command line ends the program with status 2.
    """
    read = load_or_exit if config_path is None else read_configs
    args, rest = split_args() if config_path is None else (no_args(), [])
    path = config_path or next((word for word in own_words(rest) if word.endswith(".yaml")), None)
    if path is not None:
        _refuse_another_choice(path, args)
    if path is not None and _is_of_a_run(path, args.configs_dir):
        return _from_file(path, read(["--config-path", path] + values(args)).configs[0], args.resume)
    if path is not None:
        folder, name = os.path.split(path)
        args.configs_dir, args.config_files = folder or os.curdir, [name]
        args.given |= {"configs_dir"}
    configs, results_dir = read(selection(args) + values(args))
    args.results_dir = results_dir or args.results_dir
    if len(configs) != 1:
        print(f"{sys.argv[0]}: {len(configs)} configurations are named, one can be run\n"
              f"hint: launch them all: liftoff {sys.argv[0]} followed by the same options",
              file=sys.stderr)
        sys.exit(2)
    return _from_command_line(configs[0], args)


def _refuse_another_choice(path: str, args: Namespace) -> None:
    """A path and an option that both say what is run."""
    for name, option in (("config_files", "-c"), ("experiment", "-e")):
        if name in args.given:
            print(f"{sys.argv[0]}: {option} and '{path}' both name a configuration\n"
                  f"hint: leave one of them out", file=sys.stderr)
            sys.exit(2)


def _is_of_a_run(path: str, configs_dir: str) -> bool:
    """Whether the file is what liftoff put into a run's folder, and no configuration of that name."""
    folder, name = os.path.split(path)
    return name == "cfg.yaml" and os.path.realpath(folder) != os.path.realpath(configs_dir)


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
    remember(opts.out_dir)
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
        opts.out_dir = shared(args.results_dir, lambda: _new_run(config, opts, args))
    opts.run_id = value_of(opts, "run_id", 0)
    if not launched:
        opts.cfg_dir = opts.out_dir
        if hasattr(args, "out_dir"):
            _keep(config, opts)
    remember(opts.out_dir)
    return opts


def _new_run(config: dict, opts: Namespace, args: Namespace) -> str:
    """A new folder with the configuration in it."""
    opts.out_dir = opts.cfg_dir = _new_folder(args.results_dir, str(opts.experiment))
    opts.run_id = value_of(opts, "run_id", 0)
    _keep(config, opts)
    return opts.out_dir


def _keep(config: dict, opts: Namespace) -> None:
    added = {name: getattr(opts, name) for name in RUN_KEYS}
    write_config(os.path.join(opts.cfg_dir, "cfg.yaml"), {**config, **added})


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
