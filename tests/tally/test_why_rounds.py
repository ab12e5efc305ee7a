"""What all rounds of a contest together made of somebody: one line, the same for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from rules.messages import Translator
from rules.model import About, Contest, Decision, Office, Vote
from tally.outcome import Standing
from tally.result import ContestResult
from tally.why import numbers_of
from tally.why_rounds import OverRounds, over_rounds
from tests.conftest import CHECKOUT, RunCli
from tests.tally.builders import contest, pile, slate, times
from tests.tally.ledgers import annulled, congress_of, counted, kept_by, later

VI, EN = Translator("vi"), Translator("en")
SAMPLES = CHECKOUT / "samples"
NAMES = [person.name for person in slate(7).candidates]
FIRST = counted(contest(4, 3), pile(*times(4, "kkks"), *times(4, "kksk"), *times(2, "kskk")))
"""Persons 1 and 2 are elected, 3 and 4 tied for the third seat."""


def named(what: Contest, names: Iterable[str]) -> Contest:
    """The same contest with these names on its list."""
    people = tuple(replace(person, name=name) for person, name in zip(what.slate.candidates, names, strict=True))
    return replace(what, slate=replace(what.slate, candidates=people))


def made_of(asked: str, *results: ContestResult) -> tuple[OverRounds, ...]:
    """What all rounds made of those a name or a number means, in whichever contest."""
    held = congress_of(results)
    return over_rounds(held, tuple((each, numbers_of(each, asked)) for each in held.contests))


def told(asked: str, *results: ContestResult, to: Translator = VI) -> list[str]:
    """The lines."""
    return [to.text(each.sentence) for each in made_of(asked, *results)]


def revote(*marks: str) -> ContestResult:
    """The re-vote among persons 3 and 4."""
    return counted(named(later(Vote.REVOTE, (3, 4)), NAMES[2:4]), pile(*marks))


SETTLED = revote(*times(6, "sk"), *times(4, "ks"))


def test_a_contest_with_a_single_vote_has_nothing_to_add() -> None:
    assert told(NAMES[2], FIRST) == []


def test_whoever_is_elected_is_told_in_which_round_and_whoever_is_not_too() -> None:
    assert told(NAMES[0], FIRST, SETTLED) == [f"Qua 2 lần bầu, {NAMES[0]}: trúng cử ở lần 1 («bch»)."]
    assert told(NAMES[3], FIRST, SETTLED) == [f"Qua 2 lần bầu, {NAMES[3]}: trúng cử ở lần 2 («bch-2»)."]
    assert told(NAMES[2], FIRST, SETTLED) == [f"Qua 2 lần bầu, {NAMES[2]}: không trúng cử."]
    assert told(NAMES[3], FIRST, SETTLED, to=EN) == [f"Over 2 votes, {NAMES[3]}: elected in vote 2 (“bch-2”)."]
    (lost,) = made_of(NAMES[2], FIRST, SETTLED)
    assert (lost.standing, lost.by, lost.vote) == (Standing.NOT_ELECTED, None, None)


def test_a_number_means_another_person_in_each_round_and_each_has_a_line() -> None:
    assert told("2", FIRST, SETTLED) == [
        f"Qua 2 lần bầu, {NAMES[1]}: trúng cử ở lần 1 («bch»).",
        f"Qua 2 lần bầu, {NAMES[3]}: trúng cử ở lần 2 («bch-2»).",
    ]


def test_somebody_whom_a_later_list_added_stands_for_himself() -> None:
    short = counted(contest(4, 3), pile(*times(10, "kkss")))
    what = named(later(Vote.FURTHER, (3, 4)), [NAMES[2], "Hoàng Thị Mới"])
    people = what.slate.candidates
    what = replace(what, slate=replace(what.slate, candidates=(people[0], replace(people[1], number_before=None))))
    added = counted(what, pile(*times(10, "sk")))
    assert told("Hoàng Thị Mới", short, added) == ["Qua 2 lần bầu, Hoàng Thị Mới: trúng cử ở lần 2 («bch-2»)."]
    assert told(NAMES[3], short, added) == [f"Qua 2 lần bầu, {NAMES[3]}: không trúng cử."]


def test_other_contests_of_the_congress_are_left_alone() -> None:
    other = counted(named(replace(contest(4, 3), id="bt"), NAMES[3:7]), pile(*times(10, "kkks")))
    (only,) = made_of(NAMES[3], other, FIRST, SETTLED)
    assert only.ledger.first.contest.id == "bch"


def test_whoever_is_on_the_list_of_the_next_vote_is_told_so() -> None:
    tied = revote(*times(5, "sk"), *times(5, "ks"))
    assert told(NAMES[2], FIRST, tied) == [
        f"Qua 2 lần bầu, {NAMES[2]}: chưa xong, sau lần 2 («bch-2») còn có tên trong danh sách {VI.label(Vote.REVOTE)}."
    ]
    assert told(NAMES[2], FIRST, tied, to=EN) == [
        f"Over 2 votes, {NAMES[2]}: not finished, after vote 2 (“bch-2”) still on the list of: {EN.label(Vote.REVOTE)}."
    ]
    (pending,) = made_of(NAMES[2], FIRST, tied)
    assert (pending.standing, pending.vote) == (None, Vote.REVOTE)


def test_while_people_still_have_to_decide_nobody_is_said_not_to_be_elected() -> None:
    what = named(later(Vote.REVOTE, (3, 4)), NAMES[2:4])
    assert what.ballots is not None
    undecided = counted(replace(what, ballots=replace(what.ballots, issued=9)), pile(*times(10, "sk")))
    assert told(NAMES[2], FIRST, undecided) == [f"Qua 2 lần bầu, {NAMES[2]}: chưa trúng cử, các lần bầu chưa xong."]
    assert told(NAMES[2], FIRST, undecided, to=EN) == [
        f"Over 2 votes, {NAMES[2]}: not elected so far, and the rounds are not finished."
    ]


def delegates(*votes: int, seats: int, alternates: int) -> ContestResult:
    """A first vote for delegates with these votes of ten."""
    what = replace(contest(len(votes), seats), office=Office.DELEGATES, alternates=alternates)
    return counted(what, kept_by(seats, *votes))


def test_an_alternate_is_told_by_which_vote_he_is_one() -> None:
    first = delegates(8, 8, 8, 8, 6, 6, seats=5, alternates=1)
    what = replace(named(later(Vote.REVOTE, (5, 6)), NAMES[4:6]), office=Office.DELEGATES)
    settled = counted(what, pile(*times(10, "ks")))
    assert told(NAMES[4], first, settled) == [f"Qua 2 lần bầu, {NAMES[4]}: trúng cử ở lần 2 («bch-2»)."]
    assert told(NAMES[5], first, settled) == [f"Qua 2 lần bầu, {NAMES[5]}: là đại biểu dự khuyết ở lần 1 («bch»)."]
    assert [each.standing for each in made_of(NAMES[5], first, settled)] == [Standing.ALTERNATE]
    assert told(NAMES[5], first, settled, to=EN) == [f"Over 2 votes, {NAMES[5]}: alternate in vote 1 (“bch”)."]


def test_a_decision_against_a_further_vote_ends_it_also_for_those_on_its_list() -> None:
    stop = Decision(contest="bch-2", about=About.TIED, decision="no_further_revote", by="Đại hội", text="Thôi.")
    tied = counted(named(later(Vote.REVOTE, (3, 4)), NAMES[2:4]), pile(*times(5, "sk"), *times(5, "ks")), stop)
    assert told(NAMES[2], FIRST, tied) == [f"Qua 2 lần bầu, {NAMES[2]}: không trúng cử."]


def test_an_annulled_box_is_one_of_the_rounds() -> None:
    void = annulled(contest(4, 3), pile(*times(10, "kkks")))
    again = counted(named(later(Vote.AGAIN, (1, 2, 3, 4), 3), NAMES[:4]), pile(*times(10, "kkks")))
    assert told(NAMES[0], void, again) == [f"Qua 2 lần bầu, {NAMES[0]}: trúng cử ở lần 2 («bch-2»)."]


def test_the_line_stands_last_on_the_screen_and_in_the_answer_for_programs(run_cli: RunCli) -> None:
    asked = ("count", SAMPLES / "bang-phieu-bau-lai", "--why", "Ma Văn Ngoạn")
    assert run_cli(*asked).stdout.rstrip().endswith("Qua 2 lần bầu, Ma Văn Ngoạn: trúng cử ở lần 2 («bch-bau-lai»).")
    assert json.loads(run_cli(*asked, "--json").stdout)["over_rounds"] == [
        {
            "id": "bch",
            "rounds": 2,
            "name": "Ma Văn Ngoạn",
            "standing": "elected",
            "by": "bch-bau-lai",
            "vote": None,
            "sentence": "Qua 2 lần bầu, Ma Văn Ngoạn: trúng cử ở lần 2 («bch-bau-lai»).",
        }
    ]
    one_round = run_cli(*asked, "--contest", "bch").stdout
    assert "Qua 2 lần bầu, Ma Văn Ngoạn: trúng cử ở lần 2" in one_round
