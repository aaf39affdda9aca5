#!/bin/bash
# Speed of liftoff-results --where over many runs, as a ratio to `find -type f`. Prints, asserts nothing.
# usage: tests/bench/results.sh [BUILD_DIR] [CONFIGURATIONS] [RUNS]     (default: build, 20000 × 5)
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "${1:-$here/../build}" && pwd)
base=$(mktemp -d /dev/shm/liftoff-bench.XXXXXX)
trap 'rm -rf "$base"' EXIT
cd "$base"
PYTHONPATH="$here/harness" python3 -B -c 'import sys; from results_tree import make_experiment
make_experiment(".", "results", "big", int(sys.argv[1]), int(sys.argv[2]))' "${2:-20000}" "${3:-5}"

measured() {  # label, command…: wall seconds, CPU seconds, peak KiB
  local label=$1; shift
  /usr/bin/time -o time -f '%e %U %S %M' "$@" > out
  read -r wall user system memory < time
  cpu=$(awk "BEGIN { print $user + $system }")
}
measured warm find results -type f
measured find find results -type f
find_wall=$wall find_cpu=$cpu
printf '%-10s %8.2f s  %8.2f s CPU\n' find "$wall" "$cpu"
for label in first repeated; do
  measured "$label" "$build/bin/liftoff-results" --where optim.lr=0.1
  awk "BEGIN { printf \"%-10s %8.2f s  %8.2f s CPU  %d MiB  %.2f × find (wall)  %.2f × find (CPU)\\n\", \"$label\", $wall, $cpu, $memory / 1024, $wall / $find_wall, $cpu / $find_cpu }"
done
