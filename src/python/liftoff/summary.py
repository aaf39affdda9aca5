"""`save_summary`: a run's outcome in a small file that other programs can read."""

import json
import math
import os
from argparse import Namespace
from typing import Any

from ._files import write_whole
from ._places import place_of
from ._ranks import own_rank


def save_summary(opts: Namespace, summary: dict) -> str:
    """Writes `summary` as strict JSON to `summary.json` in `opts.out_dir`, whole or not at all.

    That is the run's folder, wherever the script has gone to. Of several ranks, each but the first
    has a file of its own, `summary.rank<n>.json`, which counts nowhere.

    Scalars and arrays of numpy and its like become numbers and lists, paths text, Namespaces
    objects; NaN and infinities, which JSON does not have, null (`liftoff-results table` takes that
    for NaN). Returns the path.
    """
    rank = own_rank()
    path = os.path.join(place_of(opts.out_dir), f"summary.rank{rank}.json" if rank else "summary.json")
    write_whole(path, json.dumps(_plain(summary), indent=2, allow_nan=False) + "\n")
    return path


def _plain(value: Any) -> Any:
    if isinstance(value, Namespace):
        value = vars(value)
    if isinstance(value, dict):
        return {_plain_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    for name in ("tolist", "item"):
        if hasattr(value, name):
            plain = getattr(value, name)()
            return plain if plain is value else _plain(plain)
    return value


def _plain_key(key: Any) -> Any:
    key = key.item() if hasattr(key, "item") else key
    if isinstance(key, float) and not math.isfinite(key):
        return str(key)
    return key if key is None or isinstance(key, (str, int, float)) else str(key)
