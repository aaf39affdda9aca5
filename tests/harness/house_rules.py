"""The rules of src/README.md about the shape of a source tree, each as a function that lists what breaks it.

A House is a checkout, or a folder laid out like one; all paths are relative to it.
"""
import ast
import functools
import os
import re
from pathlib import Path

import cpp_source

CPP = (".cpp", ".hpp")
CODE = ("src", "include", "tools")
WIDTH, LONGEST_FUNCTION, LONGEST_FILE, MOST_SUBJECTS = 120, 40, 300, 30


class House:
    def __init__(self, root):
        self.root = Path(root)

    def files(self, *folders, kinds=CPP):
        for folder in folders:
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and path.suffix in kinds and "__pycache__" not in path.parts:
                    yield path.relative_to(self.root).as_posix()

    @functools.lru_cache(maxsize=None)
    def text(self, file):
        return (self.root / file).read_text(encoding="utf-8")

    @functools.lru_cache(maxsize=None)
    def definitions(self, file):
        return cpp_source.definitions(self.text(file))

    @functools.lru_cache(maxsize=None)
    def code(self, file):
        return cpp_source.code(self.text(file))

    def includes(self, file):
        return list(cpp_source.includes(self.text(file)))


def room_of(file):
    """The folder below src, or "tools", or "include"."""
    parts = file.split("/")
    return parts[1] if parts[0] == "src" and len(parts) > 2 else parts[0]


def rooms_used(house, file, public):
    """(room, name) of each include of the project's own; of a public header, the room that implements it."""
    inside_tools = {path.name for path in (house.root / "tools").glob("*") if path.is_dir()}
    for kind, name in house.includes(file):
        room = None
        if kind == "angled" and name.startswith("liftoff/"):
            room = public[name[len("liftoff/"):].removesuffix(".hpp")]
        elif kind == "quoted":
            first = name.split("/")[0] if "/" in name else f"'{name}' (includes start at src/)"
            room = "tools" if file.startswith("tools/") and first in inside_tools else first
        if room and room != room_of(file):
            yield room, name


def wrong_way(house, may_use, public):
    return [f"{file}: {name}" for file in house.files("src", "tools")
            for room, name in rooms_used(house, file, public) if room not in may_use.get(room_of(file), ())]


def circles(uses):
    """The rooms of {room: rooms it uses} that lie on a circle, or between two."""
    left = {room: set(used) for room, used in uses.items()}
    while free := [room for room, used in left.items()
                   if not used & set(left) or not any(room in others for others in left.values())]:
        for room in free:
            left.pop(room, None)
    return sorted(left)


def room_circles(house, public):
    uses = {}
    for file in house.files("src", "tools"):
        uses.setdefault(room_of(file), set()).update(room for room, _ in rooms_used(house, file, public))
    return circles(uses)


def long_functions(house):
    """Of C++, Python and shell."""
    found = []
    for file, name, first, last in all_functions(house):
        if last - first + 1 > LONGEST_FUNCTION:
            found.append(f"{file}:{first}: {name}: {last - first + 1} lines")
    return found


def all_functions(house):
    """(file, name, first line, last line)."""
    for file in house.files(*CODE, "tests"):
        for one in house.definitions(file):
            if one.kind != "type":
                yield file, one.name, one.first, one.last
    for file in house.files(*CODE, "tests", kinds=(".py",)):
        for node in ast.walk(ast.parse(house.text(file))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield file, node.name, node.lineno, node.end_lineno
    for file in house.files(*CODE, "tests", kinds=(".sh",)):
        for match in re.finditer(r"^( *)([\w-]+) *\(\) *\{.*\n(?:(?!\1\}).*\n)*\1\}", house.text(file), re.M):
            first = house.text(file).count("\n", 0, match.start()) + 1
            yield file, match[2], first, first + match[0].count("\n")


def long_files(house):
    found = [(file, house.text(file).count("\n")) for file in house.files(*CODE, "tests", kinds=(*CPP, ".py", ".sh"))]
    return [f"{file}: {lines} lines" for file, lines in found if lines > LONGEST_FILE]


def wide_lines(house):
    return [f"{file}:{number}: {len(line)} columns"
            for file in house.files(*CODE, "tests", kinds=(*CPP, ".py", ".sh"))
            for number, line in enumerate(house.text(file).split("\n"), 1) if len(line) > WIDTH]


def crowded_rooms(house):
    """x.cpp and x.hpp are one subject."""
    subjects = {}
    for file in house.files("src", "tools", kinds=(*CPP, ".py")):
        subjects.setdefault(os.path.dirname(file), set()).add(os.path.splitext(file)[0])
    return [f"{folder}: {len(names)} subjects" for folder, names in subjects.items() if len(names) > MOST_SUBJECTS]


def types_twice(house):
    """Types of one name in one namespace. Each tool is a program of its own; what is unnamed is nobody else's."""
    places = {}
    for file in house.files(*CODE):
        program = "/".join(file.split("/")[:2]).removesuffix(".cpp") if file.startswith("tools/") else ""
        for one in house.definitions(file):
            if one.kind == "type" and one.name and "<" not in one.name and "" not in one.scope:
                place = (program, "::".join((*one.scope, one.name)))
                places.setdefault(place, []).append(f"{file}:{one.first}")
    return [f"{name}: {' '.join(where)}" for (_, name), where in places.items() if len(where) > 1]


def outside_their_namespace(house):
    """src/F defines in liftoff::F, and in liftoff what a public header announces; specialisations are the exception."""
    public = " ".join(house.code(file) for file in house.files("include"))
    found = []
    for file in house.files("src"):
        for one in house.definitions(file):
            name = "::".join((*one.scope, one.name))
            at_home = one.scope[:2] == ("liftoff", room_of(file)) or name.startswith("std::") and "<" in one.name
            beside_public = one.scope == ("liftoff", "") or one.scope == ("liftoff",) and announces(public, one)
            if not (one.in_type or one.kind == "lambda" or at_home or beside_public):
                found.append(f"{file}:{one.first}: {name}")
    return found


def announces(headers, one):
    """Whether a definition's name, or the type it is a member of, is declared in the headers' code."""
    name = re.split(r"::|<", one.name)[0] if not one.name.startswith("operator") else one.name
    words = re.escape(re.sub(r"^operator(?=\W)", "operator ", name))
    return re.search(rf"\b(?:class|struct|enum) (?:class )?(?:[A-Z_]+ )?{words}\b|\b{words} \(", headers)


def without_own_header(house):
    """src/F/x.cpp implements src/F/x.hpp or include/liftoff/x.hpp, or nothing but what public headers announce."""
    headers = {file for file in house.files("src", "include") if file.endswith(".hpp")}
    public = " ".join(house.code(file) for file in house.files("include"))
    found = []
    for file in house.files("src", kinds=(".cpp",)):
        base = os.path.splitext(file)[0]
        if base + ".hpp" in headers or f"include/liftoff/{os.path.basename(base)}.hpp" in headers:
            continue
        visible = [one for one in house.definitions(file) if one.kind == "function" and "" not in one.scope]
        homeless = [one.name for one in visible if not announces(public, one)]
        found += [f"{file}: {homeless[0]}"] if homeless else []
    return found


def own_header_later(house):
    """x.cpp includes x.hpp before all else, so that every build shows that the header compiles alone."""
    headers = {file.split("/", 1)[1] for file in house.files(*CODE) if file.endswith(".hpp")}
    return [file for file in house.files("src", "tools", kinds=(".cpp",)) if own_header(file) in headers
            and [name for _, name in house.includes(file)][:1] != [own_header(file)]]


def own_header(file):
    return file.split("/", 1)[1].removesuffix(".cpp") + ".hpp"


def not_compiled_first(house):
    """Headers that no source file includes before anything else: whether these compile alone, no build tells."""
    first = set()
    for file in house.files("src", "tools", "tests/unit", "examples", kinds=(".cpp",)):
        first |= {name for _, name in house.includes(file)[:1]}
    return [file for file in house.files(*CODE, kinds=(".hpp",)) if file.split("/", 1)[1] not in first]
