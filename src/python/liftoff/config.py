"""Configurations as Namespaces: reading the ones that the command line names, and printing them."""

import os
import re
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from keyword import iskeyword
from typing import Any, List, Optional, Tuple, Union

from ._core import Answer, ConfigError, read_configs
from ._places import find, remember

__all__ = [
    "ConfigError",
    "config_to_string",
    "dict_to_namespace",
    "namespace_to_dict",
    "parse_args",
    "read_config",
    "value_of",
]

_ASSIGNMENT = re.compile(r"\+?[A-Za-z_]\w*(\.\w+)*=", re.ASCII)


def namespace_to_dict(namespace: Namespace) -> dict:
    """The same tree as plain dicts. Namespaces inside lists or dicts are left as they are."""
    return {
        key: namespace_to_dict(value) if isinstance(value, Namespace) else value
        for key, value in vars(namespace).items()
    }


def dict_to_namespace(dct: dict) -> Namespace:
    """The same tree as Namespaces, but the value of a key that ends in `_` stays as it is.

    Either way the attribute has the key's name without trailing `_`. A key of underscores alone
    keeps them, as do one with a leading `_` (`_target_`) and one that would be a keyword without
    (`lambda_`). Lists are not looked into.
    """
    namespace = Namespace()
    for key, value in dct.items():
        bare = key.rstrip("_")
        opaque = bare not in ("", key)
        if isinstance(value, dict) and not opaque:
            value = dict_to_namespace(value)
        keeps = not bare or key.startswith("_") or iskeyword(bare)
        setattr(namespace, key if keeps else bare, value)
    return namespace


def value_of(cfg: Namespace, name: str, default: Any = None) -> Any:
    """The attribute `name` of `cfg`, or `default`."""
    return getattr(cfg, name, default)


def config_to_string(cfg: Namespace, indent: int = 0, color: bool = True) -> str:
    """A line for each value, `name: value`, nested Namespaces two columns further in.

    `color` asks for ANSI sequences; a NO_COLOR in the environment forbids them.
    """
    color = color and not os.environ.get("NO_COLOR")
    text = ""
    for key, value in vars(cfg).items():
        text += " " * indent + (f"\033[1m\033[33m{key}\033[0m" if color else str(key)) + ": "
        if isinstance(value, Namespace):
            text += "\n" + config_to_string(value, indent + 2, color=color)
        else:
            text += (f"\033[37m{value}\033[0m" if color else str(value)) + "\n"
    return text


def parse_args(strict: bool = True) -> Namespace:
    """The options on the command line that choose a configuration. See `split_args`."""
    args, rest = split_args()
    if strict and rest:
        _parser().error("unrecognized arguments: " + " ".join(rest))
    return args


def split_args() -> Tuple[Namespace, List[str]]:
    """Those options, and the rest of the command line, which is the script's own business.

    Attributes: config_files, default_config_file (None: not given), experiment, configs_dir,
    results_dir, resume, timestamp, ppid; given, those of them that the command line has;
    assignments, its words KEY=VALUE that are no values of some script's option, which are named on
    standard error; out_dir only where it was given.
    """
    args, rest = _filled(*_parser().parse_known_args())
    owners = [(_owner(before), word) for before, word in zip([""] + rest, rest)]
    taken = [not owner and is_assignment(word) for owner, word in owners]
    for owner, word in owners:
        if owner and is_assignment(word):
            print(f"liftoff: warning: '{word}' is left to the script, as the value of its option '{owner}'\n"
                  f"hint: a value of the configuration stands in front of '{owner}'", file=sys.stderr)
    args.assignments += [word for word, is_taken in zip(rest, taken) if is_taken]
    return args, [word for word, is_taken in zip(rest, taken) if not is_taken]


def no_args() -> Namespace:
    """What `split_args` gives for an empty command line."""
    return _filled(_parser().parse_args([]), [])[0]


def _filled(args: Namespace, rest: List[str]) -> Tuple[Namespace, List[str]]:
    names = args.config_files or []
    args.assignments = [word for word in names if is_assignment(word)]
    args.config_files = [word for word in names if not is_assignment(word)] or None
    args.given = {name for name, value in vars(args).items() if value}
    args.config_files = args.config_files or ["default"]
    args.configs_dir = args.configs_dir or "./configs"
    args.results_dir = args.results_dir or "./results"
    return args, rest


def own_words(rest: List[str]) -> List[str]:
    """Arguments that are no options, nor the values of some script's option."""
    return [word for before, word in zip([""] + rest, rest) if not word.startswith("-") and not _owner(before)]


def _owner(before: str) -> str:
    """The script's option whose value the next word may be."""
    return before if before.startswith("-") and "=" not in before else ""


def is_assignment(word: str) -> bool:
    """Whether the word is a KEY=VALUE for the configuration, or could be one."""
    return _ASSIGNMENT.match(word) is not None


def _parser() -> ArgumentParser:
    # No abbreviations: a script's own `--out` must not be taken for `--out-dir`.
    parser = ArgumentParser(allow_abbrev=False)
    add = parser.add_argument
    add("-c", "--config-file", dest="config_files", nargs="+", metavar="NAME",
        help="configuration files, without .yaml (default: default)")
    add("-d", "--default-config-file", metavar="NAME",
        help="file they are merged into (default: default, where there is one; '' for none)")
    add("-e", "--experiment", default="", metavar="NAME",
        help="read all configurations of a prepared experiment instead")
    add("--configs-dir", metavar="DIR",
        help="folder of configuration files (default: as .liftoff.yaml says, else ./configs)")
    add("--results-dir", metavar="DIR",
        help="folder for results (default: as .liftoff.yaml says, else ./results)")
    add("--out-dir", default=SUPPRESS, metavar="DIR", help="folder for the results of this run")
    add("--resume", action="store_true", help="go on with an earlier attempt")
    add("--timestamp", help="when the experiment was launched")
    add("--ppid", help="who launched it")
    add("--id", dest="__id", help=SUPPRESS)
    return parser


def read_config(strict: bool = False) -> Union[Namespace, List[Namespace]]:
    """Reads the configuration that the command line names (see `parse_args`).

    Returns one Namespace, or a list of them where `-e` or `-c` name several. `resume` is always
    set; `out_dir` only by `--out-dir`. `KEY=VALUE` changes a value of it, as for `parse_opts`.
    `strict` refuses options and words that are not liftoff's. A wrong configuration file ends the
    program with status 2, as a wrong option does.
    """
    args = parse_args(strict=strict)
    cfgs = [dict_to_namespace(config) for config in load_or_exit(selection(args) + values(args)).configs]
    for cfg in cfgs:
        complete(cfg, args)
    return cfgs[0] if len(cfgs) == 1 else cfgs


def selection(args: Namespace) -> List[str]:
    """The options that make `liftoff --print-config` read what `args` names."""
    final = _final_file(args)
    if final is not None:
        return ["--config-path", final]
    options = [word for name in ("configs_dir", "results_dir") if name in args.given
               for word in ("--" + name.replace("_", "-"), getattr(args, name))]
    if args.experiment:
        return options + ["-e", args.experiment]
    if args.default_config_file is not None:
        options += ["-d", args.default_config_file]
    return options + ["-c", *args.config_files]


def values(args: Namespace) -> List[str]:
    """The options that make it change what `args` assigns."""
    return ["--set", *args.assignments] if args.assignments else []


def _final_file(args: Namespace) -> Optional[str]:
    """A file that is its own default has nothing to be merged with: so a run's cfg.yaml is read."""
    names = {_stem(name) for name in args.config_files}
    if args.experiment or not args.default_config_file or names != {_stem(args.default_config_file)}:
        return None
    return os.path.join(find(args.configs_dir), names.pop() + ".yaml")


def _stem(name: str) -> str:
    return name[:-5] if name.endswith(".yaml") else name


def complete(cfg: Namespace, args: Namespace) -> None:
    """Adds what does not come from a file, and the names that a file read as it is may lack."""
    name = _stem(os.path.basename(args.config_files[0]))
    cfg.experiment = value_of(cfg, "experiment", name)
    cfg.title = value_of(cfg, "title", name)
    cfg.resume = args.resume
    if hasattr(args, "out_dir"):
        cfg.out_dir = args.out_dir
        remember(args.out_dir)


def load_or_exit(options: List[str]) -> Answer:
    """`read_configs` for a command line: what is wrong is said without a traceback."""
    try:
        return read_configs(options)
    except ConfigError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
