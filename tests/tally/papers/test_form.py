"""The words in which bodies differ: the head of a paper, what it is about, whom it speaks of, who signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.model import Congress, Contest, Kind, Level, Office, Vote
from tally.papers.form import letter, letter_for, people, subject, subject_for
from tally.papers.minutes import minutes_sheet
from tally.papers.sheet import Letter, Said
from tests.tally import under_state_2015
from tests.tally.builders import congress, contest, times
from tests.tally.papers.made_minutes import (
    ENOUGH,
    FEW,
    ISSUE,
    VI,
    later,
    minutes_for,
    result_of,
    text_of,
    voters_minutes,
)
from tests.tally.under_state_2015 import constituency

Heading = dict[str, str | int]


def held(heading: Heading, kind: Kind = Kind.MEMBERS) -> tuple[Congress, Contest]:
    """A congress that says so much of itself, and its contest."""
    what = replace(contest(), kind=kind)
    return replace(congress((what,)), heading=heading), what


def texts_of(lines: tuple[Said, ...]) -> list[str]:
    """Lines of a head, in Vietnamese."""
    return [text_of(said) for said in lines]


def head_of(paper: Letter) -> tuple[list[str], list[str], list[str], str, int]:
    """The head of a paper: left, left in bold, right, place and day, and how wide the left is."""
    left, strong, right = map(texts_of, (paper.left, paper.left_strong, paper.right))
    return left, strong, right, text_of(paper.dated), paper.left_width


# --- the head ---


def test_a_party_paper_bears_the_superior_body_at_the_left_and_the_party_at_the_right() -> None:
    event = held({"upper_body": "Đảng bộ xã Đông Mây", "place": "Đông Mây", "ordinal": "XXI", "term": "2020 - 2022"})
    assert head_of(letter_for(*event, date(2020, 3, 15))) == (
        ["Đảng bộ xã Đông Mây"],
        ["Chi bộ 1", "Đại hội lần thứ XXI", "Nhiệm kỳ 2020 - 2022"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM"],
        "Đông Mây, ngày 15 tháng 3 năm 2020",
        82,
    )


def test_what_is_not_known_is_left_to_be_written_in() -> None:
    assert head_of(letter_for(*held({}))) == (
        [],
        ["Chi bộ 1", "Đại hội"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM"],
        "…, ngày … tháng … năm …",
        82,
    )


def test_a_place_is_printed_without_a_day_too_and_a_day_without_a_place() -> None:
    assert head_of(letter_for(*held({"place": "Đông Mây"})))[3] == "Đông Mây, ngày … tháng … năm …"
    assert head_of(letter_for(*held({}), date(2020, 12, 1)))[3] == "…, ngày 1 tháng 12 năm 2020"


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (Kind.MEMBERS, ["Đại hội"]),
        (Kind.DELEGATES, ["Đại hội đại biểu"]),
        (Kind.COMMITTEE, ["Hội nghị ban chấp hành"]),
        (Kind.VOTERS, []),
    ],
)
def test_the_event_is_called_by_who_votes(kind: Kind, lines: list[str]) -> None:
    assert head_of(letter_for(*held({}, kind)))[1] == ["Chi bộ 1", *lines]


@pytest.mark.parametrize(
    ("ordinal", "line"),
    [
        ("XXI", "Đại hội đại biểu lần thứ XXI"),
        (21, "Đại hội đại biểu lần thứ 21"),
        ("lần thứ nhất", "Đại hội đại biểu lần thứ nhất"),
        ("Lần Thứ 21", "Đại hội đại biểu Lần Thứ 21"),
        ("bất thường lần thứ 2", "Đại hội đại biểu lần thứ bất thường lần thứ 2"),
    ],
)
def test_which_event_it_is_is_said_once_however_it_was_written(ordinal: str | int, line: str) -> None:
    assert head_of(letter_for(*held({"ordinal": ordinal}, Kind.DELEGATES)))[1] == ["Chi bộ 1", line]


def test_a_paper_of_the_state_bears_its_name_and_motto() -> None:
    what = constituency(3, 2)
    election = replace(under_state_2015.congress(what), heading={"term": "2021 - 2026"})
    assert head_of(letter_for(election, what)) == (
        [],
        ["Xã Đông Mây", "Nhiệm kỳ 2021 - 2026"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        "…, ngày … tháng … năm …",
        64,
    )


def test_who_votes_in_a_contest_decides_whose_paper_it_is_and_not_who_votes_in_the_others() -> None:
    event, what = held({})
    assert head_of(letter_for(event, replace(what, kind=Kind.VOTERS)))[2][0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_paper_of_the_youth_union_bears_its_name() -> None:
    assert head_of(letter_for(*held({"letterhead": "youth_union"})))[2] == ["ĐOÀN TNCS HỒ CHÍ MINH"]


def test_a_paper_of_a_result_has_the_head_of_its_congress_and_its_own_day() -> None:
    event, what = held({"place": "Đông Mây"})
    made = minutes_for(result_of(what, ENOUGH), held=event, issue=replace(ISSUE, day=date(2020, 3, 16)))
    assert letter(made) == letter_for(event, what, date(2020, 3, 16))
    assert minutes_sheet(made).letter == letter(made)


# --- what it is about ---


def about(what: Contest, level: Level = Level.BRANCH) -> list[str]:
    """What a paper is about: the vote, and the congress."""
    return [text_of(said) for said in subject_for(replace(congress((what,)), level=level), what)]


def test_a_first_vote_is_called_by_its_office_as_the_level_calls_it() -> None:
    assert about(contest()) == ["bầu chi ủy", "Đại hội chi bộ"]
    assert about(contest(), Level.GRASSROOTS) == ["bầu ban chấp hành", "Đại hội chi bộ"]


def test_a_later_vote_says_which_it_is_and_why() -> None:
    assert about(later(Vote.FURTHER))[0] == "bầu chi ủy, lần 2: bầu tiếp số còn thiếu"


def test_an_opinion_is_no_election() -> None:
    assert about(replace(contest(), vote=Vote.OPINION))[0] == "lấy phiếu xin ý kiến: chi ủy"
    assert about(replace(contest(), vote=Vote.INTRODUCTION))[0] == "bỏ phiếu giới thiệu: chi ủy"


def test_another_office_is_called_by_its_id() -> None:
    assert about(replace(contest(), office=Office.OTHER))[0] == "bầu «bch»"


def test_minutes_are_about_what_their_contest_is() -> None:
    event = congress((contest(),))
    assert subject(minutes_for(result_of(contest(), FEW))) == subject_for(event, contest())


# --- whom it speaks of ---


def test_papers_of_the_party_speak_of_comrades_and_those_of_the_state_of_people() -> None:
    assert VI.text(people(minutes_for(result_of(contest(), ENOUGH)), 3)) == "3 đồng chí"
    assert VI.text(people(voters_minutes(constituency(3, 2), times(18, "kks")), 3)) == "3 người"
    youth = replace(congress((contest(),)), heading={"letterhead": "youth_union"})
    assert VI.text(people(minutes_for(result_of(contest(), ENOUGH), held=youth), 3)) == "3 đồng chí"
