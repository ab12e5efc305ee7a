"""A line of the desk's log: what it holds as bytes, and how a log that was touched is found out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest

from tally.desk.acts import CodeMade, PersonJoined
from tally.desk.written import Written, read, write
from tally.record import NOTHING_BEFORE, LogError

AT = "2020-03-15T14:00:00+07:00"
JOINED = PersonJoined(person="Lương Ngọc Bính", role="chair")


def log() -> list[Written]:
    """Three lines: of the desk itself, of a person, and of the desk itself."""
    lines: list[Written] = []
    for act, by in ((CodeMade(role="chair"), ""), (JOINED, "Lương Ngọc Bính"), (CodeMade(role="clerk"), "")):
        previous = lines[-1].digest if lines else NOTHING_BEFORE
        lines.append(write(act, sequence=len(lines) + 1, previous=previous, at=AT, by=by))
    return lines


def test_a_line_says_who_did_what_and_when_and_holds_the_line_before() -> None:
    line = write(JOINED, sequence=7, previous="ab" * 32, at=AT, by="Lương Ngọc Bính")
    assert json.loads(line.line) == {
        "Sequence": 7,
        "Type": "person_joined",
        "Details": {"person": "Lương Ngọc Bính", "role": "chair"},
        "Previous": "ab" * 32,
        "TimeStamp": AT,
        "UserId": "Lương Ngọc Bính",
    }
    assert line == Written(
        sequence=7,
        act=JOINED,
        at=AT,
        by="Lương Ngọc Bính",
        previous="ab" * 32,
        line=line.line,
        digest=hashlib.sha256(line.line).hexdigest(),
    )


def test_what_the_desk_itself_did_names_nobody() -> None:
    line = write(JOINED, sequence=1, previous=NOTHING_BEFORE, at=AT, by="")
    assert "UserId" not in json.loads(line.line)
    assert line.by == ""


def test_a_log_is_read_as_it_was_written() -> None:
    lines = log()
    assert list(read(line.line for line in lines)) == lines


def test_the_end_of_a_log_is_read_onto_the_line_before_it() -> None:
    first, *others = log()
    assert list(read((line.line for line in others), 1, first.digest)) == others
    with pytest.raises(LogError) as failed:
        list(read((line.line for line in others), 2, first.digest))
    assert failed.value.row == 3
    with pytest.raises(LogError) as failed:
        list(read((line.line for line in others), 1, others[0].digest))
    assert failed.value.row == 2


def test_a_line_without_a_time_is_read_without_one() -> None:
    content = {"Sequence": 1, "Type": "code_made", "Details": {"role": "clerk"}, "Previous": NOTHING_BEFORE}
    line = f"{json.dumps(content)}\n".encode()
    (found,) = read([line])
    assert (found.at, found.by, found.act) == ("", "", CodeMade(role="clerk"))


@pytest.mark.parametrize(
    ("touch", "row"),
    [
        (lambda lines: [lines[0], lines[1].replace(b'"chair"', b'"clerk"'), lines[2]], 3),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[1], lines[2]], 1),
        (lambda lines: [lines[0], lines[0], lines[1]], 2),
        (lambda lines: [lines[0], lines[2], lines[1]], 2),
        (lambda lines: [lines[0], lines[1].replace(b'"Sequence":2', b'"Sequence":3'), lines[2]], 2),
        (lambda lines: [lines[0].replace(b"000", b"111"), *lines[1:]], 1),
        (lambda lines: [*lines[:2], b"\n"], 3),
        (lambda lines: [*lines[:2], lines[2].replace(b"code_made", b"code_broken")], 3),
        (lambda lines: [*lines[:2], lines[2][:40]], 3),
    ],
    ids=[
        "a word altered",
        "a line dropped",
        "the first line dropped",
        "a line doubled",
        "two lines changed over",
        "a number altered",
        "the zeros of the first line altered",
        "an empty line",
        "an act nobody knows",
        "a line cut short",
    ],
)
def test_a_log_that_was_touched_names_the_first_line_that_does_not_follow(
    touch: Callable[[list[bytes]], list[bytes]], row: int
) -> None:
    with pytest.raises(LogError) as failed:
        list(read(touch([line.line for line in log()])))
    assert failed.value.row == row
