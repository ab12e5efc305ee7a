"""What changed since the paper before: fact by fact, in the order in which the paper says it, nothing that did not."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from rules.messages import Translator
from tally.papers.changes import changes

VI = Translator("vi")

Said = dict[str, Any]


def paper() -> Said:
    """What a paper says of a contest of two people for one seat, as ``papers.json`` keeps it."""
    return {
        "congress": {"name": "Đại hội Chi bộ thôn Đoài", "body": "Chi bộ thôn Đoài"},
        "people": {"counting_committee": ["Trần Đăng Khương"]},
        "choices": {"percent_rounding": "half_up", "all_disagree": None},
        "before": [],
        "result": {
            "seats": 1,
            "needed": 6,
            "digests": {"slate": "a" * 64, "ballots": "b" * 64, "rules": "c" * 64},
            "account": {
                "summoned": 11,
                "excluded": {"exempt": 1},
                "base": 10,
                "base_of": "summoned_less_excluded",
                "valid": 9,
                "invalid_reasons": {"signed": 1},
            },
            "candidates": [
                {
                    "number": 1,
                    "name": "Nguyễn Văn An",
                    "votes": 7,
                    "disagree": 2,
                    "not_counted": 0,
                    "percent": "70.00",
                    "standing": "elected",
                },
                {
                    "number": 2,
                    "name": "Trần Thị Bình",
                    "votes": 2,
                    "disagree": 7,
                    "not_counted": 0,
                    "percent": "20.00",
                    "standing": "no_majority",
                },
            ],
            "outcome": {"state": "filled"},
        },
        "rulings": [],
        "decisions": [],
        "day": "2020-03-15",
    }


def told(before: Said, now: Said) -> list[str]:
    """What differs, in Vietnamese."""
    return [VI.text(each) for each in changes(before, now)]


def after(change: Callable[[Said], object]) -> list[str]:
    """What differs once the paper was changed like this."""
    now = deepcopy(paper())
    change(now)
    return told(paper(), now)


def test_of_the_same_paper_nothing_is_said() -> None:
    assert told(paper(), paper()) == []


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("congress", "phần đầu của văn bản"),
        ("people", "đoàn chủ tịch, ban kiểm phiếu"),
        ("before", "kết quả các lần bầu trước"),
        ("rulings", "kết luận của ban kiểm phiếu về phiếu"),
        ("decisions", "quyết định đã ghi"),
        ("choices", "lựa chọn đã áp dụng"),
        ("day", "ngày lập văn bản"),
    ],
)
@pytest.mark.parametrize("change", ["another", "gone"])
def test_a_part_that_is_another_or_is_gone_is_named(part: str, words: str, change: str) -> None:
    def put(now: Said) -> None:
        now[part] = "khác"

    def take(now: Said) -> None:
        del now[part]

    assert after(put if change == "another" else take) == [words]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("slate", "danh sách bầu cử"),
        ("ballots", "các lá phiếu đã nhập"),
        ("rules", "quy định đã áp dụng"),
    ],
)
def test_of_other_bytes_it_is_said_what_they_are_of(part: str, words: str) -> None:
    assert after(lambda now: now["result"]["digests"].update({part: "0" * 64})) == [words]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seats": 2}, "số lượng cần bầu: 1 → 2"),
        ({"needed": 7}, "số phiếu cần đạt: 6 → 7"),
        ({"needed": None}, "số phiếu cần đạt: 6 → –"),
        ({"outcome": {"state": "short"}}, "kết quả: bầu đủ số lượng → bầu thiếu số lượng"),
    ],
)
def test_seats_votes_needed_and_outcome_are_told_as_they_were_and_are(change: Said, words: str) -> None:
    assert after(lambda now: now["result"].update(change)) == [words]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"summoned": 12}, ["số được triệu tập: 11 → 12"]),
        ({"spoilt": 2}, ["số phiếu hỏng đổi lại: – → 2"]),
        (
            {"excluded": {"exempt": 2}},
            ["số được trừ, được miễn công tác và sinh hoạt đảng, không có mặt: 1 → 2"],
        ),
        (
            {"excluded": {"suspended": 1}},
            [
                "số được trừ, được miễn công tác và sinh hoạt đảng, không có mặt: 1 → 0",
                "số được trừ, bị đình chỉ sinh hoạt, khởi tố, truy tố hoặc tạm giam: 0 → 1",
            ],
        ),
        (
            {"invalid_reasons": {"signed": 1, "overvote": 3}},
            ["số phiếu không hợp lệ, bầu nhiều hơn số lượng cần bầu: 0 → 3"],
        ),
        ({"invalid_reasons": None}, ["số phiếu không hợp lệ, có ký tên: 1 → 0"]),
    ],
)
def test_the_account_of_people_and_papers_is_told_number_by_number(change: Said, words: list[str]) -> None:
    assert after(lambda now: now["result"]["account"].update(change)) == words


def test_reasons_that_there_were_none_of_before_are_told_too() -> None:
    before, now = paper(), paper()
    del before["result"]["account"]["excluded"]
    words = "số được trừ, được miễn công tác và sinh hoạt đảng, không có mặt"
    assert told(before, now) == [f"{words}: 0 → 1"]
    assert told(now, before) == [f"{words}: 1 → 0"]


def test_a_number_of_the_account_that_is_gone_is_told() -> None:
    assert after(lambda now: now["result"]["account"].pop("valid")) == ["số phiếu hợp lệ: 9 → –"]


def test_of_what_the_base_is_the_provision_tells_and_not_a_line_of_its_own() -> None:
    def change(now: Said) -> None:
        now["result"]["account"].update(base_of="summoned", summoned=12)

    assert after(change) == ["số được triệu tập: 11 → 12"]


def of_the_first(**given: object) -> list[str]:
    """What differs once these facts of the first person did."""
    return after(lambda now: now["result"]["candidates"][0].update(given))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "Nguyễn Văn Ân"}, ["Nguyễn Văn An → Nguyễn Văn Ân"]),
        ({"votes": 8}, ["Nguyễn Văn An, số phiếu: 7 → 8"]),
        ({"disagree": 1}, ["Nguyễn Văn An, số phiếu không đồng ý: 2 → 1"]),
        ({"not_counted": 1}, ["Nguyễn Văn An, số phiếu không tính: 0 → 1"]),
        ({"votes": None}, ["Nguyễn Văn An, số phiếu: 7 → –"]),
        ({"standing": "majority_no_seat"}, ["Nguyễn Văn An: trúng cử → quá nửa nhưng không trúng cử"]),
        ({"standing": None}, ["Nguyễn Văn An: trúng cử → –"]),
        (
            {"name": "Nguyễn Văn Ân", "votes": 5, "standing": "no_majority"},
            [
                "Nguyễn Văn An → Nguyễn Văn Ân",
                "Nguyễn Văn Ân, số phiếu: 7 → 5",
                "Nguyễn Văn Ân: trúng cử → không quá nửa",
            ],
        ),
    ],
)
def test_of_a_person_name_votes_and_standing_are_told(given: Said, words: list[str]) -> None:
    assert of_the_first(**given) == words


def test_a_share_alone_is_no_line_it_follows_from_what_is_said() -> None:
    assert of_the_first(percent="63.63", votes=8) == ["Nguyễn Văn An, số phiếu: 7 → 8"]


def test_a_person_who_had_no_numbers_before_gets_them() -> None:
    before, now = paper(), paper()
    for column in ("votes", "disagree", "not_counted"):
        del before["result"]["candidates"][0][column]
    before["result"]["candidates"][0]["standing"] = None
    assert told(before, now) == [
        "Nguyễn Văn An, số phiếu: – → 7",
        "Nguyễn Văn An, số phiếu không đồng ý: – → 2",
        "Nguyễn Văn An, số phiếu không tính: – → 0",
        "Nguyễn Văn An: – → trúng cử",
    ]
    assert told(now, before) == [
        "Nguyễn Văn An, số phiếu: 7 → –",
        "Nguyễn Văn An, số phiếu không đồng ý: 2 → –",
        "Nguyễn Văn An, số phiếu không tính: 0 → –",
        "Nguyễn Văn An: trúng cử → –",
    ]


def test_people_are_matched_by_their_number_wherever_they_stand() -> None:
    assert after(lambda now: now["result"]["candidates"].reverse()) == ["cách trình bày"]


def test_who_came_and_who_went_are_named_the_others_still_compared() -> None:
    def change(now: Said) -> None:
        first, second = now["result"]["candidates"]
        now["result"]["candidates"] = [{**first, "number": 3, "name": "Vi Thị Ẻn"}, {**second, "votes": 3}]

    assert after(change) == ["thêm Vi Thị Ẻn", "Trần Thị Bình, số phiếu: 2 → 3", "bớt Nguyễn Văn An"]


def test_what_no_line_tells_is_another_way_to_put_it() -> None:
    assert after(lambda now: now["result"].update(heading="khác")) == ["cách trình bày"]


def test_everything_is_told_in_the_order_of_the_paper() -> None:
    now = paper()
    now.update(day="2020-03-16", congress={}, people={}, before=[["bch"]], choices={}, rulings=[[]], decisions=[[]])
    result = now["result"]
    result.update(seats=2, needed=5, outcome={"state": "tied"}, digests={"slate": "", "ballots": "", "rules": ""})
    result["account"]["summoned"] = 12
    result["candidates"][1]["votes"] = 7
    assert told(paper(), now) == [
        "phần đầu của văn bản",
        "đoàn chủ tịch, ban kiểm phiếu",
        "kết quả các lần bầu trước",
        "kết luận của ban kiểm phiếu về phiếu",
        "quyết định đã ghi",
        "lựa chọn đã áp dụng",
        "danh sách bầu cử",
        "các lá phiếu đã nhập",
        "quy định đã áp dụng",
        "số lượng cần bầu: 1 → 2",
        "số phiếu cần đạt: 6 → 5",
        "số được triệu tập: 11 → 12",
        "Trần Thị Bình, số phiếu: 2 → 7",
        "kết quả: bầu đủ số lượng → bằng phiếu ở ranh giới trúng cử",
        "ngày lập văn bản",
    ]
