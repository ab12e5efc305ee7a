"""The rows of a ballot file (phiếu đã nhập), one by one: the header says the layout, every fault is told.

Layouts of CSV: ``ballot,struck`` · ``ballot,agree,disagree`` · ``1,2,…,n`` with 1 or 0 in every cell; each with
an optional ``invalid`` column, the committee's ruling. A file that does not say what a mark means is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.errors import FaultList, Place
from rules.model import BallotSource, Cells, Contest, Form
from rules.phrase import phrase
from rules.table_file import Row, Table, is_totals_row
from rules.text_file import shortened
from tally.codes import Codes, CodesError, parse_codes, parse_whole
from tally.model import COMPUTED_REASONS, Ballot, InvalidReason, RawMark


class Layout(StrEnum):
    """How a ballot file is laid out, told by its header."""

    STRIKES = "strikes"
    AGREE_DISAGREE = "agree_disagree"
    WIDE = "wide"
    CAST_VOTE_RECORDS = "cast_vote_records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the columns of a ballot file are."""

    layout: Layout
    ballot: int | None
    invalid: int | None
    marks: tuple[int, ...]  # struck; agree, disagree; or one column a name in ballot order


_SHOWN = 1000
"""Characters of a header that are told: those of 250 names."""

HEADINGS = frozenset({"ballot", "struck", "agree", "disagree"})
"""Headings that only a ballot file has."""

NO_HEADER = Header(layout=Layout.WIDE, ballot=None, invalid=None, marks=())


@dataclass(frozen=True, slots=True)
class BallotReader:
    """What reading one file needs to know, with the faults found so far.

    ``shared``: other contests have their ballots in the same file, so that this one must stand there under its id.
    """

    contest: Contest
    source: BallotSource
    reasons: Collection[str]
    faults: FaultList
    shared: bool = False

    @property
    def names(self) -> int:
        """How many names are on the ballot."""
        return len(self.contest.slate)


def read_header(reader: BallotReader, table: Table) -> Header:
    """Tell the layout from the header; a header that cannot be read so is a fault, noted in the reader's list."""
    places = {heading.casefold(): place for place, heading in enumerate(table.header.cells)}
    rest = set(places) - {"ballot", "invalid"}
    layout, columns = _layout(rest, reader.names)
    if layout is None:
        _refuse_header(reader, table)
    elif layout is Layout.WIDE:
        _check_wide(reader, table)
    else:
        _check_codes(reader, table, layout, has_ballot="ballot" in places)
    return Header(
        layout=layout or Layout.WIDE,
        ballot=places.get("ballot"),
        invalid=places.get("invalid"),
        marks=tuple(places[column] for column in columns if column in places),
    )


def _layout(rest: set[str], names: int) -> tuple[Layout | None, tuple[str, ...]]:
    if rest == {"struck"}:
        return Layout.STRIKES, ("struck",)
    if rest == {"agree", "disagree"}:
        return Layout.AGREE_DISAGREE, ("agree", "disagree")
    numbers = _numbers(names)
    if rest == set(numbers):
        return Layout.WIDE, numbers
    return None, ()


def _refuse_header(reader: BallotReader, table: Table) -> None:
    headings = [heading for heading in table.header.cells if heading.casefold() not in {"ballot", "invalid"}]
    seen = _headings(table)
    place = Place(row=table.header.number)
    if columns := _unknown_columns(headings, reader.names):
        reader.faults.add(
            "ballots.unknown_column",
            phrase("tệp phiếu có cột không rõ nghĩa: {columns}", columns=columns),
            phrase("xóa cột đó; ghi chú về lá phiếu để ở tệp khác"),
            place=place,
            seen=seen,
        )
        return
    if {"1", "2"} <= set(headings):  # a wide file for another list; other numbers are a file without headings
        reader.faults.add(
            "ballots.wrong_names",
            phrase("các cột số không đúng với danh sách có {names} người", names=reader.names),
            phrase("mỗi người một cột, tiêu đề là số trên phiếu: 1 đến {names}", names=reader.names),
            place=place,
            seen=seen,
        )
        return
    reader.faults.add(
        "ballots.missing_polarity",
        phrase("dòng tiêu đề không nói dấu trong tệp có nghĩa là gì: gạch, đồng ý hay không đồng ý"),
        phrase("tiêu đề phải là ballot,agree,disagree; có thể thêm cột invalid")
        if reader.contest.form is Form.AGREE_DISAGREE
        else phrase(
            "tiêu đề phải là ballot,struck hoặc ballot,1,2,…,{names}; có thể thêm cột invalid", names=reader.names
        ),
        place=place,
        seen=seen,
    )


def _unknown_columns(headings: Sequence[str], names: int) -> tuple[str, ...]:
    """What stands beside the columns of one layout; nothing where there is no layout, or two."""
    folded = {heading.casefold() for heading in headings}
    layouts = [{"struck"}, {"agree", "disagree"}, set(_numbers(names))]
    found = [layout for layout in layouts if layout <= folded]
    left = folded - set().union(*layouts)
    if len(found) != 1 or "kept" in left or not all(any(map(str.isalpha, heading)) for heading in left):
        return ()  # it says two things; numbers are those of other names, or of a file without headings
    return tuple(shortened(heading) for heading in headings if heading.casefold() in left)


def _numbers(names: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, names + 1))


def _check_wide(reader: BallotReader, table: Table) -> None:
    if reader.contest.form is not Form.STRIKE_OUT:
        _refuse_form(reader, table)
    if reader.source.cells is None:
        reader.faults.add(
            "ballots.missing_polarity",
            phrase("tệp dạng bảng 1/0 nhưng congress.toml không nói số 1 nghĩa là để lại hay gạch"),
            phrase('thêm cells = "kept" (1 là để lại) hoặc cells = "struck" (1 là gạch) cạnh tên tệp phiếu'),
            place=Place(row=table.header.number),
            seen=_headings(table),
        )


def _check_codes(reader: BallotReader, table: Table, layout: Layout, *, has_ballot: bool) -> None:
    expected = Form.STRIKE_OUT if layout is Layout.STRIKES else Form.AGREE_DISAGREE
    if reader.contest.form is not expected:
        _refuse_form(reader, table)
    if not has_ballot:
        reader.faults.add(
            "ballots.missing_number_column",
            phrase("thiếu cột ballot: số thứ tự đã đóng trên lá phiếu"),
            phrase("thêm cột ballot; số nào cũng được miễn không trùng nhau"),
            place=Place(row=table.header.number),
            seen=_headings(table),
        )
    if reader.source.cells is not None:
        reader.faults.add(
            "ballots.cells_not_used",
            phrase("cells chỉ dùng cho tệp dạng bảng 1/0; ở tệp này dòng tiêu đề đã nói nghĩa của dấu"),
            phrase("bỏ cells khỏi nội dung bầu này trong congress.toml"),
            place=Place(row=table.header.number, key=f"contest.{reader.contest.id}.ballots.cells"),
            seen=reader.source.cells.value,
        )


def _headings(table: Table) -> str:
    """The header for a message, cut where nobody would read on."""
    text = ",".join(table.header.cells)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _refuse_form(reader: BallotReader, table: Table) -> None:
    reader.faults.add(
        "ballots.wrong_form",
        phrase("mẫu phiếu của nội dung bầu này là {form}, tệp phiếu ghi theo mẫu khác", form=reader.contest.form),
        phrase(
            "phiếu gạch tên: ballot,struck hoặc 1,2,…; phiếu đồng ý / không đồng ý: ballot,agree,disagree; "
            "xem lại tệp hoặc form trong congress.toml",
        ),
        place=Place(row=table.header.number),
        seen=_headings(table),
    )


def ballots_in(
    reader: BallotReader,
    header: Header,
    rows: Iterable[Row],
    first: int = 1,
) -> Iterator[tuple[Row, Ballot]]:
    """Read rows into ballots; one with a fault is left out. ``first`` is the place of the first among all."""
    for place, row in enumerate(rows, start=first):
        if is_totals_row(row):
            reader.faults.add(
                "ballots.totals_row",
                phrase("đây là dòng tổng cộng, không phải một lá phiếu"),
                phrase("xóa dòng này: chương trình tự cộng"),
                place=Place(row=row.number),
                seen=" | ".join(cell for cell in row.cells if cell),
            )
            continue
        number = place if header.ballot is None else _number(reader, row, header.ballot)
        marks = _marks(reader, header, row)
        ruling = None if header.invalid is None else read_ruling(reader, row, header.invalid)
        if number is not None and marks is not None:
            yield row, Ballot(number, marks, ruling)


def _number(reader: BallotReader, row: Row, column: int) -> int | None:
    cell = row.cells[column]
    if number := parse_whole(cell):
        return number
    reader.faults.add(
        "ballots.bad_number" if cell else "ballots.empty_cell",
        phrase("số phiếu phải là chữ số, từ 1 trở lên"),
        phrase("ghi số đã đóng trên lá phiếu"),
        place=Place(row=row.number, column="ballot"),
        seen=shortened(cell),
    )
    return None


def _marks(reader: BallotReader, header: Header, row: Row) -> str | None:
    match header.layout:
        case Layout.WIDE:
            return _wide_marks(reader, header, row)
        case Layout.STRIKES:
            struck = _codes(reader, row, header.marks[0], "struck")
            return None if struck is None else _struck_marks(struck, reader.names)
        case Layout.AGREE_DISAGREE:
            agree = _codes(reader, row, header.marks[0], "agree")
            disagree = _codes(reader, row, header.marks[1], "disagree")
            return None if agree is None or disagree is None else _boxed_marks(agree, disagree, reader.names)
        case Layout.CAST_VOTE_RECORDS:
            raise ValueError("cast vote records have no rows")


def _codes(reader: BallotReader, row: Row, column: int, heading: str) -> Codes | None:
    try:
        return parse_codes(row.cells[column], reader.names)
    except CodesError as error:
        for problem in error.problems:
            reader.faults.add(
                problem.name,
                problem.message,
                problem.remedy,
                place=Place(row=row.number, column=heading),
                seen=row.cells[column],
            )
    return None


def _struck_marks(struck: Codes, names: int) -> str:
    marks: list[str] = [RawMark.KEPT] * names
    for name in struck.names:
        marks[name - 1] = RawMark.STRUCK
    for name in struck.unclear:
        marks[name - 1] = RawMark.UNCLEAR
    return "".join(marks)


def _boxed_marks(agree: Codes, disagree: Codes, names: int) -> str:
    marks: list[str] = [RawMark.NEITHER] * names
    for name in agree.names:
        marks[name - 1] = RawMark.AGREE
    for name in disagree.names:
        marks[name - 1] = RawMark.BOTH if name in agree.names else RawMark.DISAGREE
    for name in agree.unclear | disagree.unclear:  # one box nobody can read is enough
        marks[name - 1] = RawMark.UNCLEAR
    return "".join(marks)


def _wide_marks(reader: BallotReader, header: Header, row: Row) -> str | None:
    kept_is = "1" if reader.source.cells is Cells.KEPT else "0"
    letters: list[str] = []
    for name, column in enumerate(header.marks, start=1):
        cell = row.cells[column]
        if cell in {"0", "1"}:
            letters.append(RawMark.KEPT if cell == kept_is else RawMark.STRUCK)
        elif cell == "?":
            letters.append(RawMark.UNCLEAR)
        else:
            reader.faults.add(
                "ballots.bad_cell" if cell else "ballots.empty_cell",
                phrase("ô phải là 1 hoặc 0")
                if cell
                else phrase("ô để trống: không biết là chưa nhập hay không đánh dấu"),
                phrase("xem lại lá phiếu và ghi 1 hoặc 0; dấu không rõ thì ghi «?»"),
                place=Place(row=row.number, column=str(name)),
                seen=cell,
            )
    return "".join(letters) if len(letters) == reader.names else None


def read_ruling(reader: BallotReader, row: Row, column: int) -> InvalidReason | None:
    """The committee's ground in this column, None if there is none or it is a fault."""
    cell = row.cells[column]
    if not cell:
        return None
    grounds = ruled_grounds(reader.reasons)
    if cell in grounds:
        return InvalidReason(cell)
    place = Place(row=row.number, column="invalid")
    if cell in COMPUTED_REASONS:
        reader.faults.add(
            "ballots.computed_reason",
            phrase("«{reason}» do chương trình tự tính từ dấu trên phiếu, không nhập tay", reason=cell),
            phrase("để trống cột invalid và ghi đúng dấu trên phiếu"),
            place=place,
            seen=cell,
        )
    else:
        reader.faults.add(
            "ballots.unknown_reason",
            phrase("quy chế đang dùng không có lý do không hợp lệ «{reason}»", reason=cell),
            phrase("dùng một trong: {reasons}; hoặc để trống nếu phiếu hợp lệ", reasons=tuple(grounds)),
            place=place,
            seen=cell,
        )
    return None


def ruled_grounds(reasons: Collection[str]) -> tuple[str, ...]:
    """The grounds that only people can see, in the regulation's order."""
    return tuple(reason for reason in reasons if reason not in COMPUTED_REASONS)
