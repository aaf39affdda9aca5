"""What a run calls: the function `run` of a script, or a function named with its module."""

import ast
import importlib
import importlib.util
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from typing import Callable, Optional

from ._shape import may_bind_anything, names_bound


class Unusable(Exception):
    """There is no such function. The text says so, and what to write instead."""


def load(target: str) -> Callable:
    """Imports the module and returns the function. Its folder, or the working directory for a
    `module.function`, comes first on sys.path; sys.argv[0] becomes the module's file.

    Unusable where there is no such module or function: nothing of a module was executed then,
    unless only executing it could tell.
    """
    if target.endswith(".py"):
        spec, function = _script_spec(target), "run"
    else:
        spec, function = _module_spec(target), target.rpartition(".")[2]
    if _defines(spec, function) is False:
        raise Unusable(_missing(spec, function))
    module = _execute(spec) if target.endswith(".py") else importlib.import_module(spec.name)
    found = getattr(module, function, None)
    if not callable(found):
        raise Unusable(_missing(spec, function))
    return found


def can_import(target: str) -> bool:
    """Whether `load` would find the function. A module is executed only where its source cannot
    tell; one with a syntax error counts, so that the run can show the error."""
    try:
        spec = _module_spec(target)
    except Unusable:
        return False
    function = target.rpartition(".")[2]
    defined = _defines(spec, function)
    # `from . import train` binds the name, too: then it is a module, and no function.
    if defined is not None and not (defined and find_module(target)):
        return defined
    try:
        return callable(getattr(importlib.import_module(spec.name), function, None))
    except Exception:  # pylint: disable=broad-except
        return False


def find_module(name: str) -> Optional[ModuleSpec]:
    """The module of that name, as `python -m` would find it; nothing for a folder of modules that
    is no package, and for what is no name. Nothing is executed."""
    if not all(part.isidentifier() for part in name.split(".")):
        return None
    if not is_path_safe():
        _put_first(os.getcwd())
    spec = _find(name)
    return spec if spec is not None and spec.origin else None


def is_path_safe() -> bool:
    """Whether the interpreter was told (PYTHONSAFEPATH) to import from no folder that nobody has
    named: neither the script's, nor the working directory."""
    return bool(getattr(sys.flags, "safe_path", False))


def source_of(spec: ModuleSpec) -> Optional[str]:
    get_source = getattr(spec.loader, "get_source", None)
    try:
        return get_source(spec.loader.name) if get_source else None
    except (ImportError, AttributeError):
        return None


def _missing(spec: ModuleSpec, function: str) -> str:
    where = spec.origin or spec.name
    return (f"{where} has no function '{function}'\n"
            f"hint: write `def {function}(opts): ...` there; opts is the run's configuration")


def _script_spec(path: str) -> ModuleSpec:
    if not os.path.isfile(path):
        raise Unusable(f"{path}: no such file")
    # As the interpreter does for a script; the working directory is there as well, behind.
    if not is_path_safe():
        sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
        sys.path.append(os.getcwd())
    sys.argv[0] = path
    name = os.path.splitext(os.path.basename(path))[0]
    if name in sys.modules:  # the script json.py must not replace the json that others imported
        name = "_liftoff_script_" + name
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None  # a loader for .py files is always there
    return spec


def _module_spec(target: str) -> ModuleSpec:
    module, _, function = target.rpartition(".")
    if not all(part.isidentifier() for part in target.split(".")) or not module:
        raise Unusable(f"'{target}' is neither SCRIPT.py nor module.function")
    _put_first(os.getcwd())
    spec = _find(module)
    if spec is None:
        raise Unusable(f"there is no module '{module}' to take '{function}' from\n"
                       f"hint: looked in {os.getcwd()} and on PYTHONPATH")
    spec.name = module
    sys.argv[0] = spec.origin or module
    return spec


def _put_first(folder: str) -> None:
    if folder not in sys.path[:1]:
        sys.path.insert(0, folder)


def _find(module: str) -> Optional[ModuleSpec]:
    """The module's spec, found without executing the packages around it. Each inner part is looked
    for as if it stood alone: namespace packages would ask for their imported parents otherwise."""
    first, *inner = module.split(".")
    try:
        spec = importlib.util.find_spec(first)
    except ValueError:  # a module without a spec, as __main__
        return None
    for part in inner:
        places = list(spec.submodule_search_locations or []) if spec else []
        spec = PathFinder.find_spec(part, places)
    return spec


def _defines(spec: ModuleSpec, function: str) -> Optional[bool]:
    """Whether the module's source binds that name at its top level; None where it may."""
    source = source_of(spec)
    if source is None:
        return None if spec.loader is not None and spec.origin else False
    try:
        names = names_bound(ast.parse(source))
    except (SyntaxError, ValueError):
        return True
    return True if function in names else None if may_bind_anything(names) else False


def _execute(spec: ModuleSpec):
    """The script as a module of its own name that is `__main__`, too: what was pickled when it ran
    as a program loads here, and what is pickled here loads there."""
    module = importlib.util.module_from_spec(spec)
    # Processes that are spawned import it by its name, once, instead of executing it as theirs.
    module.__spec__ = ModuleSpec("__main__", spec.loader, origin=spec.origin)
    sys.modules["liftoff._run"] = sys.modules["__main__"]
    sys.modules[spec.name] = sys.modules["__main__"] = module
    spec.loader.exec_module(module)
    return module
