"""Published figures that are no slate's: why each is not a case."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.engine import check_congress
from rules.errors import InputError
from rules.model import (
    Attendance,
)
from rules.percent import PercentRounding, percent
from tests.rules.case_reading import ALL_CASES, result_of


def test_the_mean_surplus_of_15_committees_is_not_the_surplus_of_one() -> None:
    """Law ADDITIONS 6.1, http://baoquangnam.vn/xay-dung-dang/bac-tra-my-hoan-thanh-dai-hoi-dang-cap-co-so-89802.html.

    191 names for 163 seats in 15 committees, published as 17,17 %: cut off, not rounded. A check sees one committee
    at a time; of about 11 seats each, 13 committees had two names more and 2 had one, and one committee with two is
    at 18,18 %, which stands in SZ02.toml.
    """
    share = Fraction(191 - 163, 163)
    assert str(percent(share, PercentRounding.TRUNCATE)) == "17.17"
    assert str(percent(share, PercentRounding.HALF_UP)) == "17.18"
    assert 13 * 2 + 2 * 1 == 191 - 163


def test_a_whole_percentage_does_not_tell_which_committee_it_was() -> None:
    """Law CASES 3.6, https://www.vietnamplus.vn/infographics-63-tinh-da-to-chuc-dai-hoi-nhiem-ky-20152020/353099.vnp.

    Kiên Giang's 25 % of women fits every size divisible by four, so there is no committee to test; Yên Bái's and
    Hồ Chí Minh City's also fit two sizes, and stand in CP01.toml with the likelier one.
    """

    def sizes(shown: str) -> list[int]:
        return [
            size
            for size in range(41, 76)
            if any(str(percent(Fraction(k, size), PercentRounding.HALF_UP)) == shown for k in range(size))
        ]

    assert len(sizes("25.00")) > 1
    assert sizes("15.09") == [53]
    assert sizes("17.65") == [51, 68]
    assert sizes("21.74") == [46, 69]


def test_the_national_congress_rules_for_itself() -> None:
    """Law CASES 3.7, 3.8 and RULES 0.7: its figures stand in SZ02.toml and SZ03.toml as if of a province."""
    case = next(case for case in ALL_CASES if case.code == "SZ02" and "Đại hội XIII: " in case.said["name"])
    with pytest.raises(InputError) as refused:
        result_of({**case.said, "level": "central"})
    assert [fault.name for fault in refused.value.faults] == ["rules.level"]


@pytest.mark.parametrize(
    ("part", "published"),
    [(27_690, 749), (9_264, 251), (6_376, 173), (5_469, 148), (3_995, 108)],
    ids=["re-elected", "new", "women", "under 40", "minorities"],
)
def test_a_sum_over_1298_bodies_is_nobodys_slate(part: int, published: int) -> None:
    """Law CASES 3.4, https://laodongthudo.vn/122-bi-thu-cap-uy-cap-tren-co-so-duoc-bau-truc-tiep-tai-dai-hoi-112926.html.

    36,954 elected in 1,298 of 1,311 bodies, published with one decimal, half up. A check sees one body's list.
    """
    assert (2 * 1000 * part + 36_954) // (2 * 36_954) == published
    assert 27_690 + 9_264 == 36_954


def test_the_seats_left_open_in_2020_are_nobodys_slate() -> None:
    """Law CASES 3.4, the same page: 828 short of the number decided, 352 not re-elected (1,3 %); surplus of 11,5 %.

    The surplus cannot be computed again: how many names stood on the lists is not published.
    """
    decided = 36_954 + 828
    assert decided == 37_782
    assert str(percent(Fraction(828, decided), PercentRounding.HALF_UP)) == "2.19"
    assert (2 * 1000 * 352 + 27_690) // (2 * 27_690) == 13


@pytest.mark.parametrize("summoned", [450, 300, 500, 453, 400, 486, 38 + 197, 1_588])
def test_how_many_delegates_a_congress_has_stands_on_no_slate(summoned: int) -> None:
    """Law ADDITIONS 9.9 to 9.11 (and 5.11), https://baonghean.vn/ru/print/10281541.html.

    Delegates summoned in 2025, https://www.vietnam.vn/ro/sap-dien-ra-dai-hoi-dai-bieu-dang-bo-chinh-phu-lan-thu-nhat,
    and of the national congress, https://vietnamnews.vn/politics-laws/1763595/1-588-delegates-to-attend-14th-national-party-congress.html:
    they are the attendance, of which no check of a slate asks.
    """
    case = next(case for case in ALL_CASES if case.code == "SZ02" and "Huế 2025" in case.said["name"])
    result = result_of(case.said)
    attendance = Attendance(summoned=summoned, present=summoned)
    attended = tuple(replace(contest, attendance=attendance) for contest in result.congress.contests)
    full = replace(result.congress, contests=attended)
    assert check_congress(full, result.rules).findings == result.findings


@pytest.mark.parametrize(
    ("part", "published", "rounding"),
    [
        (400, "16.20", PercentRounding.TRUNCATE),
        (167, "6.76", PercentRounding.TRUNCATE),
        (273, "11.06", PercentRounding.HALF_UP),
        (798, "32.33", PercentRounding.HALF_UP),
    ],
    ids=["women", "under 40", "minorities", "new"],
)
def test_a_sum_over_50_bodies_is_nobodys_slate(part: int, published: str, rounding: PercentRounding) -> None:
    """Law ADDITIONS 4.14, https://fr.vietnamplus.vn/400-femmes-elues-aux-comites-du-parti-des-provinces-et-villes/150511.vnp.

    2,468 elected in 50 of 67 bodies in 2020. Of all of them together the young and the new were below the aims of
    10 % and one third; which bodies were is not published.
    """
    share = Fraction(part, 2_468)
    assert str(percent(share, rounding)) == published
    assert (share < Fraction(1, 3)) or part != 798
