"""What a script needs of liftoff: its configuration, and a place for its results.

    from liftoff import parse_opts

    def run(opts):
        ...

    if __name__ == "__main__":
        run(parse_opts())

Python 3.8 or newer, standard library only. Configurations are read and merged by the suite's own
programs, so that a script sees the same values however it is started.
"""

from .opts import parse_opts
from .summary import save_summary

__all__ = ["parse_opts", "save_summary", "__version__"]


def __getattr__(name: str):
    """`liftoff.__version__` is read when it is asked for, from a file that is made with the programs."""
    if name == "__version__":
        from ._version import __version__
        return __version__
    raise AttributeError(f"module 'liftoff' has no attribute '{name}'")
