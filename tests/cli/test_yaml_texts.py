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
          "a longer text of words"]
LINE_ENDS = ["\u2028", "\x85"]  # which yaml-cpp takes for text: unescaped, they may not end a block
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
            in_blocks = style["default_style"] in ("|", ">") and "allow_unicode" in style
            pieces = PIECES if in_blocks else PIECES + LINE_ENDS

            def text():
                return "".join(drawn.choice(pieces) for _ in range(drawn.randint(0, 8)))

            for _ in range(10):
                texts = {"list": [text() for _ in range(20)], "deep": [[[text()], {"a": {"b": [text()], "c": text()}}]],
                         **{f"k{i}": text() for i in range(10)}}
                document = yaml.safe_dump(texts, **style)
                with self.subTest(style=style, document=document):
                    held = yaml.safe_load(document)
                    self.assertTrue(typed_json.same(held, self.read(document)), held)


if __name__ == "__main__":
    main()
