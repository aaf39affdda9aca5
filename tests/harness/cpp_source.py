"""A reader of C++ source: what it includes, which functions and types it defines and where they begin and end.

It knows tokens (comments, literals, raw strings, directives) and the shapes of declarations at namespace and class
scope; bodies are skipped. Lambdas outside of bodies are found too, so that nothing long hides in an initialiser.
"""
import re
from collections import namedtuple

# text: as written, but '""' for a string and "''" for a character, whose own text is in `value`.
Token = namedtuple("Token", "text line value", defaults=(None,))

# kind: "function", "type", or "lambda". scope: names of the namespaces and types around it, "" for an unnamed one.
# first, last: lines, from the first word of the declaration (its template header included) to the closing brace.
Definition = namedtuple("Definition", "kind name scope first last in_type")

_TOKENS = re.compile(r"""
    (?P<space>\s+|\\\n)
  | (?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)
  | (?P<directive>\#(?:\\\n|//[^\n]*|/\*.*?\*/|[^\n])*)
  | (?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\((?P<body>.*?)\)(?P=mark)")
  | (?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")
  | (?P<char>(?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
  | (?P<number>\.?\d(?:[eEpP][+-]|'?[\w.])*)
  | (?P<word>[^\W\d]\w*)
  | (?P<sign>::|->|\.\.\.|<=>|==|!=|<=|>=|&&|\|\||[-+*/%^&|]=|.)
""", re.X | re.S)
_ESCAPES = {"n": "\n", "t": "\t", "0": "\0", "e": "\x1b"}


def tokens(text):
    """All tokens but comments and directives."""
    result, line = [], 1
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup
        if kind == "raw":
            result.append(Token('""', line, match["body"]))
        elif kind == "string":
            result.append(Token('""', line, _unescaped(match[0])))
        elif kind == "char":
            result.append(Token("''", line, match[0]))
        elif kind in ("number", "word", "sign"):
            result.append(Token(match[0], line))
        line += match[0].count("\n")
    return result


def _unescaped(literal):
    body = literal[literal.index('"') + 1:-1]
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), body)


def includes(text):
    """("quoted" | "angled", name) of each #include."""
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', text, re.M):
        yield ("quoted", match[1]) if match[1] else ("angled", match[2])


def code(text):
    """The tokens as text, with a line for each line; of literals only the quotes are left."""
    lines = [[] for _ in range(text.count("\n") + 1)]
    for token in tokens(text):
        lines[token.line - 1].append(token.text)
    return "\n".join(" ".join(words) for words in lines)


def definitions(text):
    """The functions, types and lambdas that are defined outside of functions' bodies. ValueError for lost braces."""
    reader = _Reader(tokens(text))
    reader.read_scope((), in_type=False)
    if reader.place < len(reader.tokens):
        raise ValueError(f"line {reader.tokens[reader.place].line}: a brace too many")
    return reader.found


_ACCESS = (["public"], ["private"], ["protected"])
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_NO_PARAMETERS = {"alignas", "decltype", "noexcept", "explicit", "requires", "__attribute__", "asm"}
_LAMBDA = re.compile(r"(?:^|(?P<before>\S+) )\[\](?: <.*>)?(?: \(\))?"
                     r"(?: (?:mutable|noexcept(?: \(\))?|constexpr|consteval|static|-> .*))*$")
_TYPE = re.compile(r"(?:(?:\[\]|typedef|static|inline|constexpr|const) )*"
                   r"(?P<key>class|struct|union|enum(?: class| struct)?)"
                   r"(?: alignas \(\)| \[\]| __attribute__ \(\)| [A-Z][A-Z0-9_]*(?= (?!final\b)\w))*"
                   r"(?P<name> \w+(?: :: \w+)*)?(?P<special> <.*?>)?(?: final)?(?: : .*)?$")


class _Reader:
    """`items` are the words of the declaration that is being read; a group in brackets is one item: (), [], {}."""

    def __init__(self, words):
        self.tokens, self.place, self.found = words, 0, []

    def next(self):
        if self.place == len(self.tokens):
            raise ValueError("a brace is not closed")
        self.place += 1
        return self.tokens[self.place - 1]

    def read_scope(self, scope, in_type):
        """To the brace that closes it, which stays, or to the end."""
        items = []
        while self.place < len(self.tokens) and self.tokens[self.place].text != "}":
            token = self.next()
            if token.text == ";":
                items = []
            elif token.text == ":" and [item.text for item in items] in _ACCESS:
                items = []
            elif token.text in "([":
                items.append(self.read_group(token))
            elif token.text == "{":
                items = self.open_brace(items, token, scope, in_type)
            else:
                items.append(token)

    def read_group(self, opening):
        """An expression in brackets, to the closing one; lambdas in it are found."""
        items = []
        while (token := self.next()).text != _CLOSING[opening.text]:
            if token.text == "{" and _is_lambda(items):
                start = max(i for i, item in enumerate(items) if item.text == "[]")
                self.find("lambda", "lambda", (), items[start].line, self.skip_body(), False)
                items = []
            elif token.text in _CLOSING:
                items.append(self.read_group(token))
            else:
                items.append(token)
        return Token(opening.text + _CLOSING[opening.text], opening.line)

    def skip_body(self):
        """After its opening brace; the line of the closing one."""
        depth = 1
        while depth:
            token = self.next()
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        return token.line

    def find(self, kind, name, scope, first, last, in_type):
        self.found.append(Definition(kind, name, scope, first, last, in_type))

    def open_brace(self, items, brace, scope, in_type):
        """What is left of the declaration after the brace's group."""
        rest = _without_template(items)
        words = " ".join(item.text for item in rest)
        space = re.match(r"(?:inline )?namespace(?: \[\])*(.*)$", words)
        if space or words == 'extern ""':
            names = tuple(space[1].strip().split(" :: ")) if space else ()
            self.read_scope(scope + tuple(name.removeprefix("inline ") for name in names), in_type=False)
            return self.closed([])
        kind = _TYPE.match(re.sub(r"^requires .*?(?=(?:class|struct|union) )", "", words))
        if kind:
            return self.open_type(items, kind, scope, in_type)
        if _ends_requirement(words) or not _is_function(rest) or _initialises_member(rest):
            if _is_lambda(rest):
                self.find("lambda", _name_before(rest, "="), scope, items[0].line, self.skip_body(), in_type)
                return [*items, Token("{}", brace.line)]
            return [*items, self.read_group(brace)]
        self.read_body(items, rest, scope, in_type)
        return []

    def open_type(self, items, kind, scope, in_type):
        name = (kind["name"] or "").strip().replace(" :: ", "::")
        first = items[0].line
        if kind["key"].startswith("enum"):
            last = self.skip_body()
        else:
            self.read_scope(scope + (name,), in_type=True)
            self.closed([])
            last = self.tokens[self.place - 1].line
        self.find("type", name + (kind["special"] or "").replace(" ", ""), scope, first, last, in_type)
        return []

    def closed(self, items):
        self.next()
        return items

    def read_body(self, items, rest, scope, in_type):
        last = self.skip_body()
        if any(item.text == "try" for item in rest):
            while self.place < len(self.tokens) and self.tokens[self.place].text == "catch":
                while self.next().text != "{":
                    pass
                last = self.skip_body()
        self.find("function", _function_name(rest), scope, items[0].line, last, in_type)


def _without_template(items):
    """Without the template headers in front."""
    while len(items) > 1 and items[0].text == "template" and items[1].text == "<":
        depth = 0
        for place, item in enumerate(items[1:], 1):
            depth += {"<": 1, ">": -1}.get(item.text, 0)
            if depth == 0:
                break
        items = items[place + 1:]
    return items


def _is_lambda(items):
    match = _LAMBDA.search(" ".join(item.text for item in items))
    return bool(match) and not re.fullmatch(r"(?!return$)\w+|\(\)|\[\]", match["before"] or "=")


def _ends_requirement(words):
    return bool(re.search(r"\brequires(?: \(\))?$", words))


def _parameters(items):
    """The place of the list of parameters; None for what is no function."""
    for place, item in enumerate(items):
        before = items[place - 1].text if place else ""
        if item.text == "=" and before != "operator":
            return None
        if item.text == "()" and before and before not in _NO_PARAMETERS:
            if before != "operator" or items[place + 1:place + 2] and items[place + 1].text != "()":
                return place
    return None


def _is_function(items):
    return _parameters(items) is not None


def _initialises_member(items):
    """Whether the brace after these items holds the value of a member in a constructor's list."""
    after = [item.text for item in items[_parameters(items) + 1:]]
    return ":" in after and bool(re.fullmatch(r"\w+|>", after[-1])) and after[-1] != "try"


def _name_before(items, sign):
    texts = [item.text for item in items]
    return texts[texts.index(sign) - 1] if sign in texts[1:] else "lambda"


def _function_name(items):
    texts = [item.text for item in items]
    if "operator" in texts[:_parameters(items)]:
        start = texts.index("operator")
    else:
        start = _parameters(items) - 1
        if start and texts[start - 1] == "~":
            start -= 1
    while start > 1 and texts[start - 1] == "::":
        start -= 2
    return "".join(texts[start:_parameters(items)])
