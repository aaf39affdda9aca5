#!/bin/sh
# Counts to 30 in three seconds. Told that its time is up (TERM: --timeout, a stop; USR1: what a scheduler sends before its
# limit), it saves how far it has come and exits with 85: liftoff runs it again, and it goes on from there.
#
#     liftoff ./save_example.sh --timeout 2s
set -u
saved=$LIFTOFF_RUN_DIR/saved

i=0
trap 'echo $i > "$saved"; exit 85' TERM USR1
if [ -e "$saved" ]; then
    i=$(cat "$saved")
fi
while [ "$i" -lt 30 ]; do
    sleep 0.1
    i=$((i + 1))
done
echo "counted to $i in attempt $LIFTOFF_ATTEMPT"
