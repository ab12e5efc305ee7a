"""The log of a record: one form a line, each line holds the one before, and no change goes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tally import record
from tally.record import (
    ACTS,
    Act,
    BallotRuled,
    ContestCounted,
    DecisionRecorded,
    Entry,
    Happened,
    InputRead,
    LogError,
    PaperMade,
    RecordSealed,
    ResultMade,
    broken_links,
    chain,
    count_head,
    log_bytes,
    named_files,
    read_code,
    read_log,
    seal_head,
    short_code,
)

# The event of NIST's event logging (SP 1500-101): the names an entry may take from it.
NIST_EVENT = {"Description", "Details", "Disposition", "Hash", "Id", "OtherDisposition", "Sequence", "Severity"}
NIST_EVENT |= {"TimeStamp", "Type", "UserId"}

VALUES = {
    "str": st.text(st.characters(codec="utf-8"), max_size=10),
    "int": st.integers(0, 10**9),
    "tuple[int, ...]": st.lists(st.integers(1, 99), max_size=4).map(tuple),
    "Mapping[str, str]": st.dictionaries(
        st.text("abc", min_size=1, max_size=3), st.text("0.1", max_size=3), max_size=3
    ),
}


def acts(kind: type[Act]) -> st.SearchStrategy[Act]:
    """Any act of a kind."""
    return st.builds(kind, **{field.name: VALUES[str(field.type)] for field in fields(kind)})


HAPPENED = st.builds(
    Happened,
    act=st.one_of([acts(kind) for kind in ACTS]),
    at=st.none() | st.just("2020-07-15T17:30:00+07:00"),
    by=st.none() | st.just("Đại hội"),
)
LOGS = st.lists(HAPPENED, max_size=5).map(chain)


def small_log() -> tuple[Entry, ...]:
    """Everything a log needs to be one."""
    read = InputRead(file="inputs/congress.toml", sha256="1" * 64, bytes=1)
    result = ResultMade(file="result.json", sha256="2" * 64, contests={"bch": "3" * 64})
    paper = PaperMade(file="papers/a.pdf", sha256="3" * 64)
    sealed = RecordSealed(file="verify.py", sha256="4" * 64, program="1", dependencies={"click": "8"})
    return chain(Happened(act=act) for act in (read, result, paper, sealed))


@given(LOGS)
def test_a_log_is_read_back_as_it_was_written(log: tuple[Entry, ...]) -> None:
    assert read_log(log_bytes(log)) == log
    assert broken_links(log) == ()


@given(LOGS, LOGS)
def test_a_log_goes_on_from_where_it_ended(log: tuple[Entry, ...], more: tuple[Entry, ...]) -> None:
    whole = chain((entry.happened for entry in (*log, *more)), ())
    assert chain((entry.happened for entry in more), log) == whole


def test_the_digest_of_a_line_is_what_a_shell_makes_of_it() -> None:
    log = small_log()
    lines = log_bytes(log).splitlines(keepends=True)
    assert [hashlib.sha256(line).hexdigest() for line in lines] == [entry.digest for entry in log]
    assert json.loads(lines[0])["Previous"] == "0" * 64
    assert json.loads(lines[2])["Previous"] == log[1].digest


def test_an_entry_has_the_names_of_nist_and_the_line_before() -> None:
    happened = Happened(act=small_log()[0].happened.act, at="2020-07-15T17:30:00+07:00", by="Đại hội")
    entry = json.loads(chain([happened])[0].line)
    assert set(entry) - NIST_EVENT == {"Previous"}
    assert entry["Type"] == "input_read"


def test_every_type_of_act_has_a_name_of_its_own() -> None:
    assert len({act.type for act in ACTS}) == len(ACTS)


@given(LOGS.filter(len), st.data())
def test_a_dropped_line_leaves_a_broken_link_unless_it_was_the_last(
    log: tuple[Entry, ...], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(log) - 1))
    broken = broken_links(log[:at] + log[at + 1 :])
    assert broken[:1] == (() if at == len(log) - 1 else (at + 1,))


@given(LOGS.filter(lambda log: len(log) > 1), st.data())
def test_two_lines_that_change_places_are_found(log: tuple[Entry, ...], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(log) - 2))
    second = data.draw(st.integers(first + 1, len(log) - 1))
    moved = list(log)
    moved[first], moved[second] = moved[second], moved[first]
    assert broken_links(moved)[0] == first + 1


@given(LOGS.filter(lambda log: len(log) > 1), HAPPENED, st.data())
def test_a_line_that_is_rewritten_breaks_the_next_one(
    log: tuple[Entry, ...], other: Happened, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(log) - 2))
    if log[at].happened == other:
        return
    rewritten = (*log[:at], replace(log[at], happened=other), *log[at + 1 :])
    assert broken_links(rewritten) == (at + 2,)


@given(LOGS.filter(len), HAPPENED)
def test_only_a_head_tells_that_the_last_line_was_rewritten(log: tuple[Entry, ...], other: Happened) -> None:
    rewritten = (*log[:-1], replace(log[-1], happened=other))
    assert broken_links(rewritten) == ()
    assert (rewritten[-1].digest == log[-1].digest) == (log[-1].happened == other)


def test_the_count_head_is_the_line_of_the_result_and_the_seal_head_the_last() -> None:
    log = small_log()
    assert count_head(log) == log[1].digest
    assert seal_head(log) == log[3].digest


def test_a_log_without_one_result_or_a_seal_at_its_end_has_no_head() -> None:
    log = small_log()
    result = log[1].happened
    assert count_head(log[:1]) is None
    assert count_head(chain([result], log)) is None
    assert seal_head(log[:3]) is None
    assert seal_head(chain([result], log)) is None
    assert seal_head(chain([log[3].happened], log)) is None
    assert seal_head(()) is None


def test_what_comes_after_the_result_does_not_move_the_count_head() -> None:
    log = small_log()
    assert count_head(chain([log[3].happened], log[:2])) == count_head(log)


def test_the_files_a_log_names_are_those_of_every_act_that_has_one() -> None:
    without = (BallotRuled, DecisionRecorded, ContestCounted)
    for kind in ACTS:
        has_file = {"file", "sha256"} <= {field.name for field in fields(kind)}
        assert has_file == (kind not in without)
    assert named_files(small_log())[0] == ("inputs/congress.toml", "1" * 64)


def spaced(line: bytes) -> bytes:
    """The same JSON, written with blanks."""
    return json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True).encode() + b"\n"


def with_key(line: bytes) -> bytes:
    """One more key."""
    return record.canonical_json(json.loads(line) | {"Extra": 1})


def with_detail(line: bytes) -> bytes:
    """One more detail."""
    entry = json.loads(line)
    entry["Details"]["extra"] = 1
    return record.canonical_json(entry)


def without_detail(line: bytes) -> bytes:
    """One detail less."""
    entry = json.loads(line)
    del entry["Details"]["sha256"]
    return record.canonical_json(entry)


def of_no_type(line: bytes) -> bytes:
    """A type nobody knows."""
    return record.canonical_json(json.loads(line) | {"Type": "gift"})


def cut(line: bytes) -> bytes:
    """Half a line."""
    return line[:20]


def deep(line: bytes) -> bytes:
    """Brackets in brackets, as deep as the line is long."""
    return b"[" * 100_000 + line


@pytest.mark.parametrize("change", [spaced, with_key, with_detail, without_detail, of_no_type, cut, deep])
def test_a_line_that_is_no_entry_is_refused_by_its_number(change: Callable[[bytes], bytes]) -> None:
    lines = log_bytes(small_log()).splitlines(keepends=True)
    lines[2] = change(lines[2])
    with pytest.raises(LogError) as caught:
        read_log(b"".join(lines))
    assert (caught.value.row, caught.value.args) == (3, (3,))


@given(st.binary(max_size=60))
def test_any_bytes_are_a_log_or_refused(content: bytes) -> None:
    with suppress(LogError):  # any other exception fails
        assert log_bytes(read_log(content)) == content


def test_a_short_code_is_half_a_head_in_groups_of_four() -> None:
    head = hashlib.sha256(b"").hexdigest()
    assert short_code(head) == "e3b0 c442 98fc 1c14 9afb f4c8 996f b924"


@given(st.binary(min_size=32, max_size=32).map(bytes.hex), st.sampled_from(["", " ", "-", "\u00a0"]))
def test_a_code_is_read_however_it_was_typed(head: str, between: str) -> None:
    typed = short_code(head).replace(" ", between).upper()
    assert read_code(typed) == head[:32]
    assert read_code(head) == head


@pytest.mark.parametrize("text", ["", "9ea82a0b", "x" * 32, "0" * 31, "0" * 65, "9ea8 2a0b 347e 18d8"])
def test_what_proves_too_little_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match="not a code"):
        read_code(text)
