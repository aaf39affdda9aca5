# shellcheck shell=bash
# `swept COMMAND...` runs a command and sees to it that nothing which it started is left running: a failure where
# something was. Signals to the script end the command and what it started first.

# What a test starts bears this token in its environment, however it detached itself (the launcher
# gives no LIFTOFF_* on to its runs, hence the name).
token=TESTING_LIFTOFF=$$.$(date +%s%N)

left_running() {
    local environ
    for environ in $(grep -lzsFx -e "$token" /proc/[0-9]*/environ 2> /dev/null); do
        basename "$(dirname "$environ")"
    done
}

wait_ended() {  # SECONDS PID...: no longer than that, until they have ended; they are no children of this shell
    python3 - "$@" << 'PYTHON'
import os, select, sys, time
deadline = time.monotonic() + float(sys.argv[1])
for pid in map(int, sys.argv[2:]):
    try:
        select.select([os.pidfd_open(pid)], [], [], max(0, deadline - time.monotonic()))
    except ProcessLookupError:
        pass
PYTHON
}

sweep() {
    local pids
    pids=$(left_running)
    [ -z "$pids" ] && return 0
    wait_ended 3 $pids  # what is just ending is not left
    pids=$(left_running)
    [ -z "$pids" ] && return 0
    echo "tests/run.sh: still running after the tests, killed now:"
    ps -o pid,args -p "$(echo $pids | tr ' ' ',')"
    while [ -n "$pids" ]; do
        kill -KILL $pids 2> /dev/null
        wait_ended 3 $pids
        pids=$(left_running)
    done
    return 1
}

swept_pid=
stop() {
    trap - "$1"
    [ -n "$swept_pid" ] && kill -TERM "$swept_pid" 2> /dev/null && wait "$swept_pid"
    sweep
    kill -"$1" $$
}
trap 'stop INT' INT
trap 'stop TERM' TERM
trap 'stop HUP' HUP

swept() {
    local status
    env "$token" "$@" &
    swept_pid=$!
    wait "$swept_pid"
    status=$?
    swept_pid=
    sweep || status=1
    return $status
}
