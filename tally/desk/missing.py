"""What is missing before a contest may go on to its next phase (còn thiếu gì), all of it, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rules.phrase import phrase
from tally.desk.comparing import shown
from tally.desk.refusal import Refusal
from tally.desk.roles import Phase
from tally.desk.state import DeskContest, Pile

MOST_NUMBERS = 20
"""Numbers of papers or bundles that a sentence lists; beyond, the pages show them."""


def missing(contest: DeskContest) -> tuple[Refusal, ...]:
    """What is still missing before the next phase; nothing, if the contest may go on."""
    match contest.phase:
        case Phase.PREPARE:
            return ()
        case Phase.REHEARSE:
            return tuple(_of_rehearsal(contest))
        case Phase.ZERO:
            return tuple(_of_zero(contest))
        case Phase.COUNT:
            return tuple(_of_count(contest))
        case Phase.RECONCILE:
            return tuple(_of_reconciling(contest))
        case Phase.DECIDE:
            return tuple(_of_deciding(contest))
        case Phase.SIGN:
            return tuple(_of_signing(contest))
        case Phase.SEALED:
            return ()


def unsettled(contest: DeskContest) -> tuple[Refusal, ...]:
    """What is missing before the ballots may be counted: bundles, entries, papers, differences, rulings."""
    return (*_of_count(contest), *_of_papers(contest.real))


def without_files(contest: DeskContest) -> Iterator[Refusal]:
    """That the result stands in no file yet, or in files of papers that have changed since."""
    if not contest.written:
        yield Refusal(
            name="missing.files",
            message=phrase("kết quả chưa được tính từ các lá phiếu như hiện nay"),
            remedy=phrase("tính kết quả"),
        )


def gaps(contest: DeskContest) -> tuple[int, ...]:
    """Numbers that no bundle has, between the lowest and the highest: papers that may lie somewhere."""
    neighbours = pairwise(contest.real.counting())
    return tuple(number for before, after in neighbours for number in range(before.last + 1, after.first))


def off_deck(contest: DeskContest) -> tuple[int, ...]:
    """Papers of the rehearsal that do not read as the test deck was made, by number."""
    papers = {number: paper for bundle in contest.rehearsal.counting() for number, paper in shown(bundle).items()}
    made = zip(contest.deck, contest.deck_grounds, strict=True)
    return tuple(
        number
        for number, (marks, ground) in enumerate(made, start=1)
        if number not in papers or papers[number].marks != marks or papers[number].ground != ground
    )


def _of_rehearsal(contest: DeskContest) -> Iterator[Refusal]:
    if not contest.deck:
        yield Refusal(
            name="missing.deck",
            message=phrase("chưa có bộ phiếu tập dượt"),
            remedy=phrase("tạo bộ phiếu tập dượt; hoặc bỏ qua tập dượt và ghi lý do"),
        )
        return
    yield from _of_entries(contest.rehearsal)
    yield from _of_papers(contest.rehearsal)
    if all(bundle.complete for bundle in contest.rehearsal.counting()) and (off := off_deck(contest)):
        yield Refusal(
            name="missing.deck_differs",
            message=phrase("phiếu tập dượt nhập khác bộ phiếu đã biết trước: số {numbers}", numbers=off[:MOST_NUMBERS]),
            remedy=phrase("xem lại những lá đó; tập dượt lại hoặc ghi lý do bỏ qua"),
        )


def _of_zero(contest: DeskContest) -> Iterator[Refusal]:
    if not contest.zero:
        yield Refusal(
            name="missing.zero",
            message=phrase("chưa lập biên bản số không"),
            remedy=phrase("quay lại giai đoạn trước rồi lập biên bản số không"),
        )


def _of_count(contest: DeskContest) -> Iterator[Refusal]:
    if contest.account is None:
        yield Refusal(
            name="missing.account",
            message=phrase("chưa có số được triệu tập, có mặt, số phiếu phát ra và thu về"),
            remedy=phrase("trưởng ban nhập các con số theo biên bản mở hòm phiếu"),
        )
    if contest.real.empty:
        yield Refusal(
            name="missing.bundles",
            message=phrase("chưa chia phiếu thành tập"),
            remedy=phrase("đóng số các lá phiếu, chia tập, ghi phiếu bìa rồi tạo các tập"),
        )
    yield from _of_entries(contest.real)
    if contest.account is not None and contest.real.papers != contest.account.returned:
        yield Refusal(
            name="missing.papers",
            message=phrase(
                "các tập có {papers} phiếu, trong khi thu về {returned} phiếu",
                papers=contest.real.papers,
                returned=contest.account.returned,
            ),
            remedy=phrase("tìm tập còn thiếu hoặc thừa, hoặc sửa số thu về theo biên bản mở hòm phiếu"),
        )


def _of_entries(pile: Pile) -> Iterator[Refusal]:
    for bundle in pile.counting():
        open_entries = tuple(entry.number for entry in bundle.entries if not entry.finished)
        if open_entries:
            yield Refusal(
                name="missing.entry",
                message=phrase(
                    "tập {bundle}: chưa xong lần nhập {entries}", bundle=bundle.number, entries=open_entries
                ),
                remedy=phrase("giao tập cho người chưa nhập tập này"),
            )


def _of_papers(pile: Pile) -> Iterator[Refusal]:
    for bundle in pile.counting():
        if bundle.differing:
            yield Refusal(
                name="missing.difference",
                message=phrase(
                    "tập {bundle}: {count} lá phiếu nhập khác nhau, số {numbers}",
                    bundle=bundle.number,
                    count=len(bundle.differing),
                    numbers=bundle.differing[:MOST_NUMBERS],
                ),
                remedy=phrase("trưởng ban xem lá phiếu và nhập đúng điều thấy trên phiếu"),
            )
        if bundle.asking:
            yield Refusal(
                name="missing.doubtful",
                message=phrase(
                    "tập {bundle}: {count} phiếu nghi vấn chưa kết luận, số {numbers}",
                    bundle=bundle.number,
                    count=len(bundle.asking),
                    numbers=bundle.asking[:MOST_NUMBERS],
                ),
                remedy=phrase("ban kiểm phiếu xem lá phiếu, biểu quyết và ghi kết luận"),
            )


def _of_reconciling(contest: DeskContest) -> Iterator[Refusal]:
    yield from _of_count(contest)
    yield from (each for each in _of_papers(contest.real) if each.name == "missing.difference")


def _of_deciding(contest: DeskContest) -> Iterator[Refusal]:
    yield from unsettled(contest)
    yield from without_files(contest)


def _of_signing(contest: DeskContest) -> Iterator[Refusal]:
    yield from without_files(contest)
    if not contest.signed:
        yield Refusal(
            name="missing.minutes",
            message=phrase("biên bản kiểm phiếu chưa được ghi là đã ký"),
            remedy=phrase("in biên bản, ký, rồi ghi mã kiểm phiếu in trong biên bản"),
        )
