"""The public API of the package as text, read from its source: the same on every Python."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "<%= it.package %>"


def describe(package: Path) -> Iterator[str]:
    """One line for each public function, class, method and field, by module."""
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            yield from _lines(node, module)


def _lines(node: ast.stmt, owner: str) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) if _is_public(name):
            decorators = "".join(f"@{ast.unparse(each)} " for each in node.decorator_list)
            returned = "" if node.returns is None else f" -> {ast.unparse(node.returns)}"
            yield f"{decorators}{owner}.{name}({ast.unparse(node.args)}){returned}"
        case ast.ClassDef(name=name) if _is_public(name):
            yield f"class {owner}.{name}({', '.join(map(ast.unparse, node.bases))})"
            for each in node.body:
                yield from _lines(each, f"{owner}.{name}")
        case ast.AnnAssign(target=ast.Name(id=name)) if _is_public(name):
            default = "" if node.value is None else f" = {ast.unparse(node.value)}"
            yield f"{owner}.{name}: {ast.unparse(node.annotation)}{default}"


def _is_public(name: str) -> bool:
    return not name.startswith("_") or name == "__init__"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in describe(PACKAGE))
