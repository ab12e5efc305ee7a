"""Both counts against the plain reading of the provision, and what must be true of every count.

Exhaustive: every pile of up to four ballots of up to three names, on both forms, with every mark of the form, all
seats, both choices for papers that agree to nobody, and papers the committee ruled invalid; each pile once, since a
property below shows that the order of its ballots does not matter. On agree/disagree ballots of three names two of
the ruled papers stand for all of them, since a ruled paper's marks are not looked at (every one is tried up to two
names). Who is elected hangs on votes, seats and base alone: ``test_outcome`` tries every vector of votes that four
ballots, and more, can give. For larger piles hypothesis takes over here; ``test_columns`` holds the two counts
against each other on very large ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.choice import AllDisagree
from rules.model import Form
from tally.columns import count_columns, turn
from tally.count import count
from tally.model import Ballot, InvalidReason, Tally
from tally.validity import BallotForm
from tests.tally import plain
from tests.tally.builders import pile
from tests.tally.strategies import RULED_REASONS, Pile, piles

Count = Callable[[Sequence[Ballot], BallotForm, AllDisagree | None], Tally]


def by_column(ballots: Sequence[Ballot], paper: BallotForm, all_disagree: AllDisagree | None) -> Tally:
    """The column count, asked as the reference count is."""
    return count_columns(turn(ballots, paper.names), paper, all_disagree)


COUNTS: tuple[Count, ...] = (count, by_column)
both_counts = pytest.mark.parametrize("counting", COUNTS, ids=("by_ballot", "by_column"))


@dataclass(frozen=True)
class Case:
    """Every paper that can come out of the box, and the printed ballot."""

    paper: BallotForm
    papers: tuple[Ballot, ...]
    all_disagree: AllDisagree

    def gives(self, ballot: Ballot) -> tuple[int, ...]:
        """What one paper gives by the plain reading, in the row of ``numbers_of``."""
        said = plain.Paper(form=self.paper.form.value, seats=self.paper.seats)
        return row_of(plain.numbers([(ballot.marks, ballot.ruling)], self.paper.names, said, self.all_disagree))


def row_of(read: plain.Numbers) -> tuple[int, ...]:
    """The plain reading's numbers in the row of ``numbers_of``."""
    reasons = (read.reasons.get(reason, 0) for reason in InvalidReason)
    return (read.valid, *read.votes, *read.against, *read.not_counted, *reasons)


def every_paper(letters: str, names: int, rulings: Iterable[InvalidReason | None]) -> tuple[Ballot, ...]:
    """All marks of a form under each of the rulings; the numbers do not matter to a count."""
    return tuple(Ballot(1, "".join(marks), ruling) for ruling in rulings for marks in product(letters, repeat=names))


def strike_out_cases(names: int) -> Iterable[Case]:
    """All seats that leave a surplus."""
    for seats in range(1, names):
        paper = BallotForm(form=Form.STRIKE_OUT, names=names, seats=seats)
        ruled = every_paper("ksu", names, [InvalidReason.SIGNED])[:: 1 if names == 2 else 4]
        yield Case(paper, (*every_paper("ks", names, [None, InvalidReason.MARKED]), *ruled), AllDisagree.VALID)


def agree_disagree_cases(names: int) -> Iterable[Case]:
    """As many seats as names, and one more."""
    for seats, choice in product((names, names + 1), AllDisagree):
        paper = BallotForm(form=Form.AGREE_DISAGREE, names=names, seats=seats)
        if names < 3:
            yield Case(paper, every_paper("adbn", names, [None, InvalidReason.MARKED]), choice)
        elif seats == names:
            ruled = (Ballot(1, "aaa", InvalidReason.MARKED), Ballot(1, "uuu", InvalidReason.SIGNED))
            yield Case(paper, (*every_paper("adbn", names, [None]), *ruled), choice)


CASES = [case for cases in (*map(strike_out_cases, (2, 3)), *map(agree_disagree_cases, (1, 2, 3))) for case in cases]


def name_of(case: Case) -> str:
    """How the case is called in the list of tests."""
    paper = case.paper
    return f"{paper.form}-{paper.names}-names-{paper.seats}-seats-{case.all_disagree}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_every_pile_of_up_to_four_ballots_counts_as_the_provision_reads(case: Case) -> None:
    gives = {paper: packed(case.gives(paper)) for paper in case.papers}
    for size in range(5):
        for ballots in combinations_with_replacement(case.papers, size):
            tally = count(ballots, case.paper, case.all_disagree)
            assert packed(numbers_of(tally)) == sum(gives[ballot] for ballot in ballots), ballots
            assert by_column(ballots, case.paper, case.all_disagree) == tally, ballots


def numbers_of(tally: Tally) -> tuple[int, ...]:
    """Everything a tally says in one row: valid, votes, against, not counted, then every ground."""
    reasons = (tally.invalid_reasons.get(reason, 0) for reason in InvalidReason)
    return (tally.valid, *tally.votes, *tally.against, *tally.not_counted, *reasons)


def packed(numbers: tuple[int, ...]) -> int:
    """A row of small numbers as one, a byte each, so that a million piles are added up and compared quickly."""
    return int.from_bytes(bytes(numbers))


@both_counts
@given(pile_of=piles())
def test_larger_piles_count_as_the_provision_reads(counting: Count, pile_of: Pile) -> None:
    paper = pile_of.paper
    said = plain.Paper(form=paper.form.value, seats=paper.seats)
    read = plain.numbers(
        ((ballot.marks, ballot.ruling) for ballot in pile_of.ballots), paper.names, said, pile_of.all_disagree
    )
    assert numbers_of(counting(pile_of.ballots, paper, pile_of.all_disagree)) == row_of(read)


@both_counts
@given(data=st.data(), pile_of=piles())
def test_the_order_of_ballots_does_not_matter(counting: Count, data: st.DataObject, pile_of: Pile) -> None:
    shuffled = data.draw(st.permutations(pile_of.ballots))
    assert counting(shuffled, pile_of.paper, pile_of.all_disagree) == counting(
        pile_of.ballots, pile_of.paper, pile_of.all_disagree
    )


@both_counts
@given(data=st.data(), pile_of=piles())
def test_bundles_counted_apart_add_up(counting: Count, data: st.DataObject, pile_of: Pile) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(pile_of.ballots)), max_size=4)))
    ends = zip([0, *cuts], [*cuts, len(pile_of.ballots)], strict=True)
    bundles = [counting(pile_of.ballots[start:end], pile_of.paper, pile_of.all_disagree) for start, end in ends]
    reasons: Counter[InvalidReason] = Counter()
    for bundle in bundles:
        reasons.update(bundle.invalid_reasons)  # Counter + Counter would drop what nobody had
    together = Tally(
        valid=sum(bundle.valid for bundle in bundles),
        invalid_reasons=dict(reasons),
        votes=added([bundle.votes for bundle in bundles]),
        against=added([bundle.against for bundle in bundles]),
        not_counted=added([bundle.not_counted for bundle in bundles]),
    )
    assert counting(pile_of.ballots, pile_of.paper, pile_of.all_disagree) == together


def added(parts: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Sums name by name: somebody with no votes stays in the row."""
    return tuple(sum(row) for row in zip(*parts, strict=True))


@both_counts
@given(data=st.data(), pile_of=piles())
def test_relabelling_candidates_relabels_the_votes(counting: Count, data: st.DataObject, pile_of: Pile) -> None:
    order = data.draw(st.permutations(range(pile_of.paper.names)))
    relabelled = [
        Ballot(ballot.number, "".join(ballot.marks[name] for name in order), ballot.ruling)
        for ballot in pile_of.ballots
    ]
    before = counting(pile_of.ballots, pile_of.paper, pile_of.all_disagree)
    after = counting(relabelled, pile_of.paper, pile_of.all_disagree)
    assert after.votes == tuple(before.votes[name] for name in order)
    assert after.against == tuple(before.against[name] for name in order)
    assert after.not_counted == tuple(before.not_counted[name] for name in order)
    assert (after.valid, after.invalid_reasons) == (before.valid, before.invalid_reasons)


@both_counts
@given(pile_of=piles())
def test_every_pile_twice_gives_every_number_twice(counting: Count, pile_of: Pile) -> None:
    once = counting(pile_of.ballots, pile_of.paper, pile_of.all_disagree)
    twice = counting(pile_of.ballots * 2, pile_of.paper, pile_of.all_disagree)
    assert twice.votes == tuple(2 * votes for votes in once.votes)
    assert twice.valid == 2 * once.valid
    assert twice.invalid_reasons == {reason: 2 * number for reason, number in once.invalid_reasons.items()}


@both_counts
@given(data=st.data(), pile_of=piles(), reason=st.sampled_from(RULED_REASONS))
def test_an_invalid_ballot_more_changes_no_votes(
    counting: Count, data: st.DataObject, pile_of: Pile, reason: InvalidReason
) -> None:
    paper = pile_of.paper
    marks = data.draw(st.text("u", min_size=paper.names, max_size=paper.names))
    invalid = [Ballot(0, marks, reason)]
    if paper.form is Form.STRIKE_OUT:
        invalid += [Ballot(0, "k" * paper.names), Ballot(0, "s" * paper.names)]
    elif paper.names == 1:
        invalid += pile("b", "n")
    place = data.draw(st.integers(0, len(pile_of.ballots)))
    more = (*pile_of.ballots[:place], *invalid, *pile_of.ballots[place:])
    before = counting(pile_of.ballots, paper, pile_of.all_disagree)
    after = counting(more, paper, pile_of.all_disagree)
    assert (after.votes, after.against, after.not_counted) == (before.votes, before.against, before.not_counted)
    assert (after.valid, after.invalid) == (before.valid, before.invalid + len(invalid))


@both_counts
@given(pile_of=piles())
def test_the_identities_of_every_count_hold(counting: Count, pile_of: Pile) -> None:
    # design §5; FORMS 1, consistency checks
    paper = pile_of.paper
    tally = counting(pile_of.ballots, paper, pile_of.all_disagree)
    assert tally.counted == tally.valid + tally.invalid == len(pile_of.ballots)
    for name in range(paper.names):
        assert tally.votes[name] + tally.against[name] + tally.not_counted[name] == tally.valid
    assert sum(tally.votes) <= tally.valid * paper.seats
    if paper.form is Form.STRIKE_OUT:
        assert sum(tally.votes) + sum(tally.against) == paper.names * tally.valid
        assert sum(tally.votes) >= tally.valid  # each valid ballot votes for at least one
        assert not any(tally.not_counted)
    assert all(number > 0 for number in tally.invalid_reasons.values())


@both_counts
def test_no_ballots_give_no_votes(counting: Count) -> None:
    paper = BallotForm(form=Form.STRIKE_OUT, names=3, seats=2)
    nobody = (0, 0, 0)
    assert counting((), paper, None) == Tally(
        valid=0, invalid_reasons={}, votes=nobody, against=nobody, not_counted=nobody
    )


@both_counts
def test_where_no_ballot_needs_the_open_choice_it_is_not_asked_for(counting: Count) -> None:
    paper = BallotForm(form=Form.AGREE_DISAGREE, names=2, seats=2)
    assert counting(pile("ad", "nb", "aa")[::2], paper, None).votes == (2, 1)


@both_counts
def test_one_branch_counted_by_hand(counting: Count) -> None:
    """Eight ballots, four names, three to elect; every line was counted with a pencil."""
    paper = BallotForm(form=Form.STRIKE_OUT, names=4, seats=3)
    ballots = (
        *pile("kkks", "kksk", "ksks", "kkks", "kkkk", "ssss", "skss"),
        Ballot(8, "kkks", InvalidReason.SIGNED),
    )
    tally = counting(ballots, paper, None)
    assert tally.votes == (4, 4, 3, 1)
    assert tally.against == (1, 1, 2, 4)
    assert (tally.valid, tally.invalid) == (5, 3)
    assert tally.invalid_reasons == {
        InvalidReason.OVERVOTE: 1,
        InvalidReason.VOTES_FOR_NOBODY: 1,
        InvalidReason.SIGNED: 1,
    }


def test_four_rows_of_one_list_counted_by_hand() -> None:
    """Agree, disagree, both, neither: the ballots stay valid, the last two rows count for nobody (row 1.20)."""
    paper = BallotForm(form=Form.AGREE_DISAGREE, names=4, seats=4)
    for counting in COUNTS:
        tally = counting(pile("adbn", "aaaa", "dddd"), paper, AllDisagree.VALID)
        assert tally.votes == (2, 1, 1, 1)
        assert tally.against == (1, 2, 1, 1)
        assert tally.not_counted == (0, 0, 1, 1)
        assert tally.valid == 3
