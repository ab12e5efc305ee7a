"""Papers and people: the base of "more than half", the number needed, the account of three numbers, the identities.

Cases are those of law/CASES.md and law/ADDITIONS.md, each with its address.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import FaultList
from rules.messages import Translator
from rules.model import Attendance, BallotSource, Form
from rules.parameter import Base
from rules.regulation import Limit
from tally.account import (
    Account,
    IdentityError,
    check_all_entered,
    check_base,
    check_identities,
    needed,
    take_account,
)
from tally.count import count
from tally.model import InvalidReason, Tally
from tally.outcome import Standing, State, decide
from tally.validity import BallotForm
from tests.tally.builders import MORE_THAN_HALF, pile, pile_for, times
from tests.tally.strategies import Pile, piles

VI = Translator("vi")

BRANCH_OF_ELEVEN = "https://dangcongsan.vn/ban-doc/hoi-dap/ve-van-de-bau-cu-trong-dang-76123.html"
EXCUSED_ABSENTEES = (
    "http://dangcongsan.vn/tien-toi-dai-hoi-dang-bo-cac-cap-va-dai-hoi-xiii-cua-dang/chuyen-muc-hoi-dap/"
    "cach-tinh-ket-qua-bau-cu-o-dai-hoi-cac-cap-dai-hoi-dang-vien-556421.html"
)
YOUTH_UNION_CLASS = "https://vi.scribd.com/doc/101525677/hướng-dẫn-KIỂM-PHIẾU"
EXEMPT_AND_AWAY = "https://danguykccq.tuyenquang.gov.vn/Hoidap_detail.aspx?CauhoiID=108"
CHU_PHAN = "https://nhandan.vn/yeu-cau-ky-luat-truong-ban-kiem-phieu-gian-lan-o-huyen-me-linh-post608190.html"
THANH_HOA = "https://plo.vn/danh-sach-69-nhan-su-ban-chap-hanh-dang-bo-tinh-thanh-hoa-khoa-moi-post875686.html"
HUE = "https://www.vietnam.vn/hi/dai-hoi-bau-52-dong-chi-vao-ban-chap-hanh-dang-bo-thanh-pho-hue-khoa-xvii"


def account(summoned: int, present: int | None = None, **excluded: int) -> Account:
    """An account in which everybody present took a ballot and returned it."""
    present = summoned if present is None else present
    return take_account(
        Attendance(summoned=summoned, present=present, excluded=excluded),
        BallotSource(file="ballots-bch.csv", issued=present, returned=present),
        present,
    )


def papers(*, issued: int, returned: int, counted: int) -> Account:
    """An account of papers alone."""
    source = BallotSource(file="ballots-bch.csv", issued=issued, returned=returned)
    return take_account(Attendance(summoned=issued, present=issued), source, counted)


# --- The number needed (số phiếu cần đạt) ---


@given(base=st.integers(0, 10_000), votes=st.integers(0, 10_000))
def test_more_than_half_is_strict_and_the_fewest_votes_that_pass(base: int, votes: int) -> None:
    assert needed(MORE_THAN_HALF, base) == base // 2 + 1
    assert (votes >= needed(MORE_THAN_HALF, base)) == (2 * votes > base)


@given(
    base=st.integers(0, 500),
    votes=st.integers(0, 500),
    share=st.fractions(min_value=0, max_value=1, max_denominator=12),
)
def test_any_share_is_passed_exactly_as_its_word_says(base: int, votes: int, share: Fraction) -> None:
    assert (votes >= needed(Limit(at_least=share), base)) == (votes >= share * base)  # «từ … trở lên»
    assert (votes >= needed(Limit(more_than=share), base)) == (votes > share * base)  # «quá»


@given(base=st.integers(0, 500), votes=st.integers(0, 500), times_more=st.integers(2, 5))
def test_multiplying_votes_and_base_changes_no_majority(base: int, votes: int, times_more: int) -> None:
    passes = votes >= needed(MORE_THAN_HALF, base)
    assert (times_more * votes >= needed(MORE_THAN_HALF, times_more * base)) == passes


def test_the_number_needed_itself_does_not_double() -> None:
    assert [needed(MORE_THAN_HALF, base) for base in (10, 20, 11, 22)] == [6, 11, 6, 12]


def test_a_threshold_without_a_lower_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="at_most=10"):
        needed(Limit(at_most=10), 20)


@pytest.mark.parametrize(
    ("base", "votes_needed", "address"),
    [
        (134, 68, CHU_PHAN),  # ADDITIONS 7.2, if all 134 are the base
        (486, 244, THANH_HOA),  # ADDITIONS 9.4, if the base is 486
        (400, 201, HUE),  # ADDITIONS 9.6, if the base is 400
    ],
)
def test_the_threshold_of_real_congresses(base: int, votes_needed: int, address: str) -> None:
    assert needed(MORE_THAN_HALF, base) == votes_needed, address


# --- The base (tổng số để tính quá nửa) ---


def test_five_of_eleven_official_members_are_not_enough_under_either_base() -> None:
    """CASES 1.1, ADDITIONS 2.B: it shows the comparison is strict, not which base is meant (ADDITIONS 0.8)."""
    for base in (account(11, 10).base, account(11, 10, absent_with_reason=1).base):
        assert needed(MORE_THAN_HALF, base) == 6, BRANCH_OF_ELEVEN
        assert decide([5], seats=1, needed=needed(MORE_THAN_HALF, base)).state is State.SHORT


@pytest.mark.parametrize("reason", ["absent_with_reason", "absent_no_alternate", "convener_absent"])
def test_who_was_absent_throughout_with_an_accepted_reason_leaves_the_base(reason: str) -> None:
    """CASES 1.2: a member; a delegate with no alternate; a member of the convening committee."""
    assert account(11, 10).base == 11
    assert account(11, 10, **{reason: 1}).base == 10, EXCUSED_ABSENTEES


@pytest.mark.parametrize(("excused", "base", "votes_needed"), [(0, 20, 11), (3, 17, 9)])
def test_twenty_official_members_of_whom_three_are_absent(excused: int, base: int, votes_needed: int) -> None:
    """ADDITIONS 2, case A: 22 members, 2 of them probationary, are not summoned to vote."""
    counted = account(20, 17, absent_with_reason=excused)
    assert counted.base == base
    assert needed(MORE_THAN_HALF, counted.base) == votes_needed


def test_exempt_members_and_members_away_who_come_stay_in_the_base() -> None:
    """ADDITIONS 2, case C: 30 summoned, 4 exempt of whom 1 came, 2 temporarily away of whom 1 came."""
    counted = account(30, 26, exempt=3, active_elsewhere=1)
    assert counted.base == 26, EXEMPT_AND_AWAY
    assert needed(MORE_THAN_HALF, counted.base) == 14
    # Dropping both who are away, as row 1.21 stands, would give 13: the correction of ADDITIONS 2.5 decides.
    assert needed(MORE_THAN_HALF, account(30, 26, exempt=3, active_elsewhere=2).base) == 13


def test_ballots_not_returned_act_as_votes_against() -> None:
    """ADDITIONS 7.3: the base is the summoned, however few ballots come back."""
    source = BallotSource(file="ballots-bch.csv", issued=20, returned=12, not_returned=8)
    counted = take_account(Attendance(summoned=20, present=20), source, 12)
    assert not counted.void
    assert decide([10], seats=1, needed=needed(MORE_THAN_HALF, counted.base)).state is State.SHORT


@pytest.mark.parametrize(
    ("votes", "of_valid", "of_collected", "of_summoned"),
    [(9, True, False, False), (10, True, True, False), (11, True, True, True), (8, False, False, False)],
)
def test_the_same_votes_under_three_bases(*, votes: int, of_valid: bool, of_collected: bool, of_summoned: bool) -> None:
    """CASES 1.5: 20 summoned, 19 issued, 18 collected, 16 valid. State: of valid; Youth Union: of collected; Party."""
    bases = {16: of_valid, 18: of_collected, 20: of_summoned}
    for base, elected in bases.items():
        assert (decide([votes], seats=1, needed=needed(MORE_THAN_HALF, base)).elected == (1,)) is elected


SIX_NUMBERS = Account(
    summoned=60, excluded={"exempt": 4}, present=50, issued=49, returned=48, counted=48, valid=47, not_returned=1
)


@pytest.mark.parametrize(
    ("base", "number"),
    [
        (Base.SUMMONED, 60),
        (Base.SUMMONED_LESS_EXCLUDED, 56),
        (Base.PRESENT, 50),
        (Base.ISSUED, 49),
        (Base.RETURNED, 48),
        (Base.VALID, 47),
    ],
)
def test_every_base_is_the_number_it_is_called(base: Base, number: int) -> None:
    assert SIX_NUMBERS.taken_of(base) == number
    assert replace(SIX_NUMBERS, base_rule=base).base == number


def nothing_to_take_half_of(account: Account) -> list[tuple[str, str | None, str | None]]:
    """What is wrong with a base: name, key and value seen."""
    faults = FaultList("congress.toml")
    check_base(account, faults)
    assert all(VI.text(fault.message) and VI.text(fault.remedy) for fault in faults.faults)
    return [(fault.name, fault.place.key, fault.seen) for fault in faults.faults]


def test_a_base_of_nobody_is_told_by_the_number_it_is_taken_of() -> None:
    nobody = Account(summoned=3, excluded={"exempt": 3}, present=0, issued=0, returned=0, counted=0)
    assert nothing_to_take_half_of(nobody) == [("account.empty_base", "attendance.summoned", "3")]
    of_present = replace(nobody, base_rule=Base.PRESENT)
    assert nothing_to_take_half_of(of_present) == [("account.empty_base", "attendance.present", "0")]
    assert nothing_to_take_half_of(replace(of_present, present=1)) == []
    assert nothing_to_take_half_of(replace(nobody, excluded={})) == []
    assert nothing_to_take_half_of(replace(nobody, base_rule=Base.VALID)) == []  # known only after the count


LIST_OF_FIVE = BallotForm(form=Form.STRIKE_OUT, names=5, seats=3)


def test_two_of_ten_ballots_for_a_person_are_invalid_and_eight_of_eighteen_do_not_elect() -> None:
    """CASES 1.4, a class of the Youth Union, whose base is the ballots collected."""
    ballots = pile(*times(8, "ksssk"), *times(8, "skkss"), *times(2, "kkkkk"))
    tally = count(ballots, LIST_OF_FIVE)
    assert sum(ballot.marks[0] == "k" for ballot in ballots) == 10
    assert (tally.counted, tally.valid, tally.invalid) == (18, 16, 2), YOUTH_UNION_CLASS
    votes_needed = needed(MORE_THAN_HALF, tally.counted)
    assert (votes_needed, tally.votes[0]) == (10, 8)
    assert 1 not in decide(tally.votes, seats=3, needed=votes_needed).elected


def test_ten_of_eighteen_in_the_fourth_place_do_not_elect() -> None:
    """CASES 1.4, the other example of the same page."""
    names = "A" * 13 + "B" * 12 + "C" * 11 + "D" * 10 + "E" * 2
    dealt = ["".join("k" if name in names[place::16] else "s" for name in "ABCDE") for place in range(16)]
    tally = count(pile(*dealt, *times(2, "kkkkk")), LIST_OF_FIVE)
    assert (tally.counted, tally.valid) == (18, 16), YOUTH_UNION_CLASS
    assert tally.votes == (13, 12, 11, 10, 2)
    outcome = decide(tally.votes, seats=3, needed=needed(MORE_THAN_HALF, tally.counted))
    assert outcome.elected == (1, 2, 3)
    assert outcome.standings[3] is Standing.MAJORITY_NO_SEAT


# --- The account of three numbers ---


@pytest.mark.parametrize(
    ("issued", "returned", "counted", "void", "over_issued"),
    [
        (134, 134, 134, False, False),
        (134, 134, 148, True, True),  # ADDITIONS 7.2, Chu Phan 2020: comparing only issued and returned passes it
        (134, 148, 148, True, True),  # ADDITIONS 7.1
        (134, 148, 134, True, True),
        (134, 130, 131, True, False),  # more than the public count, not more than issued: no provision was seen
        (134, 130, 130, False, False),
        (134, 133, 134, True, False),
        (134, 134, 135, True, True),
    ],
)
def test_a_box_with_more_papers_than_there_may_be_is_void(
    *, issued: int, returned: int, counted: int, void: bool, over_issued: bool
) -> None:
    box = papers(issued=issued, returned=returned, counted=counted)
    assert box.void is void, CHU_PHAN
    assert box.over_issued is over_issued


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_box_is_sound_only_where_no_number_exceeds_the_one_before(issued: int, returned: int, counted: int) -> None:
    box = papers(issued=issued, returned=returned, counted=counted)
    assert box.void is not (counted <= returned <= issued)


def test_papers_replaced_as_spoilt_are_shown_and_never_subtracted() -> None:
    source = BallotSource(file="ballots-bch.csv", issued=10, returned=10, spoilt=2)
    box = take_account(Attendance(summoned=10, present=10), source, 10)
    assert (box.issued, box.spoilt, box.void) == (10, 2, False)


def test_an_account_holds_every_number_it_was_given() -> None:
    source = BallotSource(file="b.csv", issued=19, returned=18, spoilt=2, not_returned=1)
    taken = take_account(Attendance(summoned=22, present=20, excluded={"exempt": 1}), source, 17, Base.PRESENT)
    assert (taken.summoned, taken.present, taken.excluded) == (22, 20, {"exempt": 1})
    assert (taken.issued, taken.returned, taken.counted) == (19, 18, 17)
    assert (taken.spoilt, taken.not_returned, taken.base_rule) == (2, 1, Base.PRESENT)


def test_ballots_still_to_be_entered_are_told_with_both_sides() -> None:
    faults = FaultList("congress.toml")
    check_all_entered(papers(issued=250, returned=248, counted=245), "ballots-bch.csv", faults)
    (fault,) = faults.faults
    assert fault.name == "account.not_all_entered"
    assert fault.file == "ballots-bch.csv"
    assert fault.seen == "245"
    assert "245" in VI.text(fault.message)
    assert "248" in VI.text(fault.message)
    assert "còn thiếu 3 phiếu" in VI.text(fault.message)
    assert "returned" in VI.text(fault.remedy)


def test_when_all_are_entered_nothing_is_said() -> None:
    faults = FaultList("congress.toml")
    check_all_entered(papers(issued=250, returned=248, counted=248), "ballots-bch.csv", faults)
    assert faults.faults == []


# --- Identities ---

SOUND = Tally(valid=3, invalid_reasons={InvalidReason.SIGNED: 1}, votes=(3, 2), against=(0, 1), not_counted=(0, 0))
TWO_NAMES = BallotForm(form=Form.STRIKE_OUT, names=2, seats=2)


@given(pile_of=piles())
def test_a_count_never_contradicts_itself(pile_of: Pile) -> None:
    tally = count(pile_of.ballots, pile_of.paper, pile_of.all_disagree)
    check_identities(account(len(pile_of.ballots)), tally, pile_of.paper)


def test_the_sound_tally_is_sound() -> None:
    check_identities(account(4), SOUND, TWO_NAMES)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (replace(SOUND, valid=4), r"counted = valid \+ invalid: 4 != 5"),
        (replace(SOUND, votes=(3, 1)), "name 2: 2 != 3"),
        (replace(SOUND, against=(1, 1)), "name 1: 4 != 3"),
        (replace(SOUND, not_counted=(0, 2)), "name 2: 5 != 3"),
        (replace(SOUND, votes=(3,), against=(0,), not_counted=(0,)), r"all rows = names \* valid: 3 != 6"),
    ],
)
def test_a_count_that_contradicts_itself_stops_with_both_sides(broken: Tally, said: str) -> None:
    with pytest.raises(IdentityError, match=said):
        check_identities(account(4), broken, TWO_NAMES)


def test_more_votes_than_valid_ballots_times_seats_stop_the_count() -> None:
    with pytest.raises(IdentityError, match=r"votes 5 > valid 3 \* seats 1"):
        check_identities(account(4), SOUND, replace(TWO_NAMES, seats=1))


def test_ballots_missing_from_a_count_stop_it() -> None:
    with pytest.raises(IdentityError, match=r"counted = valid \+ invalid: 5 != 4"):
        check_identities(account(5), SOUND, TWO_NAMES)


def test_a_branch_of_2015_is_counted_on_a_list_of_four_for_three() -> None:
    """CASES 1.3: 4 names for 3 seats; the count itself asks nothing of the surplus of 33 %."""
    address = "https://123docz.net/document/4410582-ho-so-ban-bau-cu-dai-hoi-chi-bo.htm"
    tally = count(pile_for((20, 18, 15, 7), 20), BallotForm(form=Form.STRIKE_OUT, names=4, seats=3))
    assert (tally.valid, tally.invalid) == (13, 7), address
    secretary = count(pile(*times(19, "a"), "d"), BallotForm(form=Form.AGREE_DISAGREE, names=1, seats=1))
    assert (secretary.votes, secretary.against) == ((19,), (1,)), address
    assert decide(secretary.votes, seats=1, needed=needed(MORE_THAN_HALF, 20)).elected == (1,)
