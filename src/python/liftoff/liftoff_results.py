"""The files that an experiment's runs dumped, for scripts that evaluate them.

The rules are those of the program `liftoff-results`, which does the work.
"""

import json
import os
import re
import subprocess
import sys
from argparse import Namespace
from datetime import date
from typing import Any, List, Optional, Tuple, Union

from ._core import decode, find_program

__all__ = ["collect_results", "collect_all_results"]

Run = Tuple[str, List[str]]

_EXCEPTIONS = {
    "AssertionError": AssertionError,
    "FileNotFoundError": FileNotFoundError,
    "KeyError": KeyError,
    "TypeError": TypeError,
}


def collect_results(timestamp: Optional[str] = None,
                    experiment_name: Optional[str] = None,
                    experiment_full_name: Optional[str] = None,
                    conditions: Union[Namespace, dict, None] = None,
                    names: Optional[List[str]] = None,
                    incomplete: bool = True,
                    results_dir: str = "./results") -> List[Run]:
    """(path, names of files) for each run of one experiment.

    The experiment is the newest whose folder begins with `timestamp` and whose name matches the
    regular expression `experiment_name` from its start, or the one in the folder
    `experiment_full_name`.

    `conditions` (a dict or Namespace, nested like the configuration) must all be equal in a run's
    configuration; a key it does not have is a KeyError. `names` None gives all files, `[]` none.
    Of `step__10__m.csv` and `step__200__m.csv` only the latter is given, for the name `m.csv`, and
    `m.csv` itself wins over both; with `incomplete` False names are whole names.

    AssertionError without a results folder, FileNotFoundError where no experiment matches.
    """
    found = _collect(timestamp, experiment_name, experiment_full_name, conditions, names,
                     incomplete, results_dir, False)
    return found[0] if found else []


def collect_all_results(timestamp: Optional[str] = None,
                        experiment_name: Optional[str] = None,
                        conditions: Union[Namespace, dict, None] = None,
                        names: Optional[List[str]] = None,
                        incomplete: bool = True,
                        results_dir: str = "./results") -> List[List[Run]]:
    """As `collect_results`, one list for each experiment that matches and has such runs.

    The oldest comes first. A KeyError means that no experiment at all has the key.
    """
    return _collect(timestamp, experiment_name, None, conditions, names, incomplete, results_dir,
                    True)


def _collect(timestamp, experiment_name, full_name, conditions, names, incomplete, results_dir,
             every) -> List[List[Run]]:
    results_dir = os.fspath(results_dir)
    among = _matching(experiment_name, full_name, results_dir) if experiment_name else None
    answer = _ask({
        "results_dir": results_dir,
        "all": every,
        "full_name": full_name or None,
        "timestamp": str(timestamp) if timestamp else None,
        "among": among,
        "conditions": _typed(conditions or {}),
        "names": None if names is None else list(names),
        "incomplete": bool(incomplete),
    })
    return [[(path, files) for path, files in runs] for runs in answer["experiments"]]


def _matching(experiment_name: str, full_name: Optional[str], results_dir: str) -> List[str]:
    """Folders whose name fits. Regular expressions are Python's, so they are judged here."""
    pattern = re.compile(r"\d+_" + experiment_name)
    folders = [full_name] if full_name else _ask({"list": results_dir})["experiments"]
    return [folder for folder in folders if pattern.match(folder)]


def _ask(request: dict) -> dict:
    program = find_program("liftoff-results")
    done = subprocess.run([program, "--collect"], input=json.dumps(request).encode("ascii"),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    messages = done.stderr.decode("utf-8", "replace")
    if done.returncode != 0:
        raise RuntimeError(messages.strip() or f"{program} ended with status {done.returncode}")
    if messages:
        sys.stderr.write(messages)
    answer = decode(done.stdout.decode("utf-8"))
    if "error" in answer:
        raise _EXCEPTIONS[answer["error"]](answer["message"])
    return answer


def _typed(value: Any) -> Any:
    """As JSON that keeps types apart. What never equals a value of a configuration becomes NaN."""
    if isinstance(value, Namespace):
        value = vars(value)
    if isinstance(value, dict):
        return {"$map": [[_typed(key), _typed(item)] for key, item in value.items()]}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    item = getattr(value, "item", None)  # a scalar of numpy or its like
    return _typed(item()) if callable(item) and not isinstance(value, tuple) else float("nan")
