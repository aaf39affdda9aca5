"""What the tests of liftoff-abort share: launches to end, and processes that are none of theirs."""
import subprocess

from launching import LaunchTest


class AbortTest(LaunchTest):
    def going(self, runs=2, *options):
        """A launch with one program at work and another run waiting; its launcher."""
        self.experiment(1)
        launcher = self.start(self.gated(), "-e", "x", "--runs-no", runs, "-p", "1", *options)
        self.wait_said(1)
        return launcher

    def abort(self, *args, check=0, **more):
        return self.run_tool("liftoff-abort", "-y", "--grace", "0.2s", *args, check=check, **more)

    def stranger(self, **more):
        stranger = subprocess.Popen(["sleep", "1000"], env={**self.env, **more.pop("env", {})}, start_new_session=True,
                                    **more)
        self.addCleanup(self._close, stranger)
        return stranger
