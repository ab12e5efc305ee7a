"""Approval ballots as PrefLib keeps them (``.cat``): who is approved of, and how many voters voted just so.

Lines of ``# KEY: value``, then ``13: {1,4},{2,3}``: thirteen voters approve of alternatives 1 and 4. The first category
is the approved; a file with more than two categories grades alternatives and is no approval file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from rules.errors import FaultList, InputError, Place
from rules.names import fold
from rules.phrase import Phrase, phrase
from rules.text_file import decoded, shortened
from tally.codes import parse_whole
from tally.interchange.deck import DeckContest, Record, Selection
from tally.interchange.text_rows import TextLines
from tally.model import RawMark
from tally.streamed import TOLD, told

ALTERNATIVES_LIMIT = 20_000
_TWO = 2
_VOTES = re.compile(r"(?P<times>[0-9]{1,18})\s*:\s*(?P<groups>.*)", re.DOTALL)
_GROUP = re.compile(r"\s*(?:\{(?P<several>[0-9,\s]*)\}|(?P<one>[0-9]+))\s*(?P<more>,|\Z)")
_NAME = re.compile(r"ALTERNATIVE NAME (?P<number>[0-9]{1,5})")
_READ = frozenset({"TITLE", "DATA TYPE", "NUMBER ALTERNATIVES", "NUMBER CATEGORIES", "NUMBER VOTERS"})
_LIKE = "# NUMBER ALTERNATIVES: 3"


class PrefLibDeck:
    """The file as ``deck.Deck`` asks for it: one contest, in which everybody may approve of all."""

    kind = "preflib"

    def __init__(self, path: Path, shown: str) -> None:
        """Read the lines that say what the file is. Raises ``InputError`` with all that is wrong with them."""
        self.file = shown
        self._path = path
        self._lines: TextLines | None = None
        faults = FaultList(shown)
        said = self._head(faults)
        self.contests: Sequence[DeckContest] = (self._contest(said, faults),)
        self._voters = parse_whole(said.get("NUMBER VOTERS", ""))
        self._categories = parse_whole(said.get("NUMBER CATEGORIES", ""))
        if self._categories not in {1, _TWO}:
            message = phrase("tệp không phải là phiếu tán thành: phải có 1 hoặc 2 loại, loại đầu là tán thành")
            seen = said.get("NUMBER CATEGORIES") or said.get("DATA TYPE", "")
            _refuse("preflib.not_approval", 0, seen, message, faults)
        if faults.faults:
            raise InputError(told(faults.faults, shown))

    def _head(self, faults: FaultList) -> dict[str, str]:
        """What the lines before the votes say; raises ``InputError`` where the file is empty or of another kind."""
        said: dict[str, str] = {}
        text = FaultList(self.file)
        lines, first = TextLines(self._path, text), ""
        for line in lines:
            first = first or line.strip()
            # No pattern with blanks on both sides of the colon: a line of blanks would keep it busy for days.
            key, colon, value = line.removeprefix("#").partition(":")
            if line.startswith("#") and colon and key.strip():
                _note(fold(key).upper(), fold(value), said, lines.number, faults)
            elif line.strip():
                break
            if len(said) > ALTERNATIVES_LIMIT:
                _refuse("preflib.too_many", 0, str(len(said)), phrase("tệp có quá nhiều dòng mô tả"), faults)
                break
            if len(faults.faults) > TOLD:
                break
        if not text.faults and not first:
            decoded(b"", text)
        elif not text.faults and not any(map(_is_read, said)):
            message = phrase(
                "tệp không phải là phiếu PrefLib: đầu tệp không có dòng nào như «{example}»", example=_LIKE
            )
            _refuse("preflib.not_preflib", 0, first, message, text)
        text.raise_if_any()
        return said

    @property
    def position(self) -> int:
        """How many bytes of it ``records`` has read."""
        return self._lines.position if self._lines else 0

    def records(self) -> Iterator[Record]:
        """Its records, each with how many voters voted so; raises ``InputError`` at the end if there were faults."""
        faults = FaultList(self.file)
        self._lines = lines = TextLines(self._path, faults)
        voters, place = 0, 0
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            place += 1
            record = self._record(place, lines.number, line.strip(), faults)
            if record is not None:
                voters += record.times
                if not faults.faults:
                    yield record
            if len(faults.faults) > TOLD:
                break
        if not faults.faults and voters != self._voters:
            message = phrase(
                "tệp nói có {said} cử tri, các dòng cộng lại là {found}", said=self._voters or 0, found=voters
            )
            _refuse("preflib.voters", 0, str(self._voters), message, faults)
        if faults.faults:
            raise InputError(told(faults.faults, self.file))

    def _contest(self, said: dict[str, str], faults: FaultList) -> DeckContest:
        numbers = sorted(int(found["number"]) for key in said if (found := _NAME.fullmatch(key)))
        count = parse_whole(said.get("NUMBER ALTERNATIVES", ""))
        if not numbers or count != len(numbers) or numbers != list(range(1, len(numbers) + 1)):
            message = phrase("tên các lựa chọn (ALTERNATIVE NAME 1, 2, …) không đủ hoặc không đúng NUMBER ALTERNATIVES")
            _refuse("preflib.alternatives", 0, said.get("NUMBER ALTERNATIVES", ""), message, faults)
        selections = tuple(Selection(id=str(number), name=said[f"ALTERNATIVE NAME {number}"]) for number in numbers)
        name = said.get("TITLE") or self.file
        return DeckContest(id="1", name=name, votes_allowed=max(len(selections), 1), selections=selections)

    def _record(self, place: int, row: int, line: str, faults: FaultList) -> Record | None:
        found = _VOTES.fullmatch(line)
        groups = _groups(found["groups"]) if found else None
        names = len(self.contests[0].selections)
        if found is None or groups is None or len(groups) > (self._categories or 0):
            message = phrase("dòng phải có dạng «13: {example}»", example="{1,4},{2,3}")
            _refuse("preflib.bad_line", row, line, message, faults)
            return None
        listed = [number for group in groups for number in group]
        if len(set(listed)) < len(listed) or not all(1 <= number <= names for number in listed):
            message = phrase("một lựa chọn đứng hai lần, hoặc không có trong danh sách {names} lựa chọn", names=names)
            _refuse("preflib.bad_number", row, line, message, faults)
            return None
        approved = set(groups[0]) if groups else set()
        marks = "".join(RawMark.KEPT if number in approved else RawMark.STRUCK for number in range(1, names + 1))
        return Record(place=place, marks={"1": marks}, times=int(found["times"]))


def _is_read(key: str) -> bool:
    """Whether a key of the head says something that is used here."""
    return key in _READ or _NAME.fullmatch(key) is not None


def _note(key: str, value: str, said: dict[str, str], row: int, faults: FaultList) -> None:
    """Keep what a line of the head says; a second one that says otherwise is a fault: nobody knows which is right."""
    before = said.setdefault(key, value)
    if before != value and _is_read(key):
        message = phrase(
            "«{key}» đứng hai lần ở đầu tệp, lần trước là «{value}»", key=shortened(key), value=shortened(before)
        )
        _refuse("preflib.repeated_key", row, value, message, faults)


def _groups(text: str) -> list[list[int]] | None:
    """The categories of one line; None where they cannot be read."""
    found: list[list[int]] = []
    at = 0
    while True:
        group = _GROUP.match(text, at)
        if group is None:
            return None
        listed = [each.strip() for each in (group["several"] if group["one"] is None else group["one"]).split(",")]
        numbers = [parse_whole(each) for each in listed if each or len(listed) > 1]
        if None in numbers:
            return None
        found.append([number for number in numbers if number is not None])
        at = group.end()
        if not group["more"]:
            return found


def _refuse(name: str, row: int, seen: str, message: Phrase, faults: FaultList) -> None:
    remedy = phrase("xem lại tệp ở nơi đã lấy nó về")
    faults.add(name, message, remedy, place=Place(row=row or None), seen=shortened(seen))
