"""Reads the suite's typed JSON into the Python values that PyYAML would give."""
import json


def _object(pairs):
    if len(pairs) == 1 and pairs[0][0] == "$map":
        return dict((key, value) for key, value in pairs[0][1])
    return dict(pairs)


def loads(text):
    return json.loads(text, object_pairs_hook=_object)


def same(a, b):
    """Equal in value and type, all the way down; NaN is NaN, -0.0 is not 0.0, order counts."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return len(a) == len(b) and all(same(x, y) and same(a[x], b[y]) for x, y in zip(a, b))
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return repr(a) == repr(b)
