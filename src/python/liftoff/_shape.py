"""What a script does when it is started as a program, told from its source: nothing is executed."""

import ast
import warnings
from typing import Dict, Iterator, List, Optional, Set, Union

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Whoever calls one of these has asked for its configuration.
_READERS = {"parse_opts", "read_config"}
# These may bind any name.
_BINDERS = {"exec", "globals", "setattr", "vars"}
# What these are given they give back, wrapped, and call nothing.
_WRAPPERS = {"partial", "wraps", "jit", "njit", "compile", "cache", "lru_cache", "vectorize"}


class Shape:
    """What the statements outside functions and classes bind and do.

    run: whether `run` is bound to what can be called with one argument; None where it may be.
    guarded: there is an `if __name__ == "__main__"`.
    starts: what is called leads to `run`, or to who reads the configuration.
    calls: the name of something of the script's own that is called.
    acts: anything at all is done, besides defining and importing.
    defines, imports: names, in order.
    relative: the first line that imports from the package around the script.
    asks_for_us: the first line that imports the package liftoff.
    """

    def __init__(self, tree: ast.Module):
        self._outside = list(_outside(tree))
        self._leads = _references(self._outside)
        self.defines = [node.name for node in self._outside if isinstance(node, _DEFINITIONS)]
        self.imports = any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in self._outside)
        self.run = _run_of(tree, self._outside)
        self.guarded = _is_guarded(self._outside)
        self.starts = any(self._leads_to_work(_called_names(node)) for node in self._outside)
        own = {"main", *self.defines} | _assigned(self._outside)
        self.calls = next((name for name in map(_callee, self._outside) if name in own), None)
        self.acts = any(map(_acts, tree.body))
        self.relative = _relative_import(tree)
        self.asks_for_us = min(_imports_of_us(tree), default=None)

    def _leads_to_work(self, names: Set[str]) -> bool:
        wanted = _READERS | ({"run"} if self.run is not False else set())
        seen: Set[str] = set()
        left = set(names)
        while left:
            name = left.pop()
            if name in wanted:
                return True
            seen.add(name)
            left |= self._leads.get(name, set()) - seen
        return False

    def calls_run(self) -> str:
        """Who calls `run`: "always" the runner, in a sweep too, "alone" in one run in the
        foreground, "never": the script is a program however it is started."""
        if self.run is None:
            return "never" if self.guarded or self.acts else "always"
        if not self.run or self.starts and not self.guarded:
            return "never"
        return "alone" if self.guarded or self.calls else "always"

    def is_without_effect(self) -> bool:
        """Whether starting it can do nothing. What is imported might, where that is all there is."""
        return (self.calls_run() == "never" and not self.guarded and not self.acts
                and (bool(self.defines) or not self.imports))


def read(source: Union[str, bytes], path: str) -> Shape:
    """SyntaxError or ValueError for what is no Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source, path)
        compile(tree, path, "exec", dont_inherit=True)
    return Shape(tree)


def names_bound(tree: ast.AST) -> Set[str]:
    """Names that the statements outside functions and classes bind, or functions as global ones;
    calls of what may bind any name, as `exec()`; and `*` for an import of everything."""
    names = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    for node in _outside(tree):
        if isinstance(node, _DEFINITIONS):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(_alias(alias) for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif _callee(node) in _BINDERS:
            names.add(f"{_callee(node)}()")
    return names


def may_bind_anything(names: Set[str]) -> bool:
    """Whether only executing can tell what a module with these `names_bound` has."""
    return bool(names & ({"*", "__getattr__"} | {name + "()" for name in _BINDERS}))


def _alias(alias: ast.alias) -> str:
    return (alias.asname or alias.name).split(".")[0]


def _outside(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes in order; functions, classes and lambdas are not looked into."""
    left = [tree]
    while left:
        node = left.pop()
        yield node
        if not isinstance(node, _DEFINITIONS + (ast.Lambda,)):
            left.extend(reversed(list(ast.iter_child_nodes(node))))


def _names(node: ast.AST) -> Set[str]:
    """Names in it, and who reads the configuration under whatever module's name."""
    found = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            found.add(inner.id)
        elif isinstance(inner, ast.Attribute) and inner.attr in _READERS:
            found.add(inner.attr)
    return found


def _callee(node: ast.AST) -> Optional[str]:
    """The name that is called, without what it is an attribute of."""
    plain = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return node.func.id if plain else None


def _called_names(node: ast.AST) -> Set[str]:
    if not isinstance(node, ast.Call):
        return set()
    last = node.func.attr if isinstance(node.func, ast.Attribute) else _callee(node)
    return set() if last in _WRAPPERS else _names(node)


def _targets(node: ast.AST) -> List[ast.AST]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)) else []


def _assigned(outside: List[ast.AST]) -> Set[str]:
    return {node.id for node in outside if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _references(outside: List[ast.AST]) -> Dict[str, Set[str]]:
    """For each name the names in what it stands for. What the script makes (`app = Typer()`) and
    decorates a function with can call that function."""
    leads: Dict[str, Set[str]] = {}
    assigned = _assigned(outside)
    for node in outside:
        if isinstance(node, _DEFINITIONS):
            leads.setdefault(node.name, set()).update(_names(node))
            for name in assigned & set().union(*map(_names, node.decorator_list)):
                leads.setdefault(name, set()).add(node.name)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                leads.setdefault(_alias(alias), set()).update({alias.name} & _READERS)
        for target in _targets(node):
            for name in _names(target) if node.value is not None else ():
                leads.setdefault(name, set()).update(_names(node.value))
    return leads


def _run_of(tree: ast.Module, outside: List[ast.AST]) -> Optional[bool]:
    found = [_binds_run(node) for node in outside]
    if True in found:
        return True
    from_inside = any(isinstance(node, ast.Global) and "run" in node.names for node in ast.walk(tree))
    return None if "maybe" in found or from_inside or may_bind_anything(names_bound(tree)) else False


def _binds_run(node: ast.AST) -> Union[bool, str]:
    """True where it makes `run` something to call, "maybe" where that can't be told."""
    if isinstance(node, _DEFINITIONS) and node.name == "run":
        return isinstance(node, ast.ClassDef) or _takes_one(node)
    if isinstance(node, ast.ImportFrom):
        return "run" in map(_alias, node.names)
    if not any(isinstance(target, ast.Name) and target.id == "run" for target in _targets(node)):
        return False
    if isinstance(node.value, (ast.Call, ast.Subscript)):
        return "maybe"
    return isinstance(node.value, (ast.Name, ast.Attribute, ast.Lambda, ast.IfExp, ast.BoolOp))


def _takes_one(function: Union[ast.FunctionDef, ast.AsyncFunctionDef]) -> bool:
    """Whether it can be called with one argument. Decorators may change what it takes."""
    if function.decorator_list:
        return True
    args = function.args
    positional = len(getattr(args, "posonlyargs", [])) + len(args.args)
    needed = positional - len(args.defaults)
    keywords = [default for default in args.kw_defaults if default is None]
    return needed <= 1 and (positional >= 1 or args.vararg is not None) and not keywords


def _is_guarded(outside: List[ast.AST]) -> bool:
    return (any(isinstance(node, ast.Constant) and node.value == "__main__" for node in outside)
            and any(isinstance(node, ast.Name) and node.id == "__name__" for node in outside))


def _acts(statement: ast.AST) -> bool:
    """Whether executing it may do more than bind names."""
    if isinstance(statement, _DEFINITIONS + (ast.Import, ast.ImportFrom, ast.Pass, ast.Global)):
        return False
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, (ast.Constant, ast.Name)) and _callee(statement.value) not in _BINDERS
    if isinstance(statement, (ast.If, ast.Try)):
        return any(isinstance(inner, ast.Call) for inner in ast.walk(getattr(statement, "test", ast.Pass()))) \
            or any(map(_acts, _blocks(statement)))
    if _targets(statement):
        to_run = any(isinstance(target, ast.Name) and target.id == "run" for target in _targets(statement))
        return not to_run and any(isinstance(inner, ast.Call) and _callee(inner) not in _BINDERS
                                  for inner in _outside(statement))
    return True


def _blocks(statement: ast.AST) -> Iterator[ast.AST]:
    for part in ("body", "orelse", "finalbody"):
        yield from getattr(statement, part, [])
    for handler in getattr(statement, "handlers", []):
        yield from handler.body


def _relative_import(tree: ast.Module) -> Optional[int]:
    if "__package__" in _names(tree):
        return None
    return next((node.lineno for node in tree.body if isinstance(node, ast.ImportFrom) and node.level), None)


def _imports_of_us(tree: ast.Module) -> Iterator[int]:
    ours = __name__.split(".", maxsplit=1)[0]
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
            [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        if any(name.split(".")[0] == ours for name in names):
            yield node.lineno
