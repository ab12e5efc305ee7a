"""Minutes and slides say what was counted: every number is read back from the files, of any congress."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import cycle

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.choice import Choices
from rules.messages import Translator
from rules.model import Attendance, BallotSource, Congress, Form, Kind, Level, Office
from rules.percent import PercentRounding
from rules.report_text import Writer
from tally.papers.content import Issue, minutes_of, unsettled
from tally.papers.minutes import minutes_sheet
from tally.papers.sheet_docx import to_docx
from tally.papers.sheet_pdf import to_pages
from tally.papers.slides import deck
from tally.papers.slides_pdf import to_slides
from tally.record import BallotRuled, short_code
from tally.result import ContestResult, count_contest
from tally.rounds import CongressResult
from tests.tally.builders import contest, pile, rules, slate, times
from tests.tally.papers.reading import Row, docx_lines, pdf_pages, people_in_docx, people_in_pages
from tests.tally.strategies import Pile, piles

CODE = "0123456789abcdef" * 4
WRITER = Writer(Translator("vi"))
FEW = settings(max_examples=12)
LONGEST = "Công Tằng Tôn Nữ Nguyễn Phước Thị Huyền Trân Hoàng Phương Nghi"

syllables = st.sampled_from(
    [
        "Ẫn",
        "Ường",
        "Y",
        "H'Hen",
        "Nguyễn",
        "K’Brơi",
        "Đỗ",
        "Byă",
        "Kbuôr",
        "Quỳnh",
        "Ơ",
        "Thị",
        "A-Rất",
        "*",
        "#x",
        "$y",
    ]
)
names_of_people = st.one_of(st.lists(syllables, min_size=2, max_size=5).map(" ".join), st.just(LONGEST))


def congress(choices: Choices) -> Congress:
    """Where the contest is held."""
    return Congress(
        name="Đại hội Chi bộ thôn Đoài, nhiệm kỳ 2020 - 2022",
        body="Chi bộ thôn Đoài",
        level=Level.BRANCH,
        kind=Kind.MEMBERS,
        opens=date(2020, 3, 15),
        contests=(),
        choices=choices,
        people={"presidium": ("Vũ Thị Mận",), "counting_committee": ("Trần Đăng Khương", "Lê Thị Tám")},
    )


@st.composite
def counted(draw: st.DrawFn) -> tuple[CongressResult, ContestResult]:
    """A contest of any form and size, with any ballots and any names, counted."""
    drawn: Pile = draw(piles(max_names=9, max_ballots=20).filter(lambda each: bool(each.ballots)))
    ballots, paper = len(drawn.ballots), drawn.paper
    people = draw(st.lists(names_of_people, min_size=paper.names, max_size=paper.names))
    absent, excluded = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    excluded = min(absent, excluded)
    several = contest(paper.names, paper.seats, paper.form, ballots=ballots)
    listed = slate(paper.names)
    candidates = tuple(replace(each, name=name) for each, name in zip(listed.candidates, people, strict=True))
    several = replace(
        several,
        slate=replace(listed, candidates=candidates),
        attendance=Attendance(
            summoned=ballots + absent, present=ballots, excluded={"exempt": excluded} if excluded else {}
        ),
        alternates=0,
    )
    choices = Choices(
        percent_rounding=draw(st.sampled_from(PercentRounding)),
        all_disagree=drawn.all_disagree,
    )
    known = rules()
    result = count_contest(several, drawn.ballots, known, choices)
    return CongressResult(congress=congress(choices), rules=known, contests=(result,)), result


def expected(result: CongressResult, each: ContestResult) -> list[list[Row]]:
    """The rows that minutes must hold, made from the result without any of the papers' own code."""
    assert each.tally is not None
    percents = [percent.vietnamese() for percent in each.percents(result.congress.choices)]
    everybody = [
        (
            person.name,
            str(each.tally.votes[at]),
            str(each.tally.against[at]),
            str(each.tally.not_counted[at]),
            percents[at],
        )
        for at, person in enumerate(each.contest.slate.candidates)
    ]
    boxes = each.contest.form is Form.AGREE_DISAGREE
    tables = [
        [
            Row(at, name, (votes, against, not_counted, percent) if boxes else (votes, percent))
            for at, (name, votes, against, not_counted, percent) in enumerate(everybody, start=1)
        ]
    ]
    if each.outcome.elected:
        elected = [everybody[number - 1] for number in each.outcome.elected]
        tables.append(
            [Row(at, name, (votes, percent)) for at, (name, votes, _, _, percent) in enumerate(elected, start=1)]
        )
    return tables


@FEW
@given(counted())
def test_every_number_is_read_back_from_the_document_and_from_the_pages(
    made: tuple[CongressResult, ContestResult],
) -> None:
    result, each = made
    sheet = minutes_sheet(minutes_of(result, each, Issue(version=1, code=CODE), ()))
    document, pages = to_docx(sheet, WRITER), pdf_pages(to_pages(sheet, WRITER))
    tables = expected(result, each)
    assert people_in_docx(document) == tables
    names = {person.name: person.number or 0 for person in each.contest.slate.candidates}
    boxes = each.contest.form is Form.AGREE_DISAGREE
    assert list(people_in_pages(pages, names, 4 if boxes else 2))[: len(tables[0])] == tables[0]
    if len(tables) > 1:
        assert list(people_in_pages(pages, names, 2))[-len(tables[1]) :] == tables[1]
    account, tally = each.account, each.tally
    assert tally is not None
    said = [
        f"Đảng viên chính thức được triệu tập: {account.summoned}.",
        f"Có mặt khi bỏ phiếu: {account.present}.",
        f"Vắng mặt: {account.summoned - account.present}.",
        f"Số phiếu phát ra: {account.issued}.",
        f"Số phiếu thu về: {account.returned}.",
        f"Số phiếu kiểm được: {account.counted}.",
        f"Số phiếu hợp lệ: {tally.valid}.",
        f"Số phiếu không hợp lệ: {tally.invalid}.",
        f"Tỷ lệ % tính trên {account.base}, là số được triệu tập trừ số được trừ theo quy định",
        f"Mã kiểm phiếu: {short_code(CODE)}",
    ]
    for text in (" ".join(docx_lines(document)), " ".join(pages)):
        assert [line for line in said if line not in text] == []


@FEW
@given(counted())
def test_slides_show_everybody_once_with_the_votes(made: tuple[CongressResult, ContestResult]) -> None:
    result, each = made
    shown = deck(minutes_of(result, each, Issue(version=1, code=CODE), ()))
    assert each.tally is not None
    bars = [bar for page in shown.pages for bar in page.bars]
    assert sorted(bar.person.number for bar in bars) == list(range(1, len(each.contest.slate) + 1))
    assert [bar.person.number for bar in bars if bar.passed] == list(each.outcome.elected)
    assert all(bar.person.votes == each.tally.votes[bar.person.number - 1] for bar in bars)
    # Whether a bar is past the line is whether there are enough votes, in whole numbers.
    assert shown.line is not None
    assert all(
        (bar.share > shown.line) == (bar.person.votes >= (each.needed or 0)) for bar in bars if each.account.base
    )
    text = " ".join(pdf_pages(to_slides(shown, WRITER)))
    for bar in bars:
        assert f"{bar.person.votes} {bar.person.percent.vietnamese()} %" in text
    assert short_code(CODE) in text


def test_an_account_that_is_open_has_no_papers_until_it_is_decided() -> None:
    source = BallotSource(file="ballots-bch.csv", issued=2, returned=3)
    several = replace(contest(ballots=3), attendance=Attendance(summoned=3, present=3), ballots=source)
    known = rules()
    each = count_contest(several, pile(*times(3, "kkks")), known, Choices())
    assert unsettled(CongressResult(congress=congress(Choices()), rules=known, contests=(each,))) == (each,)


def test_other_offices_are_named_by_their_id() -> None:
    several = replace(contest(ballots=3), office=Office.OTHER)
    each = count_contest(several, pile(*times(3, "kkks")), rules(), Choices())
    result = CongressResult(congress=congress(Choices()), rules=rules(), contests=(each,))
    sheet = minutes_sheet(minutes_of(result, each, Issue(version=1, code=CODE), ()))
    assert WRITER.text(sheet.subject[0]) == "bầu «bch»"


def test_rulings_are_told_one_by_one_or_if_too_many_by_what_was_ruled() -> None:
    several = contest(ballots=3)
    each = count_contest(several, pile(*times(3, "kkks")), rules(), Choices())
    result = CongressResult(congress=congress(Choices()), rules=rules(), contests=(each,))

    def told(count: int) -> str:
        ruled = [
            BallotRuled(contest="bch", ballot=at, name=at % 2, ruling=said, reason="nét gạch mờ", in_favour=4, of=5)
            for at, said in zip(range(1, count + 1), cycle(["signed", "struck"]), strict=False)
        ]
        ruled = [replace(ruling, name=0 if ruling.ruling == "signed" else 1) for ruling in ruled]
        sheet = minutes_sheet(minutes_of(result, each, Issue(version=1, code=CODE), ruled))
        return " ".join(docx_lines(to_docx(sheet, WRITER)))

    few, many = told(2), told(200)
    assert "1 | cả lá phiếu | có ký tên | nét gạch mờ (4/5) 2 | Trần Thị Bình 1 | bị gạch | nét gạch mờ (4/5)" in few
    odd, even = (", ".join(map(str, range(first, 201, 2))) for first in (1, 2))
    assert f"có ký tên: 100 phiếu, số {odd}." in many
    assert f"bị gạch, Trần Thị Bình 1: 100 phiếu, số {even}." in many
