import sys
from pathlib import Path

import pytest

from scripts.with_env import InvalidLineError, main, read


def test_takes_values_as_they_are() -> None:
    text = "# a comment\n\nDB_HOST=127.0.0.1\nDB_PASSWORD='pa$$w #rd$(x)\\'\nEMPTY=\nDB_HOST=db\n"
    assert read(text) == {"DB_HOST": "db", "DB_PASSWORD": "pa$$w #rd$(x)\\", "EMPTY": ""}


@pytest.mark.parametrize(
    "line",
    ["DB_PASSWORD=pa$$word", "A=b # c", 'A="b"', "A=b c", "A='b'c", "ALONE", "export A=b", "1A=b", " A=b", "A=`b`"],
)
def test_refuses_what_programs_read_differently_and_does_not_show_it(line: str) -> None:
    with pytest.raises(InvalidLineError) as raised:
        read(f"OK=1\n{line}\n")
    assert str(raised.value).startswith(".env:2 is not NAME=value")
    assert line not in str(raised.value)


def test_adds_to_the_environment_and_overrides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr("os.execvpe", lambda *call: started.append(call))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DB_NAME", "of-the-caller")
    command = [sys.executable, "-V"]
    main(command)
    Path(".env").write_text("DB_NAME=of-the-file\nDB_HOST_OF_FILE=db\n")
    main(command)
    (first, second) = started
    assert (first[:2], second[:2]) == ((sys.executable, command), (sys.executable, command))
    assert "DB_HOST_OF_FILE" not in first[2]
    assert (second[2]["DB_NAME"], second[2]["DB_HOST_OF_FILE"]) == ("of-the-caller", "db")
    Path(".env").write_text("DB_PASSWORD=$ecret\n")
    assert main(command) == 2
    assert "$ecret" not in capfd.readouterr().err
