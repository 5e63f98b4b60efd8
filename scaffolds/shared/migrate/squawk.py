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
# A contract is there to remove; its age is checked instead.
OFF_IN_CONTRACT = ("ban-drop-column", "ban-drop-table", "ban-drop-not-null", "renaming-column", "renaming-table")


class Finding(TypedDict):
    """One element of `--reporter json`, as far as it is used; `line` counts from 0."""

    file: str
    line: int
    message: str
    help: str | None
    rule_name: str


def run_squawk(folder: Folder, pg_version: str) -> list[Problem]:
    """Squawk's findings in the migrations (not in undo files, which are there to drop)."""
    problems: list[Problem] = []
    for transactional in (True, False):
        for contract in (False, True):
            paths = [
                m.up.path
                for m in folder.migrations
                if m.up.header.transactional == transactional and (m.up.header.phase == "contract") == contract
            ]
            if paths:
                off = ALWAYS_OFF + (OFF_IN_CONTRACT if contract else ())
                problems += lint(paths, off, transactional, pg_version)
    return problems


def lint(paths: list[str], off: tuple[str, ...], transactional: bool, pg_version: str) -> list[Problem]:
    """One run of squawk over files with the same rules."""
    mode = "--assume-in-transaction" if transactional else "--no-assume-in-transaction"
    command = [squawk(), "--reporter", "json", "--pg-version", pg_version, mode, f"--exclude={','.join(off)}", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # nosec B603
    try:
        findings: list[Finding] = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise refuse("squawk", f"failed with exit code {done.returncode}: {done.stderr.strip()[-500:]}") from None
    return [
        Problem(
            f"{f['file']}:{f['line'] + 1}",
            f"{f['rule_name']}: {f['message']} {f['help'] or ''}".rstrip()
            + f' If it is safe here: "-- squawk-ignore {f["rule_name"]}" above the statement, with the reason',
        )
        for f in findings
    ]


def squawk() -> str:
    """The command of the environment this Python runs in, else of PATH."""
    beside = Path(sysconfig.get_path("scripts")) / "squawk"
    found = str(beside) if beside.is_file() else shutil.which("squawk")
    if found is None:
        raise refuse("squawk", "is not installed; run `make install` (PyPI: squawk-cli)")
    return found
