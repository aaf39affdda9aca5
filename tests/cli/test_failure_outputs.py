"""What failed runs print, as real programs do it (tests/golden/failures), and the cause that is told from each."""
import json
import shutil

from liftoff_test import GOLDEN, LiftoffTest, main

FILES = GOLDEN / "failures"
WANT = json.loads((FILES / "want.json").read_text(encoding="utf-8"))
START = ('{"v":1,"attempt":1,"host":"box","boot_id":"b","pid_ns":1,"pid":7,"start_ticks":99,"locks":true,'
         '"token":"0","slot":0,"started":1524936339}\n')


def end_line(want):
    reason = "signal" if "signal" in want else "exit"
    code = None if reason == "signal" else want.get("exit_code", 1)
    return json.dumps({"attempt": 1, "ended": 1524936340, "outcome": "crashed", "reason": reason, "exit_code": code,
                       "signal": want.get("signal"), "wall": 1, "user": 0, "system": 0, "max_rss": 0,
                       "detail": ""}, separators=(",", ":")) + "\n"


class Corpus(LiftoffTest):
    maxDiff = None

    def test_each_gives_what_it_must(self):
        folder = "results/1524936339_x/0_a/"
        for name in (".__leaf", ".__start", ".__crash"):
            self.write(folder + name, "1524936339\n")
        for name, want in WANT.items():
            for file in ("err", "out"):
                (self.dir / folder / file).unlink(missing_ok=True)
                if (FILES / f"{name}.{file}").exists():
                    shutil.copy(FILES / f"{name}.{file}", self.dir / folder / file)
            self.write(folder + ".liftoff-run", START + end_line(want))
            with self.subTest(name):
                groups = self.json_of("liftoff-results", "errors", "--json")["groups"]
                self.assertEqual([(g["kind"], g["message"]) for g in groups], [(want["kind"], want["message"])])

    def test_there_are_no_others(self):
        files = {path.stem for path in FILES.iterdir() if path.suffix in (".err", ".out")}
        self.assertLessEqual(files, set(WANT))
        self.assertLessEqual(set(WANT) - files, {"nothing"})


if __name__ == "__main__":
    main()
