"""A pack: a folder with pack.yaml and three folders of documents."""

from dataclasses import dataclass, field
from pathlib import Path, PurePath

from .document import Document, read_document
from .problem import Problem
from .schema import schema_problems

# Folders of a pack, and the schema of what is in each.
KINDS = {"indicator_sets": "indicator-set", "model_configs": "model-config", "policy_templates": "policy-template"}
# Folders of the repository that are no packs.
OTHERS = {"tools", "tests", "dist", "build"}


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was read; `documents` by kind, including invalid ones."""

    folder: PurePath
    about: Document
    documents: dict[str, list[Document]] = field(default_factory=dict)


def read_packs(root: Path) -> tuple[list[Pack], list[Problem]]:
    """Every pack of the repository, and everything that its schema refuses."""
    packs: list[Pack] = []
    problems: list[Problem] = []
    for folder in sorted(root.iterdir()):
        if folder.is_dir() and not folder.name.startswith((".", "_")) and folder.name not in OTHERS:
            packs.append(_read_pack(root, folder, problems))
    if not packs:
        problems.append(Problem(PurePath("README.md"), 1, "there is no pack; add a folder with pack.yaml"))
    return packs, problems


def _read_pack(root: Path, folder: Path, problems: list[Problem]) -> Pack:
    shown = folder.relative_to(root)
    about = folder / "pack.yaml"
    known = {*KINDS, about.name, "README.md"}
    for entry in sorted(folder.iterdir()):
        if entry.name not in known:
            problems.append(
                Problem(entry.relative_to(root), 1, f"does not belong here; a pack holds {', '.join(sorted(known))}")
            )
    if about.is_file():
        pack = Pack(shown, _checked(root, about, "pack", problems))
    else:
        problems.append(Problem(shown / about.name, 1, "is missing; say there what the pack is called"))
        pack = Pack(shown, Document(shown / about.name, None, {(): 1}))
    for kind, schema in KINDS.items():
        pack.documents[kind] = []
        for path in sorted((folder / kind).iterdir()) if (folder / kind).is_dir() else []:
            if path.is_file() and path.suffix == ".yaml":
                pack.documents[kind].append(_checked(root, path, schema, problems))
            else:
                problems.append(Problem(path.relative_to(root), 1, "is no .yaml file; rename it, or move it elsewhere"))
    return pack


def _checked(root: Path, path: Path, schema: str, problems: list[Problem]) -> Document:
    document, wrong = read_document(root, path)
    # For a file that could not be read completely, the schema would report the same problem again.
    problems += wrong or schema_problems(document, schema)
    return document
