"""A NIST cast vote record file as a deck: every contest of it can be counted.

A record is of one sheet, its ``BallotAuditId`` "a unique identifier for this CVR" (SP 1500-103 v1.0, class CVR). Where
several sheets of one paper bear one number all the same, no contest is on two of them: one that is was counted twice.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from rules.errors import FaultList, InputError, Place
from rules.json_form import Json
from rules.phrase import phrase
from rules.text_file import shortened
from tally.interchange.cvr_records import CvrFile, CvrRecord, contests_in, marks_counted
from tally.interchange.deck import DeckContest, Record, Report
from tally.streamed import TOLD, told


@dataclass(frozen=True, slots=True)
class CvrDeck:
    """The file as ``deck.Deck`` asks for it."""

    source: CvrFile
    kind: str = "nist-cvr"

    @property
    def file(self) -> str:
        """Its name in messages."""
        return self.source.shown

    @property
    def contests(self) -> tuple[DeckContest, ...]:
        """Its contests, in its order."""
        return tuple(contest.deck for contest in self.source.contests.values())

    @property
    def position(self) -> int:
        """How many bytes of it were read."""
        return self.source.position

    def records(self) -> Iterator[Record]:
        """Its records: the marks as people concluded them, where they did; raises ``InputError`` with its faults."""
        faults = FaultList(self.file)
        numbers = _Numbers(tuple(self.source.contests))
        for record in self.source.records():
            marks = self._marks(record, faults)
            numbers.add(record, marks, faults)
            if not faults.faults:
                yield Record(place=record.place, number=record.number, marks=marks)
            if len(faults.faults) > TOLD:
                break
        if faults.faults:
            raise InputError(told(faults.faults, self.file))

    def _marks(self, record: CvrRecord, faults: FaultList) -> dict[str, str]:
        said = self._said(record.paper, record, faults)
        if record.later is not None:
            said |= self._said(record.later, record, faults)
        found = {}
        for contest, (where, words) in said.items():
            marks = marks_counted(words, self.source.contests[contest], where, faults)
            if marks is not None:
                found[contest] = marks
        return found

    def _said(self, snapshot: Json, record: CvrRecord, faults: FaultList) -> dict[str, tuple[str, Json]]:
        found: dict[str, tuple[str, Json]] = {}
        for at, words in contests_in(snapshot):
            where = f"{record.where}.{shortened(snapshot['@id'])}.CVRContest[{at}]"
            contest = words["ContestId"]
            if contest not in self.source.contests or contest in found:
                faults.add(
                    "cvr.unknown_id" if contest not in found else "cvr.repeated_id",
                    phrase("không có nội dung bầu nào mang @id này")
                    if contest not in found
                    else phrase("một snapshot có hai lần cùng một nội dung bầu"),
                    phrase("xuất lại tệp theo chuẩn NIST SP 1500-103 phiên bản 1.0"),
                    place=Place(key=f"{where}.ContestId"),
                    seen=shortened(contest),
                )
                continue
            found[contest] = (where, words)
        return found


class _Numbers:
    """The numbers of all papers and which contests were read of each: 16 bytes a number, however long it is."""

    def __init__(self, contests: Sequence[str]) -> None:
        self._bits = {contest: 1 << at for at, contest in enumerate(contests)}
        self._read: dict[bytes, int] = {}

    def add(self, record: CvrRecord, contests: Collection[str], faults: FaultList) -> None:
        """Note a record; a contest that was read of a paper with this number, device and batch before is a fault."""
        if not record.audit:
            return  # some write an empty one where there is none
        named = json.dumps([*record.batch, record.audit]).encode("ascii")
        number = blake2b(named, digest_size=16).digest()
        before = self._read.get(number, 0)
        twice = [contest for contest in contests if before & self._bits[contest]]
        self._read[number] = before | sum(map(self._bits.__getitem__, contests))
        if twice:
            faults.add(
                "cvr.repeated_paper",
                phrase(
                    "một bản ghi trước có cùng số phiếu và cùng nội dung «{contest}»: lá phiếu bị đếm hai lần",
                    contest=shortened(twice[0]),
                ),
                phrase("tìm lá phiếu mang số này, giữ một bản ghi đúng ở nơi đã xuất ra tệp, rồi xuất lại"),
                place=Place(key=f"{record.where}.BallotAuditId"),
                seen=shortened(record.audit),
            )


def read_cvr_deck(path: Path, shown: str, report: Report | None = None) -> CvrDeck:
    """Open a cast vote record file as a deck; raises ``InputError`` where it is none.

    All of it is read for that; ``report`` is told how many records and how many bytes.
    """
    return CvrDeck(CvrFile(path, shown, report))
