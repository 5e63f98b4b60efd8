"""`migrate replace`: opens a released or merged file again that no environment has, proved by their ledgers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from .database import Say
from .folder import Folder
from .manifest import Release, Replaced, check_manifest, sealed
from .problem import Problem, Refused, refuse
from .seal import readable, write
from .state import State, read_state

MAX_AGE = timedelta(days=1)


def replace_file(root: Path, number: int, ledgers: Sequence[Path], say: Say) -> None:
    """Afterwards `seal` accepts the changed file, and CI its change."""
    folder = readable(root, core=False)
    if problems := check_manifest(folder.manifest, folder.migrations):
        raise Refused(problems)
    if number not in (migration.number for migration in folder.migrations):
        raise refuse("number", f"is {number:04d}; {folder.shown} has 0001 to {len(folder.migrations):04d}")
    read = [read_state(path) for path in ledgers]
    states = [state for state, _ in read if state is not None]
    problems = [problem for _, found in read for problem in found]
    problems += missing(root, states)
    problems += [problem for state in states for problem in contradictions(folder, number, state)]
    if problems:
        raise Refused(problems)
    manifest = folder.manifest
    proof = f"not in {', '.join(sorted(s.environment for s in states))} on {min(s.at for s in states):%Y-%m-%d}"
    entries = [entry for entry in manifest.entries if int(entry.name[:4]) == number]
    opened = replace(
        manifest,
        releases=tuple(Release(release.version, min(release.last, number - 1)) for release in manifest.releases),
        replaced=(*manifest.replaced, *(Replaced(entry.sha256, entry.name, proof) for entry in entries)),
    )
    write(folder, sealed(opened, folder.migrations), say)
    say(f"{', '.join(entry.name for entry in entries)}: {proof}; change it, then `make db-migrate-seal`")
    say("deploy nothing that holds it as it was")


def missing(root: Path, states: Sequence[State]) -> Iterator[Problem]:
    """Checks that there is one ledger for each environment of the service, and no other."""
    infra = root.resolve().parent / "infra"
    wanted = {path.stem.removeprefix("values-") for path in infra.glob("values-*.yaml")}
    given = {state.environment for state in states}
    if not wanted:
        yield Problem(str(infra), "has no values-<environment>.yaml, so nobody knows where the file may be applied")
    for environment in sorted(wanted - given):
        yield Problem(
            f"{environment}.ledger", f"is not given; infra/values-{environment}.yaml says that it is deployed"
        )
    for environment in sorted(given - wanted):
        yield Problem(f"{environment}.ledger", f"is of no environment; there are {', '.join(sorted(wanted))}")
    for place, times in Counter(state.place for state in states).items():
        if times > 1:
            both = " and ".join(state.environment for state in states if state.place == place)
            yield Problem(place, f"is given for {both}; ask each environment itself")


def contradictions(folder: Folder, number: int, state: State) -> Iterator[Problem]:
    """Checks that the ledger is current, belongs to this repository, and does not have the file."""
    where = f"{state.environment}.ledger"
    if datetime.now(UTC) - state.at > MAX_AGE:
        yield Problem(where, f"is of {state.at:%Y-%m-%d %H:%M} UTC; take it anew")
    known = {entry.name: entry.sha256 for entry in folder.manifest.entries}
    for name, sha256, applied in state.rows:
        if applied and int(name[:4]) < number and known.get(name) != sha256:
            yield Problem(where, f"has {name} in another form than {folder.manifest.path}; is it another repository's?")
        if applied and int(name[:4]) >= number:
            way = "take it back there (DB_UNDO=allowed), or leave it and write a new migration"
            yield Problem(where, f"says that {name} is applied in {state.environment}; {way}")
