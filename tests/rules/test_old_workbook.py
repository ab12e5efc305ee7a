"""Old workbooks: their records weighed one by one, their container read only as far as it goes."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.compound_file import CompoundFile, write_compound
from rules.errors import InputError
from rules.model import Sex
from rules.old_workbook import weigh_xls
from rules.partial_date import PartialDate
from rules.slate_file import read_slate
from rules.workbook_file import read_workbook
from rules.workbook_sheet import Flaw, Sheet
from tests.workbooks import grid, record, stream_of, text, xls, xls_of

WORKBOOKS = Path(__file__).parent / "workbooks"
BOF = record(0x0809, "HHHHII", 0x0600, 0x0020, 0, 0, 0, 0)
EOF = record(0x000A)


def sheet(folder: Path, *records: bytes, workbook: Sequence[bytes] = ()) -> Sheet:
    """The one sheet of an .xls of these records."""
    path = folder / "book.xls"
    path.write_bytes(xls_of({"DS": records}, workbook=workbook))
    (found,) = read_workbook(path, shown="book.xls").sheets
    return found


def fault_name(content: bytes) -> str:
    """Why these bytes are not read."""
    with pytest.raises(InputError) as caught:
        weigh_xls(content, "book.xls")
    (fault,) = caught.value.faults
    return fault.name


def shared(*texts: bytes) -> bytes:
    """The texts that cells share."""
    return record(0x00FC, "II", len(texts), len(texts), more=b"".join(texts))


def label(row: int, column: int, index: int) -> bytes:
    """A cell that shows a shared text."""
    return record(0x00FD, "HHHI", row, column, 0, index)


def formula(column: int, answer: bytes, tokens: bytes = b"\x1e\x01\x00") -> bytes:
    """A cell with a formula and its answer."""
    return record(0x0006, "HHH", 0, column, 0, more=answer + struct.pack("<HIH", 0, 0, len(tokens)) + tokens)


# What is read.


def test_a_workbook_of_another_writer() -> None:
    """Written with xlwt 1.3.0: title, headings merged over two rows, column numbers, dates in three ways, a total."""
    slate = read_slate(WORKBOOKS / "xlwt.xls", shown="xlwt.xls")
    assert [(person.name, person.born, person.sex, person.post, dict(person.notes)) for person in slate.candidates] == [
        ("Nguyễn Thị Hải Đường", PartialDate(1975, 3, 20), Sex.FEMALE, "Bí thư Đảng ủy", {"Quê quán": "Kiến Xương"}),
        ("Lê Ổi", PartialDate(1980), Sex.MALE, None, {}),
        ("Y Bih Êban", PartialDate(1979, 3), Sex.MALE, None, {}),
    ]
    assert slate.reading is not None
    assert (slate.reading.sheet, slate.reading.first_heading_row, slate.reading.numbers_row) == ("Danh sách", 4, 6)


def test_texts_are_read_across_their_pieces(tmp_path: Path) -> None:
    """A text may be broken off in the middle and go on in a wider form, with fonts and sounds behind it."""
    first = struct.pack("<HBHI", 4, 0x0C, 1, 2) + b"ab"
    rest = b"\x01" + "ăâ".encode("utf-16-le") + bytes(4) + bytes(2)
    strings = (
        record(0x00FC, "II", 2, 2, more=first)
        + record(0x003C, more=rest + text("Lê")[:3])
        + record(0x003C, more=b"\x01" + text("Lê")[3:])
    )
    found = sheet(
        tmp_path,
        label(0, 0, 0),
        label(0, 1, 1),
        label(0, 2, 9),
        record(0x0203, "HHHd", 0, 3, 0, 1.0),
        workbook=[strings],
    )
    assert found.rows == (("abăâ", "Lê", "", "1"),)


def test_errors_are_flaws_and_answers_are_values(tmp_path: Path) -> None:
    found = sheet(
        tmp_path,
        record(0x0205, "HHHBB", 0, 0, 0, 0x17, 1),
        record(0x0205, "HHHBB", 0, 1, 0, 1, 0),
        formula(2, b"\x02\x00\x2a\x00\x00\x00\xff\xff"),
        formula(3, struct.pack("<d", 7.0)),
        formula(4, b"\x00\x00\x00\x00\x00\x00\xff\xff"),
        record(0x0207, more=text("x")),
    )
    assert [(cell.column, cell.flaw, cell.seen) for cell in found.flawed] == [
        (0, Flaw.ERROR, "#REF!"),
        (2, Flaw.ERROR, "#N/A"),
    ]
    assert found.rows[0][1:] == ("true", "", "7", "x")


def test_rich_texts_and_charts_do_not_hide_cells(tmp_path: Path) -> None:
    rich = record(0x00D6, "HHH", 0, 0, 0, more=text("Lê") + struct.pack("<HHH", 1, 0, 0))
    chart = BOF + record(0x0203, "HHHd", 0, 1, 0, 5.0) + EOF
    found = sheet(tmp_path, rich, chart, record(0x0203, "HHHd", 0, 2, 0, 6.0), record(0x00E5, "HHHHH", 1, 0, 0, 0, 1))
    assert found.rows == (("Lê", "", "6"),)
    assert len(found.merges) == 1


def test_several_numbers_in_one_record(tmp_path: Path) -> None:
    numbers = record(0x00BD, "HH", 0, 1, more=struct.pack("<HIHIH", 0, 7 << 2 | 2, 1, 27000 << 2 | 2, 2))
    assert sheet(tmp_path, numbers).rows == (("", "7", "02/12/1973"),)


# What is refused.

LOCKED = record(0x002F, "H", 1)
NUMBER = record(0x0203, "HHHd", 0, 0, 0, 1.0)
REFUSED: Mapping[str, tuple[bytes, str]] = {
    "a password": (xls_of({"DS": []}, workbook=[LOCKED]), "workbook.password"),
    "a locked .xlsx": (write_compound("EncryptedPackage", bytes(5000)), "workbook.password"),
    "a text document": (write_compound("WordDocument", bytes(5000)), "workbook.not_a_workbook"),
    "half a file": (xls({"DS": grid(["x"])})[:-4096], "workbook.damaged"),
    "a head alone": (xls({"DS": grid(["x"])})[:512], "workbook.damaged"),
    "a record that ends behind the file": (
        write_compound("Workbook", stream_of({"DS": []}) + b"\x03\x02\xff\xff" + bytes(3)),
        "workbook.damaged",
    ),
    "more texts declared than there is room for": (
        xls_of({"DS": []}, workbook=[record(0x00FC, "II", 1, 2**31 - 1)]),
        "workbook.damaged",
    ),
    "a text that never ends": (xls_of({"DS": []}, workbook=[shared(struct.pack("<HB", 500, 0))]), "workbook.damaged"),
    "a text longer than its record": (
        xls_of({"DS": [record(0x0204, "HHHHB", 0, 0, 0, 60000, 0)]}),
        "workbook.damaged",
    ),
    "a long text shown everywhere": (
        xls_of(
            {"DS": [label(row, 0, 0) for row in range(9000)]},
            workbook=[shared(struct.pack("<HB", 8000, 0) + bytes(8000))],
        ),
        "workbook.too_much_text",
    ),
    "a number too short": (xls_of({"DS": [record(0x0203, "HH", 0, 0)]}), "workbook.damaged"),
    "numbers that end before they begin": (
        xls_of({"DS": [record(0x00BD, "HHHIH", 0, 5, 0, 2, 1)]}),
        "workbook.damaged",
    ),
    "more merges than it has": (xls_of({"DS": [record(0x00E5, "H", 9)]}), "workbook.damaged"),
    "a cell too far": (xls_of({"DS": [record(0x0203, "HHHd", 65535, 255, 0, 1.0)]}), "workbook.too_far"),
    "one sheet twice": (
        xls_of({"DS": []}, workbook=[record(0x0085, "IHBB", 44, 0, 0, 0), record(0x0085, "IHBB", 44, 0, 0, 0)]),
        "workbook.damaged",
    ),
    "a sheet where none is": (xls_of({"DS": []}, workbook=[record(0x0085, "IHBB", 7, 0, 0, 0)]), "workbook.damaged"),
    "a sheet in a sheet": (
        write_compound("Workbook", stream_of({"A": [], "B": []}).replace(EOF + BOF[:4], record(0x0001) + BOF[:4])),
        "workbook.damaged",
    ),
    "hundreds of sheets": (xls_of({f"{at}": [] for at in range(201)}), "workbook.too_many_parts"),
    "a text in thousands of pieces": (
        xls_of({"DS": []}, workbook=[shared(), *[record(0x003C)] * 4001]),
        "workbook.damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_slate_can_be_is_refused(case: str) -> None:
    content, name = REFUSED[case]
    assert fault_name(content) == name


def test_dimensions_and_formulas_are_struck_out(tmp_path: Path) -> None:
    """Both make the reader below work for what they declare: room for 10¹⁴ cells, or hours in one formula."""
    dimensions = record(0x0200, "IIHHH", 0, 2**32 - 1, 0, 65535, 0)
    spaces = formula(1, struct.pack("<d", 7.0), b"\x16" + b"\x19\x40\x00\xff" * 2000)
    assert sheet(tmp_path, dimensions, NUMBER, spaces).rows == (("1", "7"),)


def test_a_stream_longer_than_the_limit_is_not_taken_out() -> None:
    content = write_compound("Workbook", bytes(20_000))
    with pytest.raises(InputError) as caught:
        CompoundFile(content, "book.xls").stream("Workbook", 10_000)
    assert [fault.name for fault in caught.value.faults] == ["workbook.too_large"]


@given(
    st.binary(max_size=20_000),
    st.text(st.characters(codec="utf-16-le", exclude_characters="\0"), min_size=1, max_size=15),
)
def test_a_stream_comes_out_as_it_went_in(stream: bytes, name: str) -> None:
    compound = CompoundFile(write_compound(name, stream), "book.xls")
    assert compound.names == {name}
    assert compound.stream(name, 10**6) == stream.ljust(4096, b"\0")


@given(st.data())
def test_a_damaged_container_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(write_compound("Workbook", bytes(9000)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.sampled_from((*range(24, 120, 2), *range(4096, 4200, 4), *range(8192, 8448, 4))))
        struct.pack_into("<H", content, at, data.draw(st.sampled_from((0, 1, 2, 5, 0xFFFE, 0xFFFF))))
    with suppress(InputError):  # the only way it may end
        compound = CompoundFile(bytes(content), "book.xls")
        for name in compound.names:
            assert len(compound.stream(name, 10**5)) <= len(content)
