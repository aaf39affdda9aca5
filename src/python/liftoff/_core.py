"""The way from Python to the suite's programs: where they are, what they answer."""

import json
import os
import shutil
import subprocess
import sys
from typing import List, NamedTuple, Optional

# As found on sys.path: in a build tree this folder is a link into the sources, and only the link
# has the programs beside it.
PACKAGE_DIR = os.path.dirname(os.path.abspath(__file__))


class ConfigError(ValueError):
    """A configuration that cannot be read. The message is the suite's own, with file and line."""


def find_program(name: str) -> str:
    """Path of one of the suite's programs. RuntimeError, with the remedy, where there is none."""
    for package in (PACKAGE_DIR, os.path.realpath(PACKAGE_DIR)):
        prefix = os.path.normpath(os.path.join(package, *[os.pardir] * 4))
        path = os.path.join(prefix, "bin", name)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(
            f"the Python package of liftoff ({PACKAGE_DIR}) cannot find the program '{name}'.\n"
            f"hint: build or install liftoff, then put its bin folder on PATH, or its "
            f"lib/liftoff/python folder on PYTHONPATH"
        )
    return found


class Answer(NamedTuple):
    """What `liftoff --print-config` answers. Mappings are dicts, in order; opaque keys still end in `_`."""

    configs: List[dict]
    results_dir: Optional[str]  # as given, else as the settings have it; None: another version's answer


def read_configs(arguments: List[str]) -> Answer:
    """What `liftoff --print-config ARGUMENTS` prints, warnings passed on.

    ConfigError for a wrong file, OSError where the program cannot be started.
    """
    program = find_program("liftoff")
    done = subprocess.run(
        [program, "--print-config", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    messages = done.stderr.decode("utf-8", "replace")
    if done.returncode != 0:
        raise ConfigError(messages.strip() or f"{program} ended with status {done.returncode}")
    if messages:
        sys.stderr.write(messages)
    try:
        document = decode(done.stdout.decode("utf-8", "surrogateescape"))
        return Answer(document["configs"], document.get("results_dir"))
    except (ValueError, KeyError, TypeError) as error:
        raise RuntimeError(
            f"{program} printed no configuration ({error}).\n"
            f"hint: is it the liftoff of {PACKAGE_DIR}, in the same version?"
        ) from error


def decode(text: str):
    """The values of the suite's typed JSON, in which mappings may have keys that are no strings."""
    return json.loads(text, object_hook=_mapping, parse_int=_integer)


def _mapping(pairs: dict) -> dict:
    if list(pairs) == ["$map"]:
        return dict(pairs["$map"])
    return pairs


def _integer(digits: str) -> int:
    """int() without the limit that newer interpreters put on the length of the text."""
    if len(digits) <= 4000:
        return int(digits)
    if digits.startswith("-"):
        return -_integer(digits[1:])
    half = len(digits) // 2
    return _integer(digits[:half]) * 10 ** (len(digits) - half) + _integer(digits[half:])
