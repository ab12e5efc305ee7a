"""A small congress folder for tests, whole or with something changed, and what holds of any fault found in one."""

from __future__ import annotations

from pathlib import Path

from rules.congress_file import CongressReading, read_congress
from rules.messages import Translator
from rules.model import Congress, Contest

LANGUAGES = (Translator("vi"), Translator("en"))

CONGRESS = """\
format = "kiemphieu-congress/1"

[congress]
name = "Đại hội Chi bộ Thôn Hạ"
body = "Chi bộ Thôn Hạ"
level = "branch"
kind = "members"
opens = 2020-03-14

[attendance]
summoned = 11
present = 10
"""
CONTEST = """
[[contest]]
id = "chi-uy"
office = "executive_committee"
seats = 3
slate = "slate.csv"
form = "strike_out"
"""
BALLOTS = 'ballots = { file = "ballots.csv", issued = 10, returned = 10 }\n'
LATER = """
[[contest]]
id = "chi-uy-2"
office = "executive_committee"
seats = 1
slate = "slate-2.csv"
form = "strike_out"
after = "chi-uy"
vote = "revote"
round = 2
"""
SLATE = "STT,Họ và tên\n1,Lê Văn An\n2,Trần Thị Bình\n3,Phạm Văn Chi\n4,Vũ Thị Dung\n"
SLATE_2 = "STT,number_before,Họ và tên\n1,2,Trần Thị Bình\n2,4,Vũ Thị Dung\n"


def reading(folder: Path, toml: str | bytes, **files: str) -> CongressReading:
    """Read a folder of these files; ``slate_2`` is slate-2.csv."""
    content = {"slate": SLATE, "slate_2": SLATE_2, "ballots": "ballot,struck\n1,4\n"} | files
    for name, text in content.items():
        (folder / f"{name.replace('_', '-')}.csv").write_text(text, encoding="utf-8")
    (folder / "congress.toml").write_bytes(toml.encode() if isinstance(toml, str) else toml)
    return read_congress(folder)


def congress(folder: Path, toml: str, **files: str) -> Congress:
    """The congress of these files, which have no fault."""
    read = reading(folder, toml, **files)
    assert read.faults == ()
    assert read.congress is not None
    assert read.contests == read.congress.contests
    return read.congress


def contest(folder: Path, toml: str, **files: str) -> Contest:
    """The last contest of these files, which have no fault."""
    return congress(folder, toml, **files).contests[-1]


def names(read: CongressReading) -> list[tuple[str, int | None]]:
    """Faults by name and row."""
    return [(fault.name, fault.place.row) for fault in read.faults]


def check_faults(read: CongressReading) -> None:
    """What holds of every reading with faults: each can be shown, and says where it is."""
    assert read.faults
    for fault in read.faults:
        assert fault.name.count(".") == 1
        assert fault.file
        assert fault.place.row is not None or fault.name.startswith(("congress.f", "file."))
        assert fault.seen is None or fault.seen.isprintable()
        for language in LANGUAGES:
            assert language.text(fault.message).isprintable()
            assert language.text(fault.remedy).isprintable()
