"""The records of a NIST cast vote record file, one by one: their snapshots kept apart, and the marks in them.

Of a record the *original* snapshot holds what is on the paper (the *interpreted* one where a device kept no other), a
*modified* one what people concluded later. What devices made of the marks is not believed: it is computed again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rules.errors import FaultList, InputError, Place
from rules.json_form import Json
from rules.phrase import Phrase, phrase
from rules.text_file import shortened
from tally.codes import parse_whole
from tally.interchange.cvr_contests import CELLS, CvrContest, contests_of
from tally.interchange.cvr_schema import check
from tally.interchange.json_stream import Item, JsonDocument
from tally.model import RawMark
from tally.streamed import TOLD, told

_ARRAY = "CVR"
_FORMAT = "CVR.CastVoteRecordReport"


@dataclass(frozen=True, slots=True, kw_only=True)
class CvrRecord:
    """One record. ``place`` counts from 1; ``audit`` is what stands on the paper (``BallotAuditId``), if it is given.

    ``batch`` is the device that made it and the batch it is of, as far as they are given: papers of another device or
    batch may bear the same numbers.
    ``paper`` is the snapshot of the marks on the paper, ``later`` what people concluded, None where they did not.
    """

    place: int
    audit: str | None
    batch: tuple[str | None, str | None]
    paper: Json
    later: Json | None
    where: str

    @property
    def number(self) -> int | None:
        """The paper's number; None where the file gives none, or no whole number."""
        return None if self.audit is None else parse_whole(self.audit)


class CvrFile:
    """A cast vote record file whose members beside the records were read and found sound.

    ``expected`` is how many records it has.
    """

    def __init__(self, path: Path, shown: str, report: Callable[[int, int], None] | None = None) -> None:
        """Read its contests. Raises ``InputError`` with all that is wrong with them, or where it is no such file.

        The records are passed over for that; ``report`` is told how many, and how many bytes were read.
        """
        self.shown = shown
        self._document = JsonDocument(path, shown, _ARRAY)
        outline = self._document.outline(report)
        members = outline.members
        faults = FaultList(shown)
        if members.get("@type") != _FORMAT:
            faults.add(
                "cvr.not_a_report",
                phrase("tệp JSON này không phải là bản ghi lá phiếu theo NIST SP 1500-103 (@type không đúng)"),
                phrase("chọn đúng tệp; @type phải là {format}", format=_FORMAT),
                place=Place(key="@type"),
                seen=shortened(str(members.get("@type", ""))),
            )
            faults.raise_if_any()
        if check(members, _FORMAT, "", faults):
            self.contests = contests_of(members, faults)
        if outline.items is None:
            message = phrase("tệp không có danh sách bản ghi «{name}»", name=_ARRAY)
            _refuse("cvr.no_records", _ARRAY, None, message, faults)
        self.expected = outline.items or 0
        if faults.faults:
            raise InputError(told(faults.faults, shown))

    @property
    def position(self) -> int:
        """How many bytes of it were read."""
        return self._document.position

    def records(self) -> Iterator[CvrRecord]:
        """The records in file order; raises ``InputError`` at the end, or after enough faults, if there were any."""
        faults = FaultList(self.shown)
        for item in self._document.items():
            record = _record(item, faults)
            if record is not None and not faults.faults:
                yield record
            if len(faults.faults) > TOLD:
                break
        if faults.faults:
            raise InputError(told(faults.faults, self.shown))


def contests_in(snapshot: Json) -> Iterator[tuple[int, Json]]:
    """The contests a snapshot says something of, each with its place in it."""
    yield from enumerate(snapshot.get("CVRContest", ()))


def marks_on_paper(said: Json, contest: CvrContest, where: str, faults: FaultList) -> str | None:
    """One letter a selection: kept where the paper has an indication, struck where not, unclear where nobody knows.

    Where the contest's own code says so, an indication is a name struck. None where the file says what cannot be
    counted, noted as faults.
    """
    found = _indications(said, contest, where, faults)
    return None if found is None else _letters(found.on_paper, contest)


def marks_counted(said: Json, contest: CvrContest, where: str, faults: FaultList) -> str | None:
    """The same, but what is not allocable is no vote (a write-in for nobody, a mark people ruled out).

    On a paper that votes for too many ``IsAllocable`` only says that the device allocated nothing: there it is not
    asked.
    """
    found = _indications(said, contest, where, faults)
    if found is None:
        return None
    overvoted = found.on_paper.count(RawMark.KEPT) > contest.deck.votes_allowed
    return _letters(found.on_paper if overvoted or contest.codes.get(CELLS) == "struck" else found.allocable, contest)


def adjudicated(said: Json, contest: CvrContest) -> Iterator[int]:
    """The selections, by place, of which people concluded something."""
    for selection in said.get("CVRContestSelection", ()):
        place = contest.places.get(selection.get("ContestSelectionId", ""))
        ruled = any("adjudicated" in position.get("Status", ()) for position in selection["SelectionPosition"])
        if ruled and place is not None:
            yield place


@dataclass(slots=True)
class _Indications:
    on_paper: list[RawMark]
    allocable: list[RawMark]


def _indications(said: Json, contest: CvrContest, where: str, faults: FaultList) -> _Indications | None:
    before = len(faults.faults)
    names = len(contest.places)
    found = _Indications([RawMark.STRUCK] * names, [RawMark.STRUCK] * names)
    for at, selection in enumerate(said.get("CVRContestSelection", ())):
        path = f"{where}.CVRContestSelection[{at}]"
        _check_once(selection, path, faults)
        place = _place_of(selection, contest, path, faults)
        if place is None:
            continue
        for position in selection["SelectionPosition"]:
            mark = _MARKS[position["HasIndication"]]
            found.on_paper[place] = _stronger(found.on_paper[place], mark)
            match position.get("IsAllocable"):
                case "no":
                    mark = RawMark.STRUCK
                case "unknown" if mark is RawMark.KEPT:
                    mark = RawMark.UNCLEAR
            found.allocable[place] = _stronger(found.allocable[place], mark)
    return found if len(faults.faults) == before else None


def _letters(marks: list[RawMark], contest: CvrContest) -> str:
    return "".join(map(_TURNED.__getitem__, marks) if contest.codes.get(CELLS) == "struck" else marks)


_MARKS = {"yes": RawMark.KEPT, "no": RawMark.STRUCK, "unknown": RawMark.UNCLEAR}
_TURNED = {RawMark.KEPT: RawMark.STRUCK, RawMark.STRUCK: RawMark.KEPT, RawMark.UNCLEAR: RawMark.UNCLEAR}
_STRENGTH = (RawMark.STRUCK, RawMark.UNCLEAR, RawMark.KEPT)


def _stronger(one: RawMark, other: RawMark) -> RawMark:
    """Of two positions for one selection a clear indication wins over an unclear one, and that over none."""
    return max(one, other, key=_STRENGTH.index)


def _place_of(selection: Json, contest: CvrContest, path: str, faults: FaultList) -> int | None:
    named = selection.get("ContestSelectionId")
    place = contest.places.get(named) if isinstance(named, str) else None
    if place is None:
        _refuse(
            "cvr.unknown_id",
            f"{path}.ContestSelectionId",
            named,
            phrase("nội dung «{contest}» không có lựa chọn nào mang @id này", contest=shortened(contest.deck.id)),
            faults,
        )
    return place


def _check_once(selection: Json, path: str, faults: FaultList) -> None:
    """A selection is voted for once or not at all, with no rank and no fraction: else it is another kind of vote."""
    for at, position in enumerate(selection["SelectionPosition"]):
        if position["NumberVotes"] not in {0, 1} or "FractionalVotes" in position or "Rank" in position:
            _refuse(
                "cvr.not_one_vote",
                f"{path}.SelectionPosition[{at}]",
                position["NumberVotes"],
                phrase("mỗi lựa chọn chỉ được một phiếu, không thứ hạng, không phân số"),
                faults,
            )
    if "Rank" in selection or "TotalFractionalVotes" in selection or selection.get("TotalNumberVotes", 0) > 1:
        _refuse(
            "cvr.not_one_vote",
            path,
            selection.get("TotalNumberVotes"),
            phrase("mỗi lựa chọn chỉ được một phiếu, không thứ hạng, không phân số"),
            faults,
        )


def _record(item: Item, faults: FaultList) -> CvrRecord | None:
    where = f"{_ARRAY}[{item.at}]"
    if not check(item.value, "CVR.CVR", where, faults):
        return None
    snapshots: list[Json] = item.value["CVRSnapshot"]
    current = item.value["CurrentSnapshotId"]
    _check_snapshots(snapshots, current, where, faults)
    paper = _first(snapshots, "original") or _first(snapshots, "interpreted")
    if paper is None:
        _refuse(
            "cvr.no_original",
            f"{where}.CVRSnapshot",
            "modified",
            phrase("bản ghi chỉ có snapshot «modified»: không biết trên giấy có dấu gì"),
            faults,
        )
        return None
    return CvrRecord(
        place=item.at + 1,
        audit=item.value.get("BallotAuditId"),
        batch=(item.value.get("CreatingDeviceId"), item.value.get("BatchId")),
        paper=paper,
        later=_in_force(snapshots, current),
        where=where,
    )


def _check_snapshots(snapshots: list[Json], current: str, where: str, faults: FaultList) -> None:
    """Of the snapshots one is the current one, and no more than one is what is on the paper."""
    ids = [snapshot["@id"] for snapshot in snapshots]
    if current not in ids:
        message = phrase("bản ghi này không có snapshot nào mang @id này")
        _refuse("cvr.unknown_id", f"{where}.CurrentSnapshotId", current, message, faults)
    if len(set(ids)) < len(ids):
        twice = next(one for one, number in Counter(ids).items() if number > 1)
        message = phrase("hai snapshot của bản ghi này có cùng @id")
        _refuse("cvr.repeated_id", f"{where}.CVRSnapshot", twice, message, faults)
    if sum(snapshot["Type"] == "original" for snapshot in snapshots) > 1:
        message = phrase("bản ghi có hơn một snapshot «original»: không biết trên giấy là bản nào")
        _refuse("cvr.several_originals", f"{where}.CVRSnapshot", "original", message, faults)


def _in_force(snapshots: list[Json], current: str) -> Json | None:
    """What people concluded: the modified snapshot that is current, else the last; None where the original is current.

    An interpreted one that is current was made by a device of what people had concluded before.
    """
    kinds = {snapshot["@id"]: snapshot["Type"] for snapshot in snapshots}
    if kinds.get(current) == "original":
        return None
    later = [snapshot for snapshot in snapshots if snapshot["Type"] == "modified"]
    return next((snapshot for snapshot in later if snapshot["@id"] == current), later[-1] if later else None)


def _first(snapshots: list[Json], kind: str) -> Json | None:
    return next((snapshot for snapshot in snapshots if snapshot["Type"] == kind), None)


def _refuse(name: str, where: str, seen: object, message: Phrase, faults: FaultList) -> None:
    faults.add(
        name,
        message,
        phrase("xuất lại tệp theo chuẩn NIST SP 1500-103 phiên bản 1.0"),
        place=Place(key=where),
        seen=None if seen is None else shortened(str(seen)),
    )
