"""The runner: imports a script and calls its function with the run's configuration.

    python -u _run.py SCRIPT.py|MODULE.FUNCTION --configs-dir DIR --config-file cfg ...
    python _run.py --can-import MODULE.FUNCTION        status 0 where a run could call it, else 1

Of a SCRIPT.py the function `run` is called. The module goes by its own name, not `__main__`, and
can be imported by that name in processes that it starts (this file is their main module, so that
nothing may happen here on import).
"""

import os
import sys

HERE = os.path.abspath(__file__)


def main(arguments):
    """Status of the process; a script's exceptions pass through."""
    use_package()
    if arguments[:1] == ["--can-import"] and len(arguments) == 2:
        from liftoff import _target

        return 0 if _target.can_import(arguments[1]) else 1
    if not arguments or arguments[0].startswith("-"):
        print("usage: _run.py SCRIPT.py|MODULE.FUNCTION [OPTION...]", file=sys.stderr)
        return 2
    return call(arguments[0], arguments[1:])


def use_package():
    """Imports liftoff from around this file, whatever else has that name, and takes this file's
    folder off the path, whose modules are no one else's business."""
    folder = os.path.dirname(HERE)
    if sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(folder):
        del sys.path[0]
    around = os.path.dirname(folder)
    sys.path.insert(0, around)
    import liftoff  # noqa: F401  (found here now, known by name from now on)

    del sys.path[0]
    if around not in sys.path:
        sys.path.append(around)


def call(target, options):
    from liftoff import _target, parse_opts

    sys.excepthook = without_runner(sys.excepthook)
    sys.argv = [target, *options]
    try:
        function = _target.load(target)
    except _target.Unusable as error:
        print(f"liftoff: {error}", file=sys.stderr)
        return 2
    function(parse_opts())
    return 0


def without_runner(show):
    """An excepthook for tracebacks that begin in the script."""

    def hook(kind, error, traceback):
        inner = traceback
        while inner is not None and is_ours(inner.tb_frame.f_code.co_filename):
            inner = inner.tb_next
        shown = inner if inner is not None or issubclass(kind, SyntaxError) else traceback
        show(kind, error.with_traceback(shown), shown)

    return hook


def is_ours(file_name):
    folder = os.path.dirname(os.path.abspath(file_name))
    return folder == os.path.dirname(HERE) or file_name.startswith("<frozen importlib")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
