"""What the launcher asks of the interpreter before an experiment appears: what is SCRIPT, and what
would it do? One look at its source."""

import json
import os
from typing import Dict

from . import _shape, _target

_CALL = 'if __name__ == "__main__": run(parse_opts())'


def answer(target: str, is_module: bool) -> str:
    """A JSON object on one line.

    kind       "file", "function", "module", "absent"
    target     what to start or to call
    calls_run  who calls its function `run`: "always", "alone" (one run in the foreground), "never"
    warning    what is worth saying before a sweep
    why        kind "absent": what was found instead
    error, hint  it can't be run
    """
    try:
        if target.endswith(".py") and not is_module:
            found = _of_file(target)
        else:
            found = _of_name(target, is_module)
    except _Refused as refused:
        found = {"error": refused.args[0], "hint": refused.args[1]}
    return json.dumps(found)


class _Refused(Exception):
    """What is wrong, and what to do."""


def _of_file(path: str) -> Dict[str, str]:
    try:
        with open(path, "rb") as file:
            shape = _read(file.read(), path)
    except OSError as error:
        raise _Refused(f"{path}: {error.strerror}", "") from error
    if shape.relative is not None:
        module = path[:-len(".py")].replace(os.sep, ".")
        names = all(part.isidentifier() for part in module.split("."))
        raise _Refused(f"{path}:{shape.relative}: it imports from the package that it is part of, which a script "
                       "can't do", f"name it as a module: {module if names else 'package.module'}")
    use = _use(shape, path)
    _refuse_namesake(shape, use, path, os.path.dirname(os.path.realpath(path)))
    return {"kind": "file", "target": path, **use}


def _of_name(name: str, is_module: bool) -> Dict[str, str]:
    if not is_module and _target.can_import(name):
        return {"kind": "function", "target": name, "calls_run": "always"}
    spec = _target.find_module(name)
    if spec is not None and spec.submodule_search_locations is not None:
        main = _target.find_module(name + ".__main__")
        if main is None:
            return _absent(f"{name} is a package without a __main__: name a module or a function in it")
        spec = main
    if spec is None:
        return _absent("" if is_module else _why_not(name))
    source = _target.source_of(spec)
    if source is None:
        return {"kind": "module", "target": name, "calls_run": "never"}
    shape = _read(source, spec.origin or name)
    use = _use(shape, name)
    if use["calls_run"] == "always":
        return {"kind": "function", "target": name + ".run", "calls_run": "always"}
    _refuse_namesake(shape, use, _shown(spec.origin or name), os.getcwd())
    return {"kind": "module", "target": name, **use}


def _refuse_namesake(shape: _shape.Shape, use: Dict[str, str], path: str, folder: str) -> None:
    """A module of our name, in the folder from which the interpreter that starts a program imports
    first. The runner has imported us before."""
    other = os.path.join(folder, "liftoff.py")
    if (shape.asks_for_us is None or use["calls_run"] == "always" or _target.is_path_safe()
            or not os.path.isfile(other)):
        return
    raise _Refused(f"{_shown(other)}: it hides the Python package liftoff, which {path}:{shape.asks_for_us} imports",
                   "give it another name")


def _absent(why: str) -> Dict[str, str]:
    return {"kind": "absent", "why": why}


def _why_not(name: str) -> str:
    module, _, function = name.rpartition(".")
    spec = _target.find_module(module) if module else None
    return f"{_shown(spec.origin or module)} has no function '{function}'" if spec else ""


def _shown(path: str) -> str:
    here = os.getcwd() + os.sep
    return path[len(here):] if path.startswith(here) else path


def _read(source, path: str) -> _shape.Shape:
    try:
        return _shape.read(source, path)
    except SyntaxError as error:
        where = f"{_shown(path)}:{error.lineno}" if error.lineno else _shown(path)
        raise _Refused(f"{where}: {type(error).__name__}: {error.msg}", _line_of(error)) from error
    except ValueError as error:
        raise _Refused(f"{_shown(path)}: {error}", "") from error


def _line_of(error: SyntaxError) -> str:
    line = (error.text or "").strip()
    return f"that line is: {line}" if line else ""


def _use(shape: _shape.Shape, name: str) -> Dict[str, str]:
    use = {"calls_run": shape.calls_run()}
    if shape.is_without_effect():
        what = f"it only defines {_list(shape.defines)}" if shape.defines else "it has no statement that does anything"
        raise _Refused(f"{name} does nothing when it is started: {what}",
                       "define run(opts), which liftoff calls, or call something at its end")
    if use["calls_run"] == "alone" and not shape.guarded:
        use["warning"] = (f"{name} calls {shape.calls}() and never run(opts) when it is started as a program, as a "
                          f"sweep does; to have it called, write at its end: {_CALL}")
    return use


def _list(names) -> str:
    shown = [f"'{name}'" for name in names[:3]] + ["…"] * (len(names) > 3)
    return ", ".join(shown)
