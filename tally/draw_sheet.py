"""The sheet of a draw as a page (tờ đối chiếu): the numbers to pull, with room for what a hand finds on each paper."""

from __future__ import annotations

from pathlib import PurePath

from rules.labels import letterhead_of
from rules.model import Congress, Form
from rules.phrase import Phrase, phrase
from rules.report_text import Writer
from tally.draw_view import Drawing
from tally.papers.form import FORMS, letter_for, subject_for
from tally.papers.sheet import Column, Line, LineKind, Sheet, Signature, Signatures, Table
from tally.papers.sheet_pdf import to_pages
from tally.result_words import polarity

MOST_PRINTED = 10_000
"""Numbers on a printed sheet: 250 pages of A4. Pages are held in memory until all are set."""


def sheet_pages(drawing: Drawing, congress: Congress, writer: Writer) -> bytes:
    """Set the sheet; nothing of the record is on it, so that nobody copies what he is asked to look for."""
    contest = drawing.contest
    form = FORMS[letterhead_of(congress, contest.kind)]
    seed = phrase(
        "mầm {seed}, {drawn} trong {ballots} phiếu",
        seed=drawing.seed,
        drawn=len(drawing.drawn),
        ballots=drawing.ballots,
    )
    marks = (
        (Column(phrase("Số bị gạch"), 80),)
        if contest.form is Form.STRIKE_OUT
        else (Column(phrase("Đồng ý"), 40), Column(phrase("Không đồng ý"), 40))
    )
    columns = (
        Column(phrase("Phiếu số"), 22, right=True),
        *marks,
        Column(phrase("Không hợp lệ vì"), 35),
        Column(phrase("Ghi chú"), 28),
    )
    blanks = ("",) * (len(columns) - 1)
    sheet = Sheet(
        letter=letter_for(congress, contest),
        title=phrase("TỜ ĐỐI CHIẾU PHIẾU RÚT NGẪU NHIÊN"),
        subject=subject_for(congress, contest),
        blocks=(
            Line(phrase("Hồ sơ {record}; {seed}.", record=PurePath(drawing.record).name, seed=seed)),
            Line(polarity(contest)),
            Line(_how(contest.form)),
            *(() if drawing.stamped else (Line(_unstamped()),)),
            Table(columns=columns, rows=tuple((str(number), *blanks) for number in sorted(drawing.drawn))),
        ),
        signatures=Signatures(
            closing=(Line(phrase("Chép lại vào tờ CSV rồi xét bằng kiemphieu draw … --found."), LineKind.NOTE),),
            left=Signature(titles=(phrase("NGƯỜI ĐỐI CHIẾU"),)),
            right=Signature(titles=form.right_signs),
            members_title="",
            members=(),
        ),
        foot=seed,
    )
    return to_pages(sheet, writer)


def _how(form: Form) -> Phrase:
    if form is Form.STRIKE_OUT:
        return phrase("Ghi số của những tên bị gạch trên lá phiếu; không ai bị gạch thì ghi «-», gạch hết thì ghi «*».")
    return phrase("Ghi số của những người được đánh dấu ở từng cột; không có ai thì ghi «-», tất cả thì ghi «*».")


def _unstamped() -> Phrase:
    return phrase("Phiếu không đóng số: số dưới đây là thứ tự trong chồng phiếu lúc nhập, chồng phải còn nguyên.")
