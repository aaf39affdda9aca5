"""What tests of `liftoff-results table` share: a finished sweep whose runs measured something."""
import contextlib
import fcntl
import struct

from liftoff_test import LiftoffTest
from results_tree import make_experiment

FIRST = "0_lr_1_0__depth_0"


@contextlib.contextmanager
def locked(run):
    """The run is running: its record is locked as liftoff's keepers do while a run goes on."""
    with open(run / ".liftoff-run", "w+b") as record:
        # struct flock: a write lock on the whole file
        fcntl.fcntl(record, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
        yield


def finished(base, configs, runs):
    """An experiment whose runs have all succeeded."""
    root = make_experiment(base, "results", "alpha", configs, runs, files=0)
    for marker in root.rglob(".__crash"):
        marker.rename(marker.with_name(".__end"))
    return root


def crash(run):
    """The run that succeeded crashed."""
    (run / ".__end").rename(run / ".__crash")


class TableTest(LiftoffTest):
    def sweep(self, summaries):
        """An experiment of 5 configurations (lr 1 … 1e-4), 3 runs each.

        summaries[config][run] is summary.json's text."""
        root = finished(self.dir, 5, 3)
        for config, folder in enumerate(sorted(root.glob("[0-9]*"))):
            for run in range(3):
                if config < len(summaries) and summaries[config][run] is not None:
                    (folder / str(run) / "summary.json").write_text(summaries[config][run])
        return root

    def accuracies(self, *rows):
        return self.sweep([['{"accuracy": %s}' % value for value in row] for row in rows])

    def configured(self, *rows):
        """An experiment of one run for each (cfg.yaml, summary.json); its runs' folders."""
        root = finished(self.dir, len(rows), 1)
        folders = sorted(root.glob("[0-9]*"), key=lambda folder: int(folder.name.split("_")[0]))
        for folder, (config, summary) in zip(folders, rows):
            (folder / "cfg.yaml").write_text(config)
            if summary:
                (folder / "summary.json").write_text(summary)
        return folders

    def table(self, *args, check=0):
        return self.run_tool("liftoff-results", "table", *args, check=check)

    def rows(self, *args):
        return self.json_of("liftoff-results", "table", "--json", *args)["rows"]
