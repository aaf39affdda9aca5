#!/bin/sh
# How long liftoff-status -a takes over an experiment of 100,000 finished runs, against
# `find results -name '.__*'` over the same tree: the first look, and one that finds the cache.
#
# usage: tests/bench/status.sh [BUILD_DIR] (the trees are made in /dev/shm)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
status=$(cd "${1:-$here/../../build}" && pwd)/bin/liftoff-status
work=$(mktemp -d /dev/shm/liftoff-bench.XXXXXX)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work"
PYTHONPATH=$here/../harness python3 -B - <<'PYTHON'
import status_tree
status_tree.finished("results", "nested", 20000, 5)
status_tree.finished("flat", "flat", 100000, 1)
for tree in ("results", "flat"):
    status_tree.touch_older(tree)
PYTHON
exec python3 -B - "$status" <<'PYTHON'
import subprocess, shutil, sys, time, glob

def seconds(*command):
    best = float("inf")
    for _ in range(3):
        before = time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        best = min(best, time.monotonic() - before)
    return best

def first(status, tree):
    best = float("inf")
    for _ in range(3):
        for cache in glob.glob(tree + "/*/.liftoff-cache"):
            shutil.rmtree(cache)
        before = time.monotonic()
        subprocess.run([status, "-a", "-d", tree], stdout=subprocess.DEVNULL, check=True)
        best = min(best, time.monotonic() - before)
    return best

status = sys.argv[1]
for tree, what in (("results", "20000 configurations x 5 runs"), ("flat", "100000 configurations")):
    find = seconds("find", tree, "-name", ".__*")
    cold = first(status, tree)
    warm = seconds(status, "-a", "-d", tree)
    print(f"{what}: find {find:.3f} s, first look {cold:.3f} s ({cold / find:.2f} x find), "
          f"second {warm:.3f} s ({warm / find:.3f} x find)")
PYTHON
