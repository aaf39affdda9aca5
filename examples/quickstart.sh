#!/bin/sh
# From a fresh clone to a finished experiment: installs what is missing, builds into ./build, runs
# the nine configurations of test_experiment, shows what came of them. Can be run again.
set -eu

examples=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$examples")
build=$root/build

step() {
    printf '\n==> %s\n' "$*"
}

fail() {
    printf '\nquickstart.sh: %s\n' "$1" >&2
    exit 1
}

show() {
    printf '\n$ %s\n' "$*"
    "$@"
}

step "Packages (1/4)"
"$root/tests/install-dependencies.sh" build || fail "packages are missing, see above"

step "Build (2/4)"
if [ ! -f "$build/CMakeCache.txt" ]; then
    cmake -S "$root" -B "$build" -G Ninja -DLIFTOFF_TESTS=OFF || fail "cmake could not configure, see above (and rm -r $build if an old one is in the way)"
fi
cmake --build "$build" --parallel "$(nproc)" || fail "it does not build, see above (and rm -r $build if it is an old one)"
PATH=$build/bin:$PATH
export PATH

step "Experiment (3/4)"
cd "$examples"
show liftoff-prepare -f test_experiment || fail "the configurations could not be prepared"
# Status 1 says that runs crashed, which those of the example do now and then.
status=0
show liftoff smart_example -e test_experiment --comment "My first experiment" || status=$?
[ $status -le 1 ] || fail "the experiment could not be launched"

step "Outcome (4/4)"
newest=$(readlink results/.latest) || fail "there is no results/.latest"
ended=$(find "results/$newest" -name .__end | wc -l)
crashed=$(find "results/$newest" -name .__crash | wc -l)
[ $((ended + crashed)) -eq 9 ] || fail "9 runs should have ended in examples/results/$newest, $((ended + crashed)) did"
show liftoff-status -a
show liftoff-results -e test_experiment -n results.json || [ "$ended" -eq 0 ]
show liftoff-results table -e test_experiment || [ "$ended" -eq 0 ]

printf '\nDone: %s runs succeeded and %s crashed in examples/results/%s\n' "$ended" "$crashed" "$newest"
printf 'To go on: cd examples; PATH=%s:$PATH; liftoff --help\n' "$build/bin"
