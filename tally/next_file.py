"""Writing the next vote into a congress folder: its slate, and its ``[[contest]]`` at the end of congress.toml.

Nothing that stands there is written over: a slate of that name with other bytes is refused, and of congress.toml
every byte stays, comments included.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from rules.errors import FaultList, shown_path
from rules.messages import Translator
from rules.model import CONGRESS_FILE
from rules.phrase import phrase
from rules.whole_file import write_whole
from tally.next_round import NextContest, Rows

# A spreadsheet takes a CSV file for UTF-8 only if it begins with this mark.
_MARK = "\ufeff"


def entry_text(ready: NextContest, translator: Translator) -> str:
    """The ``[[contest]]`` with a comment above that says what it is, and below what to fill in after the vote."""
    account = ready.pending.after.account
    remarks = (
        phrase("Bỏ phiếu xong, bỏ dấu # ở dòng sau và ghi số phiếu phát ra, thu về."),
        phrase("Nếu số có mặt đã khác thì thêm bảng này ngay bên dưới, với các số lúc bỏ phiếu:"),
    )
    papers, people = (f"# {translator.text(remark)}\n" for remark in remarks)
    excluded = "".join(f"# {_key(reason)} = {number}\n" for reason, number in account.excluded.items())
    return (
        f"# {translator.text(ready.about)}\n{ready.entry}"
        f'{papers}# ballots = {{ file = "{ready.ballots}", issued = 0, returned = 0 }}\n'
        f"{people}# [contest.attendance]\n# summoned = {account.summoned}\n# present = {account.present}\n"
        + (f"# [contest.attendance.excluded]\n{excluded}" if excluded else "")
    )


def write_tables(folder: Path, tables: Mapping[str, Rows]) -> None:
    """Write every table, or none if a file of one of the names holds something else."""
    contents = {folder / name: table_bytes(rows) for name, rows in tables.items()}
    faults = FaultList(shown_path(folder))
    for path, content in contents.items():
        if path.exists() and (not path.is_file() or path.read_bytes() != content):
            own = FaultList(shown_path(path))
            own.add(
                "next.file_exists",
                phrase("đã có tệp này với nội dung khác; chương trình không ghi đè"),
                phrase("đổi tên hoặc chuyển tệp đó đi, rồi chạy lại"),
            )
            faults.faults += own.faults
    faults.raise_if_any()
    for path, content in contents.items():
        if not path.exists():
            write_whole(path, content)


def append_entries(folder: Path, entries: tuple[str, ...]) -> None:
    """Add the entries at the end of congress.toml, in its own line ends."""
    path = folder / CONGRESS_FILE
    before = path.read_bytes()
    end = b"\r\n" if b"\r\n" in before else b"\n"
    added = "".join(f"\n{entry}" for entry in entries).encode("utf-8").replace(b"\n", end)
    after = before + (b"" if before.endswith(b"\n") else end) + added
    if not _is_toml(after):
        faults = FaultList(CONGRESS_FILE)
        faults.add(
            "next.cannot_append",
            phrase("không thêm được vào cuối tệp: các nội dung bầu ở đây không viết dạng [[contest]]"),
            phrase("chép các dòng đã in vào congress.toml bằng tay"),
        )
        faults.raise_if_any()
    write_whole(path, after)


def table_bytes(rows: Rows) -> bytes:
    """A table as Excel opens it."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return f"{_MARK}{text.getvalue()}".encode()


def _key(reason: str) -> str:
    """A reason of the congress's own may be any words: TOML has them in quotes."""
    plain = reason.isascii() and reason.replace("_", "").isalnum()
    return reason if plain else json.dumps(reason, ensure_ascii=False)


def _is_toml(content: bytes) -> bool:
    try:
        tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    return True
