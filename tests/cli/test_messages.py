"""Every sentence that a program can say stands in a test: one that nobody has read aloud is not said.

A sentence is a literal of three words or more in src/ or tools/; it stands in a test if three words in a row of it do,
what is filled in left out. Not asked of: help of options (test_help.py), words for clock and calendar.
"""
import re
import unittest
from pathlib import Path

import cpp_source
from liftoff_test import LiftoffTest, TESTS

ROOT = TESTS.parent
NOT_SAID = {
    "%b %e %H:%M": "a format of time", "%Y %b %e %H:%M": "a format of time",
    "its host was declared dead": "evidence of a run that is claimed at once, and so never shown",
    "please report this": "a fault of the program's own, which no test can bring about",
    "the message below says so": "told to the compiler",
}


def literals(text):
    """(line, literal) of C++ source; adjacent ones are one."""
    found, before = [], False
    for token in cpp_source.tokens(text):
        is_text = token.text == '""'
        if is_text and before:
            found[-1] = (found[-1][0], found[-1][1] + token.value)
        elif is_text:
            found.append((token.line, token.value))
        before = is_text
    return found


def plain(text):
    return " ".join(re.findall(r"[A-Za-z0-9]+(?:'[a-z]+)?", text)).lower()


def sentence(literal):
    """Its pieces between what is filled in, as lists of words; None for what is no sentence."""
    pieces = [plain(piece).split() for piece in re.split(r"\{[^{}]*\}", literal)]
    words = [word for piece in pieces for word in piece if word[0].isalpha()]
    return pieces if len(words) >= 3 and " " in literal.strip() else None


def stands_in(corpus, pieces):
    triples = [piece[i:i + 3] for piece in pieces for i in range(len(piece) - 2)]
    return any(f" {' '.join(words)} " in corpus for words in triples or pieces if words)


def tested_text():
    parts = [(ROOT / "README.md").read_text(encoding="utf-8")]
    for path in sorted(TESTS.rglob("*")):
        if path.suffix in (".cpp", ".hpp"):
            parts += [literal for _, literal in literals(path.read_text(encoding="utf-8"))]
        elif path.suffix in (".py", ".txt", ".json", ".err", ".out") and path != Path(__file__).resolve():
            text = path.read_text(encoding="utf-8", errors="replace")
            parts.append(re.sub(r"""(["'])\s*\n\s*[rf]*\1""", "", text))
    return "".join(f" {plain(part)} \n" for part in parts)


class MessagesTest(LiftoffTest):
    def test_every_message_stands_in_a_test(self):
        corpus = tested_text()
        untested = []
        for path in sorted([*ROOT.glob("src/**/*.[ch]pp"), *ROOT.glob("tools/**/*.[ch]pp")]):
            if path.name.endswith("_rows.cpp"):
                continue
            for _, literal in literals(path.read_text(encoding="utf-8")):
                pieces = sentence(literal)
                if pieces and literal not in NOT_SAID and not stands_in(corpus, pieces):
                    untested.append(literal)
        self.assertEqual(sorted(set(untested)), [], "no test has these words")

    def test_a_message_without_a_test_is_found(self):
        corpus = " cannot find the lost key \n"
        self.assertTrue(stands_in(corpus, sentence("{}: cannot find the {}")))
        self.assertFalse(stands_in(corpus, sentence("{}: cannot lose the {}")))
        self.assertEqual(literals('say("two words " /* and */ "more"); say("x");'),
                         [(1, "two words more"), (1, "x")])
        self.assertIsNone(sentence("one_word {} {}"))


if __name__ == "__main__":
    unittest.main()
