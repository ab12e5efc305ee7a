"""A file that congress.toml names: it lies inside the congress's folder, or the name is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from rules.phrase import Phrase, phrase
from rules.text_file import shortened
from rules.toml_table import TomlTable, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """Where the file is, and its name as congress.toml writes it, for messages and results."""

    path: Path
    shown: str


def find_file(table: TomlTable, key: str, folder: Path, *, required: bool = True) -> NamedFile | None:
    """Find the file a key names; None, with a fault, if it is not a file inside the folder.

    A folder can be handed on as a whole only if nothing in it points out of it, by ``..`` or by a symbolic link.
    """
    name = table.text(key, required=required, folded=False)
    if name is None:
        return None
    if message := _outside(folder, name):
        remedy = phrase("chép tệp vào thư mục đại hội rồi chỉ ghi tên tệp, thư mục con cách bằng dấu /")
        table.faults.add("path.outside", message, remedy, place=table.place(key), seen=name)
    elif not _is_file(folder / name):
        near = nearest(name, _names_in(folder))
        table.faults.add(
            "path.missing",
            phrase("không có tệp {name} trong thư mục đại hội", name=shortened(name)),
            phrase("có phải {near}? tên phân biệt chữ hoa, chữ thường", near=near)
            if near
            else phrase("chép tệp vào thư mục đại hội hoặc sửa tên; tên phân biệt chữ hoa, chữ thường"),
            place=table.place(key),
            seen=name,
        )
    else:
        return NamedFile(path=folder / name, shown=name)
    return None


def _outside(folder: Path, name: str) -> Phrase | None:
    """What is wrong with the name on any system: the folder may have come from Windows."""
    windows = PureWindowsPath(name)
    if PurePosixPath(name).is_absolute() or windows.drive or windows.root:
        return phrase("tên tệp phải tính từ thư mục đại hội, không ghi đường dẫn đầy đủ")
    if ".." in windows.parts:
        return phrase("tên tệp không được có «..»")
    if "\\" in name:
        return phrase("tên tệp dùng dấu \\ để ngăn thư mục")
    try:
        inside = (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a name no system takes: then it is missing
        return None
    return None if inside else phrase("tệp là liên kết dẫn ra ngoài thư mục đại hội")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _names_in(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(entry.name for entry in folder.iterdir() if _is_file(entry)))
    except OSError:
        return ()
