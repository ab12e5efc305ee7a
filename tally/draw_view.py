"""What a draw says: the numbers to pull, the sheet to write on, and what the papers found prove."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.json_form import Json
from rules.messages import Translator
from rules.model import Contest, Form
from rules.percent import PercentRounding, percent
from rules.phrase import Phrase, phrase
from tally.codes import width_of
from tally.model import Ballot, RawMark
from tally.sampling import Judged, ticket

FORMAT = "kiemphieu-draw/1"
_A_LINE = 10
_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Which ballots of which contest, by which seed, in the order of their tickets."""

    record: str
    contest: Contest
    stamped: bool
    seed: str
    ballots: int
    drawn: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDiffers:
    """A paper of the pile that is not as the record has it."""

    recorded: Ballot
    found: Ballot


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What looking at the drawn papers found: those that differ, and what that says of each person."""

    differing: tuple[PaperDiffers, ...]
    judged: tuple[Judged, ...]
    limit: Fraction

    @property
    def confirmed(self) -> bool:
        """Whether everybody's standing is confirmed within the limit."""
        return all(person.confirmed for person in self.judged)


def sheet(drawing: Drawing) -> bytes:
    """The sheet to write on, a ballot file with empty cells: what the record says is not on it."""
    marks = ["struck"] if drawing.contest.form is Form.STRIKE_OUT else ["agree", "disagree"]
    lines = io.StringIO(newline="")
    rows = csv.writer(lines, lineterminator="\r\n")
    rows.writerow(["ballot", *marks, "invalid"])
    for number in sorted(drawing.drawn):
        rows.writerow([number, *("" for _ in marks), ""])
    return ("\ufeff" + lines.getvalue()).encode("utf-8")  # a spreadsheet takes it for UTF-8 only with this mark


def draw_lines(drawing: Drawing, for_all: int, limit: Fraction, translator: Translator) -> Iterator[str]:
    """The numbers to pull, in the order of the pile; ``for_all`` would confirm everybody within the limit."""
    text = translator.text
    yield text(
        phrase(
            "{contest}: rút {drawn} trong {ballots} phiếu, mầm {seed}",
            contest=drawing.contest.id,
            drawn=len(drawing.drawn),
            ballots=drawing.ballots,
            seed=drawing.seed,
        )
    )
    if not drawing.stamped:
        yield text(
            phrase("Phiếu không đóng số: số dưới đây là thứ tự trong chồng phiếu lúc nhập, chồng phải còn nguyên.")
        )
    numbers = sorted(drawing.drawn)
    for at in range(0, len(numbers), _A_LINE):
        yield "    " + "  ".join(str(number) for number in numbers[at : at + _A_LINE])
    yield text(
        phrase(
            "Nếu không lá nào khác hồ sơ, rút {count} lá là xác nhận được mọi người (rủi ro không quá {limit} %).",
            count=for_all,
            limit=percent(limit, PercentRounding.HALF_UP),
        )
    )
    yield text(phrase("Ai cũng rút lại được: mỗi phiếu một vé là SHA-256 của dòng dưới, lấy các vé nhỏ nhất."))
    yield f"    printf '%s' '{drawing.seed},{drawing.contest.id},{numbers[0] if numbers else 1}' | sha256sum"


def found_lines(drawing: Drawing, findings: Findings, translator: Translator) -> Iterator[str]:
    """What the papers show, person by person where it is not confirmed."""
    text = translator.text
    contest = drawing.contest
    yield text(
        phrase(
            "Đối chiếu {drawn} phiếu: {same} như hồ sơ, {different} khác.",
            drawn=len(drawing.drawn),
            same=len(drawing.drawn) - len(findings.differing),
            different=len(findings.differing),
        )
    )
    for differs in findings.differing:
        yield f"  {text(phrase('• Phiếu số {number}:', number=differs.recorded.number))}"
        for line in _differences(contest, differs):
            yield f"      {text(line)}"
    limit = percent(findings.limit, PercentRounding.HALF_UP)
    if findings.confirmed:
        highest = max((person.risk for person in findings.judged), default=Fraction(0))
        at_most = percent(highest, PercentRounding.HALF_UP)
        yield text(phrase("XÁC NHẬN: nếu kết quả sai, khả năng rút được như thế này không quá {risk} %.", risk=at_most))
        return
    still_open = sorted((each for each in findings.judged if not each.confirmed), key=lambda each: -each.risk)
    yield text(
        phrase(
            "CHƯA XÁC NHẬN (rủi ro trên {limit} %): {open} người; đã xác nhận {confirmed} người.",
            limit=limit,
            open=len(still_open),
            confirmed=len(findings.judged) - len(still_open),
        )
    )
    for person in still_open[:_SHOWN]:
        yield f"  {text(_open(contest, person, drawing, found=len(findings.differing)))}"
    if len(still_open) > _SHOWN:
        yield f"  {text(phrase('… và {count} người nữa: xem --json', count=len(still_open) - _SHOWN))}"
    if findings.differing:
        yield text(phrase("Có phiếu khác hồ sơ: kiểm phiếu lại toàn bộ những gì chưa xác nhận."))


def draw_form(drawing: Drawing, findings: Findings | None) -> Json:
    """The draw, and what was found, for programs; a risk is a fraction of whole numbers."""
    form: Json = {
        "format": FORMAT,
        "record": drawing.record,
        "contest": drawing.contest.id,
        "ballot_numbers": "stamped" if drawing.stamped else "row_place",
        "seed": drawing.seed,
        "ballots": drawing.ballots,
        "drawn": [
            {"ballot": number, "ticket": ticket(drawing.seed, drawing.contest.id, number)} for number in drawing.drawn
        ],
    }
    if findings is None:
        return form
    return form | {
        "limit": _fraction(findings.limit),
        "confirmed": findings.confirmed,
        "differing": [
            {
                "ballot": each.recorded.number,
                "recorded": {"reading": each.recorded.reading, "ruling": _ruling(each.recorded)},
                "found": {"reading": each.found.reading, "ruling": _ruling(each.found)},
            }
            for each in findings.differing
        ],
        "people": [
            {
                "number": person.number,
                "papers": person.papers,
                "risk": _fraction(person.risk),
                "confirmed": person.confirmed,
                "enough": person.enough,
            }
            for person in findings.judged
        ],
    }


def _differences(contest: Contest, differs: PaperDiffers) -> Iterator[Phrase]:
    recorded, found = differs.recorded, differs.found
    for at, (one, other) in enumerate(zip(recorded.reading, found.reading, strict=True)):
        if one != other:
            yield phrase(
                "{code} {name}: hồ sơ {recorded}, trên phiếu {found}",
                code=f"{at + 1:0{width_of(len(contest.slate))}d}",
                name=contest.slate.candidates[at].name,
                recorded=RawMark(one),
                found=RawMark(other),
            )
    if recorded.ruling is not found.ruling:
        yield phrase("cả phiếu: hồ sơ {recorded}, trên phiếu {found}", recorded=_said(recorded), found=_said(found))


def _open(contest: Contest, person: Judged, drawing: Drawing, *, found: int) -> Phrase:
    name = contest.slate.candidates[person.number - 1].name
    share = percent(person.risk, PercentRounding.HALF_UP)
    papers = person.papers or 0
    if found or person.enough >= drawing.ballots:
        return phrase(
            "{name}: {papers} phiếu sai là đủ đổi, rủi ro {risk} %: cần kiểm phiếu lại toàn bộ",
            name=name,
            papers=papers,
            risk=share,
        )
    return phrase(
        "{name}: {papers} phiếu sai là đủ đổi, rủi ro {risk} %: rút thêm cho đủ {enough} phiếu",
        name=name,
        papers=papers,
        risk=share,
        enough=person.enough,
    )


def _said(ballot: Ballot) -> Phrase:
    return phrase("không kết luận") if ballot.ruling is None else phrase("{ruling}", ruling=ballot.ruling)


def _ruling(ballot: Ballot) -> str | None:
    return None if ballot.ruling is None else ballot.ruling.value


def _fraction(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def same_paper(recorded: Ballot, found: Ballot) -> bool:
    """Whether a paper is as the record has it: the same ruling, or the same marks as the committee read them."""
    if recorded.ruling is not None and recorded.ruling is found.ruling:
        return True  # of a paper that does not count, the marks need not have been entered
    return recorded.ruling is found.ruling and recorded.reading == found.reading


def differing(recorded: Sequence[Ballot], found: Sequence[Ballot]) -> tuple[PaperDiffers, ...]:
    """The papers that differ, by ballot number; every found one is in the record."""
    by_number = {ballot.number: ballot for ballot in recorded}
    pairs = ((by_number[each.number], each) for each in sorted(found, key=lambda each: each.number))
    return tuple(PaperDiffers(recorded=one, found=other) for one, other in pairs if not same_paper(one, other))
