from pathlib import Path

from tests.public_api import PACKAGE, describe

RECORD = Path(__file__).parents[1] / "public_api.txt"


def test_signatures_are_the_recorded_ones() -> None:
    recorded = RECORD.read_text(encoding="utf-8").splitlines()
    now = list(describe(PACKAGE))
    gone = [f"- {line}" for line in recorded if line not in now]
    new = [f"+ {line}" for line in now if line not in recorded]
    assert recorded == now, "\n".join(["the public API changed; when that is meant, run: make api", *gone, *new])
