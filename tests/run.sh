#!/bin/bash
# Installs what is missing, builds into ./build, runs every test. Arguments go to ctest:
#
#     tests/run.sh                 everything a change needs
#     tests/run.sh -R python       tests whose names match
#     tests/run.sh --all           then what takes long too: tests/all.sh says what
set -u

root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
build=$root/build
. "$root/tests/sweep.sh"

fail() {
    echo "tests/run.sh: FAILED: $1"
    exit 1
}

all=
[ "${1-}" = --all ] && { all=yes; export LIFTOFF_ALL=1; shift; }

"$root/tests/install-dependencies.sh" build tests ${all:+checks} || fail "packages are missing"

generator=()
[ -f "$build/CMakeCache.txt" ] || generator=(-G Ninja)
cmake -S "$root" -B "$build" "${generator[@]}" -DLIFTOFF_TESTS=ON || fail "cmake could not configure $build"
cmake --build "$build" --parallel "$(nproc)" || fail "it does not build"

swept ctest --test-dir "$build" --output-on-failure --parallel 2 "$@" || fail "see the tests above"
if [ -n "$all" ]; then
    . "$root/tests/all.sh"
fi
echo "tests/run.sh: all tests passed"
