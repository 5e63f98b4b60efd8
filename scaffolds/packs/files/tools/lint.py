"""Rules that a schema cannot express: names match files, ids are unique, references exist."""

from collections.abc import Iterator, Mapping

from .document import Document, Place
from .pack import Pack
from .problem import Problem

# The keys of a model configuration that name documents, and the folder of each.
REFERENCES = {"indicator_set": "indicator_sets", "policy": "policy_templates"}


def lint(pack: Pack) -> list[Problem]:
    """Every problem between the documents of a pack. The schema reports values of a wrong type."""
    return [*_names(pack), *_unique_ids(pack), *_references(pack), *_features(pack)]


def _names(pack: Pack) -> Iterator[Problem]:
    yield from _named(pack.about, "id", pack.folder.name, "folder")
    for documents in pack.documents.values():
        for document in documents:
            yield from _named(document, "name", document.path.stem, "file")


def _named(document: Document, key: str, expected: str, what: str) -> Iterator[Problem]:
    name = _fields(document).get(key)
    if isinstance(name, str) and name != expected:
        yield document.problem((key,), f'{key} is "{name}", the {what} is "{expected}"; give both the same name')


def _unique_ids(pack: Pack) -> Iterator[Problem]:
    for document in pack.documents["indicator_sets"]:
        first: dict[str, int] = {}
        for place, identifier in _ids(document):
            if identifier in first:
                message = f'id "{identifier}" is that of line {first[identifier]} already; give each its own'
                yield document.problem(place, message)
            first.setdefault(identifier, document.lines[place])


def _references(pack: Pack) -> Iterator[Problem]:
    for document in pack.documents["model_configs"]:
        for key, folder in REFERENCES.items():
            name = _fields(document).get(key)
            there = [other.path.stem for other in pack.documents[folder]]
            if isinstance(name, str) and name not in there:
                file = pack.folder / folder / f"{name}.yaml"
                known = f"write one of {', '.join(there)}, or add" if there else "add"
                yield document.problem(
                    (key,), f'{key} is "{name}", which is not in {folder}; {known} {file.as_posix()}'
                )


def _features(pack: Pack) -> Iterator[Problem]:
    sets = {
        document.path.stem: [identifier for _, identifier in _ids(document)]
        for document in pack.documents["indicator_sets"]
    }
    for document in pack.documents["model_configs"]:
        fields = _fields(document)
        name, features = fields.get("indicator_set"), fields.get("features")
        if not isinstance(name, str) or name not in sets or not isinstance(features, list):
            continue
        for index, feature in enumerate(features):
            if isinstance(feature, str) and feature not in sets[name]:
                message = (
                    f'feature "{feature}" is no id of the indicator set {name}; write one of {", ".join(sets[name])}'
                )
                yield document.problem(("features", index), message)


def _ids(document: Document) -> Iterator[tuple[Place, str]]:
    indicators = _fields(document).get("indicators")
    for index, indicator in enumerate(indicators if isinstance(indicators, list) else []):
        identifier = indicator.get("id") if isinstance(indicator, dict) else None
        if isinstance(identifier, str):
            yield ("indicators", index, "id"), identifier


def _fields(document: Document) -> Mapping[str, object]:
    return document.value if isinstance(document.value, dict) else {}
