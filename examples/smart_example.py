"""Adds three numbers, slowly and not always: x + yz.y + yz.z.

    liftoff smart_example                  one run, in the foreground
    liftoff smart_example -c diff          with other numbers
    python smart_example.py -c diff        the same without the launcher

On the way it dumps a file for each step, at the end the result, as an experiment would.
"""

import json
import os
import random
import sys
import time

from liftoff import parse_opts, save_summary
from liftoff.config import config_to_string, value_of

STEPS = 4


def dump(opts, name, content):
    with open(os.path.join(opts.out_dir, name), "w", encoding="utf-8") as stream:
        json.dump(content, stream)


def run(opts):
    delay = value_of(opts, "delay", 1.0)
    fail_rate = value_of(opts, "fail_rate", 0.0)
    numbers = [opts.x, opts.yz.y, opts.yz.z]

    print(f"[{opts.run_id}] {'Going on' if opts.resume else 'Starting'} in {opts.out_dir} with:")
    print(config_to_string(opts, indent=2, color=sys.stdout.isatty()), end="", flush=True)

    began = time.monotonic()
    # Chance of its own for each run and for going on with it: the same runs fail whenever the experiment is repeated.
    luck = random.Random(f"{value_of(opts, 'seed', 0)}, {opts.title}, {opts.run_id}, {opts.resume}")
    doomed = STEPS // 2 if luck.random() < fail_rate else None
    for step in range(STEPS):
        time.sleep(luck.uniform(0.1, 1.0) * delay / STEPS)
        if step == doomed:
            raise RuntimeError(luck.choice(["lost count", "carried one too many"]))
        so_far = sum(numbers[:step])
        print(f"[{opts.run_id}] step {step}: {so_far} so far", flush=True)
        dump(opts, f"step__{step}__results.json", {"sum": so_far})

    result = sum(numbers)
    print(f"[{opts.run_id}] {' + '.join(map(str, numbers))} = {result}", flush=True)
    dump(opts, "results.json", {"sum": result})
    save_summary(opts, {"sum": result, "seconds": time.monotonic() - began})


def main():
    run(parse_opts())


if __name__ == "__main__":
    main()
