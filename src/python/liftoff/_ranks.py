"""Processes that are started together, as by torchrun: they share one folder, and rank 0 speaks."""

import fcntl
import os
import sys
from typing import Callable, Optional

# In the results folder: a line for each of the last launches, `<launch>\t<folder>`.
NOTES = ".liftoff-ranks"
_KEPT = 16


def own_rank() -> int:
    """0 where there is but one process."""
    return _number("RANK", 0) if _number("WORLD_SIZE", 1) > 1 else 0


def shared(results_dir: str, make: Callable[[], str]) -> str:
    """The path that `make` returns: called by the first of the ranks, while the others wait for
    it; a folder in `results_dir`."""
    launch = _launch()
    if launch is None:
        return make()
    os.makedirs(results_dir, exist_ok=True)
    with open(os.path.join(results_dir, NOTES), "a+", encoding="utf-8", errors="surrogateescape") as notes:
        fcntl.flock(notes, fcntl.LOCK_EX)
        notes.seek(0)
        lines = [line for line in notes.read().split("\n") if line]
        for line in lines:
            known, _, folder = line.partition("\t")
            path = os.path.join(results_dir, folder)
            if known == launch and os.path.isdir(path):
                return path
        path = make()
        lines.append(f"{launch}\t{os.path.basename(path)}")
        notes.truncate(0)
        notes.write("\n".join(lines[-_KEPT:]) + "\n")
        notes.flush()
        return path


def _launch() -> Optional[str]:
    """What the ranks of one launch have in common with each other and with nobody else."""
    ranks = _number("WORLD_SIZE", 1)
    if "RANK" not in os.environ or ranks <= 1:
        return None
    if _number("LOCAL_WORLD_SIZE", ranks) >= ranks:
        return _starter()
    name = os.environ.get("TORCHELASTIC_RUN_ID", "none")
    if name in ("", "none"):
        print(f"{sys.argv[0]}: the ranks are on several machines, and nothing says which belong together\n"
              "hint: torchrun --rdzv-id NAME, another one each time; or --out-dir DIR for the script",
              file=sys.stderr)
        sys.exit(2)
    return " ".join([name] + [os.environ.get(key, "") for key in ("MASTER_ADDR", "MASTER_PORT", "SLURM_JOB_ID")])


def _starter() -> str:
    """The nearest process above this one that is no rank itself: who started them all."""
    pid = os.getppid()
    parent, started = _parent_and_start(pid)
    while parent and _is_rank(pid):
        pid = parent
        parent, started = _parent_and_start(pid)
    with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
        return f"{file.read().strip()} {pid} {started}"


def _parent_and_start(pid: int):
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return int(fields[1]), fields[19]


def _is_rank(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return b"\0RANK=" in b"\0" + file.read()
    except OSError:
        return False


def _number(name: str, otherwise: int) -> int:
    text = os.environ.get(name, "")
    return int(text) if text.isdigit() else otherwise
