"""A YAML file as plain data that knows its lines."""

from dataclasses import dataclass
from pathlib import Path, PurePath

import yaml

from .problem import Problem

Place = tuple[str | int, ...]
_SCALARS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null")}


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. `lines` has the line of each place: ("indicators", 0, "window")."""

    path: PurePath
    value: object
    lines: dict[Place, int]

    def problem(self, place: Place, message: str) -> Problem:
        """A problem at a place, or at the nearest place around it."""
        while place not in self.lines:
            place = place[:-1]
        return Problem(self.path, self.lines[place], message)


def read_document(root: Path, path: Path) -> tuple[Document, list[Problem]]:
    """Read a file that may be invalid; parts that cannot be read are None in its document."""
    shown = path.relative_to(root)
    reader = _Reader(shown)
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        return Document(shown, None, {(): 1}), [Problem(shown, 1, "is not UTF-8; save it as UTF-8")]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Document(shown, None, {(): line}), [Problem(shown, line, f"is no YAML: {error.problem}")]
    except yaml.reader.ReaderError as error:
        return Document(shown, None, {(): 1}), [
            Problem(shown, 1, f"holds a character that YAML does not have: {error.reason}")
        ]
    if node is None:
        return Document(shown, None, {(): 1}), [Problem(shown, 1, "is empty; write what its schema asks for")]
    value = reader.value(node, ())
    return Document(shown, value, reader.lines), reader.problems


class _Reader:
    def __init__(self, path: PurePath) -> None:
        self._path = path
        self._seen: set[int] = set()
        self.lines: dict[Place, int] = {(): 1}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, place: Place) -> object:
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)
        if id(node) in self._seen:
            self._wrong(line, "repeats another place by an alias; write it out")
            return None
        self._seen.add(id(node))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, place)
            case yaml.SequenceNode():
                return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
            case _ if node.tag in _SCALARS:
                return yaml.SafeLoader("").construct_object(node)
            case _:
                self._wrong(
                    line, f'"{node.value}" is no text to YAML ({node.tag.rpartition(":")[2]}); put it in quotes'
                )
                return None

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        result: dict[str, object] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag != "tag:yaml.org,2002:str":
                self._wrong(line, f'the key "{key.value}" is no text; put it in quotes')
            elif key.value in result:
                self._wrong(line, f'"{key.value}" stands twice; remove one')
            else:
                self.lines[*place, key.value] = line
                result[key.value] = self.value(value, (*place, key.value))
        return result

    def _wrong(self, line: int, message: str) -> None:
        self.problems.append(Problem(self._path, line, message))
