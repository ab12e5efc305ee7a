"""A check as a workbook (XLSX): findings, the annex of structure, the people with every cell a finding concerns.

Everything people wrote is a text cell, never a formula, a number or a link: a name may begin with ``=``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from xlsxwriter import Workbook

from rules.messages import Translator
from rules.office_file import CREATED, repacked
from rules.percent import Percent
from rules.phrase import phrase
from rules.report_content import TITLE, ContestReport, Report, Told
from rules.report_text import Writer, columns_of, gravest, share_of
from rules.workbook_page import Cell, Looks, Page

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONGEST_SHEET_NAME: Final = 31
_NO_SHEET_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDTHS: Final = {
    "number": 5,
    "name": 23,
    "born": 11,
    "sex": 7,
    "ethnicity": 9,
    "religion": 9,
    "joined": 11,
    "official": 11,
    "qualification": 11,
    "theory": 10,
    "post": 32,
    "incumbent": 7,
    "planned": 7,
    "for_standing": 7,
    "science": 7,
    "number_before": 7,
}
_FINDING_WIDTHS: Final = (8, 3, 7, 20, 14, 48, 8, 9, 10, 7, 24, 22)
_FINDING_HEADINGS: Final = (
    phrase("Nội dung bầu"),
    "",
    phrase("Mã"),
    phrase("Nội dung kiểm tra"),
    phrase("Kết luận"),
    phrase("Phép tính và yêu cầu"),
    phrase("Đo được"),
    phrase("Tỷ lệ"),
    phrase("Giới hạn"),
    phrase("Dư, thiếu"),
    phrase("Người liên quan"),
    phrase("Quy định"),
)


def to_workbook(report: Report, translator: Translator) -> bytes:
    """Make the workbook; the same report gives the same bytes."""
    buffer = io.BytesIO()
    with Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": translator.text(TITLE), "created": CREATED.replace(tzinfo=None)})
        _Sheets(book, report, Writer(translator)).write()
    return repacked(buffer.getvalue())


class _Sheets:
    """The sheets while they are written, in reading order."""

    def __init__(self, book: Workbook, report: Report, writer: Writer) -> None:
        self._book = book
        self._report = report
        self._writer = writer
        self._looks = Looks(book)
        self._names: set[str] = set()

    def write(self) -> None:
        """Write every sheet."""
        self._write_findings()
        if any(contest.has_structure for contest in self._report.contests):
            self._write_structure()
        for contest in self._report.contests:
            self._write_people(contest)

    def _page(self, title: str, widths: Sequence[int]) -> Page:
        """Add a sheet under a name that Excel takes and no other sheet has."""
        plain = title.translate(_NO_SHEET_NAME).strip()[:_LONGEST_SHEET_NAME] or "-"
        name, again = plain, 1
        while name.casefold() in self._names:
            again += 1
            end = f" ({again})"
            name = plain[: _LONGEST_SHEET_NAME - len(end)] + end
        self._names.add(name.casefold())
        return Page(self._book.add_worksheet(name), widths)

    def _write_findings(self) -> None:
        write, looks = self._writer, self._looks
        page = self._page(write.text(phrase("Kết luận")), _FINDING_WIDTHS)
        page.line(write.text(TITLE), looks.title)
        page.line(write.text(self._report.congress.name), looks.bold)
        for opening in self._report.opening:
            page.line(write.text(opening), looks.plain)
        for closing in self._report.closing:
            page.line(write.text(closing.text), looks.bold)
        page.line(write.text(self._report.choices), looks.plain)
        page.row += 1
        top = page.row
        page.table_row(Cell(value=write.text(heading), look=looks.head) for heading in _FINDING_HEADINGS)
        page.keep_headings(top, columns=0)
        for contest in self._report.contests:
            for told in (*contest.to_do, *contest.others):
                page.table_row(self._finding(told))
        page.filter_below(top)

    def _finding(self, told: Told) -> Iterator[Cell]:
        finding, write, looks = told.finding, self._writer, self._looks
        filled = looks.filled[told.verdict]
        yield Cell(value=write.text(finding.contest), look=looks.cell)
        yield Cell(value=told.verdict.sign, look=filled)
        yield Cell(value=finding.code, look=looks.cell)
        yield Cell(value=write.sentence(told.title), look=looks.cell)
        yield Cell(value=write.text(told.verdict.words), look=filled)
        yield Cell(value=write.paragraph(finding.message), look=looks.cell)
        yield Cell(value=None if finding.measured is None else str(finding.measured), look=looks.middle)
        yield Cell(value=told.percent, look=looks.percent)
        yield Cell(value=write.limit(finding.limit), look=looks.middle)
        yield Cell(value=finding.margin, look=looks.count)
        yield Cell(value="; ".join(write.text(person.words) for person in told.people), look=looks.cell)
        yield Cell(value=write.text(told.citation) if told.citation else None, look=looks.cell)

    def _write_structure(self) -> None:
        """The annex: a row a characteristic, for each contest and group how many and how large a share."""
        write, looks = self._writer, self._looks
        table = structure_table(self._report, write)
        page = self._page(write.text(phrase("Cơ cấu")), (22, 32, *(12 for _ in table.columns)))
        page.line(write.text(phrase("Biểu tổng hợp cơ cấu")), looks.title)
        page.line(write.text(self._report.congress.name), looks.bold)
        page.row += 1
        top = page.row
        for at, (contest, group, what) in enumerate(table.columns, start=2):
            if what == "people":
                page.heading_over(at, f"{contest}: {group}", looks.head)
        page.table_row(
            Cell(value=write.text(heading), look=looks.head) for heading in (phrase("Tiêu chí"), phrase("Phân loại"))
        )
        words = {"people": write.text(phrase("Số người")), "share": write.text(phrase("Tỷ lệ"))}
        page.table_row(
            Cell(value=words.get(what, ""), look=looks.head) for what in ("", "", *(table.columns.get_level_values(2)))
        )
        page.keep_headings(top, columns=2)
        for (part, row), values in zip(table.index, table.to_numpy(dtype=object), strict=True):
            page.table_row(
                (
                    Cell(value=part, look=looks.part),
                    Cell(value=row, look=looks.cell),
                    *(self._counted(value) for value in values),
                ),
            )

    def _counted(self, value: object) -> Cell:
        match value:
            case Percent() as share:
                return Cell(value=share, look=self._looks.percent)
            case int() as people:
                return Cell(value=people, look=self._looks.count)
            case _:  # a row that this contest does not have
                return Cell(value=None, look=self._looks.count)

    def _write_people(self, contest: ContestReport) -> None:
        write, looks = self._writer, self._looks
        columns = columns_of(contest)
        title = write.text(phrase("Nhân sự {contest}", contest=contest.contest.id))
        page = self._page(title, (*(_WIDTHS.get(column, 14) for column in columns), 30))
        page.line(write.sentence(contest.heading), looks.title)
        page.line(write.text(phrase("Ô tô màu là ô mà một phát hiện nhắc tới; xem ghi chú của ô.")), looks.plain)
        page.row += 1
        top = page.row
        headings = (*map(write.heading, columns), write.text(phrase("Phát hiện liên quan")))
        page.table_row(Cell(value=heading, look=looks.head) for heading in headings)
        page.keep_headings(top, columns=columns.index("name") + 1)
        cells = contest.cells()
        for place in range(1, len(contest.contest.slate) + 1):
            page.table_row(self._person(contest, place, columns, cells))
        page.filter_below(top)

    def _person(
        self,
        contest: ContestReport,
        place: int,
        columns: Sequence[str],
        cells: Mapping[tuple[int, str], tuple[Told, ...]],
    ) -> Iterator[Cell]:
        write, looks = self._writer, self._looks
        person = contest.contest.slate.candidates[place - 1]
        codes: dict[str, None] = {}
        for column in columns:
            found = cells.get((place, column), ())
            codes |= dict.fromkeys(f"{told.finding.code} {write.text(told.title)}" for told in found)
            yield Cell(
                value=contest.numbers[place - 1] if column == "number" else write.cell(person, column),
                look=looks.filled[gravest(found)] if found else looks.middle if column == "number" else looks.cell,
                comment="\n".join(
                    f"{told.verdict.sign} {told.finding.code}: {write.text(told.message_of(person.name))}"
                    for told in found
                ),
            )
        yield Cell(value="; ".join(codes), look=looks.cell)


def structure_table(report: Report, writer: Writer) -> Any:  # noqa: ANN401 - a DataFrame: its type would import pandas
    """The annex of every contest side by side: rows are characteristics, columns contest, group, people or share.

    Contests differ in their rows (bands of age, ethnicities); the table holds all of them, empty where one has none.
    """
    from pandas import DataFrame, Series

    rounding = report.congress.choices.percent_rounding
    cells: dict[tuple[str, str, str], dict[tuple[str, str], object]] = {}
    order: dict[tuple[str, str], None] = {}
    for contest in (each for each in report.contests if each.has_structure):
        for at, column in enumerate(contest.structure.columns):
            top = (writer.text(contest.contest.id), writer.text(column.words))
            people = cells.setdefault((*top, "people"), {})
            shares = cells.setdefault((*top, "share"), {})
            for row in contest.structure.rows:
                key = (writer.text(row.part), writer.sentence(row.words))
                order.setdefault(key)
                people[key] = row.shares[at].part
                shares[key] = share_of(row.shares[at], rounding)
    parts = [part for part, _ in order]
    rows = sorted(order, key=lambda row: parts.index(row[0]))
    aligned = {column: Series(values, dtype=object) for column, values in cells.items()}
    return DataFrame(aligned).reindex(rows)
