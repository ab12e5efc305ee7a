"""Canonical forms: the bytes of which digests are made, exactly as design §6 says them."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rules.model import Slate
from rules.partial_date import PartialDate
from tally.canonical import ballots_canonical, digest, slate_canonical
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tests.strategies import slates
from tests.tally.builders import slate
from tests.tally.strategies import Pile, piles


def test_a_slate_is_number_name_and_birth_in_ballot_order() -> None:
    people = slate(3)
    first, second, third = people.candidates
    known = (
        replace(first, name="Nguyễn Thị Ánh", born=PartialDate(1975, 3, 20)),
        replace(second, name="Trần Văn Bé", born=PartialDate(1980, 4)),
        replace(third, name='Lê "Ba", Út', born=None),
    )
    assert (
        slate_canonical(replace(people, candidates=known))
        == ('1,Nguyễn Thị Ánh,1975-03-20\n2,Trần Văn Bé,1980-04\n3,"Lê ""Ba"", Út",\n').encode()
    )


def test_what_is_not_on_the_ballot_is_not_in_the_slates_form() -> None:
    people = slate(2)
    other = replace(people, file="other.csv", sha256="1" * 64, notes=("Ghi chú",))
    elsewhere = tuple(replace(person, row=person.row + 5, post="Bí thư") for person in people.candidates)
    assert slate_canonical(replace(other, candidates=elsewhere)) == slate_canonical(people)


@given(slates())
def test_any_slate_is_read_back_from_its_form(people: Slate) -> None:
    rows = list(csv.reader(io.StringIO(slate_canonical(people).decode(), newline="")))
    assert rows == [
        [str(person.number), person.name, person.born.iso() if person.born else ""] for person in people.candidates
    ]


def test_ballots_are_number_marks_and_ruling_by_number_without_leading_zeros() -> None:
    ballots = (
        Ballot(10, "kks"),
        Ballot(9, "kus", InvalidReason.SIGNED),
        Ballot(2, "kus", mark_rulings=(MarkRuling(3, RawMark.KEPT), MarkRuling(2, RawMark.STRUCK))),
        Ballot(1, "uuu", InvalidReason.MARKED, (MarkRuling(1, RawMark.KEPT),)),
    )
    assert ballots_canonical(ballots, 3) == (
        b"1,uuu,marked 1=kept\n2,kus,2=struck 3=kept\n9,kus,signed\n10,kks,\n"  # the marks stay as they are
    )


def test_a_ruled_mark_is_written_with_the_code_of_the_ballot_file() -> None:
    ballot = Ballot(1, "k" * 10 + "u", mark_rulings=(MarkRuling(11, RawMark.STRUCK),))
    assert ballots_canonical([ballot], 11) == b"1,kkkkkkkkkku,11=struck\n"
    early = Ballot(1, "u" + "k" * 10, mark_rulings=(MarkRuling(1, RawMark.KEPT),))
    assert ballots_canonical([early], 11) == b"1,ukkkkkkkkkk,01=kept\n"


@given(piles(), st.data())
def test_the_order_of_ballots_does_not_change_the_form(pile_of: Pile, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(pile_of.ballots))
    names = pile_of.paper.names
    assert ballots_canonical(shuffled, names) == ballots_canonical(pile_of.ballots, names)


@given(piles(max_ballots=6), piles(max_ballots=6))
def test_two_piles_have_one_form_only_if_they_are_one(one: Pile, other: Pile) -> None:
    same = ballots_canonical(one.ballots, one.paper.names) == ballots_canonical(other.ballots, other.paper.names)
    assert same == (one.ballots == other.ballots)


def test_a_digest_says_how_it_was_made() -> None:
    assert digest(b"1,ks,\n") == f"sha256:{hashlib.sha256(b'1,ks,' + bytes([10])).hexdigest()}"


def test_an_empty_box_has_an_empty_form() -> None:
    assert ballots_canonical([], 3) == b""
