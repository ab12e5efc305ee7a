"""The canonical form of a slate is these bytes and no others: digests in sealed records hang on them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from rules.partial_date import parse
from rules.slate_difference import Person, people_of
from rules.slate_digest import csv_lines, digest, slate_canonical
from tests.tally.builders import slate


def test_number_name_and_birth_as_far_as_it_is_known() -> None:
    listed = slate(3)
    births = (parse("20/03/1975"), parse("1980"), None)
    people = tuple(replace(person, born=born) for person, born in zip(listed.candidates, births, strict=True))
    names = [person.name for person in people]
    form = slate_canonical(replace(listed, candidates=people))
    assert form == f"1,{names[0]},1975-03-20\n2,{names[1]},1980\n3,{names[2]},\n".encode()
    assert people_of(form) == (
        Person(number="1", name=names[0], born="1975-03-20"),
        Person(number="2", name=names[1], born="1980"),
        Person(number="3", name=names[2], born=""),
    )


def test_a_name_is_quoted_only_where_it_must_be_and_keeps_the_lines_in_it() -> None:
    rows = [("1", 'Lê "Tư", An', ""), ("2", "Hai\r\ndòng", "")]
    form = csv_lines(rows)
    assert form == b'1,"L\xc3\xaa ""T\xc6\xb0"", An",\n2,"Hai\r\nd\xc3\xb2ng",\n'
    assert [(each.number, each.name, each.born) for each in people_of(form)] == rows


def test_what_is_no_list_is_not_read() -> None:
    with pytest.raises(ValueError, match=r"."):
        people_of(b"1,An\n")
    with pytest.raises(ValueError, match="expected after"):
        people_of(b'1,"An"x,\n')


def test_lines_that_end_otherwise_are_lines_too() -> None:
    assert people_of(b"1,An,\r2,Ba,\r") == people_of(b"1,An,\n2,Ba,\n")


def test_a_digest_says_how_it_was_made() -> None:
    assert digest(b"1,An,\n") == f"sha256:{hashlib.sha256(b'1,An,' + bytes([10])).hexdigest()}"
