"""What changed since a paper was made (thay đổi so với bản trước): two states of a contest, compared fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rules.labels import label_of
from rules.phrase import Phrase, phrase

_PARTS = {
    "congress": phrase("phần đầu của văn bản"),
    "people": phrase("đoàn chủ tịch, ban kiểm phiếu"),
    "before": phrase("kết quả các lần bầu trước"),
    "rulings": phrase("kết luận của ban kiểm phiếu về phiếu"),
    "decisions": phrase("quyết định đã ghi"),
    "choices": phrase("lựa chọn đã áp dụng"),
    "day": phrase("ngày lập văn bản"),
}
_DIGESTS = {
    "slate": phrase("danh sách bầu cử"),
    "ballots": phrase("các lá phiếu đã nhập"),
    "rules": phrase("quy định đã áp dụng"),
}
_COLUMNS = {
    "votes": phrase("số phiếu"),
    "disagree": phrase("số phiếu không đồng ý"),
    "not_counted": phrase("số phiếu không tính"),
}
"""Percentages follow from votes, base and rounding: whichever of these changed is said, not a line a person."""


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Phrase, ...]:
    """Say what differs between what two versions of a contest's papers say, in the order in which they say it.

    Both hold ``result``, the contest as ``result.json`` has it, and the parts that stand beside it.
    """
    found = tuple(_changed(before, now))
    return found or ((phrase("cách trình bày"),) if before != now else ())


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Phrase]:
    yield from (said for part, said in _PARTS.items() if before.get(part) != now.get(part) and part != "day")
    old, new = before["result"], now["result"]
    for part, said in _DIGESTS.items():
        if old["digests"][part] != new["digests"][part]:
            yield said
    for key in ("seats", "needed"):
        yield from _number(label_of(key), old[key], new[key])
    yield from _numbers(old["account"], new["account"])
    yield from _people(old["candidates"], new["candidates"])
    if (state := old["outcome"]["state"]) != new["outcome"]["state"]:
        yield phrase("kết quả: {old} → {new}", old=label_of(state), new=label_of(new["outcome"]["state"]))
    if before.get("day") != now.get("day"):
        yield _PARTS["day"]


def _numbers(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Phrase]:
    """The account of people and papers; reasons stand inside two of its keys."""
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if isinstance(one, dict) or isinstance(other, dict):
            for reason in dict.fromkeys((*(one or {}), *(other or {}))):
                said = phrase(
                    "{what}, {reason}",
                    what=label_of("excluded" if key == "excluded" else "invalid"),
                    reason=label_of(reason),
                )
                yield from _number(said, (one or {}).get(reason, 0), (other or {}).get(reason, 0))
        elif key != "base_of":
            yield from _number(label_of(key), one, other)


def _people(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[Phrase]:
    """By the number on the ballot: whose name, votes or standing is another."""
    was = {person["number"]: person for person in old}
    for person in new:
        before = was.pop(person["number"], None)
        if before is None:
            yield phrase("thêm {name}", name=person["name"])
            continue
        if before["name"] != person["name"]:
            yield phrase("{old} → {new}", old=before["name"], new=person["name"])
        for column, said in _COLUMNS.items():
            what = phrase("{name}, {what}", name=person["name"], what=said)
            yield from _number(what, before.get(column), person.get(column))
        if before["standing"] != person["standing"]:
            yield phrase(
                "{name}: {old} → {new}",
                name=person["name"],
                old=_standing(before["standing"]),
                new=_standing(person["standing"]),
            )
    for gone in was.values():
        yield phrase("bớt {name}", name=gone["name"])


def _number(what: Phrase, old: int | str | None, new: int | str | None) -> Iterator[Phrase]:
    if old != new:
        yield phrase("{what}: {old} → {new}", what=what, old=_shown(old), new=_shown(new))


def _shown(number: int | str | None) -> int | str:
    return "–" if number is None else number


def _standing(standing: str | None) -> Phrase | str:
    return "–" if standing is None else label_of(standing)
