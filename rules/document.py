"""A check as a document (DOCX) in the form of an official Party paper: A4, 14-point Times, heading, tables, signature.

What only people know, its number, day and who signs, is left to be filled in: the program knows no day but the
congress's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docx.shared import Pt
from docx.table import _Cell

from rules.labels import letterhead_of
from rules.messages import Translator
from rules.model import Letterhead
from rules.phrase import Phrase, phrase
from rules.report_content import ContestReport, Report, Told
from rules.report_text import Writer, share_of
from rules.word_file import TEXT_WIDTH, boxed_table, document_bytes, fill, new_document, put, unboxed_table

_FINDING_WIDTHS: Final = (14, 26, 91, 34)
_LEFT_WIDTHS: Final = {Letterhead.PARTY: 80, Letterhead.STATE: 60, Letterhead.YOUTH_UNION: 80}
_LONG_NAME: Final = Pt(12)  # the State's name, which has to stand on one line
_NAMES: Final = {
    Letterhead.PARTY: (phrase("ĐẢNG CỘNG SẢN VIỆT NAM"),),
    Letterhead.STATE: (phrase("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), phrase("Độc lập - Tự do - Hạnh phúc")),
    Letterhead.YOUTH_UNION: (phrase("ĐOÀN TNCS HỒ CHÍ MINH"),),
}
"""What stands at the head on the right, the last line underlined."""
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def to_document(report: Report, translator: Translator) -> bytes:
    """Make the document; the same report gives the same bytes."""
    return _Paper(report, translator).content()


class _Paper:
    """The document while it is written, from the heading down."""

    def __init__(self, report: Report, translator: Translator) -> None:
        self._report = report
        self._translator = translator
        self._write = Writer(translator)
        self._paper = new_document()

    def content(self) -> bytes:
        """Write all of it."""
        self._write_letterhead()
        self._write_title()
        sections = iter(_ROMAN)
        self._section(sections, phrase("Kết luận"))
        for closing in self._report.closing:
            self._text(closing.text)
        for contest in self._report.contests:
            self._section(sections, contest.heading)
            self._subsection(phrase("Kết quả kiểm tra"))
            self._write_findings(contest)
            if contest.has_structure:
                self._subsection(phrase("Biểu tổng hợp cơ cấu"))
                self._write_structure(contest)
        self._text(self._report.choices)
        # Whoever signs does not sign alone at the head of a page.
        self._paper.paragraphs[-1].paragraph_format.keep_with_next = True
        self._write_ending()
        return document_bytes(self._paper, self._write.text(self._report.congress.name))

    def _line(self, said: Phrase | str, style: str) -> None:
        self._paper.add_paragraph(self._write.sentence(said), style=style)

    def _text(self, said: Phrase | str) -> None:
        self._line(said, "Text")

    def _section(self, numbers: Iterator[str], said: Phrase) -> None:
        number = next(numbers, None)
        words = self._write.sentence(said)
        self._paper.add_paragraph(f"{number}. {words}" if number else words, style="Section")

    def _subsection(self, said: Phrase) -> None:
        self._line(said, "Subsection")

    def _write_letterhead(self) -> None:
        """Body and its superior at the left; at the right the Party's name, place and day (thể thức văn bản)."""
        heading, whose = self._report.congress.heading, letterhead_of(self._report.congress)
        left_width = _LEFT_WIDTHS[whose]
        table = unboxed_table(self._paper, (left_width, TEXT_WIDTH - left_width))
        left, right = table.rows[0].cells
        lines: list[tuple[str, bool]] = []
        if heading.get("upper_body"):
            lines.append((self._write.text(str(heading["upper_body"])).upper(), False))
        lines.append((self._write.text(self._report.congress.body).upper() or "…", True))
        # «Số 127-QĐ/TW» below an asterisk is the Party's way (36-HD/VPTW of 2018, annex 3), not the State's.
        number = phrase("Số: …/BC-…") if whose is Letterhead.STATE else phrase("Số … -BC/…")
        lines += [*([] if whose is Letterhead.STATE else [("*", False)]), (self._write.text(number), False)]
        fill(left, lines)
        place = str(heading.get("place") or "…")
        fill(right, [(self._write.text(name), True) for name in _NAMES[whose]])
        if whose is Letterhead.STATE:
            right.paragraphs[0].runs[0].font.size = _LONG_NAME
        _underline(right)
        dated = right.add_paragraph(style="Letterhead")
        dated.paragraph_format.space_before = Pt(6)
        day = phrase("{place}, ngày … tháng … năm …", place=place)
        dated.add_run(self._write.text(day)).italic = True

    def _write_title(self) -> None:
        self._paper.add_paragraph(self._write.text(phrase("BÁO CÁO")), style="Report Title")
        subject = phrase("kiểm tra danh sách nhân sự {congress}", congress=self._report.congress.name)
        self._paper.add_paragraph(self._write.text(subject), style="Subject")
        for opening in self._report.opening:
            self._text(opening)
        if self._report.instruments:
            self._text(phrase("Căn cứ: {instruments}.", instruments=self._report.instruments))

    def _write_findings(self, contest: ContestReport) -> None:
        headings = (phrase("Mã"), phrase("Kết luận"), phrase("Nội dung"), phrase("Quy định"))
        rows = boxed_table(
            self._paper, _FINDING_WIDTHS, [self._write.text(heading) for heading in headings], len(contest.findings)
        )
        for told, cells in zip((*contest.to_do, *contest.others), rows, strict=True):
            self._write_finding(cells, told)

    def _write_finding(self, cells: Sequence[_Cell], told: Told) -> None:
        put(cells[0], told.finding.code)
        put(cells[1], f"{told.verdict.sign} {self._write.text(told.verdict.words)}")
        title = put(cells[2], self._write.sentence(told.title))
        title.bold = True
        for line in self._write.lines(told.finding.message):
            cells[2].add_paragraph(f"- {line.text}" if line.listed else line.text, style="Cell")
        if told.concerned is not None:
            cells[2].add_paragraph(self._write.text(told.concerned), style="Cell")
        put(cells[3], self._write.text(told.citation) if told.citation else "")

    def _write_structure(self, contest: ContestReport) -> None:
        structure = contest.structure
        rounding = self._report.congress.choices.percent_rounding
        each = 24
        widths = (TEXT_WIDTH - 2 * each * len(structure.columns), *(each for _ in structure.columns for _ in "12"))
        headings = [self._write.text(phrase("Cơ cấu"))]
        for column in structure.columns:
            people = phrase("{group} ({people} người)", group=column.words, people=len(column.places))
            headings += [self._write.text(people), self._write.text(phrase("Tỷ lệ (%)"))]
        parts = len({id(row.part) for row in structure.rows})
        rows = boxed_table(self._paper, widths, headings, parts + len(structure.rows))
        part: Phrase | None = None
        for row in structure.rows:
            if row.part is not part:
                part = row.part
                cells = next(rows)
                merged = cells[0].merge(cells[-1])
                title = put(merged, self._write.text(part))
                title.bold = True
                merged.paragraphs[0].paragraph_format.keep_with_next = True
            cells = next(rows)
            name = put(cells[0], self._write.sentence(row.words))
            name.italic = row.within
            for at, share in enumerate(row.shares):
                printed = share_of(share, rounding)
                put(cells[1 + 2 * at], str(share.part), right=True)
                put(cells[2 + 2 * at], self._translator.percent(printed) if printed else "–", right=True)

    def _write_ending(self) -> None:
        table = unboxed_table(self._paper, (TEXT_WIDTH // 2, TEXT_WIDTH - TEXT_WIDTH // 2))
        left, right = table.rows[0].cells
        left.paragraphs[0].style = "Recipients"
        left.paragraphs[0].paragraph_format.space_before = Pt(18)
        run = left.paragraphs[0].add_run(self._write.text(phrase("Nơi nhận:")))
        run.underline = True
        for line in (phrase("- …;"), phrase("- Lưu.")):
            left.add_paragraph(self._write.text(line), style="Recipients")
        fill(right, [(self._write.text(phrase("T/M …")), True), ("", False), ("", False), ("", False), ("…", True)])
        right.paragraphs[0].paragraph_format.space_before = Pt(18)


def _underline(cell: _Cell) -> None:
    """The line below the name at the right, as long as its last line."""
    cell.paragraphs[-1].runs[0].underline = True
