"""The ballots of a congress's contest from a NIST cast vote record file: raw marks, and people's rulings as a layer.

Marks are those of the original snapshot; where a modified one reads a mark otherwise, that is a ruling on the mark,
and a contest it invalidates on a ground that only people can see is a ruling on the ballot. Interpreted snapshots are
what a device made of the marks: they are not read, since the verdict is computed here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from rules.errors import FaultList, InputError, Place
from rules.json_form import Json
from rules.model import Form
from rules.phrase import Phrase, phrase
from rules.text_file import shortened
from tally.ballot_rows import BallotReader, ruled_grounds
from tally.interchange.cvr_contests import CvrContest
from tally.interchange.cvr_records import (
    CvrFile,
    CvrRecord,
    adjudicated,
    contests_in,
    marks_counted,
    marks_on_paper,
)
from tally.interchange.cvr_slate import SlateContests, find_contest
from tally.interchange.reasons import Reason, Reasons, annotated
from tally.model import COMPUTED_REASONS, Ballot, InvalidReason, MarkRuling, RawMark
from tally.streamed import TOLD, told

_INVALID = "invalidated-rules"
_BOXED = {"ks": RawMark.AGREE, "sk": RawMark.DISAGREE, "kk": RawMark.BOTH, "ss": RawMark.NEITHER}


class CvrBallots:
    """The ballots of one contest, in file order, as often as asked.

    ``stamped`` says whether the papers have numbers of their own (``BallotAuditId``); it is known once a ballot was
    read. Without them a paper's place among those of the contest is its number.
    """

    def __init__(self, path: Path, reader: BallotReader) -> None:
        """Read the contests. Raises ``InputError`` where the file has none for this slate, form and polarity."""
        self._reader = reader
        self._file = CvrFile(path, reader.source.file)
        found = find_contest(self._file.contests, reader)
        if found is None:
            raise InputError(tuple(reader.faults.faults))
        self._contests: SlateContests = found
        self.stamped = True

    def ballots(self) -> Iterator[tuple[int, Ballot]]:
        """Each ballot with the place of its record; raises ``InputError`` at the end if there were faults."""
        faults = FaultList(self._reader.source.file)  # each reading has its own
        count = 0
        for record in self._file.records():
            papers = self._said(record.paper, record, faults)
            if not papers:
                continue  # this contest is not on this paper
            count += 1
            number = self._number(record, count, faults)
            marks = self._letters(papers, record, faults)
            ballot = None if marks is None else self._ruled(Ballot(number, marks), record, papers, faults)
            if ballot is not None and not faults.faults:
                yield record.place, ballot
            if len(faults.faults) > TOLD:
                break
        if faults.faults:
            raise InputError(told(faults.faults, faults.file))

    def reasons(self) -> Reasons:
        """What people said of their rulings, by ballot and name (0: the whole ballot); of a file found sound."""
        found: dict[tuple[int, int], Reason] = {}
        count = 0
        faults = FaultList(self._reader.source.file)
        for record in self._file.records():
            papers = self._said(record.paper, record, faults)
            count += bool(papers)
            if not papers or record.later is None or "Annotation" not in record.later:
                continue
            number = record.number or count
            marks = self._letters(papers, record, faults)
            ballot = None if marks is None else self._ruled(Ballot(number, marks), record, papers, faults)
            if ballot is None:
                continue
            ruled = {ruling.name for ruling in ballot.mark_rulings} | ({0} if ballot.ruling else set())
            found |= {(number, name): reason for name, reason in annotated(record.later, ruled)}
        return found

    def _said(self, snapshot: Json, record: CvrRecord, faults: FaultList) -> Mapping[int, tuple[str, Json]]:
        """What a snapshot says of each row of the contest, by its place."""
        found: dict[int, tuple[str, Json]] = {}
        ids = self._contests.ids
        for at, words in contests_in(snapshot):
            place = ids.get(words["ContestId"])
            if place is None:
                continue
            where = f"{record.where}.{shortened(snapshot['@id'])}.CVRContest[{at}]"
            if place in found:
                self._refuse("cvr.repeated_id", where, phrase("một snapshot có hai lần cùng một nội dung bầu"), faults)
            found[place] = (where, words)
        return found

    def _letters(
        self,
        said: Mapping[int, tuple[str, Json]],
        record: CvrRecord,
        faults: FaultList,
        counted: Collection[int] = (),
    ) -> str | None:
        """The marks, a letter a name: those on the paper, in the rows of ``counted`` what was concluded of them."""
        rows = self._contests.rows
        if len(said) < len(rows):
            missing = next(row.deck.id for at, row in enumerate(rows) if at not in said)
            message = phrase("bản ghi thiếu hàng «{contest}»: để trống không phải là một dấu", contest=missing)
            self._refuse("cvr.row_missing", record.where, message, faults)
            return None
        letters = [
            (marks_counted if at in counted else marks_on_paper)(words, rows[at], where, faults)
            for at, (where, words) in sorted(said.items())
        ]
        if None in letters:
            return None
        if self._contests.form is Form.STRIKE_OUT:
            return letters[0]
        return "".join(_BOXED.get(each or "", RawMark.UNCLEAR) for each in letters)

    def _ruled(
        self, ballot: Ballot, record: CvrRecord, papers: Mapping[int, tuple[str, Json]], faults: FaultList
    ) -> Ballot | None:
        """The ballot with what people concluded of it later."""
        later = self._said(record.later, record, faults) if record.later is not None else {}
        if not later:
            return ballot
        # Of a ballot that is invalid as a whole nothing is allocable: that says nothing of its marks.
        counted = {at for at, (_, words) in later.items() if _INVALID not in words.get("Status", ())}
        reading = self._letters({**papers, **later}, record, faults, counted)
        if reading is None:
            return None
        names = self._adjudicated(later)
        rulings = []
        for name, (mark, concluded) in enumerate(zip(ballot.marks, reading, strict=True), start=1):
            if concluded == mark and name not in names:
                continue
            if concluded == RawMark.UNCLEAR:
                message = phrase("snapshot «modified» để dấu của người số {number} không rõ", number=name)
                self._refuse("cvr.unclear_ruling", record.where, message, faults)
            else:
                rulings.append(MarkRuling(name, RawMark(concluded)))
        ground = self._ground(later, faults)
        if (rulings or ground) and self._reader.source.rulings is not None:
            message = phrase("phiếu số {number} đã có kết luận trong snapshot «modified»", number=ballot.number)
            self._refuse("rulings.twice", record.where, message, faults)
        return Ballot(ballot.number, ballot.marks, ground, tuple(rulings))

    def _adjudicated(self, later: Mapping[int, tuple[str, Json]]) -> set[int]:
        """The names on whose marks people concluded, also where they read what is there."""
        found = set()
        for at, (_, words) in later.items():
            row = self._contests.rows[at]
            for place in adjudicated(words, row):
                found.add((place if self._contests.form is Form.STRIKE_OUT else at) + 1)
        return found

    def _ground(self, later: Mapping[int, tuple[str, Json]], faults: FaultList) -> InvalidReason | None:
        """The ground of invalidity that people ruled; those that follow from the marks are computed, not read."""
        grounds = ruled_grounds(self._reader.reasons)
        for at, (where, words) in sorted(later.items()):
            said = words.get("OtherStatus", "")
            if _INVALID not in words.get("Status", ()) or said in COMPUTED_REASONS:
                continue
            if said in grounds:
                return InvalidReason(said)
            if said or not self._invalid_by_marks(words, self._contests.rows[at], where):
                self._refuse_ground(said, where, grounds, faults)
        return None

    def _invalid_by_marks(self, words: Json, row: CvrContest, where: str) -> bool:
        """Whether a row needs no ground that people see: it has too many marks or none."""
        marks = marks_on_paper(words, row, where, FaultList(self._reader.source.file)) or ""
        return not 0 < marks.count(RawMark.KEPT) <= row.deck.votes_allowed

    @staticmethod
    def _refuse_ground(said: str, where: str, grounds: tuple[str, ...], faults: FaultList) -> None:
        faults.add(
            "ballots.unknown_reason",
            phrase("quy chế đang dùng không có lý do không hợp lệ «{reason}»", reason=shortened(said)),
            phrase("dùng một trong: {reasons}; hoặc để trống nếu phiếu hợp lệ", reasons=grounds),
            place=Place(key=f"{where}.OtherStatus"),
            seen=shortened(said),
        )

    def _number(self, record: CvrRecord, count: int, faults: FaultList) -> int:
        if count == 1:
            self.stamped = record.audit is not None
        if (record.audit is not None) is not self.stamped:
            message = phrase("có bản ghi có số phiếu (BallotAuditId), có bản ghi không")
            self._refuse("cvr.mixed_numbers", f"{record.where}.BallotAuditId", message, faults)
        elif self.stamped and not record.number:
            message = phrase("số phiếu phải là chữ số, từ 1 trở lên")
            self._refuse("ballots.bad_number", f"{record.where}.BallotAuditId", message, faults, seen=record.audit)
        return record.number or count

    def _refuse(self, name: str, where: str, message: Phrase, faults: FaultList, *, seen: str | None = None) -> None:
        remedy = phrase("sửa tệp ở nơi đã xuất ra nó, rồi xuất lại")
        faults.add(name, message, remedy, place=Place(key=where), seen=None if seen is None else shortened(seen))
