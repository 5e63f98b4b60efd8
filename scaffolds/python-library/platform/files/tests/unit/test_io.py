import hashlib
from pathlib import Path

import pytest

from <%= it.package %>.io import InvalidFileError, canonical_json, inside, read_json, sha256_of, write_atomically


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_atomically(file, b"1")
    write_atomically(file, b"2")
    assert file.read_bytes() == b"2"
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_atomically(tmp_path / "taken", b"1")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_says_where_json_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    with pytest.raises(InvalidFileError, match="is not there"):
        read_json(file)
    file.write_text('{"a": 1,\n "b": }')
    with pytest.raises(InvalidFileError, match=r"a\.json:2:7 Expecting value"):
        read_json(file)
    file.write_bytes(b'"\xff"')
    with pytest.raises(InvalidFileError, match="not UTF-8"):
        read_json(file)
    file.write_text("[1]")
    assert read_json(file) == [1]


def test_equal_values_have_equal_bytes() -> None:
    assert canonical_json({"b": "é", "a": [1, 2.5, None]}) == '{"a":[1,2.5,null],"b":"é"}'.encode()
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(float("nan"))


def test_digests_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", ".", "", "b/../../a", "link/a"])
def test_no_path_leaves_its_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(InvalidFileError):
        inside(folder, name)
    assert inside(folder, "b/c") == folder.resolve() / "b/c"
