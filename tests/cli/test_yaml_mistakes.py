"""Files with one mistake, made of a good one: refused wherever PyYAML refuses them, on the line of the mistake."""
import re
import unittest

import typed_json
from liftoff_test import LiftoffTest, main

try:
    import yaml
except ImportError:
    yaml = None

GOOD = """\
seed: 1
optim:
  name: adam
  lr: 0.1
  betas: [0.9, 0.99]  # as usual
data:
  - path: 'a b'
    size: {x: 1, y: 2}
  - path: "c d"
    size: {x: 3, y: 4}
note: plain text here
text: |
  it's: [a
   text
layers:
- 1
- 2
more: [
  1, 2,
  3]
last: end
"""
VALUE = re.compile(r"(: |- (?!path))(?=[^\[{|'\"]+$)")
# Each makes one mistake in a line, and the same line where it can make none.
MISTAKES = {
    "no blank behind the colon": lambda line: re.sub(r"^([\s-]*\w+): (?=[^\[{|'\"])", r"\1:", line),
    "a tab": lambda line: re.sub("^  (?=[a-z-])", "\t", line),
    "@ in front": lambda line: VALUE.sub(r"\1@", line),
    "% in front": lambda line: VALUE.sub(r"\1%", line),
    "* in front": lambda line: VALUE.sub(r"\1*.", line),
    "a comma in front": lambda line: VALUE.sub(r"\1, ", line),
    "a bracket in front": lambda line: VALUE.sub(r"\1]", line),
    "> in front": lambda line: VALUE.sub(r"\1> ", line),
    "a template": lambda line: VALUE.sub(r"\1{{ a }} ", line),
    "a colon in the value": lambda line: re.sub(r"(?<=: )(?=[^\[{|'\"]+$)", "b: ", line),
    "a list in the value": lambda line: re.sub(r"(?<=: )(?=[^\[{|'\"]+$)", "- ", line),
    "no closing bracket": lambda line: re.sub(r"(?<=: )(.*)[\]}]", r"\1", line),
    "one more closing bracket": lambda line: re.sub(r"(?<=: )(.*)([\]}])", r"\1\2\2", line),
    "no closing quote": lambda line: re.sub("(?<=[bd])['\"]", "", line),
    "a quote inside": lambda line: re.sub("(['\"])(.*) (.*)\\1", r"\1\2\1\3\1", line),
    "no escape": lambda line: re.sub('"(.*)"', r'"\1\\d"', line),
    "no comma": lambda line: re.sub(r"(?<=[1-4]), (?=y)", " ", line),
    "two commas": lambda line: re.sub(r"(?<=\d), (?=\d|\w)", ",, ", line),
    "a conflict": lambda line: f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> main",
    "a tag": lambda line: VALUE.sub(r"\1!tuple ", line),
    "a control character": lambda line: line + "\x07",
    "a key among items": lambda line: re.sub('^  - path: "', '  two: "', line),
    "no blank behind the dash": lambda line: re.sub("^- 2", "-2", line),
    "an item among keys": lambda line: re.sub("^last: end", "- end", line),
}
INDENTED = {"further": lambda line: " " + line, "less": lambda line: re.sub("^ ", "", line)}


@unittest.skipIf(yaml is None, "PyYAML is not installed")
class Mistakes(LiftoffTest):
    def pyyaml(self, text):
        """What it reads; None where it refuses."""
        try:
            return yaml.safe_load(text)
        except yaml.YAMLError:
            return None

    def check(self, mistake, change, lines_off):
        """The number of files that were refused."""
        refused = 0
        lines = GOOD.splitlines()
        for at, line in enumerate(lines):
            if change(line) == line:
                continue
            text = "\n".join([*lines[:at], change(line), *lines[at + 1:], ""])
            held = self.pyyaml(text)
            self.write("f.yaml", text)
            done = self.run_tool("liftoff", "--print-config", "--config-path", "f.yaml")
            with self.subTest(mistake=mistake, line=at + 1, text=text, said=done.stderr):
                if held is not None:
                    self.assertEqual(done.returncode, 0)
                    self.assertTrue(typed_json.same(held, typed_json.loads(done.stdout)["configs"][0]))
                    continue
                refused += 1
                self.assertEqual(done.returncode, 2)
                told = re.match(r"liftoff: f\.yaml:(\d+): ", done.stderr)
                self.assertIn(int(told[1]) - at - 1, lines_off)
                self.assertNotIn("is no YAML", done.stderr)
        return refused

    def test_the_line_of_the_mistake_is_named(self):
        for mistake, change in MISTAKES.items():
            self.assertGreater(self.check(mistake, change, (0,)), 0, mistake)

    def test_wrong_indentation_is_told_there_or_in_the_line_below(self):
        for mistake, change in INDENTED.items():
            self.assertGreater(self.check(mistake, change, (0, 1)), 2, mistake)


if __name__ == "__main__":
    main()
