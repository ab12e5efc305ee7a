"""Any evening: people ask for anything in any order, and what must always hold at the desk does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rules.model import Form
from tally.desk import requests as ask
from tally.desk.comparing import VALID, differences, shown
from tally.desk.deciding_bundles import LETTERS
from tally.desk.fold import fold
from tally.desk.refusal import RefusedError
from tally.desk.requests import Request
from tally.desk.roles import Phase
from tally.desk.state import Bundle, State
from tally.desk.written import read
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark
from tests.tally.desk.bench import CHAIR, FIRST, FOURTH, OTHER_CHAIR, SECOND, THIRD, Bench

PEOPLE = st.sampled_from((CHAIR, OTHER_CHAIR, FIRST, SECOND, THIRD, FOURTH))
BUNDLES = st.integers(1, 4)
ENTRIES = st.integers(1, 3)
NUMBERS = st.integers(1, 5)
TYPED = st.sampled_from(("-", "*", "4", "34", "=", "3?", "4!0", "-!2", "?", "2-4", "9", ""))


def typed_in_order(state: State) -> list[list[int]]:
    """The papers of every entry, in the order in which they were typed."""
    bundles = state.contests["bch"].real.bundles.values()
    return [list(entry.ballots) for bundle in bundles for entry in bundle.entries]


def counted(bundle: Bundle) -> Iterator[Ballot]:
    """The papers of a bundle as the count reads them from its files: the committee's rulings laid over."""
    for number, paper in shown(bundle).items():
        rulings = bundle.rulings.get(number, ())
        ground = next((InvalidReason(each.ruling) for each in rulings if each.name == 0 and each.ruling != VALID), None)
        marks = tuple(MarkRuling(each.name, RawMark[each.ruling.upper()]) for each in rulings if each.name)
        yield Ballot(number, paper.marks, ground, marks)


class Desk(RuleBasedStateMachine):
    """A count of four papers in two bundles, entered two or three times; whatever is refused changes nothing."""

    bench: Bench

    @initialize(entries=st.sampled_from((2, 3)))
    def open(self, entries: int) -> None:
        """The box is open."""
        self.bench = Bench.counting(papers=4, size=2, entries=entries)

    def ask(self, request: Request, person: str) -> None:
        """Ask; refused or done."""
        before = self.bench.state
        try:
            self.bench.do(request, person)
        except RefusedError:
            assert self.bench.state is before

    @rule(person=PEOPLE, bundle=BUNDLES)
    def enters_a_bundle(self, person: str, bundle: int) -> None:
        """Whoever it is takes a bundle and types what he can of it, the same as everybody or not quite."""
        self.ask(ask.TakeBundle(contest="bch", rehearsal=False, bundle=bundle), person)
        if bundle not in self.bench.contest.real.bundles:
            return
        there = self.bench.bundle(bundle)
        for entry in there.entries:
            if entry.holder == person:
                for number in range(there.first, there.last + 1):
                    self.ask(self.bench.typing(entry.number, number, "34", bundle), person)
                self.ask(self.of_entry(ask.FinishBundle, bundle, entry.number, papers=there.papers), person)

    @rule(person=PEOPLE, bundle=BUNDLES, entry=st.none() | ENTRIES)
    def takes(self, person: str, bundle: int, entry: int | None) -> None:
        """Take."""
        self.ask(ask.TakeBundle(contest="bch", rehearsal=False, bundle=bundle, entry=entry), person)

    @rule(person=PEOPLE, bundle=BUNDLES, entry=ENTRIES)
    def gives_back(self, person: str, bundle: int, entry: int) -> None:
        """Give back."""
        self.ask(self.of_entry(ask.ReleaseBundle, bundle, entry), person)

    @rule(person=PEOPLE, bundle=BUNDLES, entry=ENTRIES, number=NUMBERS, typed=TYPED)
    def types(self, person: str, bundle: int, entry: int, number: int, typed: str) -> None:
        """Type one paper."""
        self.ask(self.bench.typing(entry, number, typed, bundle), person)

    @rule(person=PEOPLE, bundle=BUNDLES, entry=ENTRIES, number=NUMBERS, typed=TYPED, undo=st.booleans())
    def edits(  # noqa: PLR0913 - one argument a field
        self, person: str, bundle: int, entry: int, number: int, typed: str, *, undo: bool
    ) -> None:
        """Correct or take back what is read there now."""
        there = self.bench.contest.real.bundles.get(bundle)
        at = there.entry(entry) if there else None
        before = at.ballots[number].digest if at and number in at.ballots else "x"
        if undo:
            self.ask(self.of_entry(ask.UndoBallot, bundle, entry, ballot=number, before=before), person)
        else:
            self.ask(self.of_entry(ask.CorrectBallot, bundle, entry, ballot=number, before=before, typed=typed), person)

    @rule(person=PEOPLE, bundle=BUNDLES, entry=ENTRIES)
    def finishes(self, person: str, bundle: int, entry: int) -> None:
        """Finish."""
        self.ask(self.of_entry(ask.FinishBundle, bundle, entry, papers=2), person)

    @rule(
        person=PEOPLE,
        bundle=BUNDLES,
        number=NUMBERS,
        typed=TYPED,
        present=st.booleans(),
        note=st.sampled_from(("", "a")),
    )
    def rules_on_a_difference(  # noqa: PLR0913 - one argument a field
        self, person: str, bundle: int, number: int, typed: str, note: str, *, present: bool
    ) -> None:
        """Look at the paper."""
        there = self.bench.contest.real.bundles.get(bundle)
        resolution = there.resolved.get(number) if there else None
        request = ask.RuleDifference(
            contest="bch",
            rehearsal=False,
            bundle=bundle,
            ballot=number,
            typed=typed,
            present=present,
            note=note,
            before=resolution.digest if resolution else "",
        )
        self.ask(request, person)

    @rule(
        person=PEOPLE,
        bundle=BUNDLES,
        number=NUMBERS,
        name=st.integers(0, 4),
        ruling=st.sampled_from(("valid", "signed", "kept", "struck")),
    )
    def concludes(self, person: str, bundle: int, number: int, name: int, ruling: str) -> None:
        """Rule on a doubtful paper."""
        request = ask.RuleDoubtful(
            contest="bch",
            rehearsal=False,
            bundle=bundle,
            ballot=number,
            rulings=(ask.OneRuling(name=name, ruling=ruling),),
            reason="a",
            in_favour=1,
            of=1,
        )
        self.ask(request, person)

    @rule(bundle=BUNDLES, again=st.booleans())
    def voids(self, bundle: int, *, again: bool) -> None:
        """Void, and redo or not."""
        self.ask(ask.VoidBundle(contest="bch", rehearsal=False, bundle=bundle, reason="a", again=again), CHAIR)

    @rule(to=st.sampled_from(("reconcile", "decide", "sign")))
    def goes_on(self, to: str) -> None:
        """Next phase."""
        self.ask(ask.Advance(contest="bch", to=to), CHAIR)

    @staticmethod
    def of_entry(kind: Callable[..., Request], bundle: int, entry: int, **more: str | int) -> Request:
        """A request about an entry."""
        return kind(contest="bch", rehearsal=False, bundle=bundle, entry=entry, **more)

    @invariant()
    def entries_are_independent(self) -> None:
        """No hand in two entries of a bundle, no hand with two bundles, no number in two bundles."""
        bundles = self.bench.contest.real.bundles.values()
        for bundle in bundles:
            hands = [person for entry in bundle.entries for person in entry.people]
            assert len(hands) == len(set(hands))
        holders = [entry.holder for each in bundles if each.counts for entry in each.entries if entry.holder]
        assert len(holders) == len(set(holders))
        numbers = [number for each in bundles if each.counts for number in range(each.first, each.last + 1)]
        assert len(numbers) == len(set(numbers))

    @invariant()
    def entries_hold_papers_of_their_bundle(self) -> None:
        """In range, no more than the slip says, one letter a name; finished ones are whole."""
        for bundle in self.bench.contest.real.bundles.values():
            for entry in bundle.entries:
                assert all(bundle.first <= number <= bundle.last for number in entry.ballots)
                assert len(entry.ballots) <= bundle.papers
                assert not entry.finished or (len(entry.ballots) == bundle.papers and not entry.holder)
                for typed in entry.ballots.values():
                    assert len(typed.marks) == 4
                    assert set(typed.marks) <= LETTERS[Form.STRIKE_OUT]
                    assert typed.by in entry.people

    @invariant()
    def what_is_settled_can_be_counted(self) -> None:
        """Nothing unclear is left in it; what differs was looked at by somebody who typed none of it."""
        for bundle in self.bench.contest.real.bundles.values():
            if not bundle.complete:
                assert (bundle.differing, bundle.asking, bundle.differences) == ((), (), 0)
                continue
            assert bundle.differences == len(differences(bundle))
            assert all(each.by not in bundle.people() for each in bundle.resolved.values())
            assert all(each.by not in bundle.people() for ruled in bundle.rulings.values() for each in ruled)
            if bundle.settled:
                assert all(each.ruling or RawMark.UNCLEAR not in each.reading for each in counted(bundle))

    @invariant()
    def phases_hold_what_they_promise(self) -> None:
        """Whoever came to the rulings has no difference open at that time, unless a bundle was redone since."""
        contest = self.bench.contest
        typed = sum(person.typed for person in self.bench.state.people.values())
        assert typed == sum(bundle.typed for bundle in contest.real.bundles.values())
        if contest.phase is Phase.DECIDE:
            assert not any(bundle.differing for bundle in contest.real.counting())

    def teardown(self) -> None:
        """The log alone gives the same state again."""
        if hasattr(self, "bench"):
            again = fold(State(), read(line.line for line in self.bench.lines))
            assert again == self.bench.state
            assert typed_in_order(again) == typed_in_order(self.bench.state), "the last paper typed is what «=» means"


Desk.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestDesk = Desk.TestCase
