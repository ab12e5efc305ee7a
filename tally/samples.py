"""The sample congresses that travel with the program (thư mục mẫu): which there are, and copies of them."""

from __future__ import annotations

from pathlib import Path

from rules.errors import Fault, InputError
from rules.model import CONGRESS_FILE
from rules.phrase import phrase
from tally.new_folder import place, refuse_unless_free

FIRST = "huyen-2020"
"""The sample a newcomer is shown: a district delegate congress with a committee and a secretary."""


def samples_folder() -> Path:
    """Where the samples are: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "samples"
    return installed if installed.is_dir() else package.parent / "samples"


def sample_names() -> tuple[str, ...]:
    """Every sample, in the order of their names."""
    return tuple(sorted(path.parent.name for path in samples_folder().glob(f"*/{CONGRESS_FILE}")))


def copy_sample(name: str, folder: Path) -> None:
    """Copy a sample into a new or empty folder; what it should give (``expected``) stays behind."""
    if name not in sample_names():
        raise InputError(
            (
                Fault(
                    name="sample.unknown",
                    file="kiemphieu demo",
                    seen=name,
                    message=phrase("không có mẫu này"),
                    remedy=phrase("chọn một trong: {samples}", samples=sample_names()),
                ),
            ),
        )
    refuse_unless_free(folder)
    source = samples_folder() / name
    place(
        folder,
        {
            path.relative_to(source).as_posix(): path.read_bytes()
            for path in sorted(source.rglob("*"))
            if path.is_file() and "expected" not in path.relative_to(source).parts
        },
    )
