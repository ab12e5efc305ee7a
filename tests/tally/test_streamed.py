"""A box that streamed past: its numbers hold for this paper and choice, its ballots are there as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from rules.choice import AllDisagree, Choices
from rules.errors import NOWHERE, Fault, UndecidedError
from rules.messages import Translator
from rules.model import Contest, Form
from rules.phrase import phrase
from tally.count import count
from tally.model import Ballot, Tally
from tally.result import CountsDifferError, count_contest, count_twice
from tally.streamed import TOLD, Streamed, StreamedBallots, streamed_as, told
from tally.turned_round import Shown, ballot_to_show
from tally.validity import BallotForm
from tests.tally.builders import contest, pile, rules, times

VI = Translator("vi")
BALLOTS = pile("kks", "ksk", "skk", "sss", "kkk")
PAPER = BallotForm(form=Form.STRIKE_OUT, names=3, seats=2)
OF = contest(3, 2, ballots=5)
BOXES = BallotForm(form=Form.AGREE_DISAGREE, names=2, seats=2)


def counted(ballots: tuple[Ballot, ...], paper: BallotForm = PAPER, choice: AllDisagree | None = None) -> Streamed:
    """What two routes over these columns give, and all of them for a sample."""
    tally = count(ballots, paper, choice)
    return Streamed(
        paper=paper,
        all_disagree=choice,
        counted=len(ballots),
        file_order=tally,
        blocks=tally,
        sample=ballots,
        sample_tally=tally,
        unclear=(),
        nobody=(),
        digest="sha256:0",
    )


class Readings:
    """The ballots, and how often they were read."""

    def __init__(self, ballots: tuple[Ballot, ...] = BALLOTS) -> None:
        """Nobody has read them yet."""
        self.ballots, self.times = ballots, 0

    def __call__(self) -> Iterator[Ballot]:
        """Read them once more."""
        self.times += 1
        return iter(self.ballots)


@pytest.fixture(params=[4, 5], ids=["big", "small"])
def up_to(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A box of five is beyond the reference, or just within it."""
    limit: int = request.param
    monkeypatch.setattr("tally.streamed.REFERENCE_UP_TO", limit)
    monkeypatch.setattr("tally.result.REFERENCE_UP_TO", limit)
    return limit


def test_ballots_are_those_of_the_box_in_any_part(up_to: int) -> None:
    assert up_to
    box = StreamedBallots(counted(BALLOTS), Readings())
    assert (len(box), tuple(box)) == (5, BALLOTS)
    assert [box[at] for at in range(-5, 5)] == [*BALLOTS, *BALLOTS]
    assert [tuple(box[part]) for part in (slice(1, 3), slice(None, None, -2))] == [BALLOTS[1:3], BALLOTS[::-2]]
    for outside in (5, -6):
        with pytest.raises(IndexError):
            box[outside]


def test_a_ballot_that_is_not_there_is_told_with_how_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tally.streamed.REFERENCE_UP_TO", 4)
    with pytest.raises(IndexError, match="there are 5 ballots: 7"):
        StreamedBallots(counted(BALLOTS), Readings())[7]


def test_ballots_of_a_small_box_are_read_once_and_of_a_big_one_whenever_they_are_asked_for(up_to: int) -> None:
    again = Readings()
    box = StreamedBallots(counted(BALLOTS), again)
    assert again.times == (1 if up_to == 5 else 0)
    assert tuple(box) == tuple(box)
    assert again.times == (1 if up_to == 5 else 2)


def test_a_count_holds_for_the_paper_and_the_choice_it_was_made_under() -> None:
    made = counted(BALLOTS)
    box = StreamedBallots(made, Readings())
    assert streamed_as(box, PAPER, None) is made
    assert streamed_as(box, replace(PAPER, seats=1), None) is None
    assert streamed_as(box, PAPER, AllDisagree.VALID) is None
    assert streamed_as(BALLOTS, PAPER, None) is None


def wrong(tally: Tally) -> Tally:
    """One vote too many for the first name."""
    return replace(tally, votes=(tally.votes[0] + 1, *tally.votes[1:]))


def both_routes(made: Streamed) -> Streamed:
    """Both routes of the columns are wrong alike."""
    return replace(made, file_order=wrong(made.file_order), blocks=wrong(made.blocks))


def one_route(made: Streamed) -> Streamed:
    """One route of the columns is wrong."""
    return replace(made, blocks=wrong(made.blocks))


def the_sample(made: Streamed) -> Streamed:
    """The columns' count of the sample is wrong."""
    return replace(made, sample_tally=wrong(made.sample_tally))


@pytest.mark.parametrize("change", [one_route, the_sample])
def test_counts_that_differ_are_no_result_however_many_ballots_there_are(
    up_to: int, change: Callable[[Streamed], Streamed]
) -> None:
    assert up_to
    with pytest.raises(CountsDifferError, match=r"votes=\([23], .* != .*votes=\([23], "):
        count_twice(StreamedBallots(change(counted(BALLOTS)), Readings()), PAPER, Choices())


def test_up_to_the_limit_and_with_it_the_reference_counts_every_ballot(up_to: int) -> None:
    box = StreamedBallots(both_routes(counted(BALLOTS)), Readings())
    if up_to == 5:
        with pytest.raises(CountsDifferError):
            count_twice(box, PAPER, Choices())
    else:
        assert count_twice(box, PAPER, Choices()) == wrong(count(BALLOTS, PAPER, None))


def test_what_was_counted_under_the_congresss_choice_is_what_is_taken() -> None:
    choice = AllDisagree.INVALID
    ballots = pile("ad", "dd", "aa")
    box = StreamedBallots(both_routes(counted(ballots, BOXES, choice)), Readings(ballots))
    with pytest.raises(CountsDifferError):  # so the routes were looked at, and nothing was counted anew
        count_twice(box, BOXES, Choices(all_disagree=choice))
    assert count_twice(box, BOXES, Choices(all_disagree=AllDisagree.VALID)) == count(ballots, BOXES, AllDisagree.VALID)


def open_points(
    of: Contest, made: Streamed, choices: Choices, ballots: tuple[Ballot, ...] = BALLOTS
) -> list[tuple[str, str | None]]:
    """What people must decide before a box is counted."""
    with pytest.raises(UndecidedError) as raised:
        count_contest(of, StreamedBallots(made, Readings(ballots)), rules(), choices)
    return [(fault.name, fault.seen) for fault in raised.value.faults]


def test_people_decide_first_on_the_ballots_that_were_seen_while_the_box_streamed_past() -> None:
    """Of five ballots with an unclear mark two were seen then, so two are told."""
    doubtful = tuple(replace(each, marks=f"{each.marks[:2]}u") for each in BALLOTS)
    assert open_points(OF, replace(counted(BALLOTS), unclear=(2, 4)), Choices(), doubtful) == [
        ("ballots.unclear", "2"),
        ("ballots.unclear", "4"),
    ]
    boxes = contest(2, 2, Form.AGREE_DISAGREE, ballots=5)
    agreed = pile(*times(5, "aa"))
    made = replace(counted(agreed, BOXES), nobody=(3,))
    assert open_points(boxes, made, Choices()) == [("ballots.all_disagree", "3")]


def test_marks_nobody_could_read_are_found_whatever_was_chosen() -> None:
    choice = AllDisagree.VALID
    made = replace(counted(pile(*times(5, "aa")), BOXES, choice), unclear=(1,))
    boxes = contest(2, 2, Form.AGREE_DISAGREE, ballots=5)
    doubtful = pile("au", *times(4, "aa"))
    assert open_points(boxes, made, Choices(all_disagree=choice), doubtful) == [("ballots.unclear", "1")]


def test_of_a_big_box_a_ballot_of_its_sample_is_held_to_the_paper() -> None:
    box = StreamedBallots(replace(counted(BALLOTS), sample=BALLOTS[2:]), Readings())
    assert ballot_to_show(box, Form.STRIKE_OUT) == Shown(3, struck=(1,), kept=(2, 3))


def faults(number: int) -> list[Fault]:
    """So many faults of a file."""
    one = Fault(
        name="ballots.cell", file="b.csv", place=NOWHERE, seen=None, message=phrase("sai"), remedy=phrase("sửa")
    )
    return [one] * number


def test_a_thousand_faults_are_told_and_of_more_that_there_are_more() -> None:
    assert [len(told(faults(number), "b.csv")) for number in (0, 1, TOLD - 1, TOLD)] == [0, 1, TOLD - 1, TOLD]
    *first, last = told(faults(TOLD + 1), "b.csv")
    assert first == faults(TOLD)
    assert (last.name, last.file) == ("ballots.more_faults", "b.csv")
    assert VI.text(last.message) == f"còn nữa: chỉ nêu {TOLD} lỗi đầu tiên của tệp này"
