"""A file that is not of one form is read, or refused, as the careful reader does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tally.canonical import ballots_digest
from tests.tally.big_piles import (
    Sizes,
    faults_of,
    read,
    streaming,
)
from tests.tally.streamed_files import OF, deviating, plainly, write

DEVIATIONS = {
    "wrong digit in the last line": deviating(lambda lines: [*lines[:-1], "1,2,0"]),
    "letter in the middle": deviating(lambda lines: [*lines[:20], "1,x,0", *lines[20:]]),
    "empty cell": deviating(lambda lines: [*lines[:20], "1,,0", *lines[20:]]),
    "row too long": deviating(lambda lines: [*lines[:20], "1,0,0,1", *lines[20:]]),
    "row too short": deviating(lambda lines: [*lines[:20], "1,0", *lines[20:]]),
    "other separator": deviating(lambda lines: [*lines[:20], "1;0;0", *lines[20:]]),
    "blank row": deviating(lambda lines: [*lines[:20], "", *lines[20:]]),
    "blank rows of separators": deviating(lambda lines: [*lines[:20], ",,", ",,", *lines[20:]]),
    "duplicate number": deviating(lambda lines: [*lines[:20], "0007,1,0,0", *lines[20:]], numbered=True),
    "number nought": deviating(lambda lines: [*lines[:20], "00,1,0,0", *lines[20:]], numbered=True),
    "number with a letter": deviating(lambda lines: [*lines[:20], "1x,1,0,0", *lines[20:]], numbered=True),
    "number missing": deviating(lambda lines: [*lines[:20], ",1,0,0", *lines[20:]], numbered=True),
    "number too long": deviating(lambda lines: [*lines[:20], "9" * 19 + ",1,0,0", *lines[20:]], numbered=True),
    "totals row": deviating(lambda lines: [*lines, "Tổng,1,0,0"], numbered=True),
    "unknown reason": deviating(lambda lines: [*lines[:20], "99,1,0,0,rain", *lines[20:]], numbered=True, ruled=True),
    "computed reason": deviating(
        lambda lines: [*lines[:9], "99,1,0,0,overvote", *lines[9:]], numbered=True, ruled=True
    ),
    "stray quote": deviating(lambda lines: [*lines[:20], '"1"x,0,0', *lines[20:]]),
    "quote never closed": deviating(lambda lines: [*lines[:20], '"1,0,0', *lines[20:]]),
    "control character": deviating(lambda lines: [*lines[:20], "1\x1b,0,0", *lines[20:]]),
    "line end in a quoted cell": deviating(lambda lines: [*lines[:20], '1,0,"0\n"', "1,x,0", *lines[20:]]),
    "many faults": deviating(lambda lines: [lines[0], *(line[:-1] + "x" for line in lines[1:])]),
    "no ballots": "1,2,3\n",
    "wrong header": "1,2,4\n" + "1,0,0\n" * 30,
    "header twice": "1,2,2\n" + "1,0,0\n" * 30,
    "no header": "1,0,0\n" * 30,
    "empty": "",
    "blank": "\n\n\n",
}


@pytest.mark.parametrize("text", DEVIATIONS.values(), ids=DEVIATIONS)
@pytest.mark.parametrize("part", [40, 1 << 19])
def test_every_fault_is_told_as_always(tmp_path: Path, text: str, part: int) -> None:
    write(tmp_path, OF, text)
    expected = plainly(faults_of(tmp_path, OF))
    with streaming(Sizes(part=part)):
        assert plainly(faults_of(tmp_path, OF)) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"1,2,3\n" + b"1,0,0\n" * 30 + b"1,\xff,0\n",
        b"1,2,3\n" + b"1,0,0\n" * 30 + b"1,0,\0\n",
        b"\xff\xfe1\0",
        b"PK\x03\x04zip",
    ],
)
def test_what_is_no_text_is_told_as_always(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ballots-bch.csv").write_bytes(content)
    expected = plainly(faults_of(tmp_path, OF))
    assert expected
    with streaming():
        assert plainly(faults_of(tmp_path, OF)) == expected


FINE = {
    "spaces": deviating(lambda lines: [*lines[:20], "1, 0 ,0", *lines[20:]]),
    "all with spaces": deviating(lambda lines: [line.replace(",", ", ") for line in lines]),
    "quoted": deviating(lambda lines: [*lines[:20], '"1","0","0"', *lines[20:]]),
    "unreadable mark": deviating(lambda lines: [*lines[:20], "1,?,0", *lines[20:]]),
    "ruled": deviating(lambda lines: [*lines[:20], "1,0,0,signed", *lines[20:]], ruled=True),
    "number of another width": deviating(lambda lines: [*lines[:20], "00000100,1,0,0", *lines[20:]], numbered=True),
    "longest number": deviating(lambda lines: [*lines[:20], "9" * 18 + ",1,0,0", *lines[20:]], numbered=True),
    "columns turned round": "3,2,1\n" + "1,0,0\n" * 30,
    "columns in between": "1,invalid,2,3\n" + "1,,0,0\n" * 30,
    "number last": "1,2,3,ballot\n" + "".join(f"1,0,0,{number}\n" for number in range(1, 30)),
    "blank rows at the end": deviating(lambda lines: [*lines, ",,", ",,", ""]),
    "one ballot": "1,2,3\n1,0,0\n",
    "no last line end": "1,2,3\n1,0,0\n0,1,1",
    "carriage returns at some lines": "1,2,3\n1,0,0\r\n0,1,1\n0,1,0\r\n" * 1 + "1,1,0\n" * 20,
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_what_deviates_and_is_no_fault_is_read(tmp_path: Path, text: str) -> None:
    write(tmp_path, OF, text)
    once = read(tmp_path, OF)
    with streaming():
        past = read(tmp_path, OF)
        assert (past.stamped, tuple(past.ballots)) == (once.stamped, tuple(once.ballots))
        assert ballots_digest(past.ballots, 3) == ballots_digest(once.ballots, 3)


@pytest.mark.parametrize("end", ["\r", "\r\r\n", "\n\r"])
def test_no_ballot_is_lost_behind_a_header_that_ends_otherwise(tmp_path: Path, end: str) -> None:
    head, rest = deviating(lambda lines: lines).split("\n", maxsplit=1)
    write(tmp_path, OF, f"{head}{end}{rest}")
    expected = plainly(faults_of(tmp_path, OF))
    with streaming():
        assert plainly(faults_of(tmp_path, OF)) == expected
        past = () if expected else tuple(read(tmp_path, OF).ballots)
    assert expected or past == tuple(read(tmp_path, OF).ballots)


@pytest.mark.parametrize("head", ['""2,3', '"1",2,3', '"1\n",2,3', '1,"2,3', '1,2,"3"x', '"1\n",2,"3"x'])
def test_a_header_in_quotes_is_read_or_refused_alike(tmp_path: Path, head: str) -> None:
    """Whole where the header goes over several lines or its quotes are broken: no part has it before it then."""
    text = deviating(lambda lines: [head, *lines[1:]], numbered=False)
    write(tmp_path, OF, text)
    expected = plainly(faults_of(tmp_path, OF))
    with streaming():
        assert plainly(faults_of(tmp_path, OF)) == expected
        past = () if expected else tuple(read(tmp_path, OF).ballots)
    assert bool(expected) is (head not in {'"1",2,3', '"1\n",2,3'})
    assert expected or past == tuple(read(tmp_path, OF).ballots)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_a_byte_is_seen(tmp_path: Path, data: st.DataObject) -> None:
    """A changed file is read, or refused, in the same way by both."""
    content = bytearray(deviating(lambda lines: lines, numbered=data.draw(st.booleans())).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.sampled_from(b'01,\n\r;x?" 9\0'))
    (tmp_path / "ballots-bch.csv").write_bytes(bytes(content))
    expected = plainly(faults_of(tmp_path, OF))
    with streaming():
        assert plainly(faults_of(tmp_path, OF)) == expected
        past = () if expected else tuple(read(tmp_path, OF).ballots)
    if not expected:
        assert past == tuple(read(tmp_path, OF).ballots)
