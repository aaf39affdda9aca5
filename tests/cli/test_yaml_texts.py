"""Texts that PyYAML writes, in each of its styles, are read back as PyYAML reads them."""
import random
import unittest

import typed_json
from liftoff_test import LiftoffTest, main

try:
    import yaml
except ImportError:
    yaml = None

PIECES = ["\n", "\n\n", " ", "  ", "\t", " \n", "\n ", "'", '"', "\\", "\\N", "é", "\U0001f600", "\xa0", "\x01", "#",
          ": ", "- ", "?", "|", ">", "%", "---", "...", "x", "word",
          "a longer text of words", "\u2028", "\u2029", "\x85"]
VARIANTS = {}, {"width": 20, "allow_unicode": True}, {"indent": 4}
STYLES = [{"default_style": style, **more} for style in (None, "'", '"', "|", ">") for more in VARIANTS]


@unittest.skipIf(yaml is None, "PyYAML is not installed")
class YamlTexts(LiftoffTest):
    def read(self, document):
        self.write("texts.yaml", document)
        done = self.run_tool("liftoff", "--print-config", "--config-path", "texts.yaml", check=0)
        return typed_json.loads(done.stdout)["configs"][0]

    def test_texts_of_every_style(self):
        drawn = random.Random(20180428)
        for style in STYLES:
            def text():
                return "".join(drawn.choice(PIECES) for _ in range(drawn.randint(0, 8)))

            for _ in range(10):
                texts = {"list": [text() for _ in range(20)], "deep": [[[text()], {"a": {"b": [text()], "c": text()}}]],
                         **{f"k{i}": text() for i in range(10)}}
                document = yaml.safe_dump(texts, **style)
                with self.subTest(style=style, document=document):
                    held = yaml.safe_load(document)
                    self.assertTrue(typed_json.same(held, self.read(document)), held)

    def test_line_ends_that_are_not_escaped(self):
        """yaml-cpp takes U+0085, U+2028 and U+2029 for text; PyYAML for ends of lines, wherever they stand."""
        drawn = random.Random(20180429)
        pieces = ["\u2028", "\u2029", "\x85", "\n", " ", "  ", "   ", "x", "y z", "c: 1", "- 1", "# w", "'", "\\"]
        accepted = 0
        for front, behind in ("", ""), ("'", "'"), ('"', '"'), ("|\n   ", ""), (">-\n   ", ""), ("[", "]"):
            for _ in range(25):
                text = "".join(drawn.choice(pieces) for _ in range(drawn.randint(1, 7)))
                document = f"a:\n  b: {front}x{text}{behind}\n  d: 2\n"
                self.write("texts.yaml", document)
                done = self.run_tool("liftoff", "--print-config", "--config-path", "texts.yaml")
                with self.subTest(document=document, said=done.stderr):
                    try:
                        held = yaml.safe_load(document)
                    except yaml.YAMLError:
                        self.assertEqual(done.returncode, 2)
                        continue
                    accepted += 1
                    self.assertEqual(done.returncode, 0)
                    read = typed_json.loads(done.stdout)["configs"][0]
                    self.assertTrue(typed_json.same(held, read), (held, read))
        self.assertGreater(accepted, 40)


if __name__ == "__main__":
    main()
