"""Files that congress.toml names: inside the folder, on any system."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.folders import CONGRESS, CONTEST, SLATE, check_faults, contest, names, reading


def test_files_below_the_folder_and_links_inside_it_are_read(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "a.csv").write_text(SLATE, encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "lists" / "a.csv")
    for name in ("lists/a.csv", "link.csv", "./slate.csv"):
        read = contest(tmp_path, CONGRESS + CONTEST.replace("slate.csv", name))
        assert (read.slate.file, len(read.slate)) == (name, 4)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("link.csv", "path.outside"),
        ("folder/slate.csv", "path.outside"),
        ("loop.csv", "path.missing"),
        ("slate.csv/x", "path.missing"),
        ("a" * 3000, "path.missing"),
        ("a\\u0000b", "toml.hidden_character"),
        ("\\\\\\\\server\\\\slate.csv", "path.outside"),
        ("lists/../slate.csv", "path.outside"),
    ],
)
def test_names_that_lead_out_of_the_folder_or_nowhere(tmp_path: Path, written: str, name: str) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "congress"
    outside.mkdir()
    folder.mkdir()
    (outside / "slate.csv").write_text(SLATE, encoding="utf-8")
    (folder / "link.csv").symlink_to(outside / "slate.csv")
    (folder / "folder").symlink_to(outside)
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    read = reading(folder, CONGRESS + CONTEST.replace("slate.csv", written))
    check_faults(read)
    assert names(read) == [(name, 18)]
