"""Squawk, the linter that knows which statements lock or break a running service. https://squawkhq.com/docs/rules"""

import json
import shutil
import subprocess  # nosec B404
import sysconfig
from pathlib import Path
from typing import TypedDict

from .folder import Folder
from .problem import Problem, refuse

# The tool sets both time-outs for every file; a file is one transaction, so IF NOT EXISTS would only hide drift.
ALWAYS_OFF = ("require-lock-timeout", "require-statement-timeout", "prefer-robust-stmts")
# An index of a partitioned table is built without stopping anybody, though its statement does not say so.
OFF_PER_PARTITION = ("require-concurrent-index-creation",)
OF_A_CONTRACT = 'write a file with "-- phase: contract of NNNN" for it, once no running release uses the old form'
TO_REMOVE = (
    *("ban-drop-column", "ban-drop-table", "ban-drop-view", "ban-drop-type", "ban-drop-function", "ban-drop-sequence"),
    *("ban-drop-domain", "ban-drop-not-null", "renaming-column", "renaming-table", "renaming-object"),
)
# Changes that break the previous release, and what to do instead. A contract may remove; its age is checked.
BREAKING = {
    **dict.fromkeys(TO_REMOVE, OF_A_CONTRACT),
    "changing-column-type": "add a column of the new type, backfill it, and drop the old one in a contract",
    "adding-required-field": "give the column a default, or add it nullable and set NOT NULL in a contract",
    "ban-truncate-cascade": "TRUNCATE each table by its name, in a contract",
}
# Rules about locks: an ignore comment with a reason is accepted.
LOCKING = (
    *("require-concurrent-index-creation", "require-concurrent-index-deletion", "constraint-missing-not-valid"),
    *("adding-foreign-key-constraint", "adding-field-with-default", "adding-not-nullable-field"),
    *("adding-serial-primary-key-field", "disallowed-unique-constraint", "require-concurrent-partition-detach"),
)
SYNTAX_ERROR = "syntax-error"


class Finding(TypedDict):
    """One element of `--reporter json`, as far as it is used; `line` counts from 0."""

    file: str
    line: int
    message: str
    help: str | None
    rule_name: str


def run_squawk(folder: Folder, pg_version: str) -> list[Problem]:
    """Squawk's findings in files that no release holds, except undo files, whose purpose is to drop."""
    kinds: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for migration in folder.migrations:
        file, header = migration.up, migration.up.header
        # A file that cannot be split is already reported.
        if migration.number > folder.manifest.released and file.statements:
            off = ALWAYS_OFF + (TO_REMOVE if header.phase == "contract" else ())
            off += OFF_PER_PARTITION if header.per_partition else ()
            kinds.setdefault((off, header.transactional), []).append(file.path)
    return [
        problem
        for (off, transactional), paths in kinds.items()
        for problem in lint(paths, off, transactional, pg_version)
    ]


def lint(paths: list[str], off: tuple[str, ...], transactional: bool, pg_version: str) -> list[Problem]:
    """One run of squawk over files with the same rules."""
    mode = "--assume-in-transaction" if transactional else "--no-assume-in-transaction"
    command = [squawk(), "--reporter", "json", "--pg-version", pg_version, mode, f"--exclude={','.join(off)}", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # nosec B603
    try:
        findings: list[Finding] = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise refuse("squawk", f"failed with exit code {done.returncode}: {done.stderr.strip()[-500:]}") from None
    # Findings after a syntax error are wrong.
    broken: dict[str, int] = {}
    for found in findings:
        if found["rule_name"] == SYNTAX_ERROR:
            broken[found["file"]] = min(found["line"], broken.get(found["file"], found["line"]))
    problems = {
        path: Problem(f"{path}:{line + 1}", f"is no SQL: {message_at(findings, path, line)}; correct it")
        for path, line in broken.items()
    }
    return [*problems.values(), *(problem_of(found) for found in findings if found["file"] not in broken)]


def message_at(findings: list[Finding], path: str, line: int) -> str:
    """Squawk's first message about this line."""
    return next(f["message"] for f in findings if (f["file"], f["line"], f["rule_name"]) == (path, line, SYNTAX_ERROR))


def problem_of(found: Finding) -> Problem:
    """A finding with the edit that fixes it."""
    rule = found["rule_name"]
    ignore = (
        f'If it is safe here: "-- squawk-ignore {rule}" above the statement, and the reason on a "--" line above it'
    )
    way = f"This breaks the release that still runs: {BREAKING[rule]}" if rule in BREAKING else ignore
    text = f"{rule}: {found['message']} {found['help'] or ''}".rstrip()
    return Problem(f"{found['file']}:{found['line'] + 1}", f"{text} {way}")


def squawk() -> str:
    """The command in the environment of this Python, else on PATH."""
    beside = Path(sysconfig.get_path("scripts")) / "squawk"
    found = str(beside) if beside.is_file() else shutil.which("squawk")
    if found is None:
        raise refuse("squawk", "is not installed; run `make install` (PyPI: squawk-cli)")
    return found
