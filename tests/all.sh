# shellcheck shell=bash disable=SC2154
# What `tests/run.sh --all` does after the tests, of which it is a part: one stage after the other, each in a build
# folder of its own, up to the first that fails.
#
#     format      clang-format and shellcheck have nothing to say
#     odr         no two types bear one name (build-odr)
#     address     every test again, programs and library built with the address and undefined sanitizers (build-asan)
#     thread      the unit tests with the thread sanitizer (build-tsan)
#     tidy        clang-tidy has nothing to say; .clang-tidy holds the checks

stage() {
    local name=$1 started=$SECONDS
    shift
    echo "tests/run.sh: stage $name"
    "$@" || fail "stage $name"
    echo "tests/run.sh: stage $name passed, $((SECONDS - started)) s"
}

configure() {  # FOLDER OPTION...
    local folder=$1
    shift
    cmake -S "$root" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=None "$@"
}

check_format() {
    has clang-format-14 && { sources '*.cpp' '*.hpp' | xargs -0 clang-format-14 --dry-run -Werror || return 1; }
    has shellcheck && { sources '*.sh' .ci/run | xargs -0 shellcheck --severity=warning || return 1; }
    return 0
}

sources() { (cd "$root" && git ls-files -z "$@" | sed -z "s,^,$root/,"); }

has() {  # there are systems whose packages are others
    command -v "$1" > /dev/null && return
    echo "tests/run.sh: $1 is not here; what it checks is left out"
    return 1
}

check_odr() {
    # The link takes objects alone, and a precompiled header is none. File by file, which shows a missing #include, too.
    configure "$build-odr" -DCMAKE_CXX_FLAGS=-O0 -DLIFTOFF_ODR=ON -DLIFTOFF_TESTS=OFF -DLIFTOFF_BY_ROOM=OFF \
        -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON &&
        cmake --build "$build-odr" --parallel "$(nproc)" --target odr
}

# GCC's thread sanitizer does not start where the kernel scatters memory wider than it knows.
fixed=()
setarch -R true 2> /dev/null && fixed=(setarch -R)

# Whatever a test makes of a program's failure, a report of a sanitizer is one.
run_sanitized() {  # FOLDER SANITIZERS TARGET ARGUMENT-OF-CTEST...
    local folder=$1 sanitizers=$2 target=$3 reports=$1/sanitizer-reports
    shift 3
    configure "$folder" -DCMAKE_CXX_FLAGS=-O1 "-DLIFTOFF_SANITIZE=$sanitizers" || return 1
    "${fixed[@]}" cmake --build "$folder" --parallel "$(nproc)" --target "$target" || return 1
    rm -rf "$reports" && mkdir "$reports" || return 1
    swept "${fixed[@]}" ctest --test-dir "$folder" --output-on-failure --parallel 2 "$@" || return 1
    [ -z "$(ls -A "$reports")" ] || { cat "$reports"/*; return 1; }
}

check_tidy() {
    has run-clang-tidy-14 || return 0
    # clang can't read the headers that GCC precompiled: a folder in which nothing is built.
    configure "$build-tidy" -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DLIFTOFF_TESTS=OFF || return 1
    run-clang-tidy-14 -quiet -p "$build-tidy" -j "$(nproc)" "^($build-tidy/rooms|$root/tools)/" \
        > "$build-tidy/clang-tidy.log" 2>&1 && return
    grep -E "(warning|error):" "$build-tidy/clang-tidy.log" | sort -u
    return 1
}

stage format check_format
stage odr check_odr
stage address run_sanitized "$build-asan" address,undefined all
stage thread run_sanitized "$build-tsan" thread liftoff-unit-tests -R '^unit\.'
stage tidy check_tidy
