#!/bin/bash
# Installs what is missing, builds into ./build, runs every test. Arguments go to ctest:
#
#     tests/run.sh                 everything
#     tests/run.sh -R python       tests whose names match
set -u

root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
build=$root/build

fail() {
    echo "tests/run.sh: FAILED: $1"
    exit 1
}

# What a test starts bears this token in its environment, however it detached itself (the launcher
# gives no LIFTOFF_* on to its runs, hence the name).
token=TESTING_LIFTOFF=$$.$(date +%s%N)

left_running() {
    local environ
    for environ in $(grep -lzsFx -e "$token" /proc/[0-9]*/environ 2> /dev/null); do
        basename "$(dirname "$environ")"
    done
}

sweep() {
    local pids patience
    for patience in {1..30}; do  # what is just ending is not left
        pids=$(left_running)
        [ -z "$pids" ] && return 0
        sleep 0.1
    done
    echo "tests/run.sh: still running after the tests, killed now:"
    ps -o pid,args -p "$(echo $pids | tr ' ' ',')"
    while [ -n "$pids" ]; do
        kill -KILL $pids 2> /dev/null
        sleep 0.1
        pids=$(left_running)
    done
    return 1
}

ctest_pid=
stop() {
    trap - "$1"
    [ -n "$ctest_pid" ] && kill -TERM "$ctest_pid" 2> /dev/null && wait "$ctest_pid"
    sweep
    kill -"$1" $$
}
for signal in INT TERM HUP; do trap "stop $signal" $signal; done

"$root/tests/install-dependencies.sh" build tests || fail "packages are missing"

generator=()
[ -f "$build/CMakeCache.txt" ] || generator=(-G Ninja)
cmake -S "$root" -B "$build" "${generator[@]}" -DLIFTOFF_TESTS=ON || fail "cmake could not configure $build"
cmake --build "$build" --parallel "$(nproc)" || fail "it does not build"

env "$token" ctest --test-dir "$build" --output-on-failure --parallel 2 "$@" &
ctest_pid=$!
wait "$ctest_pid"
status=$?
ctest_pid=
sweep || status=1
[ $status -eq 0 ] || fail "see the tests above"
echo "tests/run.sh: all tests passed"
