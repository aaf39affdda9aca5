"""Experiments on disk, made without running anything."""
import json
import os
from pathlib import Path


def put(path, text=""):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def experiment(results, timestamp, name, mode="nohup", ppid=999999, comment=None):
    """The folder of an experiment as the original makes it; returns its path."""
    root = Path(results) / f"{timestamp}_{name}"
    put(root / ".__timestamp", f"{timestamp}\n")
    put(root / ".__mode", f"{mode}\n")
    put(root / ".__ppid", f"{ppid}\n")
    if comment is not None:
        put(root / ".__comment", comment)
    return root


def run(folder, start=None, end=None, crash=None, out=None, err=None):
    """One run folder with the markers that are given."""
    put(Path(folder) / ".__leaf")
    put(Path(folder) / "cfg.yaml", "title: t\n")
    for name, value in ((".__start", start), (".__end", end), (".__crash", crash)):
        if value is not None:
            put(Path(folder) / name, f"{value}\n")
    for name, value in (("out", out), ("err", err)):
        if value is not None:
            put(Path(folder) / name, value)


def record_elsewhere(folder, started):
    """The record of a keeper on another host, which nobody here can ask."""
    record = {"v": 1, "attempt": 1, "host": "node7", "boot_id": "b", "pid_ns": 1, "pid": 7, "start_ticks": 1,
              "started": started}
    put(Path(folder) / ".liftoff-run", json.dumps(record) + "\n")


def finished(results, name, configurations, runs, timestamp=1524936339):
    """A finished experiment of the original: every 20th run crashed."""
    root = experiment(results, timestamp, name)
    for i in range(configurations):
        for r in range(runs):
            n = i * runs + r
            folder = root / f"{i}_x_{i}" / str(r) if runs > 1 else root / f"{i}_x_{i}"
            end = timestamp + n + 30 + n % 17
            run(folder, timestamp + n, *((None, end) if n % 20 == 7 else (end, None)))
    return root


def touch_older(root, seconds=10):
    """Makes every folder look as if it had been left alone for a while."""
    for folder, _, _ in os.walk(root):
        stat = os.stat(folder)
        os.utime(folder, (stat.st_atime - seconds, stat.st_mtime - seconds))
