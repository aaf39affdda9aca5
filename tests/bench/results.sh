#!/bin/bash
# Speed and memory of liftoff-results over many runs, as ratios to `find results -type f`, best of three each; and
# whether the answer is the same with a cache, without and with --rescan. Prints, asserts nothing but the latter.
#
#     tests/bench/results.sh [BUILD_DIR] [CONFIGURATIONS] [RUNS] [KIB]     (default: build, 20000, 5, 0)
#
# KIB: so much is added to each cfg.yaml.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
results=$(cd "${1:-$here/../build}" && pwd)/bin/liftoff-results
base=$(mktemp -d /dev/shm/liftoff-bench.XXXXXX)
trap 'rm -rf "$base"' EXIT
cd "$base"
PYTHONPATH="$here/harness" python3 -B - "${2:-20000}" "${3:-5}" "${4:-0}" << 'PYTHON'
import sys
from results_tree import make_experiment
configs, runs, kib = map(int, sys.argv[1:])
root = make_experiment(".", "results", "big", configs, runs)
for config in root.glob("*/cfg.yaml" if runs == 1 else "*/*/cfg.yaml") if kib else ():
    with open(config, "a", encoding="utf-8") as file:
        file.write("".join(f"filler_{i}: some text that only makes it longer\n" for i in range(kib * 18)))
PYTHON

measure() {  # label, what to do before each time, command...
  local label=$1 before=$2 best=; shift 2
  for _ in 1 2 3; do
    $before
    /usr/bin/time -o time -f '%e %M' "$@" > out
    read -r wall memory < time
    [ -n "$best" ] && awk "BEGIN { exit !($best <= $wall) }" || best=$wall
  done
  [ "$label" = find ] && find_wall=$best
  awk -v label="$label" -v best="$best" -v find="$find_wall" -v memory="$memory" \
    'BEGIN { printf "%-28s %6.2f s  %5.2f x find  %4d MiB\n", label, best, best / find, memory / 1024 }'
}
forget() { rm -rf results/*/.liftoff-cache; }
same() { cmp out "$base/wanted" || { echo "another answer"; exit 1; }; }

measure find : find results -type f
measure "--where, first" forget "$results" --where optim.lr=0.1
cp out wanted
measure "--where, repeated" : "$results" --where optim.lr=0.1
same
measure "--where --rescan" : "$results" --where optim.lr=0.1 --rescan
same
measure "all files" : "$results"
measure "table" : "$results" table
measure "errors" : "$results" errors
