"""Slates from workbooks: any slate in any layout and any kind of workbook reads back equal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from rules.model import Slate
from rules.slate_file import read_slate
from tests.layouts import Layout, layouts
from tests.workbooks import Grid, grid, ods, xls, xlsx

WRITERS: Mapping[str, Callable[[Mapping[str, Grid]], bytes]] = {".xlsx": xlsx, ".ods": ods, ".xls": xls}


def read(
    folder: Path, content: bytes, *, ending: str = ".xlsx", draft: bool = False, contest: str | None = None
) -> Slate:
    """Read these bytes as a slate."""
    path = folder / f"slate{ending}"
    path.write_bytes(content)
    return read_slate(path, shown=path.name, draft=draft, contest=contest)


def faults(folder: Path, sheets: Mapping[str, Grid], *, draft: bool = True, contest: str | None = None) -> list[Fault]:
    """Every fault of these sheets."""
    with pytest.raises(InputError) as caught:
        read(folder, xlsx(sheets), draft=draft, contest=contest)
    return list(caught.value.faults)


@given(layout=layouts(), ending=st.sampled_from(sorted(WRITERS)))
def test_any_slate_in_any_layout_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, layout: Layout, ending: str
) -> None:
    others = {"Ghi chú": grid(["Số liệu tính đến 6/2025"]), "Cũ": Grid(layout.sheet.rows, hidden=True)}
    content = WRITERS[ending]({"Danh sách": layout.sheet, **others})
    slate = read(tmp_path_factory.mktemp("slate"), content, ending=ending)
    assert slate.candidates == layout.slate.candidates
    assert [person.notes for person in slate.candidates] == [person.notes for person in layout.slate.candidates]
    assert (slate.columns, slate.notes) == (layout.slate.columns, layout.slate.notes)
    assert slate.reading is not None
    assert slate.reading.sheet == "Danh sách"
