"""A bundle carried by stick (tập phiếu chép bằng USB): entered on a laptop without network, merged at the desk.

One JSON file, one finished entry of one bundle; its last field is the digest of everything before it. The laptop runs
a desk of its own on a copy of the congress folder; the bundle it enters has the same numbers there as here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from rules.phrase import phrase
from tally.desk.bundle_rules import bundle_of, entry_of
from tally.desk.refusal import refuse
from tally.desk.requests import MergeBundle
from tally.desk.state import State
from tally.record import canonical_json

FORMAT = "kiemphieu-bundle/1"

MOST_BYTES = 4_000_000

_PLAIN = {"contest": str, "rehearsal": bool, "slate": str, "machine": str, "head": str}
_NUMBERS = ("first", "last", "papers")
_PAPER = {"ballot": int, "typed": str, "marks": str, "ground": str, "doubtful": bool, "note": str, "by": str}


def name_of(contest: str, first: int, last: int, entry: int) -> str:
    """The file's name: whoever finds a stick sees what is on it."""
    return f"bundle-{contest}-{first:04d}-{last:04d}-{entry}.json"


def write_bundle(state: State, *, contest: str, rehearsal: bool, bundle: int, entry: int) -> bytes:
    """A finished entry as a file; refused if it is not finished."""
    there = state.contests[contest]
    found = bundle_of(there, bundle, rehearsal=rehearsal)
    typed = entry_of(found, entry)
    if not typed.finished:
        raise refuse(
            "stick.not_finished",
            phrase("lần nhập {entry} của tập {bundle} chưa xong", entry=entry, bundle=bundle),
            phrase("nhập xong tập rồi mới xuất ra tệp"),
        )
    said: dict[str, object] = {
        "format": FORMAT,
        "contest": contest,
        "rehearsal": rehearsal,
        "slate": there.declared.sha256,
        "machine": state.machine,
        "head": state.head,
        "first": found.first,
        "last": found.last,
        "papers": found.papers,
        "people": list(typed.people),
        "ballots": [
            {
                "ballot": number,
                "typed": paper.typed,
                "marks": paper.marks,
                "ground": paper.ground,
                "doubtful": paper.doubtful,
                "note": paper.note,
                "by": paper.by,
            }
            for number, paper in sorted(typed.ballots.items())
        ],
    }
    return canonical_json(said | {"sha256": _digest(said)})


def read_bundle(content: bytes) -> MergeBundle:
    """What is in a file; refused in words if it is no such file, is damaged, or of another format."""
    said = _json(content)
    given = said.pop("sha256", None)
    if said.get("format") != FORMAT:
        raise refuse(
            "stick.other_format",
            phrase("tệp này không phải một tập phiếu xuất từ bàn kiểm phiếu ({format})", format=FORMAT),
            phrase("chọn tệp bundle-….json đã xuất từ máy nhập; hoặc dùng bản kiemphieu mới hơn"),
        )
    if given != _digest(said):
        raise refuse(
            "stick.damaged",
            phrase("tệp bị hỏng hoặc bị sửa sau khi xuất: mã băm không khớp"),
            phrase("chép lại tệp từ máy đã nhập"),
        )
    papers = said.get("ballots")
    people = said.get("people")
    if not _has(said, _PLAIN) or not _has(said, dict.fromkeys(_NUMBERS, int)) or not _are(people, papers):
        raise refuse(
            "stick.incomplete",
            phrase("tệp thiếu trường, hoặc có trường không đúng kiểu"),
            phrase("xuất lại tệp bằng bản kiemphieu như ở bàn này"),
        )
    column = {name: tuple(paper[name] for paper in papers or ()) for name in _PAPER}
    return MergeBundle(
        contest=said["contest"],
        rehearsal=said["rehearsal"],
        slate=said["slate"],
        first=said["first"],
        last=said["last"],
        papers=said["papers"],
        people=tuple(people or ()),
        machine=said["machine"],
        sha256=hashlib.sha256(content).hexdigest(),
        head=said["head"],
        ballots=column["ballot"],
        by=column["by"],
        typed=column["typed"],
        notes=column["note"],
        marks=column["marks"],
        grounds=column["ground"],
        doubtful=column["doubtful"],
    )


def _json(content: bytes) -> dict[str, Any]:
    if len(content) <= MOST_BYTES:
        with suppress(ValueError, RecursionError):
            said = json.loads(content)
            if isinstance(said, dict):
                return said
    raise refuse(
        "stick.unreadable",
        phrase("không đọc được tệp này"),
        phrase("chọn tệp bundle-….json đã xuất từ máy nhập"),
    )


def _has(said: Mapping[str, Any], kinds: Mapping[str, type]) -> bool:
    """Whether every field is there and of its kind; a truth value is no number."""
    return all(type(said.get(name)) is kind for name, kind in kinds.items())


def _are(people: object, papers: object) -> bool:
    return (
        isinstance(people, list)
        and all(isinstance(each, str) for each in people)
        and isinstance(papers, list)
        and all(isinstance(each, dict) and _has(each, _PAPER) for each in papers)
    )


def _digest(said: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical_json(said)).hexdigest()
