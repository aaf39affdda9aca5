"""liftoff-prepare end to end: interruptions, hostile input."""
import json
import os
import resource
import signal
import subprocess

from launching import wait_until
from liftoff_test import main, not_sanitized, program
from prepare_test import MANIFEST, PrepareTest

try:
    import yaml
except ImportError:
    yaml = None


class Interrupted(PrepareTest):
    """A preparation that ended half-way is never taken for a whole one."""

    def manifest(self, **change):
        path = self.dir / "configs/e" / MANIFEST
        held = json.loads(path.read_text())
        held.update(change)
        path.write_text(json.dumps(held))

    def test_interrupted_is_an_error(self):
        self.experiment("x: [1, 2]\n")
        self.prepare("e", check=0)
        self.assertEqual(self.dry_launch().returncode, 0)
        self.manifest(state="writing")
        done = self.dry_launch(check=2)
        self.assertIn("configs/e: its preparation was interrupted", done.stderr)
        self.assertIn("hint: run 'liftoff-prepare -f e'", done.stderr)
        self.assert_fails(self.prepare("e"), "2 configurations of an interrupted preparation", "liftoff-prepare -f e")
        self.prepare("-f", "e", check=0)
        self.assertEqual(self.dry_launch().returncode, 0)
        (self.dir / "configs/e" / MANIFEST).write_text("{")
        self.dry_launch(check=2)

    def test_killed_while_writing(self):
        self.experiment("\n".join(f"v{i}: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]" for i in range(7)) + "\n")
        folder = self.dir / "configs/e"
        with subprocess.Popen([program("liftoff-prepare"), "e"], cwd=self.dir, env=self.env,
                              stderr=subprocess.DEVNULL) as process:
            wait_until(lambda: (folder / "e_20.yaml").exists() or process.poll() is not None, "a configuration")
            self.assertIsNone(process.poll())
            process.send_signal(signal.SIGKILL)
        self.assertEqual(process.returncode, -signal.SIGKILL)
        self.assertIn("interrupted", self.dry_launch(check=2).stderr)
        self.write("configs/e/config.yaml", "x: [1, 2]\n")
        self.prepare("-f", "e", check=0)
        self.assertEqual(len(self.files()), 5, "what the interrupted preparation left is gone")
        self.dry_launch(check=0)

    def test_what_is_written_by_hand_after_an_interruption_stays(self):
        """The first preparation, and one that replaces: both end at the first configuration, which is too long."""
        for options in ([], ["-f"]):
            for number in (2, 99):
                with self.subTest(options=options, number=number):
                    self.experiment("x: [1, 2]\n")
                    self.prepare(*options or ["-c"], "e", check=0)
                    self.write("configs/e/config.yaml", f"x: [{'long' * 1000}, 1, 2]\n")
                    self.interrupt(*options, "e")
                    by_hand = self.write(f"configs/e/e_{number}.yaml", "x: 7\n")
                    self.assertIn(f"written by hand, so it stays: e_{number}.yaml",
                                  self.prepare("-f", "e", check=0).stderr)
                    self.assertEqual(by_hand.read_text(), "x: 7\n")
                    by_hand.unlink()
                    self.prepare("-c", "e", check=0)

    def test_a_file_that_an_interrupted_preparation_had_only_begun_goes(self):
        self.experiment("x: [1, 2]\n")
        self.prepare("e", check=0)
        self.manifest(state="writing")
        begun = self.write("configs/e/e_2.yaml", "")
        self.prepare("-f", "e", check=0)
        self.assertFalse(begun.exists())
        self.write("configs/e/e_2.yaml", "")
        self.assertIn("written by hand, so it stays: e_2.yaml", self.prepare("-f", "e", check=0).stderr)

    def interrupt(self, *args):
        """Ends at the first file of more than 1000 bytes."""
        done = self.prepare(*args, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
        self.assertIn(done.returncode, (3, -signal.SIGXFSZ), done.stderr)
        self.assertEqual(json.loads((self.dir / "configs/e" / MANIFEST).read_text())["state"], "writing")

    def test_two_at_once_take_turns(self):
        self.experiment("x: [1, 2]\ny: [1, 2, 3, 4]\n")
        both = [subprocess.Popen([program("liftoff-prepare"), "-f", "e"], cwd=self.dir, env=self.env,
                                 stderr=subprocess.PIPE)
                for _ in range(2)]
        for process in both:
            _, told = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, told)
        self.dry_launch(check=0)

    def test_stale_and_thinned_out_are_warnings(self):
        self.experiment("x: [1, 2]\n")
        self.assertIn("never generated", self.dry_launch(check=2).stderr)
        self.prepare("e", check=0)
        self.write("configs/e/config.yaml", "x: [1, 2, 3]\n")
        done = self.dry_launch(check=0)
        self.assertIn("warning: configs/e/config.yaml has changed since", done.stderr)
        self.prepare("-f", "e", check=0)
        (self.dir / "configs/e/e_1.yaml").unlink()
        self.assertIn("1 of the 3 generated configurations are gone", self.dry_launch(check=0).stderr)

    def test_no_manifest_is_needed(self):
        self.experiment("x: [1]\n")
        self.write("configs/e/e_0.yaml", "x: 1\ntitle: by hand\n")
        self.assertNotIn("warning", self.dry_launch(check=0).stderr)

    def test_unwritable_folder(self):
        folder = self.experiment("x: [1]\n")
        if os.geteuid() == 0:
            self.skipTest("root may write anywhere")
        folder.chmod(0o500)
        try:
            done = self.prepare("e")
            self.assertEqual(done.returncode, 3, done.stderr)
        finally:
            folder.chmod(0o700)


@not_sanitized("an address sanitizer reserves terabytes")
class Hostile(PrepareTest):
    """Refused with file and line, in bounded memory: each program may take 512 MiB."""

    def prepare_limited(self):
        return self.prepare("e", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29)))

    def test_documents(self):
        laughs = "a0: &a0 [l, l, l, l, l, l, l, l, l]\n" + "".join(
            f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 14))
        cases = {
            "flow lists": b"a: " + b"[" * 100_000,
            "flow maps": b"a: " + b"{a: " * 100_000,
            "block lists": b"- " * 100_000,
            "block maps": b"".join(b" " * i + b"a:\n" for i in range(2000)),
            "laughs": laughs.encode(),
            "self": b"a: &a [*a]\n",
            "junk": bytes(range(256)) * 100,
            "zeros": b"\0" * 100_000,
            "half utf-16": b"\xff\xfea\0:",
            "not utf-8": b"a: [\xc3\x28]\n",
        }
        for name, text in cases.items():
            with self.subTest(name):
                self.experiment(text)
                self.assert_fails(self.prepare_limited(), "configs/e/config.yaml:")
                self.assertEqual(self.files(), ["config.yaml", "default.yaml"])

    def test_utf16_is_read(self):
        self.experiment("x: [é, b]\n".encode("utf-16"))
        self.assertEqual(self.prepare("-n", "e", check=0).stdout, "e_0  x=é\ne_1  x=b\n")

    def test_huge_scalars(self):
        self.experiment("x: ['" + "a" * 5_000_000 + "']\n")
        self.assertEqual(self.prepare_limited().returncode, 0)
        self.assertEqual(self.files(), [MANIFEST, "config.yaml", "default.yaml", "e_0.yaml"])
        self.experiment("x: [" + "9" * 1_000_000 + "]\n")
        self.prepare("-f", "e", check=0)
        self.experiment("\nx: [0x" + "9" * 1_000_000 + "]\n")
        self.assert_fails(self.prepare("-f", "e"), "config.yaml:2: 1000000 digits are too many for an integer")
        self.experiment("x: [0x" + "9" * 40_000 + "]\n")
        self.prepare("-f", "e", check=0)

    def test_titles_of_any_text(self):
        texts = ["$(touch x)", "a\nb", "../../up", "x" * 300, "ü 漢字", "'q' \"d\"", "\x00\x7f", "\ud800", " ", "null",
                 "1e-3", "2018-01-01"]
        quoted = [json.dumps(t) for t in texts if t != "\ud800"]
        self.experiment("x: [" + ", ".join(quoted) + "]\n")
        self.prepare("e", check=0)
        if not yaml:
            self.skipTest("PyYAML is not installed")
        for i, text in enumerate(t for t in texts if t != "\ud800"):
            with open(self.dir / f"configs/e/e_{i}.yaml", encoding="utf-8") as file:
                held = yaml.safe_load(file)
            self.assertEqual(held, {"title": f"x={text}", "_experiment_parameters": {"x": text}, "x": text})


if __name__ == "__main__":
    main()
