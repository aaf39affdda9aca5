"""Files of metrics as loggers write them (tests/golden/metrics), and what a table takes from each."""
import json
import shutil

from liftoff_test import GOLDEN, LiftoffTest, main

FILES = GOLDEN / "metrics"
WANT = json.loads((FILES / "want.json").read_text(encoding="utf-8"))


class Loggers(LiftoffTest):
    def test_each_gives_what_it_must(self):
        self.write("results/1524936339_x/0_a/.__end", "2\n")
        self.write("results/1524936339_x/0_a/cfg.yaml", "title: a\n")
        self.write("results/1524936339_x/0_a/.__leaf", "0\n")
        for name in WANT:
            shutil.copy(FILES / name, self.dir / "results/1524936339_x/0_a" / name)
        for name, want in WANT.items():
            with self.subTest(name):
                done = self.run_tool("liftoff-results", "table", "--json", "-n", name, check=0)
                self.assertEqual(done.stderr, "")
                metrics = json.loads(done.stdout)["rows"][0]["metrics"]
                found = {key: metrics[key]["mean"] for key in metrics}
                # JSON has no NaN and no infinities: they are null.
                self.assertEqual(found, {k: None if isinstance(v, str) else v for k, v in want.items()})

    def test_there_are_no_others(self):
        self.assertEqual(sorted(path.name for path in FILES.iterdir()), sorted([*WANT, "want.json"]))


if __name__ == "__main__":
    main()
