#!/bin/sh
# Installs the Debian packages that are missing:
#
#     tests/install-dependencies.sh build            to build and run liftoff
#     tests/install-dependencies.sh build tests      and to test it
#     tests/install-dependencies.sh checks           what tests/run.sh --all needs besides
#
# Quiet and quick where nothing is missing. Needs to be root, or sudo.
set -eu

packages_of() {
    case $1 in
        build) echo g++ cmake ninja-build ccache git python3 pkg-config \
            libre2-dev libcli11-dev libyaml-cpp-dev libfmt-dev nlohmann-json3-dev ;;
        tests) echo catch2 python3-yaml procps strace tmux ;;
        checks) echo clang-format-14 clang-tidy-14 shellcheck ;;
        *) echo "usage: $0 build|tests|checks..." >&2; exit 2 ;;
    esac
}

wanted=
for set_name; do
    set_packages=$(packages_of "$set_name")
    wanted="$wanted $set_packages"
done

if ! command -v dpkg-query > /dev/null; then
    echo "This is no Debian system; going on with what is there. What Debian calls it:$wanted" >&2
    exit 0
fi

missing=
for package in $wanted; do
    dpkg-query -W -f='${db:Status-Status}\n' "$package" 2> /dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo > /dev/null && { sudo -n true 2> /dev/null || [ -t 0 ]; }; then
    as_root=sudo
else
    echo "Packages are missing, and installing them takes root. Ask for this, then try again:" >&2
    echo "    apt-get update && apt-get install -y$missing" >&2
    exit 3
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >> "$log" 2>&1
}
echo "Installing:$missing" >&2
# The package lists may be absent, or too old to download by: they are refreshed only then.
if ! apt install -y --no-install-recommends $missing; then
    { apt update && apt install -y --no-install-recommends $missing; } || {
        tail -n 20 "$log" >&2
        echo "Packages could not be installed; is there a network? When there is, try again, or:" >&2
        echo "    apt-get update && apt-get install -y$missing" >&2
        exit 3
    }
fi
