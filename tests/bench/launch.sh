#!/bin/bash
# How fast runs are launched, against xargs, GNU Parallel and a bare posix_spawn loop, four at once:
#
#     tests/bench/launch.sh [-n RUNS] [-s] [-d FOLDER]
#
# -n RUNS    runs of /bin/true in each measurement (2000); ten configurations, the rest repetitions
# -s         also 50 times as many runs, to see that the cost of a run does not grow with their number
# -d FOLDER  a folder on the disk to measure (the working directory); tmpfs is /dev/shm
#
# Each figure is the best of three. LIFTOFF_BUILD_DIR names the build (build beside tests).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
liftoff=${LIFTOFF_BUILD_DIR:-$here/../../build}/bin/liftoff
liftoff=$(readlink -f "$liftoff")
runs=2000 scaling= disk=$PWD
while getopts n:sd: option; do
    case $option in
        n) runs=$OPTARG ;;
        s) scaling=1 ;;
        d) disk=$OPTARG ;;
        *) exit 2 ;;
    esac
done

work=$(mktemp -d /dev/shm/liftoff-bench.XXXXXX)
slow=$(mktemp -d "$disk/liftoff-bench.XXXXXX")
trap 'rm -rf "$work" "$slow"' EXIT
trap 'exit 143' INT TERM HUP

cat > "$work/loop.c" << 'END'
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
extern char **environ;
int main(int argc, char **argv) {
  int left = atoi(argv[1]), going = 0;
  char *command[] = {"/bin/true", 0};
  (void)argc;
  while (left > 0 || going > 0) {
    while (going < 4 && left > 0) {
      pid_t pid;
      if (posix_spawn(&pid, command[0], 0, 0, command, environ) != 0) return 1;
      ++going, --left;
    }
    if (wait(0) > 0) --going;
  }
  return 0;
}
END
cc -O2 -o "$work/loop" "$work/loop.c"

prepare() {  # FOLDER
    mkdir -p "$1/configs/x"
    : > "$1/configs/x/default.yaml"
    for n in 0 1 2 3 4 5 6 7 8 9; do printf 'title: n=%s\nn: %s\n' $n $n > "$1/configs/x/x_$n.yaml"; done
}
prepare "$work"
prepare "$slow"

best() {  # COMMAND...: seconds
    local best= from to
    for _ in 1 2 3; do
        rm -rf results
        from=$(date +%s%N)
        "$@" > /dev/null 2>&1 || { echo "failed: $*" >&2; exit 1; }
        to=$(date +%s%N)
        if [ -z "$best" ] || [ $((to - from)) -lt "$best" ]; then best=$((to - from)); fi
    done
    rm -rf results
    awk -v ns="$best" 'BEGIN { printf "%.3f", ns / 1e9 }'
}
launch() { "$liftoff" /bin/true -e x --runs-no $(($1 / 10)) -p 4 -q; }
with_xargs() { seq "$1" | xargs -P4 -n1 /bin/true; }
with_parallel() { seq "$1" | parallel -j4 -n1 /bin/true; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
per_run() { awk -v a="$1" -v n="$2" 'BEGIN { printf "%.3f ms", a * 1000 / n }'; }

cd "$work"
loop=$(best ./loop "$runs")
xargs=$(best with_xargs "$runs")
echo "$runs runs of /bin/true, 4 at once, $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"
echo "posix_spawn loop      $loop s  $(per_run "$loop" "$runs")"
echo "xargs -P4 -n1         $xargs s  $(per_run "$xargs" "$runs")"
if command -v parallel > /dev/null; then
    parallel=$(best with_parallel "$runs")
    echo "parallel -j4          $parallel s  $(per_run "$parallel" "$runs")"
fi
report() {  # NAME SECONDS
    echo "liftoff on $1   $2 s  $(per_run "$2" "$runs"): $(ratio "$2" "$xargs") of xargs," \
        "$(ratio "$2" "$loop") of the loop${parallel:+, $(ratio "$2" "$parallel") of parallel}"
}
report "tmpfs   " "$(best launch "$runs")"
cd "$slow"
report "the disk" "$(best launch "$runs")"

if [ -n "$scaling" ]; then
    cd "$work"
    few=$(best launch "$runs")
    from=$(date +%s%N)
    launch $((runs * 50))
    many=$(awk -v ns=$(($(date +%s%N) - from)) 'BEGIN { printf "%.3f", ns / 1e9 }')
    rm -rf results
    echo "$((runs * 50)) runs on tmpfs    $many s: $(ratio "$many" "$few") times $runs runs"
fi

# Nobody wakes up while runs run: what launcher and keepers call during two seconds of it.
if command -v strace > /dev/null; then
    cd "$work"
    mkfifo started
    printf '#!/bin/sh\necho > %s/started\nexec sleep 4\n' "$work" > wait
    chmod +x wait
    "$liftoff" ./wait -e x -p 4 --max-fails 1 > /dev/null 2>&1 &
    launcher=$!
    exec 3<> started
    for _ in 1 2 3 4; do read -r _ <&3; done
    watched=$launcher
    for keeper in $(pgrep -P "$launcher"); do watched=$watched,$keeper; done
    calls=$(timeout -s INT 2 strace -f -qq -c -p "$watched" 2>&1 |
        awk '$NF == "total" { print $(NF - 1) ~ /^[0-9]+$/ ? $(NF - 1) : $4 }')
    echo "system calls of the launcher and its $(pgrep -c -P "$launcher") keepers in 2 s of sleeping runs: ${calls:-0}"
    "${liftoff%/*}/liftoff-abort" -y --grace 1s > /dev/null 2>&1 || true
    wait "$launcher" || true
fi
