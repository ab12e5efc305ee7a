"""The sample of 348 ballots, 63 names, 55 seats at the desk: keys a paper, minutes, the same result as its files."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from rules.json_form import to_text
from rules.model import Form
from tally.congress_count import count_folder
from tally.desk.desk import Desk
from tally.desk.keys import KeyPad, keys_of
from tally.desk.requests import EnterAccount, MakeBundles, OneRuling, RuleDoubtful
from tally.desk.roles import Phase
from tally.desk.typing_model import PREPARATION, Crew, Typist, minutes
from tally.model import Ballot, RawMark
from tally.result_file import result_json
from tests.samples_generator.folders import SAMPLES
from tests.samples_generator.people import people_of
from tests.tally.desk.evening import CHAIR, FIRST, SECOND, Evening

FOLDER = SAMPLES / "tinh-2020"
PAD = KeyPad(form=Form.STRIKE_OUT, names=63)
README = Path(__file__).parents[3] / "README.md"


@pytest.fixture(scope="module")
def pile() -> tuple[Ballot, ...]:
    """Its ballots, as the count reads them."""
    (box,) = count_folder(FOLDER).boxes.values()
    return tuple(box.ballots)


def keys(ballot: Ballot) -> int:
    """Keys with the one that saves; a ground seen by people takes two more."""
    return keys_of(PAD.shortest(ballot.marks)) + 2 * (ballot.ruling is not None)


def test_the_sample_is_the_one_the_goal_names(pile: tuple[Ballot, ...]) -> None:
    assert (len(pile), len(pile[0].marks)) == (348, 63)
    assert "seats = 55" in (FOLDER / "congress.toml").read_text(encoding="utf-8")


def test_its_strikes_are_those_of_the_other_samples_and_not_made_for_few_keys() -> None:
    """Strikes a valid paper beside the surplus: between those of the samples that were there before."""
    others = {"xa-ea-mlang": (91, 15), "huyen-2020": (246, 39), "benh-vien": (127, 13), "xa-dong-may": (134, 15)}

    def ratio(roster: str, valid: int, seats: int) -> Fraction:
        votes = [person.votes for person in people_of(roster)]
        return Fraction(sum(valid - each for each in votes), valid * (len(votes) - seats))

    known = [ratio(roster, *numbers) for roster, numbers in others.items()]
    assert min(known) < ratio("tinh-2020", 344, 55) < max(known)


def test_keys_are_at_most_twenty_a_paper_on_average(pile: tuple[Ballot, ...]) -> None:
    taken = [keys(ballot) for ballot in pile]
    assert Fraction(sum(taken), len(taken)) <= 20
    for ballot in pile:
        if ballot.ruling is None:
            assert keys(ballot) <= 2 * ballot.marks.count(RawMark.STRUCK) + 2


def test_keys_are_few_without_ranges_too(pile: tuple[Ballot, ...]) -> None:
    """What a clerk types who never uses a range: two digits a name."""
    plain = [2 * ballot.marks.count(RawMark.STRUCK) + 1 for ballot in pile if 0 < ballot.marks.count("s") < 63]
    assert Fraction(sum(plain), len(plain)) <= 20


def test_the_model_is_keys_and_preparations_and_nothing_else() -> None:
    one = minutes([10], Typist.MIDDLE, Crew(clerks=1, entries=1))
    assert one * 60_000 == 10 * 500 + 2 * PREPARATION
    assert minutes([10] * 6, Typist.MIDDLE, Crew(clerks=3, entries=2)) == 4 * one


def test_the_readme_says_what_the_model_gives(pile: tuple[Ballot, ...]) -> None:
    taken = [keys(ballot) for ballot in pile]
    average = f"{sum(taken) / len(taken):.1f}"
    told = [f"{round(minutes(taken, typist, Crew(clerks=6)))}" for typist in Typist]
    text = README.read_text(encoding="utf-8")
    assert f"{average.replace('.', ',')} phím" in text
    assert f"{average} keys" in text
    assert f"{' · '.join(told)} phút" in text


def test_reading_the_sample_back_from_keys_gives_its_marks(pile: tuple[Ballot, ...]) -> None:
    for ballot in pile:
        assert PAD.read(PAD.shortest(ballot.marks)).marks == replace(ballot, ruling=None).marks


def test_typed_at_the_desk_it_counts_as_from_its_files(pile: tuple[Ballot, ...], tmp_path: Path) -> None:
    """Seven bundles by two clerks, the signed paper ruled on: the same result and digests, byte for byte."""
    folder = tmp_path / "folder"
    folder.mkdir()
    text = (FOLDER / "congress.toml").read_text(encoding="utf-8")
    (folder / "congress.toml").write_text(text[: text.index("ballots =")], encoding="utf-8")
    (folder / "slate-bch.csv").write_bytes((FOLDER / "slate-bch.csv").read_bytes())
    with Desk.open(folder) as desk:
        evening = Evening(desk)
        evening.everybody_joins()
        evening.advance("bch", Phase.COUNT, reason="đã tập dượt")
        away = {"absent_no_alternate": 1}
        desk.do(EnterAccount(contest="bch", summoned=350, present=348, excluded=away, issued=348, returned=348), CHAIR)
        desk.do(MakeBundles(contest="bch", rehearsal=False, papers=348), CHAIR)
        grounds = desk.state.contests["bch"].declared.grounds
        papers = {
            ballot.number: PAD.shortest(ballot.marks)
            + (f"!{grounds.index(ballot.ruling) + 1}" if ballot.ruling else "")
            for ballot in pile
        }
        for bundle in tuple(desk.state.contests["bch"].real.counting()):
            mine = {number: papers[number] for number in range(bundle.first, bundle.last + 1)}
            for person in (FIRST, SECOND):
                evening.type_bundle("bch", person, mine, bundle.number)
        desk.do(
            RuleDoubtful(
                contest="bch",
                rehearsal=False,
                bundle=3,
                ballot=112,
                rulings=(OneRuling(name=0, ruling="signed"),),
                reason="có chữ ký ở góc phiếu",
                in_favour=9,
                of=9,
            ),
            CHAIR,
        )
        evening.advance("bch", Phase.DECIDE)
        counted = desk.compute("bch")
    made = to_text(result_json(counted.result, counted.boxes))
    assert made == (FOLDER / "expected" / "result.json").read_text(encoding="utf-8")
