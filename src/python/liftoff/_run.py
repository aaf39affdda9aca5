"""The runner: imports a script and calls its function with the run's configuration.

    python -u _run.py SCRIPT.py|MODULE.FUNCTION --configs-dir DIR --config-file cfg ...
    python _run.py --inspect SCRIPT.py|NAME            what that is, as a line of JSON (_inspect.py)
    python _run.py --inspect-module NAME               the same for what is to be a module

Of a SCRIPT.py the function `run` is called. The module goes by its own name and is `__main__`, too;
processes that it starts can import it by its name. (This file is the main module of what a
MODULE.FUNCTION starts, so that nothing may happen here on import.)
"""

import os
import sys
import types

GENERATOR = 0x20 | 0x200  # CO_GENERATOR, CO_ASYNC_GENERATOR

HERE = os.path.abspath(__file__)


def main(arguments):
    """Status of the process; a script's exceptions pass through."""
    use_package()
    if arguments[:1] in (["--inspect"], ["--inspect-module"]) and len(arguments) == 2:
        from liftoff import _inspect

        print(_inspect.answer(arguments[1], is_module=arguments[0] == "--inspect-module"))
        return 0
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
    if getattr(getattr(function, "__code__", None), "co_flags", 0) & GENERATOR:
        print(f"liftoff: {target}: {function.__name__}(opts) has a yield: calling it executes nothing of it\n"
              f"hint: iterate over it in a function of another name, and call that", file=sys.stderr)
        return 2
    result = function(parse_opts())
    if isinstance(result, types.CoroutineType):
        import asyncio

        asyncio.run(result)
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
