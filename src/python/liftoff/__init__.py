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

__version__ = "1.0.0"

__all__ = ["parse_opts", "save_summary", "__version__"]
