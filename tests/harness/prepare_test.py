"""What the tests of liftoff-prepare share."""
from liftoff_test import LiftoffTest

MANIFEST = ".liftoff-prepare.json"


class PrepareTest(LiftoffTest):
    def prepare(self, *args, **more):
        return self.run_tool("liftoff-prepare", *args, **more)

    def experiment(self, config, name="e", default="x: 0\n"):
        self.write(f"configs/{name}/default.yaml", default)
        return self.write(f"configs/{name}/config.yaml", config).parent

    def files(self, name="e"):
        return sorted(p.name for p in (self.dir / "configs" / name).iterdir())

    def dry_launch(self, name="e", **more):
        return self.run_tool("liftoff", "/bin/true", "-e", name, "--dry-run", **more)

    def assert_fails(self, done, *parts):
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertTrue(done.stderr.startswith("liftoff-prepare: "), done.stderr)
        self.assertEqual(done.stdout, "")
        for part in parts:
            self.assertIn(part, done.stderr)
