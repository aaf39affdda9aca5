"""Where a folder is that was told as a relative path, wherever the script has gone since."""

import os
from typing import Dict

_told: Dict[str, str] = {}


def find(told: str) -> str:
    """`told`, or where the launcher says that the run's folder is, if it can't be reached by that."""
    if os.path.isabs(told) or os.path.isdir(told):
        return told
    return _as_launched(told) or told


def remember(told: str) -> None:
    """For `place_of`: to be called before the script changes its working directory."""
    _told[told] = os.path.abspath(find(told))


def place_of(told: str) -> str:
    """Absolute where it was remembered, or where the launcher says it."""
    if os.path.isabs(told):
        return told
    remembered = _told.get(told, "")
    return remembered if os.path.isdir(remembered) else _as_launched(told) or told


def _as_launched(told: str) -> str:
    """LIFTOFF_RUN_DIR, if that is what is meant."""
    run_dir = os.environ.get("LIFTOFF_RUN_DIR", "")
    return run_dir if run_dir.endswith(os.sep + os.path.normpath(told)) else ""
