"""What the ledger of rounds says of each vote: whom it elected or made an alternate, or why it placed nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.messages import Translator
from rules.model import About, Decision, Office, Vote
from tally.ledger import ledgers
from tally.ledger_words import ledger_lines
from tally.result import ContestResult
from tally.rounds import CongressResult, settle
from tests.tally.builders import congress, contest, pile, provision, rules, slate, times
from tests.tally.ledgers import annulled, counted, kept_by, later, ledger_of
from tests.tally.under_state_2015 import constituency, law

VI, EN = Translator("vi"), Translator("en")


def told(*results: ContestResult, to: Translator = VI) -> list[str]:
    """Every line of the ledger of one first contest."""
    return [to.text(line) for line in ledger_lines(ledger_of(*results))]


def delegates(alternates: int, *votes: int, seats: int, decision: Decision | None = None) -> ContestResult:
    """A first vote for delegates with these votes of ten."""
    what = replace(contest(len(votes), seats), office=Office.DELEGATES, alternates=alternates)
    return counted(what, kept_by(seats, *votes), *([decision] if decision else []))


def revote(before: tuple[int, ...], *marks: str, id_: str = "bch-2", after: str = "bch") -> ContestResult:
    """A re-vote of delegates for one place."""
    return counted(replace(later(Vote.REVOTE, before, id_=id_, after=after), office=Office.DELEGATES), pile(*marks))


NAMES = [person.name for person in slate(7).candidates]
AT_ONCE = delegates(1, 7, 7, 7, 7, 6, 6, seats=4)
"""Four are elected; persons 5 and 6 are tied for the one place of an alternate."""
FOUR = ", ".join(f"{name} 7" for name in NAMES[:4])
FULL = "Trúng cử tất cả 4 trong 4 người; còn thiếu 0."


def test_a_re_vote_that_only_makes_alternates_names_them() -> None:
    settled = revote((5, 6), *times(6, "sk"), *times(4, "ks"))
    assert told(AT_ONCE, settled) == [
        f"Lần 1 («bch»): {FOUR}",
        f"Lần 2 («bch-2»): dự khuyết: {NAMES[1]} 6",
        f"Dự khuyết: {NAMES[1]} 6",
        FULL,
    ]
    assert told(AT_ONCE, settled, to=EN)[1] == f"Vote 2 (“bch-2”): alternates: {NAMES[1]} 6"


def test_a_re_vote_tied_again_for_a_place_among_the_alternates_says_that_it_made_none() -> None:
    tied = revote((5, 6), *times(5, "sk"), *times(5, "ks"))
    assert told(AT_ONCE, tied)[1:] == ["Lần 2 («bch-2»): chưa ai là đại biểu dự khuyết", FULL]
    assert told(AT_ONCE, tied, to=EN)[1] == "Vote 2 (“bch-2”): no alternate yet"


def test_a_vote_that_elects_and_makes_alternates_says_both() -> None:
    first = delegates(1, 9, 8, 7, 6, seats=3)
    again = replace(later(Vote.AGAIN, (1, 2, 3, 4), 3), office=Office.DELEGATES, alternates=1)
    what = replace(contest(4, 3), office=Office.DELEGATES, alternates=1)
    assert told(annulled(what, pile(*times(10, "kkks"))), counted(again, kept_by(3, 9, 8, 7, 6))) == [
        "Lần 1 («bch»): đã hủy toàn bộ số phiếu, không có kết quả",
        f"Lần 2 («bch-2»): {NAMES[0]} 9, {NAMES[1]} 8, {NAMES[2]} 7; dự khuyết: {NAMES[3]} 6",
        f"Dự khuyết: {NAMES[3]} 6",
        "Trúng cử tất cả 3 trong 3 người; còn thiếu 0.",
    ]
    assert told(first)[0].startswith("Lần 1 («bch»): ")


def test_a_box_that_nobody_has_annulled_yet_awaits_a_decision() -> None:
    void = counted(contest(4, 3, ballots=8), pile(*times(10, "kkks")))
    assert told(void) == [
        "Lần 1 («bch»): không có kết quả, chờ quyết định",
        "Trúng cử tất cả 0 trong 3 người; còn thiếu 3.",
    ]
    assert told(void, to=EN)[0] == "Vote 1 (“bch”): no result, a decision is awaited"


def test_a_vote_that_is_not_recognised_says_so_also_where_it_was_decided_what_follows() -> None:
    decided = Decision(contest="hdnd", about=About.TURNOUT, decision="vote_again", by="Ủy ban", text="Bầu lại.")
    few = counted(constituency(3, 2, voters=20, voted=8), pile(*times(8, "kks")), decided, under=law())
    (found,) = ledgers(CongressResult(congress=congress([few.contest]), rules=law(), contests=settle([few], law())))
    assert VI.text(next(ledger_lines(found))) == "Lần 1 («hdnd»): không công nhận kết quả, quá ít cử tri đi bầu"
    assert EN.text(next(ledger_lines(found))) == "Vote 1 (“hdnd”): not recognised, too few voters voted"


def test_a_vote_that_elects_nobody_says_so() -> None:
    short = counted(contest(4, 3), pile(*times(10, "ksss")))
    nobody = counted(later(Vote.FURTHER, (2, 3, 4), 2), pile(*times(5, "kss"), *times(5, "sks")))
    assert told(short, nobody) == [
        f"Lần 1 («bch»): {NAMES[0]} 10",
        "Lần 2 («bch-2»): không ai trúng cử",
        "Trúng cử tất cả 1 trong 3 người; còn thiếu 2.",
    ]


@pytest.mark.parametrize("decided", [False, True])
def test_a_tie_of_alternates_that_shows_only_after_a_re_vote_is_still_to_be_voted_on(*, decided: bool) -> None:
    stop = Decision(contest="bch", about=About.TIED, decision="no_further_revote", by="Đại hội", text="Thôi.")
    first = delegates(1, 8, 8, 8, 8, 6, 6, 6, seats=5, decision=stop if decided else None)
    lines = told(first, revote((5, 6, 7), *times(10, "kss")))
    assert lines[2] == f"Bằng phiếu ở ranh giới dự khuyết: {NAMES[5]} 6, {NAMES[6]} 6"
    open_line = (
        'CHƯA XONG: còn bầu lại trong số những người này ([[contest]] có after = "bch"; kiemphieu count --next '
        "lập sẵn)."
    )
    assert lines[3:-1] == ([] if decided else [open_line])


def test_what_the_provision_says_of_seats_left_open_stands_last() -> None:
    last = rules(provision("count.last_round", place=None, rule="upper_committee_appoints", round=1))
    nobody = counted(
        replace(contest(2, 1), office=Office.SECRETARY), pile(*times(5, "ks"), *times(5, "sk")), under=last
    )
    found = ledger_of(nobody, under=last)
    assert [VI.text(line) for line in ledger_lines(found)][-1] == ("Theo quy định: cấp ủy cấp trên trực tiếp chỉ định.")
