"""Workbooks as sheets of text, and everything that only calls itself a workbook: refused in bounded time and memory."""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Fault, InputError
from rules.messages import Translator
from rules.workbook_file import CellValue, read_workbook, text_of
from rules.workbook_sheet import Flaw, Merge, Workbook, cell_name, column_letters
from tests.conftest import CHECKOUT
from tests.workbooks import Grid, grid, ods, ods_of, parts_of, xls, xlsx, zipped

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SLATE = {"DS": grid(["STT", "Họ và tên"], [1, "Lê An"])}
PARTS = parts_of(xlsx(SLATE))
WRITERS: Mapping[str, Callable[[Mapping[str, Grid]], bytes]] = {".xlsx": xlsx, ".ods": ods, ".xls": xls}


def read(folder: Path, content: bytes, ending: str = ".xlsx") -> Workbook:
    """Read these bytes as a workbook."""
    path = folder / f"book{ending}"
    path.write_bytes(content)
    return read_workbook(path, shown=path.name)


def fault_of(folder: Path, content: bytes, ending: str = ".xlsx") -> Fault:
    """The one fault of these bytes as a workbook; it can be shown in both languages."""
    with pytest.raises(InputError) as caught:
        read(folder, content, ending)
    (fault,) = caught.value.faults
    for lang in ("vi", "en"):
        assert Translator(lang).text(fault.message).isprintable()
        assert Translator(lang).text(fault.remedy).isprintable()
    return fault


def with_sheet(cells: str, *, more: str = "", strings: str | None = None) -> bytes:
    """An .xlsx whose first sheet holds this XML."""
    parts = PARTS | {SHEET: f"<worksheet {MAIN}><sheetData>{cells}</sheetData>{more}</worksheet>"}
    if strings is not None:
        parts[STRINGS] = strings.encode()
    return zipped(parts)


def table(rows: str) -> bytes:
    """An .ods whose one sheet holds this XML."""
    return ods_of("", f'<table:table table:name="DS">{rows}</table:table>')


# What is read.


@pytest.mark.parametrize("ending", WRITERS)
def test_values_are_written_as_people_type_them(tmp_path: Path, ending: str) -> None:
    sheet = grid(["  Họ\u00a0 và tên ", 1975, date(1975, 3, 20), 1.5, "x"], [None, "1975", -2, "", "e\u0302\u0301"])
    (found,) = read(tmp_path, WRITERS[ending]({"Danh sách": sheet}), ending).sheets
    assert found.name == "Danh sách"
    assert found.rows == (("Họ và tên", "1975", "20/03/1975", "1.5", "x"), ("", "1975", "-2", "", "ế"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (7.0, "7"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (date(905, 3, 2), "02/03/0905"),
        (datetime(1975, 3, 20), "20/03/1975"),  # noqa: DTZ001 - a workbook's days have no zone
        (datetime(1975, 3, 20, 10, 30), "20/03/1975 10:30:00"),  # noqa: DTZ001 - the same
        (time(10, 30), "10:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_what_is_no_text_has_one_way_of_writing(value: CellValue, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize("ending", WRITERS)
def test_sheets_come_in_order_with_their_merges_and_whether_they_are_hidden(tmp_path: Path, ending: str) -> None:
    first = grid(["a", None, "b"], ["c"], merges=[(0, 0, 0, 1), (0, 2, 1, 2)])
    workbook = read(tmp_path, WRITERS[ending]({"Một": first, "Hai": grid(["x"], hidden=True)}), ending)
    assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [("Một", False), ("Hai", True)]
    assert workbook.sheets[0].merges == (
        Merge(first_row=0, first_column=0, last_row=0, last_column=1),
        Merge(first_row=0, first_column=2, last_row=1, last_column=2),
    )
    assert [row[0] for row in workbook.sheets[0].rows] == ["a", "c"]


def test_the_content_says_what_kind_of_workbook_it_is(tmp_path: Path) -> None:
    (sheet,) = read(tmp_path, xlsx(SLATE), ".xls").sheets
    assert sheet.rows == (("STT", "Họ và tên"), ("1", "Lê An"))


def test_hidden_rows_and_columns_are_read_like_others(tmp_path: Path) -> None:
    content = with_sheet(
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>', more='<cols><col min="1" max="1" hidden="1"/></cols>'
    )
    assert read(tmp_path, content).sheets[0].rows == (("1",),)


def test_an_error_and_a_formula_without_value_are_told_apart_from_an_empty_cell(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>Z1</f><v>#REF!</v></c><c r="C1"><f>1+1</f></c>'
        '<c r="D1"><f>1+1</f><v></v></c><c r="E1"><f>1+1</f><v>2</v></c><c r="F1" t="str"><f>""</f><v></v></c></row>'
    )
    (sheet,) = read(tmp_path, with_sheet(cells)).sheets
    assert [(cell.column, cell.flaw, cell.seen) for cell in sheet.flawed] == [
        (1, Flaw.ERROR, "#REF!"),
        (2, Flaw.NO_VALUE, ""),
        (3, Flaw.NO_VALUE, ""),
    ]
    assert sheet.rows[0][4] == "2"


def test_the_same_in_an_ods(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell office:value-type="string"><text:p>#REF!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=Z1" office:value-type="string"><text:p>#REF!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    )
    (sheet,) = read(tmp_path, table(f"<table:table-row>{cells}</table:table-row>"), ".ods").sheets
    assert [(cell.column, cell.flaw, cell.seen) for cell in sheet.flawed] == [
        (1, Flaw.ERROR, "#DIV/0!"),
        (2, Flaw.ERROR, "#REF!"),
        (3, Flaw.NO_VALUE, ""),
    ]


@given(st.integers(0, 20_000), st.integers(0, 2**20))
def test_columns_are_named_as_spreadsheets_do(column: int, row: int) -> None:
    letters = column_letters(column)
    assert sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters))) == column + 1
    assert cell_name(row, column) == f"{letters}{row + 1}"


# What is refused.

FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
REFUSED: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "file.empty"),
    "a text": ("STT,Họ và tên\n1,Lê An\n".encode(), "workbook.not_a_workbook"),
    "a web page": (b"\r\n<html><table><tr><td>STT</td></tr></table></html>", "workbook.web_page"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "workbook.not_a_workbook"),
    "another zip": (zipped({"word/document.xml": "<a/>"}), "workbook.not_a_workbook"),
    "a binary workbook": (zipped({"xl/workbook.bin": b"x"}), "workbook.binary"),
    "half a zip": (xlsx(SLATE)[:-200], "workbook.damaged"),
    "a zip packed in a way of its own": (zipped(PARTS, zipfile.ZIP_BZIP2), "workbook.damaged"),
    "a part twice": (
        zipped(PARTS | {"xl/workbook-xml": "<a/>"}).replace(b"xl/workbook-xml", b"xl/workbook.xml"),
        "workbook.damaged",
    ),
    "thousands of parts": (zipped({f"{at}.xml": "" for at in range(5_001)}), "workbook.too_many_parts"),
    "hundreds of sheets": (xlsx({f"{at}": grid(["x"]) for at in range(201)}), "workbook.too_many_parts"),
    "a sheet of blanks": (with_sheet(" " * 40_000_000), "workbook.too_large"),
    "millions of empty cells": (with_sheet("<row>" + "<c/>" * 3_000_000 + "</row>"), "workbook.too_large"),
    "a cell in the last corner": (with_sheet(FAR), "workbook.too_far"),
    "a million columns": (with_sheet('<row><c r="BDWGN1"><v>1</v></c></row>'), "workbook.too_far"),
    "a million lines": (with_sheet('<row><c r="B600000"><v>1</v></c></row>'), "workbook.too_far"),
    "a cell nowhere": (with_sheet('<row><c r="1A"><v>1</v></c></row>'), "workbook.damaged"),
    "a row before the first": (with_sheet('<row r="0"><c><v>1</v></c></row>'), "workbook.damaged"),
    "a cell in a cell": (with_sheet("<row><c><c/></c></row>"), "workbook.damaged"),
    "XML that ends early": (with_sheet("<row>"), "workbook.damaged"),
    "a document type": (zipped(PARTS | {SHEET: f"{LAUGHS}<worksheet/>"}), "workbook.damaged"),
    "billions of texts declared": (
        with_sheet("", strings=f'<sst {MAIN} uniqueCount="4000000000"><si><t>a</t></si></sst>'),
        "workbook.damaged",
    ),
    "a long text shown everywhere": (
        with_sheet(
            "<row>" + '<c t="s"><v>0</v></c>' * 400 + "</row>",
            strings=f"<sst {MAIN}><si><t>{'a' * 200_000}</t></si></sst>",
        ),
        "workbook.too_much_text",
    ),
    "a sheet that is not there": (
        zipped({name: part for name, part in PARTS.items() if name != SHEET}),
        "workbook.damaged",
    ),
    "no sheet": (zipped(PARTS | {"xl/workbook.xml": f"<workbook {MAIN}/>"}), "workbook.no_sheets"),
    "two sheets of one name": (
        zipped(PARTS | {"xl/workbook.xml": f'<workbook {MAIN}><sheet name="a"/><sheet name="a"/></workbook>'}),
        "workbook.damaged",
    ),
}  # fmt: skip
REFUSED_ODS: Mapping[str, tuple[bytes, str]] = {
    "a cell repeated a million times": (
        table('<table:table-row><table:table-cell table:number-columns-repeated="1000000" office:value-type="string">'
              "<text:p>x</text:p></table:table-cell></table:table-row>"),
        "workbook.too_far",
    ),
    "a row repeated a million times": (
        table('<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string">'
              "<text:p>x</text:p></table:table-cell></table:table-row>"),
        "workbook.too_far",
    ),
    "a row after a million blank ones": (
        table('<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
              '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
              "</table:table-row>"),
        "workbook.too_far",
    ),
    "more lines than any sheet has": (
        table('<table:table-row table:number-rows-repeated="4000000000"><table:table-cell/></table:table-row>'),
        "workbook.damaged",
    ),
    "no line at all": (
        table('<table:table-row table:number-rows-repeated="0"><table:table-cell/></table:table-row>'),
        "workbook.damaged",
    ),
    "a hundred million blanks": (
        table('<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="100000000"/>'
              "</text:p></table:table-cell></table:table-row>"),
        "workbook.damaged",
    ),
    "a text repeated": (
        table('<table:table-row table:number-rows-repeated="500000"><table:table-cell office:value-type="string">'
              f"<text:p>{'x' * 200}</text:p></table:table-cell></table:table-row>"),
        "workbook.too_much_text",
    ),
    "a table in a cell": (
        table('<table:table-row><table:table-cell><table:table table:name="b"/></table:table-cell></table:table-row>'),
        "workbook.damaged",
    ),
    "a row in a cell": (
        table("<table:table-row><table:table-cell><table:table-row/></table:table-cell></table:table-row>"),
        "workbook.damaged",
    ),
    "a cell in a cell": (
        table("<table:table-row><table:table-cell><table:table-cell/></table:table-cell></table:table-row>"),
        "workbook.damaged",
    ),
    "two sheets of one name": (
        ods_of("", '<table:table table:name="a"/><table:table table:name="a"/>'),
        "workbook.damaged",
    ),
    "a password": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"\x00\x01",
                "META-INF/manifest.xml": "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"}),
        "workbook.password",
    ),
    "a text document": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "workbook.not_a_workbook",
    ),
    "no sheet": (ods_of("", ""), "workbook.no_sheets"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_workbook_or_too_much_of_one_is_refused(tmp_path: Path, case: str) -> None:
    content, name = REFUSED[case]
    assert fault_of(tmp_path, content).name == name


@pytest.mark.parametrize("case", REFUSED_ODS)
def test_what_is_no_ods_or_too_much_of_one_is_refused(tmp_path: Path, case: str) -> None:
    content, name = REFUSED_ODS[case]
    assert fault_of(tmp_path, content, ".ods").name == name


def test_the_far_cell_and_its_sheet_are_named(tmp_path: Path) -> None:
    fault = fault_of(tmp_path, with_sheet(FAR))
    assert (fault.place.sheet, fault.place.row, fault.seen) == ("DS", 1_048_576, "XFD1048576")


def test_empty_cells_far_away_do_not_matter(tmp_path: Path) -> None:
    """Borders drawn down to the last line are no reason to refuse a list."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert read(tmp_path, with_sheet(cells)).sheets[0].rows == (("1",),)


def test_an_entry_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    content = bytearray(with_sheet(" " * 1_000_000))
    at = content.rindex(SHEET.encode()) - 46  # the entry in the list at the end of the zip
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", content, at + 24, 500)
    assert fault_of(tmp_path, bytes(content)).name == "workbook.damaged"


def test_a_locked_zip_entry_is_told_as_a_password(tmp_path: Path) -> None:
    content = bytearray(xlsx(SLATE))
    at = content.rindex(b"xl/workbook.xml") - 46
    struct.pack_into("<H", content, at + 8, 1)
    assert fault_of(tmp_path, bytes(content)).name == "workbook.password"


def test_a_file_of_more_bytes_than_any_workbook_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with path.open("wb") as file:
        file.truncate(2**40)  # a hole: it takes no room on the disk, and reading it whole would end the program
    with pytest.raises(InputError) as caught:
        read_workbook(path, shown="book.xlsx")
    assert [fault.name for fault in caught.value.faults] == ["workbook.too_large"]


def test_a_missing_file_is_told_like_any_other(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_workbook(tmp_path / "book.xlsx", shown="book.xlsx")
    assert [fault.name for fault in caught.value.faults] == ["file.missing"]


@given(data=st.data(), ending=st.sampled_from(sorted(WRITERS)))
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, ending: str
) -> None:
    content = WRITERS[ending](SLATE)
    if ending == ".xls" or data.draw(st.booleans()):
        damaged = content
        at = data.draw(st.integers(0, len(content) - 1))
        until = data.draw(st.integers(at, min(at + 8, len(content))))
        damaged = content[:at] + data.draw(st.binary(max_size=8)) + content[until:]
    else:  # what the zip says of itself stays true
        parts = parts_of(content)
        name = data.draw(st.sampled_from(sorted(parts)))
        part = parts[name]
        at = data.draw(st.integers(0, len(part)))
        signs = (b'"', b"<", b">", b"0", b"4000000000", b"<!-- -->", b"&#0;", b"\xff", b"<c/>")
        damaged = zipped(parts | {name: part[:at] + data.draw(st.sampled_from(signs)) + part[at + 1 :]})
    folder = tmp_path_factory.mktemp("book")
    with suppress(InputError):  # the only way it may end
        assert read(folder, damaged, ending).sheets


MEASURED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
resource.setrlimit(resource.RLIMIT_CPU, (100, 100))
from rules.errors import InputError
from rules.workbook_file import read_workbook
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_workbook(path, shown=path.name)
    except InputError as error:
        print(path.name, error.faults[0].name)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory can be limited only where there is setrlimit")
def test_a_hostile_workbook_needs_less_than_a_gigabyte_and_never_ends_the_program(tmp_path: Path) -> None:
    """In a process of its own: an allocation that fails below Python would end the one that runs the tests."""
    expected = {}
    for ending, cases in ((".xlsx", REFUSED), (".ods", REFUSED_ODS)):
        for number, (content, name) in enumerate(cases.values()):
            path = tmp_path / f"{number:02}{ending}"
            path.write_bytes(content)
            expected[path.name] = name
    result = subprocess.run(
        [sys.executable, "-c", MEASURED, tmp_path], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert dict(line.split() for line in result.stdout.splitlines()) == expected
