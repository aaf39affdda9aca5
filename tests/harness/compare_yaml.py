"""Argument: a file of lines, each a JSON list of a YAML text and its value as typed JSON text.
Prints the texts that PyYAML reads otherwise; exits with 77 where PyYAML is not installed."""
import json
import sys

import typed_json

try:
    import yaml
except ImportError:
    sys.exit(77)



def limit_digits(limit):
    """Of integers that are read and printed; Python before 3.10.7 has no limit."""
    getattr(sys, "set_int_max_str_digits", lambda _: None)(limit)


wrong = 0
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        text, expected = json.loads(line)
        try:
            held = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError) as error:
            held = error
        limit_digits(0)
        if not typed_json.same(held, typed_json.loads(expected)):
            wrong += 1
            print(f"--- {text!r}\nread: {held!r}\nmeant: {expected}")
        limit_digits(4300)
sys.exit(1 if wrong else 0)
