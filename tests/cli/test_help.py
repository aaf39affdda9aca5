"""--help of every program and form: laid out for 80 columns, with examples that the program understands."""
import re
import shlex

from liftoff_test import LiftoffTest, main

FORMS = (["liftoff"], ["liftoff-prepare"], ["liftoff-status"], ["liftoff-abort"], ["liftoff-results"],
         ["liftoff-results", "table"], ["liftoff-results", "errors"], ["liftoff-results", "diff"])


class Help(LiftoffTest):
    def test_it_fits_and_shows_how(self):
        for form in FORMS:
            with self.subTest(form):
                text = self.run_tool(*form, "--help", check=0).stdout
                self.assertEqual([line for line in text.splitlines() if len(line) > 80], [])
                self.assertIn(f"Usage: {' '.join(form)} [OPTIONS]", text)
                self.assertIn("--color WHEN", text)
                self.assertIn("\nExamples:\n", text)
                self.assertNotIn("\n\n\n", text)
                self.assertNotIn("Excludes", text)

    def test_examples_are_understood(self):
        """In an empty folder nothing matches (1), is running, or can be launched or compared (2, another message)."""
        for form in FORMS:
            text = self.run_tool(*form, "--help", check=0).stdout
            for line in text[text.index("Examples:"):].splitlines():
                command = re.match(r"  (liftoff.*?)(  .*| [|>].*)?$", line)
                if command is None:
                    continue
                with self.subTest(command[1]):
                    name, *args = shlex.split(command[1])
                    if "-w" in args:
                        continue
                    done = self.run_tool(name, *args)
                    self.assertIn(done.returncode, (0, 1, 2))
                    self.assertNotIn("--help' shows the options", done.stderr)


if __name__ == "__main__":
    main()
