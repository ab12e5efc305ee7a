"""How the contests of a folder hang together: ids, and what comes after what (bầu lại, bầu tiếp, bỏ phiếu lại)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from rules.contest_table import ContestReading
from rules.errors import FaultList, Place
from rules.model import Candidate, Slate, Vote
from rules.partial_date import PartialDate
from rules.phrase import phrase
from rules.toml_table import nearest


def check_links(readings: Sequence[ContestReading]) -> None:
    """Note what contests say wrong of each other, with the contest that says it; and what a vote again repeats."""
    by_id: dict[str, ContestReading] = {}
    by_ballots: dict[str, ContestReading] = {}
    for reading in readings:
        if reading.id is not None and by_id.setdefault(reading.id, reading) is not reading:
            _refuse_id(reading, by_id[reading.id])
        ballots = reading.ballots
        if ballots is None or ballots.of_several:
            continue
        if by_ballots.setdefault(ballots.file, reading) is not reading:
            reading.table.faults.add(
                "contest.ballots_shared",
                phrase("tệp phiếu {file} đã dùng cho một nội dung bầu khác", file=ballots.file),
                phrase("mỗi nội dung bầu, mỗi lần bầu có tệp phiếu riêng"),
                place=reading.table.place("ballots"),
                seen=ballots.file,
            )
    for reading in readings:
        if "after" not in reading.table.keys:
            _check_first(reading)
        elif reading.after is not None:
            _check_after(reading, by_id)


def _refuse_id(reading: ContestReading, first: ContestReading) -> None:
    row = first.table.place("id").row or 0
    reading.table.faults.add(
        "contest.id_twice",
        phrase("id «{id}» đã dùng ở dòng {row}", id=reading.id or "", row=row),
        phrase("đặt cho mỗi nội dung bầu một id riêng"),
        place=reading.table.place("id"),
        seen=reading.id,
    )


def _check_first(reading: ContestReading) -> None:
    table = reading.table
    rounds = {Vote.REVOTE, Vote.FURTHER, Vote.AGAIN}
    for key, given in (("vote", reading.vote in rounds), ("round", reading.round not in {None, 1})):
        if given:
            table.faults.add(
                "contest.after_missing",
                phrase("{key} là của lần bầu sau, nhưng thiếu after nói bầu sau nội dung nào", key=key),
                phrase("thêm after = id của lần bầu trước, hoặc xóa {key}", key=key),
                place=table.place(key),
                seen=reading.vote.value if key == "vote" and reading.vote else reading.round,
            )


def _check_after(reading: ContestReading, by_id: Mapping[str, ContestReading]) -> None:
    table, after = reading.table, reading.after or ""
    parent = by_id.get(after)
    if parent is None:
        near = nearest(after, by_id)
        table.faults.add(
            "contest.after_unknown",
            phrase("không có nội dung bầu nào có id là «{after}»", after=after),
            phrase("có phải «{near}»?", near=near)
            if near
            else phrase("sửa after thành id của lần bầu trước; các id đã ghi: {ids}", ids=tuple(by_id)),
            place=table.place("after"),
            seen=after,
        )
    elif parent is reading:
        table.faults.add(
            "contest.after_itself",
            phrase("nội dung bầu «{id}» không thể bầu sau chính nó", id=after),
            phrase("sửa after thành id của lần bầu trước"),
            place=table.place("after"),
            seen=after,
        )
    elif any(earlier is reading for earlier in _earlier(reading, by_id)):
        table.faults.add(
            "contest.after_cycle",
            phrase("các nội dung bầu nối nhau thành vòng: «{id}» bầu sau chính nó", id=reading.id or ""),
            phrase("sửa after sao cho lần bầu đầu tiên không có after"),
            place=table.place("after"),
            seen=after,
        )
    else:
        _check_round(reading, parent)
        reading.repeats = _repeated(reading, by_id)
        if reading.slate is not None and parent.slate is not None:
            _check_people(reading, reading.slate, parent.slate)


def _earlier(reading: ContestReading, by_id: Mapping[str, ContestReading]) -> Iterator[ContestReading]:
    """The contests before this one, nearest first; it ends where one comes a second time."""
    seen: list[ContestReading] = []
    at: ContestReading | None = reading
    while at is not None and (at := by_id.get(at.after or "")) is not None and not any(at is old for old in seen):
        seen.append(at)
        yield at


def _repeated(reading: ContestReading, by_id: Mapping[str, ContestReading]) -> Vote | None:
    """The vote whose place a vote again takes; annulled once more, it is still that vote."""
    if reading.vote is not Vote.AGAIN:
        return None
    votes = (earlier.vote or Vote.FIRST for earlier in _earlier(reading, by_id))
    return next((vote for vote in votes if vote is not Vote.AGAIN), None)


def _check_round(reading: ContestReading, parent: ContestReading) -> None:
    table = reading.table
    # An opinion asked is no round: nothing follows from it, and it follows from nothing.
    first = reading.vote is Vote.FIRST or (reading.vote is not None and not reading.vote.elects)
    wrong_vote = first or "vote" not in table.keys
    if wrong_vote:
        table.faults.add(
            "contest.vote",
            phrase("có after thì vote phải nói đây là lần bầu gì"),
            phrase('ghi vote = "revote" (bầu lại), "further" (bầu tiếp) hoặc "again" (bỏ phiếu lại)'),
            place=table.place("vote"),
            seen=reading.vote.value if reading.vote else None,
        )
    expected = (parent.round or 1) + 1
    unreadable = "round" in parent.table.keys and parent.round is None
    if not unreadable and reading.round != expected and (reading.round or "round" not in table.keys):
        table.faults.add(
            "contest.round",
            phrase("lần bầu trước là lần {before}, nên đây là lần {expected}", before=expected - 1, expected=expected),
            phrase("ghi round = {expected}", expected=expected),
            place=table.place("round"),
            seen=reading.round,
        )
    if reading.office is not parent.office and reading.office and parent.office:
        table.faults.add(
            "contest.after_office",
            phrase("lần bầu trước bầu {before}, lần này bầu {office}", before=parent.office, office=reading.office),
            phrase("sửa office hoặc after; lần bầu sau là của cùng một chức danh"),
            place=table.place("office"),
            seen=reading.office.value,
        )


def _check_people(reading: ContestReading, slate: Slate, parent: Slate) -> None:
    """The list of a later vote is renumbered; ``number_before`` says who each person was, and the names agree."""
    faults = FaultList(slate.file)
    if "number_before" not in slate.columns:
        faults.add(
            "slate.number_before_missing",
            phrase("danh sách bầu lần sau thiếu cột số thứ tự ở lần bầu trước"),
            phrase("thêm cột number_before: số của mỗi người trong {file}", file=parent.file),
            place=Place(row=1, column="number_before"),
        )
    else:
        before = {person.number: person for person in parent.candidates}
        listed = {(person.name, person.born) for person in parent.candidates}
        taken: dict[int, Candidate] = {}
        for person in slate.candidates:
            if _is_added(reading, person, listed):
                continue
            _check_person(person, before.get(person.number_before), parent.file, faults)
            if person.number_before is not None and taken.setdefault(person.number_before, person) is not person:
                faults.add(
                    "slate.number_before_twice",
                    phrase(
                        "hai người cùng là số {number} của lần bầu trước: dòng {first} và dòng {second}",
                        number=person.number_before,
                        first=taken[person.number_before].row,
                        second=person.row,
                    ),
                    phrase("mỗi người một số; xem lại {file}", file=parent.file),
                    place=Place(row=person.row, column="number_before"),
                    seen=person.number_before,
                )
    reading.table.faults.faults.extend(faults.faults)


def _is_added(reading: ContestReading, person: Candidate, listed: AbstractSet[tuple[str, PartialDate | None]]) -> bool:
    """Whether a further vote adds somebody to the list, as the congress may decide (law: RULES 1.15).

    Somebody of the list before is never taken for a new name: the number is missing then.
    """
    added = person.number_before is None and (person.name, person.born) not in listed
    return added and reading.vote is Vote.FURTHER


def _check_person(person: Candidate, before: Candidate | None, file: str, faults: FaultList) -> None:
    place = Place(row=person.row, column="number_before")
    if person.number_before is None:
        faults.add(
            "slate.number_before_empty",
            phrase("{name} chưa có số thứ tự ở lần bầu trước", name=person.name),
            phrase("ghi số của người này trong {file}", file=file),
            place=place,
            seen="",
        )
    elif before is None:
        faults.add(
            "slate.number_before_unknown",
            phrase("lần bầu trước không có số {number}", number=person.number_before),
            phrase("ghi số của {name} trong {file}", name=person.name, file=file),
            place=place,
            seen=person.number_before,
        )
    elif before.name != person.name:
        faults.add(
            "slate.number_before_other_person",
            phrase(
                "số {number} của lần bầu trước là {before}, ở đây là {name}",
                number=person.number_before,
                before=before.name,
                name=person.name,
            ),
            phrase("sửa số hoặc tên cho khớp với {file}", file=file),
            place=place,
            seen=person.name,
        )
