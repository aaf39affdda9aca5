#!/bin/sh
# How long liftoff-prepare takes for 100,000 configurations, as a multiple of what a bare program
# needs to write the same files, on a tmpfs; and how long it takes to find 10 of 10^9 combinations.
# Usage: tests/bench/prepare.sh [BUILD_DIR]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-$here/../../build}" && pwd)
work=$(mktemp -d "${LIFTOFF_BENCH_DIR:-/dev/shm}/liftoff-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
cc -O2 -o "$work/bare_writer" "$here/bare_writer.c"
mkdir -p "$work/configs/grid" "$work/configs/pruned" "$work/bare"

digits='[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]'
cat > "$work/configs/grid/config.yaml" <<YAML
seed: $digits
model: {depth: $digits, width: $digits}
optim: {lr: [0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6, 1e-7, 1, 2, 3], decay: $digits}
YAML
{
  for i in 1 2 3 4 5 6 7 8 9; do echo "v$i: $digits"; done
  echo "filter_out:"
  for i in 1 2 3 4 5 6 7 8; do
    printf '  - {left: v%d, right: v%d, exclude: [' "$i" $((i + 1))
    for a in 0 1 2 3 4 5 6 7 8 9; do
      for b in 0 1 2 3 4 5 6 7 8 9; do [ $a = $b ] || printf '[%d, %d], ' $a $b; done
    done
    echo ']}'
  done
} > "$work/configs/pruned/config.yaml"
touch "$work/configs/grid/default.yaml" "$work/configs/pruned/default.yaml"

python3 - "$build" "$work" <<'PYTHON'
import os, resource, shutil, subprocess, sys, time
build, work = sys.argv[1:]
prepare = os.path.join(build, "bin", "liftoff-prepare")

def timed(argv, cwd):
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(argv, cwd=cwd, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

count, ours, bare = 100_000, [], []
for _ in range(5):  # in turns, so that both see the same machine
    ours.append(timed([prepare, "-q", "grid"], work))
    sample = os.path.join(work, "sample")
    shutil.copy(os.path.join(work, "configs/grid/grid_77777.yaml"), sample)
    subprocess.run([prepare, "-c", "-q", "grid"], cwd=work, check=True)
    bare.append(timed([os.path.join(work, "bare_writer"), "grid", str(count), sample], os.path.join(work, "bare")))
    shutil.rmtree(os.path.join(work, "bare"))
    os.mkdir(os.path.join(work, "bare"))
for which, name in ((0, "wall"), (1, "CPU")):
    a, b = min(x[which] for x in ours), min(x[which] for x in bare)
    print(f"{name}: liftoff-prepare {a / count * 1e6:.1f} us a file, bare writer {b / count * 1e6:.1f} us, "
          f"ratio {a / b:.2f}")
print(f"10 of 10^9 combinations: {timed([prepare, '-q', 'pruned'], work)[0] * 1000:.0f} ms")
PYTHON
/usr/bin/time -f "peak memory for 100,000 configurations: %M KiB" \
  "$build/bin/liftoff-prepare" -q --configs-dir "$work/configs" grid 2>&1 || true
