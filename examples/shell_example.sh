#!/bin/sh
# Adds x + yz.y + yz.z in plain sh. A run finds its configuration in $LIFTOFF_CONFIG and puts its
# files into $LIFTOFF_RUN_DIR; the same paths are among the arguments, as shown.
#
#     liftoff ./shell_example.sh -c diff
#     ./shell_example.sh --configs-dir configs --config-file default
set -eu

configs_dir=./configs
config_file=default
out_dir=${LIFTOFF_RUN_DIR:-}
while [ $# -gt 0 ]; do
    case $1 in
        --configs-dir) configs_dir=$2; shift ;;
        --config-file) config_file=$2; shift ;;
        --out-dir) out_dir=$2; shift ;;
    esac
    shift
done
config=${LIFTOFF_CONFIG:-$configs_dir/$config_file.yaml}

# Prints `a: 1` and, below `b:`, `c: 2` as "a 1" and "b.c 2": enough YAML for numbers in mappings.
# Keys may be quoted: y alone would be a truth value to old readers.
values() {
    awk '/^ *#/ { next }
         { key = $1; gsub(/[\047":]/, "", key) }
         /^[^ ]/ { outer = key; if (NF > 1) print outer, $2; next }
         { print outer "." key, $2 }' "$config"
}

sum=$(values | awk '$1 == "x" || $1 == "yz.y" || $1 == "yz.z" { sum += $2; found++ }
                    END { if (found != 3) exit 1; print sum }') || {
    echo "$config: x, yz.y and yz.z are needed" >&2
    exit 1
}
echo "x + yz.y + yz.z = $sum"
if [ -n "$out_dir" ]; then
    echo "$sum" > "$out_dir/results.txt"
fi
