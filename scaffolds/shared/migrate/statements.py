"""Splits SQL text into statements the way psql does, so that every message can name a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# https://www.postgresql.org/docs/current/sql-syntax-lexical.html
TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>--[^\n]*)
  | (?P<block>/\*)
  | (?P<string>[eE]'(?:[^'\\]|\\.|'')*'|(?:[uU]&|[bBxXnN])?'(?:[^']|'')*')
  | (?P<dollar>\$(?:[A-Za-z_\u0080-\uffff][0-9A-Za-z_\u0080-\uffff]*)?\$)
  | (?P<quoted>(?:[uU]&)?"(?:[^"]|"")+")
  | (?P<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)
  | (?P<open>['"])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
BLOCK = re.compile(r"/\*|\*/")


class Unterminated(Exception):
    """A quote, comment or parenthesis that is opened at `line` and never closed."""

    def __init__(self, line: int, opened: str) -> None:
        self.line = line
        self.opened = opened
        super().__init__(f"{opened} is never closed")


@dataclass(frozen=True)
class Token:
    """One token: words in lower case, quoted identifiers without quotes, strings unchanged."""

    kind: str
    text: str
    offset: int


@dataclass(frozen=True)
class Statement:
    """One statement without its semicolon. `line` counts from 1 in its file."""

    text: str
    line: int
    tokens: tuple[Token, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens as text: `create`, `table`, `packs`, `(`, …"""
        return tuple(token.text for token in self.tokens)

    def line_of(self, index: int) -> int:
        """Line in the file of the token with this index."""
        return self.line + self.text.count("\n", 0, self.tokens[index].offset - self.tokens[0].offset)


def split(text: str) -> Iterator[Statement]:
    """The statements of `text`, in order. Raises Unterminated."""
    tokens: list[Token] = []
    parentheses: list[int] = []
    atomic = 0
    for token in tokenize(text):
        if token.text == ";" and not parentheses and not atomic:
            if tokens:
                yield statement(text, tokens, token.offset)
            tokens = []
            continue
        tokens.append(token)
        if token.kind == "other" and token.text == "(":
            parentheses.append(token.offset)
        elif token.kind == "other" and token.text == ")" and parentheses:
            parentheses.pop()
        elif token.kind == "word" and defines_routine(tokens):
            atomic = atomic_depth(atomic, token.text)
    if parentheses:
        raise Unterminated(line_at(text, parentheses[-1]), "(")
    if tokens:
        yield statement(text, tokens, len(text))


def tokenize(text: str) -> Iterator[Token]:
    """Every token except spaces and comments."""
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        kind = match.lastgroup if match else None
        if match is None or kind is None or kind == "open":
            raise Unterminated(line_at(text, at), text[at])
        found, end = match.group(), match.end()
        if kind == "block":
            end = end_of_block(text, at)
        elif kind == "dollar":
            end = text.find(found, match.end()) + len(found)
            if end < match.end() + len(found):
                raise Unterminated(line_at(text, at), found)
            yield Token("string", text[at:end], at)
        elif kind == "word":
            yield Token(kind, found.lower(), at)
        elif kind == "quoted":
            yield Token(kind, found[found.index('"') + 1 : -1].replace('""', '"'), at)
        elif kind in ("string", "other"):
            yield Token(kind, found, at)
        at = end


def end_of_block(text: str, at: int) -> int:
    """Block comments nest."""
    depth = 0
    for mark in BLOCK.finditer(text, at):
        depth += 1 if mark.group() == "/*" else -1
        if depth == 0:
            return mark.end()
    raise Unterminated(line_at(text, at), "/*")


def defines_routine(tokens: list[Token]) -> bool:
    """Only CREATE FUNCTION and CREATE PROCEDURE can have semicolons, inside BEGIN ATOMIC."""
    return tokens[0].text == "create" and any(t.text in ("function", "procedure") for t in tokens[:4])


def atomic_depth(depth: int, word: str) -> int:
    """BEGIN, and CASE inside it, go one level down; END goes back up."""
    if word == "begin" or (word == "case" and depth):
        return depth + 1
    return max(depth - 1, 0) if word == "end" else depth


def statement(text: str, tokens: list[Token], end: int) -> Statement:
    """`tokens` and the text between them, from the first token on."""
    start = tokens[0].offset
    return Statement(text[start:end].rstrip(), line_at(text, start), tuple(tokens))


def line_at(text: str, offset: int) -> int:
    """Lines count from 1."""
    return text.count("\n", 0, offset) + 1
