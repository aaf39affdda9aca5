"""What the tests of liftoff-status share."""
import fcntl
import json
import shutil
import struct

import liftoff_test

TREES = liftoff_test.TESTS / "trees"


def lock(path):
    """An open file description lock on the whole file, as keepers and launchers hold it."""
    file = open(path, "r+")
    fcntl.fcntl(file, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))  # F_OFD_SETLK
    return file


class StatusTest(liftoff_test.LiftoffTest):
    def setUp(self):
        super().setUp()
        self.results = self.dir / "results"
        self.env.pop("XDG_CACHE_HOME", None)

    def status(self, *args, **more):
        return self.run_tool("liftoff-status", *args, check=more.pop("check", 0), **more)

    def json(self, *args):
        return json.loads(self.status("--json", *args).stdout)["experiments"]

    def tree_of_the_original(self):
        shutil.copytree(TREES / "original", self.results, symlinks=True)
