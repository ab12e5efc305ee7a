"""Small congress folders for tests, written text by text: a branch of eleven members unless a test says otherwise."""

from __future__ import annotations

from pathlib import Path

HEAD = """format = "kiemphieu-congress/1"

[congress]
name = "Đại hội Chi bộ thôn Đoài, nhiệm kỳ 2020 - 2022"
body = "Chi bộ thôn Đoài"
level = "branch"
kind = "members"
opens = 2020-03-15

[attendance]
summoned = 11
present = 10

[attendance.excluded]
absent_with_reason = 1
"""

COMMITTEE = """
[[contest]]
id = "bch"
office = "executive_committee"
seats = 3
slate = "slate-bch.csv"
form = "strike_out"
ballots = { file = "ballots-bch.csv", issued = 10, returned = 10 }
"""

SECRETARY = """
[[contest]]
id = "bi-thu"
office = "secretary"
seats = 1
slate = "slate-bi-thu.csv"
form = "agree_disagree"
ballots = { file = "ballots-bi-thu.csv", issued = 10, returned = 10 }
"""

SLATE = """number,name,born
1,Nguyễn Văn An,20/03/1975
2,Trần Thị Bình,04/1980
3,Lê Hữu Cường,1969
4,Phạm Thị Dung,15/08/1988
"""

ONE_NAME = """number,name,born
1,Nguyễn Văn An,20/03/1975
"""

STRIKES = """ballot,struck
0001,4
0002,4
0003,4
0004,4
0005,4
0006,4
0007,3 4
0008,2-4
0009,-
0010,3-4
"""
"""Votes 9, 8, 6, 0 of nine valid ballots; nothing is struck on ballot 9. Six of ten are needed."""

AGREED = "ballot,agree,disagree\n" + "".join(f"{number},1,-\n" for number in range(1, 10)) + "10,-,1\n"
"""Nine agree, one disagrees."""

FILES = {
    "slate-bch.csv": SLATE,
    "ballots-bch.csv": STRIKES,
    "slate-bi-thu.csv": ONE_NAME,
    "ballots-bi-thu.csv": AGREED,
}


def second_vote(vote: str) -> str:
    """The committee's second vote for one seat: ``revote``, ``further`` or ``again``."""
    return (
        COMMITTEE.replace('id = "bch"', f'id = "bch-2"\nafter = "bch"\nvote = "{vote}"\nround = 2')
        .replace("-bch.csv", "-bch-2.csv")
        .replace("seats = 3", "seats = 1")
    )


def write(folder: Path, toml: str = HEAD + COMMITTEE + SECRETARY, files: dict[str, str | bytes] | None = None) -> Path:
    """Write a congress folder; ``files`` stand in place of, or beside, the usual ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"congress.toml": toml, **FILES, **(files or {})}.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
