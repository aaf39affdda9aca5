"""Writing a configuration as YAML that every reader understands alike: quoted text, plain numbers.

Only written here; read by the suite's own programs.
"""

import math
import re

from ._files import write_whole

# Not printable in YAML, or a line break there.
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\"\\\\]")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
# Readers look only this far for the colon that makes a text a key (1024 characters in YAML 1.1).
_MAX_SIMPLE_KEY = 1000
_MEANS_SOMETHING = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def write_config(path: str, config: dict) -> None:
    """One line for each top-level key, in order; keys that end in `_` keep it."""
    lines = [f"{_entry(key, value, chr(10))}\n" for key, value in config.items()]
    write_whole(path, "".join(lines))


def _entry(key, value, before_colon: str = " ") -> str:
    text = _key(key)
    if len(text.encode()) <= _MAX_SIMPLE_KEY:
        return f"{text}: {_flow(value)}"
    return f"? {text}{before_colon}: {_flow(value)}"


def _key(key) -> str:
    plain = isinstance(key, str) and _PLAIN.match(key) and key.lower() not in _MEANS_SOMETHING
    return key if plain else _flow(key)


def _flow(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(_entry(key, item) for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return '"' + _SPECIAL.sub(lambda match: _escape(match.group()), value) + '"'
    if isinstance(value, float):
        return _float(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return _digits(value)


def _escape(character: str) -> str:
    return "\\" + character if character in '"\\' else f"\\u{ord(character):04x}"


def _float(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    # YAML 1.1 wants a point, and a sign in the exponent: 1e-05 would be text, 1.0e-05 is a float.
    mantissa, e, exponent = repr(value).partition("e")
    if "." not in mantissa:
        mantissa += ".0"
    return mantissa + e + exponent


def _digits(value: int) -> str:
    """str() without the limit that newer interpreters put on the length of the text."""
    if abs(value) < 10**4000:
        return str(value)
    if value < 0:
        return "-" + _digits(-value)
    high, low = divmod(value, 10**4000)
    return _digits(high) + str(low).zfill(4000)
