from datetime import UTC, datetime
from pathlib import Path

import pytest

from <%= it.package %>.datasets import Bar, DatasetError, read_bars, read_records

HEADER = "time,open,high,low,close,volume\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(DatasetError) as caught:
        read_bars(path)
    return list(caught.value.problems)


def test_csv_and_json_lines_give_the_same_bars(tmp_path: Path) -> None:
    csv = written(tmp_path, "prices.csv", HEADER + "2026-01-05T15:30:00+01:00,10,12,9,11,500\n")
    line = '{"time": "2026-01-05T14:30:00Z", "open": 10, "high": 12, "low": 9, "close": 11, "volume": 500}\n\n'
    expected = [Bar(datetime(2026, 1, 5, 14, 30, tzinfo=UTC), 10, 12, 9, 11, 500)]
    assert read_bars(csv) == expected
    assert read_bars(written(tmp_path, "prices.jsonl", line)) == expected


def test_all_problems_are_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "prices.csv",
        HEADER
        + "2026-01-05T00:00:00Z,10,12,9,eleven,500\n"
        + "2026-01-06,10,12,9,11,\n"
        + "2026-01-07T00:00:00Z,10,8,9,11,-5\n"
        + "soon,10,12,9,11,1\n",
    )
    assert problems(path) == [
        (2, 'close is "eleven"; write a number'),
        (3, 'time is "2026-01-06"; write ISO 8601 with the zone, like 2026-01-31T14:30:00Z'),
        (3, 'volume is ""; write a number'),
        (4, "volume is -5; it is 0 or more"),
        (4, "open 10 and close 11 are not between low 9 and high 8"),
        (5, 'time is "soon"; write ISO 8601 with the zone, like 2026-01-31T14:30:00Z'),
    ]
    with pytest.raises(DatasetError, match=r"prices\.csv:2: close is"):
        read_bars(path)


def test_times_ascend(tmp_path: Path) -> None:
    row = "2026-01-05T00:00:00Z,1,1,1,1,0\n"
    path = written(tmp_path, "prices.csv", HEADER + row + row)
    message = "time 2026-01-05T00:00:00+00:00 is not after the one before; sort the lines, drop duplicates"
    assert problems(path) == [(3, message)]


def test_prices_are_above_zero_and_there(tmp_path: Path) -> None:
    line = '{"time": "2026-01-05T00:00:00Z", "open": 0, "high": 1, "low": 0, "close": true}'
    path = written(tmp_path, "prices.jsonl", line)
    assert problems(path) == [(1, 'close is "True"; write a number'), (1, "volume is missing; write a number")]
    path = written(tmp_path, "prices.csv", HEADER + "2026-01-05T00:00:00Z,0,1,0,1,0\n")
    assert problems(path) == [(2, "a price is 0; prices are above 0")]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", "", [(1, "has no header; write the names of the columns in the first line")]),
        ("a.csv", "a,b,a\n1,2,3\n", [(1, 'column "a" stands twice; rename one')]),
        ("a.csv", 'a,b\n"1\n2",3\n\n4\n', [(5, "has 1 values for 2 columns; write one per column")]),
        ("a.csv", 'a\n"1\n', [(2, "is no CSV (unexpected end of data); mend the quotes")]),
        ("a.csv", b"a\n\xff\n", [(2, "byte 0xff is not UTF-8; save the file as UTF-8")]),
        ("a.jsonl", "{}\n[]\n", [(2, "holds a list; write one object per line")]),
        ("a.jsonl", '{"a": NaN}', [(1, "is no JSON (NaN is not a number in JSON); write one object per line")]),
        ("a.parquet", "", [(1, 'ends in ".parquet"; name it .csv or .jsonl after what it holds')]),
    ],
)
def test_what_is_no_dataset_is_refused(tmp_path: Path, name: str, content: str | bytes, expected: object) -> None:
    with pytest.raises(DatasetError) as caught:
        read_records(written(tmp_path, name, content))
    assert list(caught.value.problems) == expected


def test_records_have_the_line_they_start_on(tmp_path: Path) -> None:
    records = read_records(written(tmp_path, "a.csv", '\ufeffa\n"1\n2"\n3\n'))
    assert [(record.line, record.fields) for record in records] == [(2, {"a": "1\n2"}), (4, {"a": "3"})]
    text = '{"a": "x\u2028y"}\n'
    assert [record.fields["a"] for record in read_records(written(tmp_path, "a.jsonl", text))] == ["x\u2028y"]
