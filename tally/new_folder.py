"""A folder to start from (``kiemphieu new``): an explained ``congress.toml``, templates of a slate and of ballots."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from rules.errors import Fault, InputError, shown_path
from rules.model import CONGRESS_FILE, Kind, Level
from rules.phrase import phrase
from rules.whole_file import cannot_write

_TEMPLATES = Path(__file__).parent / "templates"
_SLATE = {
    "vi": (
        "STT,Họ và tên,Ngày sinh,Giới tính,Dân tộc,Tôn giáo,Ngày vào Đảng,Ngày chính thức,Trình độ chuyên môn,"
        "Lý luận chính trị,Chức vụ hiện nay,Tái cử,Quy hoạch,Dự kiến ban thường vụ"
    ),
    "en": (
        "number,name,born,sex,ethnicity,religion,joined,official,qualification,"
        "theory,post,incumbent,planned,for_standing"
    ),
}
_BALLOTS = "ballot,struck,invalid"
# A spreadsheet takes a CSV file for UTF-8 only if it begins with this mark.
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the user already knows of the congress; the rest stays to be filled in."""

    name: str = ""
    body: str = ""
    level: Level = Level.GRASSROOTS
    kind: Kind = Kind.MEMBERS
    opens: date | None = None
    seats: int = 0


def make_folder(folder: Path, known: Known, lang: str) -> tuple[str, ...]:
    """Make the folder and name its files; a folder that holds anything is refused and left as it is."""
    refuse_unless_free(folder)
    files = {
        CONGRESS_FILE: _congress(known, lang),
        "slate-bch.csv": f"{_MARK}{_SLATE[lang]}\r\n",
        "ballots-bch.csv": f"{_MARK}{_BALLOTS}\r\n",
    }
    place(folder, {name: text.encode("utf-8") for name, text in files.items()})
    return tuple(files)


def refuse_unless_free(folder: Path) -> None:
    """Refuse a path where something already stands: nothing of the user's is ever written over."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    raise InputError(
        (
            Fault(
                name="folder.not_empty",
                file=shown_path(folder),
                message=phrase("đã có tệp hoặc thư mục ở đây"),
                remedy=phrase("chọn tên khác, hoặc chuyển những gì đang có đi chỗ khác"),
            ),
        ),
    )


def place(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new or empty folder, all of them or none: made in a part folder, then moved into place."""
    folder = folder.absolute()
    exists = folder.is_dir()
    part = (folder if exists else folder.parent) / f".kiemphieu.{os.getpid()}.part"
    try:
        for name, content in files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if exists:
            for made in sorted(part.iterdir()):
                made.rename(folder / made.name)
        else:
            part.rename(folder)
    except OSError as error:
        raise InputError((cannot_write(folder, error),)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _congress(known: Known, lang: str) -> str:
    template = Template((_TEMPLATES / lang / CONGRESS_FILE).read_text(encoding="utf-8"))
    return template.substitute(
        name=_toml(known.name),
        body=_toml(known.body),
        level=known.level.value,
        kind=known.kind.value,
        opens=f"opens = {known.opens.isoformat()}" if known.opens else "# opens = 2025-06-15",
        seats=known.seats,
    )


def _toml(text: str) -> str:
    """The inside of a TOML basic string."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
