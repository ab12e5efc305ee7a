"""Congress folders of any size for tests of the reports: every kind of finding, long names, names made to mislead."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from rules.check_run import Said as _Said
from rules.check_run import check_path
from rules.engine import CheckResult
from rules.model import Kind, Office
from tests.rules.checks.build import NAMES

HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Tôn giáo",
    "Ngày kết nạp",
    "Ngày chính thức",
    "Trình độ chuyên môn",
    "Lý luận chính trị",
    "Chức vụ hiện nay",
    "Tái cử / Mới",
    "Quy hoạch",
    "Dự kiến ban thường vụ",
    "Khoa học, công nghệ",
    "Ghi chú của tiểu ban",
)
LONGEST_NAME = "Công Tằng Tôn Nữ Hoàng Phủ Nguyễn Thị Phương Thảo Khánh Nguyên Ngọc Tường Vy"
LONGEST_POST = (
    "Ủy viên Ban Thường vụ, Phó Chủ nhiệm Thường trực Ủy ban Kiểm tra, kiêm Trưởng ban Quản lý các dự án đầu tư xây "
    "dựng và phát triển quỹ đất khu vực liên huyện"
)
HOSTILE = (
    "=HYPERLINK(1)",
    "+84 An",
    "-2+3 Ân",
    "@SUM(A1) Bằng",
    "<script>alert(1)</script> Bình",
    "Nguyễn \"An\" & 'Ba' <b>",
    "{number} {} %s Vân",
)
"""Names that other programs would run, or take for something else than a name."""
_ETHNICITIES = ("Kinh", "Kinh", "Kinh", "Tày", "Nùng", "Kinh", "Mông")
_QUALIFICATIONS = ("Đại học", "Thạc sĩ", "Đại học", "Cao đẳng")
_THEORIES = ("Cao cấp", "Trung cấp", "Cao cấp", "Sơ cấp")
SAID = _Said(seats=None, opens=None, level=None, kind=Kind.DELEGATES, office=Office.EXECUTIVE_COMMITTEE, pack=None)


def write_folder(
    folder: Path, names: int, *, seats: int | None = None, hostile: bool = False, complete: bool = False
) -> Path:
    """A district congress of one list of so many names; not ``complete``: some cells are empty, some only a year."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = rows_of(names, hostile=hostile, complete=complete)
    with (folder / "slate-bch.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    (folder / "congress.toml").write_text(
        _CONGRESS.format(seats=seats or max(1, names - max(1, names // 8))), encoding="utf-8", newline="\n"
    )
    return folder


def rows_of(names: int, *, hostile: bool = False, complete: bool = False) -> list[Sequence[str]]:
    """The rows of such a list, below its headings."""
    people = list(HOSTILE[:names]) if hostile else []
    people += NAMES[: names - len(people)]
    if names > 5 and not complete:
        people[4] = LONGEST_NAME
    return [_row(at, name, complete=complete) for at, name in enumerate(people, start=1)]


def check_folder(folder: Path) -> CheckResult:
    """Check it as the command does."""
    return check_path(folder, SAID)


def _row(at: int, name: str, *, complete: bool) -> Sequence[str]:
    year = 1962 + (at * 7) % 29
    woman = at % 6 == 0
    gap = not complete and at % 11 == 5
    return (
        str(at),
        name,
        f"{1 + at % 28:02d}/{1 + at % 12:02d}/{year}" if complete or at % 9 else str(year),
        "" if gap else "Nữ" if woman else "Nam",
        _ETHNICITIES[at % len(_ETHNICITIES)],
        "Không",
        f"03/02/{year + 24}",
        f"03/02/{year + 25}",
        _QUALIFICATIONS[at % len(_QUALIFICATIONS)],
        "" if gap else _THEORIES[at % len(_THEORIES)],
        LONGEST_POST if at % 17 == 3 else f"Bí thư Đảng ủy xã số {at}",
        "Mới" if at % 4 == 0 else "Tái cử",
        "có",
        "x" if at % 4 == 1 else "",
        "có" if at % 8 == 0 else "không",
        "Cần xác minh thêm" if gap else "",
    )


_CONGRESS = """format = "kiemphieu-congress/1"

[congress]
name = "Đại hội đại biểu Đảng bộ huyện Thử Nghiệm lần thứ XX, nhiệm kỳ 2020 - 2025"
body = "Đảng bộ huyện Thử Nghiệm"
level = "district"
kind = "delegates"
opens = 2020-07-15
rules = "party-2020"

[heading]
upper_body = "Đảng bộ tỉnh Thử Nghiệm"
place = "Thử Nghiệm"

[previous_term]
members = 41
women = 9
youth = 7

[[contest]]
id = "bch"
office = "executive_committee"
seats = {seats}
slate = "slate-bch.csv"
form = "strike_out"
"""
