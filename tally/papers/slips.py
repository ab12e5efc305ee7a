"""Slips (phiếu theo tập, giấy niêm phong): what goes with a bundle while it is entered, and onto the sealed pile.

A slip says which numbers a bundle holds and how many papers that makes; whoever counts and enters it writes what he
found beside that, and signs. The seal slip bears the seal head, so that pile and record cannot be parted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.json_form import Json
from rules.labels import letterhead_of
from rules.model import Congress, Contest
from rules.phrase import Phrase, phrase
from rules.report_text import Writer
from tally.papers.form import FORMS, subject_for
from tally.papers.qr import qr_svg
from tally.papers.typesetting import joined, to_pdf
from tally.progress import Report
from tally.record import short_code
from tally.result import ContestResult
from tally.result_words import polarity

BUNDLE = 50
"""Papers of a bundle unless said otherwise (tập phiếu thường 50 lá)."""

PART = 400
"""Slips set at once, on a hundred sheets: each takes a quarter of a megabyte until it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One bundle: its number, the first and last number stamped on its papers, and how many papers it has."""

    bundle: int
    first: int
    last: int
    papers: int


def bundles(papers: int, size: int = BUNDLE) -> tuple[Slip, ...]:
    """Papers numbered from 1, in bundles of one size; the last may be smaller. Raises ``ValueError`` for no size."""
    if size < 1:
        raise ValueError(f"a bundle of {size} papers")
    return tuple(
        Slip(bundle=at, first=first, last=min(papers, first + size - 1), papers=min(size, papers - first + 1))
        for at, first in enumerate(range(1, papers + 1, size), start=1)
    )


def bundle_slips(  # noqa: PLR0913 - what is set, for whom, and who watches
    congress: Congress,
    contest: Contest,
    slips: Sequence[Slip],
    writer: Writer,
    *,
    entries: int = 2,
    report: Report | None = None,
) -> bytes:
    """Set the slips of a contest, four to a sheet of A4; ``entries`` independent entries sign on each.

    ``report`` is told how many papers have their slip. A great many slips are set part by part.
    """
    shared = _shared(congress, contest, slips, writer, entries)
    if len(slips) <= PART:
        return to_pdf("slips", shared | {"slips": _written(slips, slips, writer)})
    return joined(_parts(shared, slips, writer, report))


def _parts(shared: Json, slips: Sequence[Slip], writer: Writer, report: Report | None) -> Iterator[bytes]:
    for first in range(0, len(slips), PART):
        part = slips[first : first + PART]
        yield to_pdf("slips", shared | {"slips": _written(part, slips, writer)}, tagged=False)
        if report is not None:
            report(part[-1].last, slips[-1].last)


def _shared(congress: Congress, contest: Contest, slips: Sequence[Slip], writer: Writer, entries: int) -> Json:
    """What stands on every slip of a contest."""
    what, _ = subject_for(congress, contest)
    text = writer.text
    return {
        "lang": writer.lang,
        "title": text(phrase("Phiếu theo tập")),
        "congress": text(congress.name),
        "subject": writer.sentence(what),
        "contest": contest.id,
        "polarity": text(polarity(contest)),
        "bundle": text(phrase("Tập số")),
        "counted": text(phrase("Số lá đếm được")),
        "columns": [text(phrase("Việc")), text(phrase("Họ và tên")), text(phrase("Giờ")), text(phrase("Ký"))],
        "rows": [text(said) for said in _rows(entries)],
        "of": str(len(slips)),
    }


def _written(part: Sequence[Slip], slips: Sequence[Slip], writer: Writer) -> list[Json]:
    """What each of some slips says itself; numbers are as wide as the highest of all."""
    width = len(str(max((slip.last for slip in slips), default=1)))
    return [
        {
            "bundle": str(slip.bundle),
            "numbers": writer.text(
                phrase(
                    "Phiếu số {first} đến {last}: {papers} lá",
                    first=f"{slip.first:0{width}d}",
                    last=f"{slip.last:0{width}d}",
                    papers=slip.papers,
                )
            ),
        }
        for slip in part
    ]


def _rows(entries: int) -> Iterator[Phrase]:
    yield phrase("Xếp và đếm")
    for entry in range(1, entries + 1):
        yield phrase("Nhập lần {entry}", entry=entry)
    yield phrase("Xem chênh lệch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What a seal slip says of a record: its file, both heads in full, the time it was sealed, empty if none stands."""

    file: str
    count_head: str
    seal_head: str
    at: str


def seal_slip(congress: Congress, results: Sequence[ContestResult], sealed: Sealed, writer: Writer) -> bytes:
    """Set the slip for the sealed pile (giấy niêm phong): seal head as digits and as QR, papers of each contest."""
    text = writer.text
    form = FORMS[letterhead_of(congress, results[0].contest.kind)]
    heading = congress.heading
    content: Json = {
        "lang": writer.lang,
        "title": text(phrase("Giấy niêm phong phiếu")),
        "upper": text(str(heading.get("upper_body", ""))),
        "body": text(congress.body),
        "congress": text(congress.name),
        "columns": [
            text(phrase("Nội dung bầu")),
            text(phrase("Phát ra")),
            text(phrase("Thu về")),
            text(phrase("Kiểm được")),
            text(phrase("Số tập")),
        ],
        "rows": [
            [
                f"{writer.sentence(subject_for(congress, each.contest)[0])} («{each.contest.id}»)",
                str(each.account.issued),
                str(each.account.returned),
                str(each.account.counted),
                "",
            ]
            for each in results
        ],
        "seal": text(phrase("Mã niêm phong")),
        "seal_code": _halves(short_code(sealed.seal_head)),
        "seal_qr": qr_svg(sealed.seal_head.upper()),
        "count": text(phrase("Mã kiểm phiếu: {code}", code=short_code(sealed.count_head))),
        "file": text(phrase("Hồ sơ: {file}", file=sealed.file)),
        "at": text(phrase("Niêm phong lúc {at}", at=sealed.at or "…… giờ …… phút, ngày …… tháng …… năm ……")),
        "packages": text(phrase("Gồm …… gói. Không ai tự ý mở gói này.")),
        "check": text(
            phrase(
                "Mã niêm phong là mã của mục cuối trong nhật ký của hồ sơ: hồ sơ khác thì mã khác. Kiểm bằng "
                "verify.py hoặc kiemphieu verify."
            )
        ),
        "signs": [[text(title) for title in titles] for titles in (form.left_signs, form.right_signs)],
    }
    return to_pdf("seal-slip", content)


def _halves(code: str) -> list[str]:
    """A code on two lines, so that its letters can be large."""
    groups = code.split()
    middle = len(groups) // 2
    return [" ".join(groups[:middle]), " ".join(groups[middle:])]


def heads_of(seal: Mapping[str, object], file: str) -> Sealed:
    """What ``SEAL.json`` of a record says, for its slip."""
    return Sealed(
        file=file,
        count_head=str(seal["count_head"]),
        seal_head=str(seal["seal_head"]),
        at=str(seal.get("sealed_at", "")),
    )
