"""A contest from its ballots to its outcome: what stops it, what it cites, and decisions of the congress replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given

from rules.choice import AllDisagree, Choices
from rules.errors import Fault, InputError, UndecidedError
from rules.messages import Translator
from rules.model import About, Attendance, Contest, Decision, Form, Vote
from rules.percent import PercentRounding
from rules.regulation import Rules
from tally import result as result_module
from tally.columns import Columns, count_columns
from tally.columns import verdicts as column_verdicts
from tally.count import count
from tally.model import Ballot, InvalidReason, MarkRuling, RawMark, Tally
from tally.outcome import Standing, State
from tally.result import CountsDifferError, count_twice
from tally.terms import decision_told
from tally.validity import BallotForm
from tests.tally.builders import attended, contest, pile, pile_for, provision, rules, times
from tests.tally.one_result import CHOICES, SHORT_OF_ONE, counted
from tests.tally.strategies import Pile, piles

VI = Translator("vi")


def the_fault(what: Contest, ballots: Sequence[Ballot], *decisions: Decision, under: Rules | None = None) -> Fault:
    """The one thing that does not allow a count."""
    with pytest.raises(InputError) as raised:
        counted(what, ballots, *decisions, under=under)
    assert not isinstance(raised.value, UndecidedError)
    (fault,) = raised.value.faults
    return fault


def decision(about: About, words: str = "no_further_vote", of: str = "bch") -> Decision:
    """A decision of the congress, as it is recorded."""
    return Decision(contest=of, about=about, decision=words, by="Đoàn chủ tịch", text="Đại hội biểu quyết")


def test_a_branch_congress_from_its_ballots_to_the_elected() -> None:
    """CASES 1.1 and 1.3 together: 11 official members, 1 excused, 4 names for 3 seats."""
    what = attended(
        contest(4, 3),
        Attendance(summoned=11, present=10, excluded={"absent_with_reason": 1}),
        issued=10,
        returned=10,
    )
    ballots = pile(*times(4, "kksk"), *times(3, "kkks"), "kkkk", "ssks", "ksks")
    found = counted(what, ballots)
    assert found.account.base == 10
    assert found.needed == 6
    assert found.tally is not None
    assert found.tally.votes == (8, 7, 5, 4)
    assert found.tally.invalid_reasons == {InvalidReason.OVERVOTE: 1}
    assert found.outcome.elected == (1, 2)
    assert found.outcome.standings[2] is Standing.NO_MAJORITY  # 5 of 10 is not more than half
    assert found.outcome.state is State.SHORT
    assert [str(each) for each in found.percents(CHOICES)] == ["80.00", "70.00", "50.00", "40.00"]
    assert found.ranks == (1, 2, 3, 4)


def test_excluded_members_leave_the_base_and_can_turn_the_outcome() -> None:
    """CASES 1.2: of 12 summoned six votes are not enough, of 11 they are."""
    ballots = pile(*times(6, "ks"), *times(4, "ss"))
    pair = contest(2, 1)
    twelve = attended(pair, Attendance(summoned=12, present=10), issued=10, returned=10)
    eleven = replace(twelve, attendance=Attendance(summoned=12, present=10, excluded={"absent_with_reason": 1}))
    assert counted(twelve, ballots).outcome.state is State.SHORT
    assert counted(eleven, ballots).outcome.elected == (1,)


def test_percentages_are_of_the_base_and_rounded_as_chosen() -> None:
    what = attended(contest(2, 1), Attendance(summoned=54, present=10), issued=10, returned=10)
    found = counted(what, pile_for((10, 0), 10))
    assert [str(each) for each in found.percents(CHOICES)] == ["18.52", "0.00"]
    truncated = Choices(percent_rounding=PercentRounding.TRUNCATE)
    assert [str(each) for each in found.percents(truncated)] == ["18.51", "0.00"]


def test_without_attendance_or_ballots_there_is_nothing_to_count() -> None:
    with pytest.raises(ValueError, match="bch"):
        counted(replace(contest(), attendance=None), ())
    with pytest.raises(ValueError, match="bch"):
        counted(replace(contest(), ballots=None), ())


@given(pile_of=piles())
def test_two_counts_that_agree_are_given_as_one(pile_of: Pile) -> None:
    choices = Choices(all_disagree=pile_of.all_disagree)
    assert count_twice(pile_of.ballots, pile_of.paper, choices).counted == len(pile_of.ballots)


def test_two_counts_that_differ_stop_with_the_ballots_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """The column count here takes every blank ballot for a valid one."""

    def slipped(columns: Columns, paper: BallotForm, all_disagree: AllDisagree | None) -> list[InvalidReason | None]:
        found = column_verdicts(columns, paper, all_disagree)
        return [None if reason is InvalidReason.OVERVOTE else reason for reason in found]

    def slipped_count(columns: Columns, paper: BallotForm, all_disagree: AllDisagree | None) -> Tally:
        return replace(count_columns(columns, paper, all_disagree), valid=10)

    monkeypatch.setattr(result_module, "verdicts", slipped)
    monkeypatch.setattr(result_module, "count_columns", slipped_count)
    ballots = pile(*times(3, "kkks"), "kkkk", *times(5, "kkks"), "kkkk")
    with pytest.raises(CountsDifferError, match=r"first ballots that differ: \[4, 10\]; .*valid=8.* != .*valid=10"):
        counted(contest(4, 3), ballots)


def test_ballots_that_differ_are_found_under_the_choice_of_the_congress(monkeypatch: pytest.MonkeyPatch) -> None:
    """The column count here takes the last of fourteen ballots for invalid, which agrees to both; twelve to nobody."""

    def slipped(columns: Columns, paper: BallotForm, all_disagree: AllDisagree | None) -> list[InvalidReason | None]:
        return [*column_verdicts(columns, paper, all_disagree)[:-1], InvalidReason.UNMARKED]

    def slipped_count(columns: Columns, paper: BallotForm, all_disagree: AllDisagree | None) -> Tally:
        return replace(count_columns(columns, paper, all_disagree), valid=1)

    monkeypatch.setattr(result_module, "verdicts", slipped)
    monkeypatch.setattr(result_module, "count_columns", slipped_count)
    boxes = contest(2, 2, Form.AGREE_DISAGREE, ballots=14)
    choices = Choices(all_disagree=AllDisagree.INVALID)
    with pytest.raises(CountsDifferError, match=r"first ballots that differ: \[14\];"):
        counted(boxes, pile("aa", *times(12, "dd"), "aa"), choices=choices)


def test_of_many_ballots_that_differ_the_first_ten_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_vote_more(ballots: Sequence[Ballot], paper: BallotForm, all_disagree: AllDisagree | None) -> Tally:
        return replace(count(ballots, paper, all_disagree), votes=(0, 0, 0, 0))

    def all_invalid(columns: Columns, _: BallotForm, __: AllDisagree | None) -> list[InvalidReason | None]:
        return [InvalidReason.MARKED] * columns.ballots

    monkeypatch.setattr(result_module, "count", one_vote_more)
    monkeypatch.setattr(result_module, "verdicts", all_invalid)
    with pytest.raises(CountsDifferError, match=r"first ballots that differ: \[1, 2, 3, 4, 5, 6, 7, 8, 9, 10\];"):
        counted(contest(4, 3, ballots=12), pile(*times(12, "kkks")))


def test_one_vote_of_difference_is_enough_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_vote_more(ballots: Sequence[Ballot], paper: BallotForm, all_disagree: AllDisagree | None) -> Tally:
        right = count(ballots, paper, all_disagree)
        return replace(right, votes=(right.votes[0] + 1, *right.votes[1:]))

    monkeypatch.setattr(result_module, "count", one_vote_more)
    with pytest.raises(CountsDifferError, match=r"votes=\(11, 6, 6, 0\).*votes=\(10, 6, 6, 0\)"):
        counted(contest(4, 3), SHORT_OF_ONE)


def test_ballots_still_to_be_entered() -> None:
    fault = the_fault(contest(4, 3), SHORT_OF_ONE[:9])
    assert (fault.name, fault.file, fault.seen) == ("account.not_all_entered", "ballots-bch.csv", "9")
    assert "còn thiếu 1 phiếu" in VI.text(fault.message)


@pytest.mark.parametrize("missing", ["count.base", "count.needed"])
def test_rules_that_name_no_base_or_no_threshold(missing: str) -> None:
    fault = the_fault(contest(4, 3), SHORT_OF_ONE, under=rules(without=missing))
    assert (fault.name, fault.place.key, fault.seen) == ("rules.no_threshold", "contest.bch", "members")
    assert "party-2020" in VI.text(fault.message)
    assert "congress.toml" in VI.text(fault.remedy)


def test_an_exclusion_the_rules_do_not_allow() -> None:
    what = attended(
        contest(4, 3), Attendance(summoned=12, present=10, excluded={"on_leave": 2}), issued=10, returned=10
    )
    fault = the_fault(what, SHORT_OF_ONE)
    assert fault.name == "attendance.excluded_not_allowed"
    assert (fault.place.key, fault.seen) == ("attendance.excluded.on_leave", "2")
    assert "chỉ được trừ: exempt, suspended, absent_with_reason, active_elsewhere;" in VI.text(fault.remedy)
    assert "[[local]]" in VI.text(fault.remedy)
    nothing = the_fault(what, SHORT_OF_ONE, under=rules(without="count.excluded"))
    assert "chỉ được trừ: không có lý do nào;" in VI.text(nothing.remedy)
    own = provision("count.excluded", reasons=("on_leave",))
    assert counted(what, SHORT_OF_ONE, under=rules(own)).account.base == 10


@pytest.mark.parametrize(
    ("names", "seats", "form"),
    [(3, 3, Form.STRIKE_OUT), (2, 3, Form.STRIKE_OUT), (4, 3, Form.AGREE_DISAGREE)],
)
def test_a_ballot_form_that_does_not_fit_names_and_seats(names: int, seats: int, form: Form) -> None:
    marks = "k" * names if form is Form.STRIKE_OUT else "a" * names
    fault = the_fault(contest(names, seats, form), pile(*times(10, marks)))
    assert (fault.name, fault.place.key, fault.seen) == ("contest.form_and_seats", "contest.bch.form", form.value)
    assert f"{names} người" in VI.text(fault.message)
    assert "agree_disagree" in VI.text(fault.remedy)


@pytest.mark.parametrize(("summoned", "excluded"), [(0, {}), (3, {"exempt": 3})])
def test_a_base_of_nobody(summoned: int, excluded: dict[str, int]) -> None:
    attendance = Attendance(summoned=summoned, present=0, excluded=excluded)
    fault = the_fault(attended(contest(4, 3), attendance, issued=0, returned=0), ())
    assert (fault.name, fault.place.key, fault.seen) == ("account.empty_base", "attendance.summoned", str(summoned))
    assert "[attendance]" in VI.text(fault.remedy)


def test_everything_that_does_not_allow_a_count_is_told_at_once() -> None:
    what = attended(
        contest(3, 3), Attendance(summoned=12, present=10, excluded={"on_leave": 2}), issued=10, returned=10
    )
    with pytest.raises(InputError) as raised:
        counted(what, (), under=rules(without="count.needed"))
    assert [fault.name for fault in raised.value.faults] == [
        "rules.no_threshold",
        "attendance.excluded_not_allowed",
        "contest.form_and_seats",
        "account.not_all_entered",
    ]


def undecided(what: Contest, ballots: Sequence[Ballot], choices: Choices = CHOICES) -> list[tuple[str, str | None]]:
    """What is open, by name with the ballot concerned."""
    with pytest.raises(UndecidedError) as raised:
        counted(what, ballots, choices=choices)
    for fault in raised.value.faults:
        assert fault.file == "ballots-bch.csv"
        assert VI.text(fault.remedy)
        assert f"phiếu số {fault.seen} " in VI.text(fault.message)
        key = "contest.bch" if fault.name == "ballots.all_disagree" else None
        assert (fault.place.column, fault.place.key) == ("ballot", key)
    return [(fault.name, fault.seen) for fault in raised.value.faults]


def test_marks_nobody_could_read_stop_the_count_with_every_ballot() -> None:
    ballots = (*SHORT_OF_ONE[:7], Ballot(8, "kkus"), Ballot(9, "uuuu"), Ballot(10, "uuuu", InvalidReason.SIGNED))
    assert undecided(contest(4, 3), ballots) == [("ballots.unclear", "8"), ("ballots.unclear", "9")]


@pytest.mark.parametrize(
    ("what", "marks", "said"),
    [
        (contest(4, 3), "kuks", "có dấu không rõ ở 2. Lê Hữu Chi 2,"),
        (contest(4, 3), "ukku", "có dấu không rõ ở 1. Trần Thị Bình 1, 4. Nguyễn Văn Đào 4,"),
        (contest(4, 3), "uuuu", "không đọc được cả phiếu,"),
        (contest(2, 1), "uu", "không đọc được cả phiếu,"),
        (contest(1, 1, Form.AGREE_DISAGREE), "u", "có dấu không rõ ở 1. Trần Thị Bình 1,"),
    ],
)
def test_what_nobody_could_read_is_told_by_name_and_where_to_write_the_ruling(
    what: Contest, marks: str, said: str
) -> None:
    plain = {1: "a", 2: "ks", 4: "kkks"}[len(marks)]
    with pytest.raises(UndecidedError) as raised:
        counted(what, pile(*times(9, plain), marks))
    (fault,) = raised.value.faults
    assert VI.text(fault.message) == f"phiếu số 10 {said} ban kiểm phiếu phải kết luận trước"
    assert VI.text(fault.remedy) == (
        'ghi kết luận vào tệp "rulings-bch.csv" (trong ballots: rulings = …), dòng đầu là '
        "ballot,code,ruling,reason,in_favour,of, mỗi dấu một dòng; "
        "hoặc ghi lý do không hợp lệ của cả phiếu ở cột invalid"
    )


def test_a_ruling_on_every_unclear_mark_lets_the_count_go_on() -> None:
    ruled = Ballot(10, "kuus", mark_rulings=(MarkRuling(2, RawMark.KEPT), MarkRuling(3, RawMark.STRUCK)))
    found = counted(contest(4, 3), (*SHORT_OF_ONE[:9], ruled))
    assert found.tally is not None
    assert found.tally.votes == (10, 7, 6, 0)


def test_ballots_that_agree_to_nobody_stop_the_count_until_it_is_chosen() -> None:
    what = contest(3, 3, Form.AGREE_DISAGREE)
    ballots = pile(*times(7, "aad"), "ddd", "nbd", "aaa")
    assert undecided(what, ballots) == [("ballots.all_disagree", "8"), ("ballots.all_disagree", "9")]
    valid = counted(what, ballots, choices=Choices(all_disagree=AllDisagree.VALID))
    invalid = counted(what, ballots, choices=Choices(all_disagree=AllDisagree.INVALID))
    assert valid.tally is not None
    assert invalid.tally is not None
    assert (valid.tally.valid, invalid.tally.valid) == (10, 8)
    assert invalid.tally.invalid_reasons == {InvalidReason.VOTES_FOR_NOBODY: 2}


def test_both_open_points_are_told_at_once_and_each_ballot_once() -> None:
    ballots = pile(*times(7, "aad"), "ddd", "ddu", "aau")
    assert undecided(contest(3, 3, Form.AGREE_DISAGREE), ballots) == [
        ("ballots.unclear", "9"),
        ("ballots.unclear", "10"),
        ("ballots.all_disagree", "8"),
    ]


def test_one_hundred_and_forty_eight_ballots_of_one_hundred_and_thirty_four_must_stop() -> None:
    """ADDITIONS 7.2, Chu Phan commune, 15/6/2020: issued 134, returned 134, counted 148."""
    address = "https://nhandan.vn/yeu-cau-ky-luat-truong-ban-kiem-phieu-gian-lan-o-huyen-me-linh-post608190.html"
    found = counted(contest(18, 15, ballots=134), pile(*times(148, "k" * 15 + "sss")))
    assert found.outcome.state is State.VOID, address
    assert found.tally is None
    assert (found.outcome.elected, found.outcome.tied, found.outcome.standings) == ((), (), ())
    assert found.outcome.seats_open == 15
    assert found.percents(CHOICES) == ()
    assert found.ranks == ()
    assert found.needed == 68
    assert found.outcome.next is not None
    assert (found.outcome.next.vote, found.outcome.next.needed) == (Vote.AGAIN, 68)
    assert [step.step for step in found.steps] == ["base", "needed", "over_issued"]


def test_more_than_the_public_count_but_not_more_than_issued_stops_without_naming_what_follows() -> None:
    what = attended(contest(4, 3), Attendance(summoned=12, present=12), issued=12, returned=9)
    found = counted(what, SHORT_OF_ONE)
    assert found.outcome.state is State.VOID
    assert found.outcome.next is None  # no provision was seen


def test_a_void_box_stops_before_its_ballots_are_looked_at() -> None:
    found = counted(contest(4, 3, ballots=9), (*SHORT_OF_ONE[:9], Ballot(10, "uuuu")))
    assert found.outcome.state is State.VOID


@pytest.mark.parametrize(("issued", "returned"), [(9, 9), (12, 9)])
def test_an_annulled_box_is_followed_by_a_vote_again_on_the_whole_list(issued: int, returned: int) -> None:
    what = attended(contest(4, 3), Attendance(summoned=12, present=12), issued=issued, returned=returned)
    annulled = decision(About.OVER_ISSUED, "annulled")
    found = counted(what, SHORT_OF_ONE, annulled)
    assert found.decision is annulled
    assert found.outcome.state is State.VOID
    assert found.outcome.next is not None
    assert (found.outcome.next.vote, found.outcome.next.names) == (Vote.AGAIN, (1, 2, 3, 4))
    assert (found.outcome.next.seats, found.outcome.next.needed) == (3, 7)


def test_a_shortfall_names_the_further_vote_until_the_congress_decides_against_it() -> None:
    ballots = pile(*times(6, "kkss"), *times(4, "ksss"))
    open_result = counted(contest(4, 3), ballots)
    assert open_result.outcome.next is not None
    assert (open_result.outcome.next.vote, open_result.outcome.next.seats) == (Vote.FURTHER, 1)
    assert open_result.outcome.next.needed == 6
    assert open_result.decision is None
    decided = counted(contest(4, 3), ballots, decision(About.SHORT))
    assert decided.outcome == replace(open_result.outcome, next=None)
    assert decided.decision == decision(About.SHORT)


def test_a_tie_names_the_re_vote_until_the_congress_decides_against_it() -> None:
    ballots = pile(*times(4, "kkks"), *times(4, "kksk"), *times(2, "kskk"))
    tied = counted(contest(4, 3), ballots)
    assert (tied.outcome.elected, tied.outcome.tied) == ((1, 2), (3, 4))
    assert tied.outcome.next is not None
    assert (tied.outcome.next.vote, tied.outcome.next.seats) == (Vote.REVOTE, 1)
    decided = counted(contest(4, 3), ballots, decision(About.TIED, "no_further_revote"))
    assert decided.outcome == replace(tied.outcome, next=None)


@pytest.mark.parametrize("about", [About.TIED, About.OVER_ISSUED])
def test_a_decision_about_something_that_did_not_happen_is_refused(about: About) -> None:
    ballots = pile(*times(6, "kkss"), *times(4, "ksss"))
    fault = the_fault(contest(4, 3), ballots, decision(about, "annulled"))
    assert (fault.name, fault.place.key, fault.seen) == (
        "decision.not_needed",
        "decision.bch.about",
        about.value,
    )
    assert f"quyết định về «{VI.label(about)}»" in VI.text(fault.message)
    assert f"là «{VI.label(State.SHORT)}»" in VI.text(fault.message)
    assert "[[decision]]" in VI.text(fault.remedy)


def test_a_decision_where_everybody_is_elected_is_refused() -> None:
    fault = the_fault(contest(4, 3), pile(*times(10, "kkks")), decision(About.SHORT))
    assert fault.name == "decision.not_needed"


def test_what_is_to_be_recorded_is_told_in_one_line_with_every_key_of_the_file() -> None:
    assert VI.text(decision_told("bch", About.SMALL_BRANCH)) == (
        "thêm vào cuối congress.toml một bảng [[decision]], mỗi khóa một dòng: "
        'contest = "bch", about = "small_branch", decision = "confirmed", by = ai quyết định, text = nguyên văn '
        "quyết định"
    )


def test_a_decision_about_another_contest_does_not_concern_this_one() -> None:
    found = counted(contest(4, 3), pile(*times(10, "kkks")), decision(About.SHORT, of="bt"))
    assert found.decision is None


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_the_decisions_does_not_matter(order: tuple[int, ...]) -> None:
    ballots = pile(*times(6, "kkss"), *times(4, "ksss"))
    decisions = (
        decision(About.SHORT, of="bt"),
        decision(About.NOT_AMONG, "confirmed"),
        decision(About.SHORT),
        decision(About.TIED, "no_further_revote"),
    )
    with pytest.raises(InputError) as raised:
        counted(contest(4, 3), ballots, *(decisions[at] for at in order))
    assert [fault.seen for fault in raised.value.faults] == ["tied"]
    sound = [decisions[at] for at in order if at < 3]
    assert counted(contest(4, 3), ballots, *sound).decision == decisions[2]
