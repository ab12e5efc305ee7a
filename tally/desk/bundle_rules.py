"""Rules that everything about a bundle shares (điều kiện chung): it is there, it counts, it is in the right hands."""

from __future__ import annotations

from rules.names import spelling_key
from rules.phrase import phrase
from tally.desk.refusal import refuse
from tally.desk.roles import Phase
from tally.desk.state import Bundle, BundleEntry, DeskContest


def check_rehearsal(contest: DeskContest, *, rehearsal: bool) -> None:
    """Refuse what a page of the rehearsal sends into the count, and the other way round."""
    if rehearsal == (contest.phase is Phase.REHEARSE):
        return
    raise refuse(
        "desk.rehearsal_mixed",
        phrase("trang này là của buổi tập dượt, nay đã kiểm phiếu thật")
        if rehearsal
        else phrase("trang này là của việc kiểm phiếu thật, nay đang tập dượt"),
        phrase("tải lại trang"),
    )


def bundle_of(contest: DeskContest, number: int, *, rehearsal: bool) -> Bundle:
    """The bundle, if it is there and counts."""
    bundle = contest.pile(rehearsal=rehearsal).bundles.get(number)
    if bundle is None:
        raise refuse(
            "bundles.unknown",
            phrase("không có tập {bundle}", bundle=number),
            phrase("xem lại số tập trên phiếu bìa"),
        )
    if bundle.void:
        raise refuse(
            "bundles.void",
            phrase("tập {bundle} đã hủy: {reason}", bundle=number, reason=bundle.void),
            phrase("nhập tập {again} thay thế", again=bundle.again) if bundle.again else phrase("chọn tập khác"),
        )
    return bundle


def entry_of(bundle: Bundle, number: int) -> BundleEntry:
    """One of the bundle's entries."""
    entry = bundle.entry(number)
    if entry is None:
        raise refuse(
            "bundles.unknown_entry",
            phrase("tập {bundle} không có lần nhập {entry}", bundle=bundle.number, entry=number),
            phrase("các lần nhập là 1 đến {entries}", entries=len(bundle.entries)),
        )
    return entry


def held_entry(bundle: Bundle, number: int, person: str) -> BundleEntry:
    """An entry that is unfinished and in this person's hands."""
    entry = entry_of(bundle, number)
    if entry.finished:
        raise refuse(
            "bundles.finished",
            phrase("lần nhập {entry} của tập {bundle} đã xong", entry=number, bundle=bundle.number),
            phrase("sai sót thấy sau đó do trưởng ban xem lá phiếu và kết luận, hoặc hủy tập và nhập lại"),
        )
    if entry.holder != person:
        raise refuse(
            "bundles.not_yours",
            phrase("tập {bundle} không ở trong tay «{person}»", bundle=bundle.number, person=person),
            phrase("nhận tập trước khi nhập"),
        )
    return entry


def check_not_typed_by(bundle: Bundle, person: str) -> None:
    """Nobody rules on what he typed himself."""
    if typed_by(bundle, person):
        raise refuse(
            "bundles.own_entry",
            phrase(
                "«{person}» đã nhập tập {bundle} nên không kết luận về tập này", person=person, bundle=bundle.number
            ),
            phrase("người chưa nhập tập này xem lá phiếu và kết luận"),
        )


def typed_by(bundle: Bundle, person: str) -> bool:
    """Whether somebody of this name, however it is spelled, had the bundle in his hands for an entry."""
    key = spelling_key(person)
    return any(spelling_key(each) == key for each in bundle.people())


def check_complete(bundle: Bundle) -> None:
    """Entries stay blind until all of them are finished: nothing is compared or ruled on before."""
    if not bundle.complete:
        raise refuse(
            "bundles.not_complete",
            phrase("tập {bundle} chưa xong mọi lần nhập", bundle=bundle.number),
            phrase("nhập xong các lần rồi mới đối chiếu và kết luận"),
        )
