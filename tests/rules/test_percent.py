"""Printed shares: published figures with their addresses (law/CASES.md, law/ADDITIONS.md), and what rounding keeps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.percent import Percent, PercentRounding, percent

HALF_UP, TRUNCATE = PercentRounding.HALF_UP, PercentRounding.TRUNCATE

ELECTION_COUNCIL = (
    "https://dantri.com.vn/thoi-su/"
    "viec-kiem-dem-phieu-bau-cho-tung-nguoi-ung-cu-duoc-thuc-hien-nhu-the-nao-20260308225004575.htm"
)
CONFIDENCE_2013 = "https://dtinews.dantri.com.vn/print/20130611163423150.htm"
TAY_NINH = "https://baotayninh.vn/thoi-su-chinh-tri/huong_toi_dai_hoi_dang/"
HA_NOI = "https://www.anninhthudo.vn/dai-hoi-dang-bo-thanh-pho-ha-noi-lan-thu-xvii-tag70345.antd"
BODIES_2015 = "https://www.vietnamplus.vn/infographics-63-tinh-da-to-chuc-dai-hoi-nhiem-ky-20152020/353099.vnp"
CONGRESS_XII = "https://m.kienthuc.net.vn/xa-hoi/quy-che-lam-viec-cua-ban-kiem-phieu-dai-hoi-dang-xii-626495.html"
CONGRESS_XIII = (
    "http://nguoilambaohungyen.vn/news/tin-hung-yen/dai-hoi-xiii-bau-ban-chap-hanh-trung-uong-khoa-moi-2376.html"
)
LANG_SON = "http://daidoanket.vn/lang-son-ket-qua-so-bo-cuoc-bau-cu-dbqh-va-hdnd-cac-cap-5641971.html"
DAK_LAK = "https://baolangson.vn/chinh-tri/21780-cac-dia-phuong-cong-bo-nhung-nguoi-trung-cu-dai-bieu-hdnd-tinh.html"
RESULTS_2020 = "https://fr.vietnamplus.vn/400-femmes-elues-aux-comites-du-parti-des-provinces-et-villes/150511.vnp"
BAC_TRA_MY = "http://baoquangnam.vn/xay-dung-dang/bac-tra-my-hoan-thanh-dai-hoi-dang-cap-co-so-89802.html"


def printed(part: int, whole: int, rounding: PercentRounding = HALF_UP) -> str:
    """A share as it is printed."""
    return str(percent(Fraction(part, whole), rounding))


def test_a_third_decimal_of_five_or_more_rounds_up() -> None:
    # CASES 1.9, RULES 5.10: 22,566 % becomes 22,57 %
    assert printed(22_566, 100_000) == "22.57", ELECTION_COUNCIL
    assert printed(22_565, 100_000) == "22.57"
    assert printed(225_649, 1_000_000) == "22.56"


@pytest.mark.parametrize(
    ("votes", "published"),
    [
        ((330, 133, 28), ("66.27", "26.71", "5.62")),  # the President
        ((263, 215, 13), ("52.81", "43.17", "2.61")),  # the Vice President
        ((328, 139, 25), ("65.86", "27.91", "5.02")),  # the chair of the Assembly
        ((323, 155, 13), ("64.86", "31.12", "2.61")),
        ((372, 104, 14), ("74.70", "20.88", "2.81")),  # published as 74,7
        ((322, 145, 24), ("64.66", "29.12", "4.82")),
        ((252, 217, 22), ("50.60", "43.57", "4.42")),  # published as 50,6
    ],
)
def test_the_votes_of_confidence_of_2013_are_of_all_498_deputies(
    votes: tuple[int, int, int], published: tuple[str, str, str]
) -> None:
    """CASES 4: 492 took part, but the base is 498; the shares do not add up to 100."""
    assert tuple(printed(each, 498) for each in votes) == published, CONFIDENCE_2013
    assert tuple(printed(each, 492) for each in votes) != published
    assert sum(votes) in {490, 491, 492}


@pytest.mark.parametrize(
    ("part", "whole", "published", "address"),
    [
        (5, 49, "10.20", TAY_NINH),  # CASES 3.1, the surplus
        (2, 51, "3.92", TAY_NINH),  # CASES 3.1, fewer seats than before
        (10, 71, "14.08", HA_NOI),  # CASES 3.2, the surplus
        (34, 81, "41.98", HA_NOI),  # CASES 3.2, new people on the list
        (8, 53, "15.09", BODIES_2015),  # CASES 3.6, women of Bắc Giang
        (8, 51, "15.69", BODIES_2015),
        (9, 52, "17.31", BODIES_2015),
        (9, 51, "17.65", BODIES_2015),
        (10, 56, "17.86", BODIES_2015),
        (12, 55, "21.82", BODIES_2015),
        (15, 69, "21.74", BODIES_2015),
        (40, 180, "22.22", CONGRESS_XII),  # CASES 3.7
        (6, 20, "30.00", CONGRESS_XII),  # exactly at the cap
        (23, 180, "12.78", CONGRESS_XIII),  # CASES 3.8
        (3, 20, "15.00", CONGRESS_XIII),  # exactly at the top
        (571_347, 571_411, "99.99", LANG_SON),  # CASES 5
        (567_597, 571_212, "99.37", LANG_SON),
        (564_400, 571_269, "98.80", LANG_SON),  # published as 98,8
        (561_476, 567_572, "98.93", LANG_SON),
        (547_227, 555_439, "98.52", LANG_SON),
        (19, 85, "22.35", DAK_LAK),
        (24, 85, "28.24", DAK_LAK),
        (3, 85, "3.53", DAK_LAK),
        (6, 85, "7.06", DAK_LAK),
        (32, 85, "37.65", DAK_LAK),
        (5, 85, "5.88", DAK_LAK),
        (81, 82, "98.78", "CASES 6, Đống Đa 2020"),
        (497, 567, "87.65", "CASES 6, Đồng Tháp 2020"),
        (828, 37_782, "2.19", "CASES 3.4, short of the decided number"),
    ],
)
def test_published_figures_are_reproduced_half_up(part: int, whole: int, published: str, address: str) -> None:
    assert printed(part, whole) == published, address


@pytest.mark.parametrize(
    ("part", "whole", "published", "half_up", "address"),
    [
        (400, 2468, "16.20", "16.21", RESULTS_2020),  # ADDITIONS 8.3
        (167, 2468, "6.76", "6.77", RESULTS_2020),
        (28, 163, "17.17", "17.18", BAC_TRA_MY),
        (80, 163, "49.07", "49.08", BAC_TRA_MY),
        (10, 54, "18.51", "18.52", BODIES_2015),  # CASES 3.6, women of Lâm Đồng
    ],
)
def test_some_published_figures_are_truncated(
    part: int, whole: int, published: str, half_up: str, address: str
) -> None:
    assert printed(part, whole, TRUNCATE) == published, address
    assert printed(part, whole, HALF_UP) == half_up


@pytest.mark.parametrize(("part", "whole"), [(798, 2468), (273, 2468), (1372, 2468), (49, 163), (2, 51)])
def test_some_published_figures_fit_both_roundings(part: int, whole: int) -> None:
    assert printed(part, whole, TRUNCATE) == printed(part, whole, HALF_UP)  # ADDITIONS 8.3


def test_fifteen_per_cent_is_not_reached_by_eight_of_fifty_four() -> None:
    # CASES 3.6; a share decides, never its print
    assert printed(8, 54) == "14.81"
    assert Fraction(8, 53) >= Fraction(15, 100) > Fraction(8, 54)


@given(st.fractions(min_value=0, max_value=3))
def test_both_roundings_stay_within_their_distance(share: Fraction) -> None:
    exact = share * 10_000
    down, nearest = percent(share, TRUNCATE).hundredths, percent(share, HALF_UP).hundredths
    assert 0 <= exact - down < 1
    assert Fraction(-1, 2) <= exact - nearest < Fraction(1, 2)  # a half goes up


@given(st.integers(0, 10_000))
def test_a_share_of_whole_hundredths_is_printed_as_it_is(hundredths: int) -> None:
    for rounding in PercentRounding:
        assert percent(Fraction(hundredths, 10_000), rounding) == Percent(hundredths)


@given(st.fractions(min_value=0, max_value=2), st.fractions(min_value=0, max_value=2))
def test_a_larger_share_is_never_printed_smaller(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    for rounding in PercentRounding:
        assert percent(low, rounding).hundredths <= percent(high, rounding).hundredths


def test_two_decimals_always_with_a_point_or_a_comma() -> None:
    assert [str(Percent(number)) for number in (0, 5, 50, 500, 10_000)] == ["0.00", "0.05", "0.50", "5.00", "100.00"]
    assert Percent(1282).vietnamese() == "12,82"


def test_a_share_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="-1/3"):
        percent(Fraction(-1, 3), HALF_UP)
