"""From phase to phase: what is missing, the account, the rehearsal, the congress's decisions, what the hall sees."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from rules.messages import Translator
from tally.desk import requests as ask
from tally.desk.deciding import decide
from tally.desk.desk_acts import PersonJoined
from tally.desk.missing import missing, off_deck
from tally.desk.refusal import RefusedError
from tally.desk.roles import PHASES, Phase
from tests.tally.desk.bench import (
    CHAIR,
    FIRST,
    OBSERVER,
    ROLES,
    SECOND,
    TECHNICIAN,
    Bench,
    declared,
)
from tests.tally.desk.requests_of import OF_BUNDLE, REAL, SAMPLES, doubtful


def test_numbers_never_stand_in_two_bundles() -> None:
    bench = Bench.counting()
    assert bench.refused(ask.AddBundle(**REAL, first=4, last=9), CHAIR) == ["bundles.overlap"]
    assert bench.refused(ask.MakeBundles(**REAL, papers=3, first=2), CHAIR) == ["bundles.overlap"]
    moved = ask.VoidBundle(**OF_BUNDLE, reason="a", first=1, last=3)
    assert bench.refused(moved, CHAIR) == ["bundles.overlap"]
    for first, last, papers in ((5, 4, None), (0, 3, None), (5, 6, 3), (5, 6, 0)):
        assert bench.refused(ask.AddBundle(**REAL, first=first, last=last, papers=papers), CHAIR) == [
            "bundles.bad_range"
        ]
    assert bench.refused(ask.MakeBundles(**REAL, papers=0, first=9), CHAIR) == ["bundles.bad_papers"]


def test_the_account_is_refused_with_everything_that_cannot_be() -> None:
    bench = Bench.open()
    request = ask.EnterAccount(contest="bch", summoned=10, present=11, issued=12, returned=9, not_returned=1, spoilt=-1)
    assert bench.refused(request, CHAIR) == [
        "account.negative",
        "account.present_over_summoned",
        "account.issued_over_present",
        "account.papers_do_not_add_up",
    ]
    away = ask.EnterAccount(
        contest="bch", summoned=10, present=9, issued=9, returned=9, excluded={"absent_with_reason": 2}
    )
    assert bench.refused(away, CHAIR) == ["account.excluded_over_absent"]


def test_more_papers_than_were_issued_are_no_fault_of_the_account() -> None:
    """A stuffed box must come to the outcome that annuls it, not be refused at the desk."""
    bench = Bench.open()
    bench.do(ask.EnterAccount(contest="bch", summoned=134, present=134, issued=134, returned=148), CHAIR)


def test_each_phase_says_all_that_is_missing_before_the_next() -> None:
    bench = Bench.open()
    bench.do(ask.PlanEntry(contest="bch", entries=2, bundle_size=2), CHAIR)
    bench.do(ask.Advance(contest="bch", to="rehearse"), CHAIR)
    on = ask.Advance(contest="bch", to="zero")
    assert bench.refused(on, CHAIR) == ["missing.deck"]
    bench.do(ask.Advance(contest="bch", to="zero", reason="hết giờ"), CHAIR)
    assert bench.contest.zero
    bench.do(ask.Advance(contest="bch", to="count"), CHAIR)
    on = ask.Advance(contest="bch", to="reconcile")
    assert bench.refused(on, CHAIR) == ["missing.account", "missing.bundles"]
    bench.do(ask.EnterAccount(contest="bch", summoned=4, present=4, issued=4, returned=4), CHAIR)
    bench.do(ask.MakeBundles(**REAL, papers=2), CHAIR)
    assert bench.refused(on, CHAIR) == ["missing.entry", "missing.papers"]
    bench.do(ask.MakeBundles(**REAL, papers=2, first=3), CHAIR)
    bench.enter(FIRST, {1: "4!0", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "3"})
    bench.enter(FIRST, {3: "-", 4: "*"}, 2)
    bench.enter(SECOND, {3: "-", 4: "*"}, 2)
    bench.do(on, CHAIR)
    on = ask.Advance(contest="bch", to="decide")
    assert bench.refused(on, CHAIR) == ["missing.difference"]
    bench.do(ask.RuleDifference(**OF_BUNDLE, ballot=2, typed="3"), CHAIR)
    bench.do(on, CHAIR)
    on = ask.Advance(contest="bch", to="sign")
    assert bench.refused(on, CHAIR) == ["missing.doubtful", "missing.files"]
    bench.do(doubtful((0, "valid")), CHAIR)
    bench.do(ask.NoteFiles(contest="bch", ballots=4, files={}, upto=bench.state.sequence), "")
    bench.do(on, CHAIR)
    assert [each.name for each in missing(bench.contest)] == ["missing.minutes"]
    assert bench.refused(ask.Advance(contest="bch", to="sealed"), CHAIR) == ["contest.seal_instead"]
    seal = ask.NoteSeal(file="record.zip", sha256="0" * 64, count_head="1" * 64, seal_head="2" * 64)
    assert bench.refused(seal, CHAIR) == ["missing.minutes"]
    assert bench.refused(ask.SignMinutes(contest="bch", count_head="mã"), CHAIR) == ["sign.bad_code"]
    bench.do(ask.SignMinutes(contest="bch", count_head="1" * 32), CHAIR)
    bench.do(seal, CHAIR)
    assert bench.contest.phase is Phase.SEALED
    assert bench.refused(ask.GoBack(contest="bch", to="sign", reason="a"), CHAIR) == ["desk.sealed"]


def test_a_change_after_the_result_asks_for_the_result_anew() -> None:
    bench = Bench.counting(papers=2)
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    bench.advance(Phase.DECIDE)
    before = bench.state.sequence
    bench.do(ask.NoteFiles(contest="bch", ballots=2, files={}, upto=before), "")
    bench.do(doubtful((0, "signed")), CHAIR)
    assert [each.name for each in missing(bench.contest)] == ["missing.files"]
    late = ask.NoteFiles(contest="bch", ballots=2, files={}, upto=before)
    assert bench.refused(late, "") == ["files.changed_meanwhile"]


def test_going_back_needs_a_reason_and_never_leads_before_the_first_paper() -> None:
    bench = Bench.counting()
    back = ask.GoBack(contest="bch", to="zero", reason="a")
    assert bench.refused(back, CHAIR) == ["contest.papers_there"]
    assert bench.refused(ask.GoBack(contest="bch", to="decide", reason="a"), CHAIR) == ["contest.other_phase"]
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    bench.enter(FIRST, {3: "4", 4: "-"}, 2)
    bench.enter(SECOND, {3: "4", 4: "-"}, 2)
    bench.advance(Phase.RECONCILE)
    assert bench.refused(ask.GoBack(contest="bch", to="count", reason=" "), CHAIR) == ["contest.no_reason"]
    bench.do(ask.GoBack(contest="bch", to="count", reason="thấy thêm một tập"), CHAIR)
    assert bench.contest.phase is Phase.COUNT


def test_the_rehearsal_never_meets_the_count() -> None:
    bench = Bench.open()
    bench.advance(Phase.REHEARSE)
    assert bench.refused(ask.MakeBundles(**REAL, papers=4), CHAIR) == ["desk.rehearsal_mixed"]
    bench.do(ask.MakeDeck(contest="bch"), TECHNICIAN)
    papers = deck_keys(bench)
    bench.enter(FIRST, papers, rehearsal=True)
    entry = bench.take(SECOND, rehearsal=True)
    bench.advance(Phase.COUNT)
    assert bench.contest.real.empty
    assert bench.contest.rehearsal.bundles[1].typed == len(papers)
    for request in (
        bench.typing(entry, 1, "4", rehearsal=True),
        ask.TakeBundle(contest="bch", rehearsal=True, bundle=1),
    ):
        assert bench.refused(request, SECOND) == ["desk.rehearsal_mixed"]
    assert bench.refused(ask.MakeDeck(contest="bch"), CHAIR) == ["desk.wrong_phase"]


def deck_keys(bench: Bench) -> dict[int, str]:
    """The deck as a clerk types it."""
    from tally.desk.deciding_ballots import pad_of

    grounds = {ground: f"!{place}" for place, ground in enumerate(bench.contest.declared.grounds, start=1)} | {"": ""}
    made = zip(bench.contest.deck, bench.contest.deck_grounds, strict=True)
    pad = pad_of(bench.contest)
    return {number: pad.shortest(marks) + grounds[ground] for number, (marks, ground) in enumerate(made, start=1)}


@pytest.mark.parametrize("form", ["strike_out", "agree_disagree"])
@pytest.mark.parametrize("names", [1, 2, 4, 15, 63])
def test_a_rehearsal_ends_when_the_deck_reads_as_it_was_made(form: str, names: int) -> None:
    from rules.model import Form

    bench = Bench.open(declared(form=Form(form), names=names, seats=max(names - 2, 1)))
    bench.advance(Phase.REHEARSE)
    bench.do(ask.MakeDeck(contest="bch"), CHAIR)
    papers = deck_keys(bench)
    wrong = {**papers, 1: "?"}
    bench.enter(FIRST, wrong, rehearsal=True)
    bench.enter(SECOND, wrong, rehearsal=True)
    rehearsed: dict[str, Any] = {"contest": "bch", "rehearsal": True, "bundle": 1}
    assert off_deck(bench.contest) == (1,)
    asking = bench.bundle(rehearsal=True).asking
    for ballot in asking:
        ruling = ask.OneRuling(name=0, ruling="not_issued")
        bench.do(
            ask.RuleDoubtful(**rehearsed, ballot=ballot, rulings=(ruling,), reason="tập dượt", in_favour=1, of=1), CHAIR
        )
    assert bench.refused(ask.Advance(contest="bch", to="zero"), CHAIR) == ["missing.deck_differs"]
    bench.do(ask.RuleDifference(**rehearsed, ballot=1, typed=papers[1], note="nhập nhầm"), CHAIR)
    bench.do(ask.Advance(contest="bch", to="zero"), CHAIR)
    assert bench.contest.zero


def test_people_have_names_that_show_as_they_are_each_once() -> None:
    bench = Bench.open()
    for name in ("", "  ", "a" * 61, "An\u202ehnA", "An\x00", "An\n\x1b[2J", "\u200bAn"):
        assert bench.refused(ask.Join(person=name, role="clerk"), "") == ["people.bad_name"]
    for name in (FIRST, FIRST.upper(), f" {FIRST.replace(' ', '  ')} "):
        assert bench.refused(ask.Join(person=name, role="chair"), "") == ["people.name_taken"]
    (act,) = bench.do(ask.Join(person="  <script>  x ", role="clerk"), "")
    assert act == PersonJoined(person="<script> x", role="clerk")


def test_somebody_sent_away_may_do_nothing_and_comes_back_as_the_same_person() -> None:
    bench = Bench.counting()
    entry = bench.enter(FIRST, {1: "4"}, finish=False)
    assert bench.refused(ask.RemovePerson(person=CHAIR, reason="a"), CHAIR) == ["people.oneself"]
    bench.do(ask.RemovePerson(person=FIRST, reason="đổi máy"), CHAIR)
    assert bench.bundle().entries[0].holder == ""
    assert bench.refused(bench.typing(entry, 2, "4"), FIRST) == ["desk.unknown_person"]
    assert bench.refused(ask.RemovePerson(person=FIRST, reason="a"), CHAIR) == ["people.unknown"]
    bench.do(ask.Join(person=FIRST.lower(), role="clerk"), "")
    assert bench.state.people[FIRST].typed == 1
    assert bench.take(FIRST) == entry


def test_a_slate_that_changed_is_declared_anew_only_before_the_rehearsal() -> None:
    bench = Bench.open()
    other = declared(names=5)
    bench.do(ask.Declare(contests=(other,)), TECHNICIAN)
    assert bench.contest.names == 5
    assert bench.do(ask.Declare(contests=(other,)), TECHNICIAN) == ()
    bench.advance(Phase.REHEARSE)
    assert bench.refused(ask.Declare(contests=(declared(),)), CHAIR) == ["contest.changed"]


def test_the_plan_is_two_or_three_entries_made_before_the_rehearsal() -> None:
    bench = Bench.open()
    for entries, size in ((1, 50), (4, 50), (2, 0), (2, 201)):
        plan = ask.PlanEntry(contest="bch", entries=entries, bundle_size=size)
        assert bench.refused(plan, CHAIR) == ["contest.bad_plan"]
    bench.advance(Phase.REHEARSE)
    assert bench.refused(ask.PlanEntry(contest="bch", entries=2, bundle_size=50), CHAIR) == ["desk.wrong_phase"]
    assert bench.refused(ask.PlanEntry(contest="x", entries=2, bundle_size=50), CHAIR) == ["desk.unknown_contest"]


def test_a_decision_of_the_congress_has_words_and_is_one_that_the_format_knows() -> None:
    bench = Bench.counting(papers=2)
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    decision = ask.RecordDecision(contest="bch", about="tied", decision="annulled", decided_by=" ", text="")
    assert bench.refused(decision, CHAIR) == ["desk.wrong_phase"]
    bench.advance(Phase.DECIDE)
    assert bench.refused(decision, CHAIR) == ["decision.unknown", "decision.no_words"]
    bench.do(
        ask.RecordDecision(
            contest="bch", about="short", decision="no_further_vote", decided_by="Đại hội", text="Không bầu tiếp"
        ),
        CHAIR,
    )
    assert len(bench.state.decisions) == 1


def test_the_hall_sees_votes_only_once_they_are_released_and_not_after_a_step_back() -> None:
    bench = Bench.counting(papers=2)
    bench.enter(FIRST, {1: "4", 2: "-"})
    bench.enter(SECOND, {1: "4", 2: "-"})
    bench.advance(Phase.DECIDE)
    assert bench.refused(ask.ReleaseVotes(contest="bch"), CHAIR) == ["desk.wrong_phase"]
    bench.do(ask.NoteFiles(contest="bch", ballots=2, files={}, upto=bench.state.sequence), "")
    bench.advance(Phase.SIGN)
    assert bench.refused(ask.ReleaseVotes(contest="bch"), OBSERVER) == ["desk.not_your_role"]
    bench.do(ask.ReleaseVotes(contest="bch"), CHAIR)
    assert bench.do(ask.ReleaseVotes(contest="bch"), CHAIR) == ()
    assert bench.contest.released
    bench.do(ask.GoBack(contest="bch", to="decide", reason="nhầm"), CHAIR)
    assert not bench.contest.released


def test_every_refusal_has_words_in_both_languages() -> None:
    """What is refused in these few ways, in the words people read: no place left unfilled, no language missing."""
    bench = Bench.counting()
    bench.enter(FIRST, {1: "4"}, finish=False)
    said: set[str] = set()
    everybody = (*ROLES, "", "Người Lạ")
    for (kind, fields), person in itertools.product(SAMPLES.items(), everybody):
        try:
            decide(bench.state, kind(**fields), person)
        except RefusedError as error:
            for refusal in error.refusals:
                for lang in ("vi", "en"):
                    translator = Translator(lang)
                    text = f"{translator.text(refusal.message)} {translator.text(refusal.remedy)}"
                    assert "{" not in text
                    said.add(text)
    assert len(said) > 40


def test_phases_are_in_the_order_of_the_evening() -> None:
    assert [phase.value for phase in PHASES] == [
        "prepare",
        "rehearse",
        "zero",
        "count",
        "reconcile",
        "decide",
        "sign",
        "sealed",
    ]
