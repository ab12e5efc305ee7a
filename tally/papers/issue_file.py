"""``papers.json``: which version of a contest's papers was made when, and what each said: the next says what changed.

It stands beside the papers and goes into the record with them, after the count head: it says nothing of the count,
only of the papers. A contest's version is that of all its papers. Where nothing a paper says has changed the version
stays, and the code that is printed on it: what was signed in the morning is not made again because another contest
was counted in the afternoon.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from rules.errors import Fault, InputError
from rules.json_form import Json, to_text
from rules.phrase import phrase
from tally.count_record import RESULT, CountRecord
from tally.papers.changes import changes
from tally.papers.content import Issue
from tally.record import BallotRuled
from tally.result import ContestResult

PAPERS_FILE = "papers.json"
PAPERS_FOLDER = "papers"
"""Where the papers of a congress folder stand, unless they are written elsewhere; their versions always do."""

FORMAT = "kiemphieu-papers/1"

_HEAD = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a contest's papers: the count head they bear, everything they say, and the line behind the head.

    The line of the log whose digest the head is proves it: it names what was found of this contest then.
    """

    code: str
    said: Mapping[str, Any]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Every version of every contest's papers, by contest id, oldest first."""

    of: Mapping[str, tuple[Version, ...]]

    def next(self, record: CountRecord, each: ContestResult, day: date | None = None) -> Versions:
        """With the papers of a contest as they would be made now: the last version if they say the same, else one more.

        ``day`` is printed; None keeps that of the version before.
        """
        made = self.of.get(each.contest.id, ())
        before = made[-1].said if made else {}
        said = said_of(record, each, day.isoformat() if day else before.get("day"))
        if said == before:
            return self
        version = Version(code=record.head, said=said, line=record.log[-1].line.decode("utf-8"))
        return Versions(of={**self.of, each.contest.id: (*made, version)})

    def issue(self, contest: str) -> Issue:
        """How the papers of a contest are made: as its last version, with what changed since the one before."""
        *earlier, last = self.of[contest]
        day = last.said.get("day")
        return Issue(
            version=len(earlier) + 1,
            code=last.code,
            day=date.fromisoformat(day) if day else None,
            changes=changes(earlier[-1].said, last.said) if earlier else (),
        )


NONE_MADE = Versions(of={})


def said_of(record: CountRecord, each: ContestResult, day: str | None) -> Json:
    """Everything the papers of a contest say, as plain JSON."""
    result = record.counted.result
    entries = json.loads(record.files[RESULT])
    entry = next(entry for entry in entries["contests"] if entry["id"] == each.contest.id)
    congress, contest = result.congress, each.contest.id
    said: Json = {
        "congress": {"name": congress.name, "body": congress.body, **congress.heading},
        "people": {key: list(names) for key, names in congress.people.items()},
        "choices": {key: entries["choices"].get(key) for key in ("percent_rounding", "all_disagree")},
        "before": _before(each, entries["contests"]),
        "result": entry,
        "rulings": [asdict(ruling) for ruling in rulings_of(record, contest)],
        "decisions": [
            [each.about, each.decision, each.by, each.text] for each in congress.decisions if each.contest == contest
        ],
        "day": day,
    }
    plain: Json = json.loads(json.dumps(said))
    return plain


def rulings_of(record: CountRecord, contest: str) -> tuple[BallotRuled, ...]:
    """The committee's rulings on the ballots of a contest, as the log has them."""
    acts = (entry.happened.act for entry in record.log)
    return tuple(act for act in acts if isinstance(act, BallotRuled) and act.contest == contest)


def versions_bytes(versions: Versions) -> bytes:
    """The file; contests in the order of their ids."""
    form: Json = {
        "format": FORMAT,
        "contests": {
            contest: [{"code": each.code, "said": each.said, "line": each.line} for each in versions.of[contest]]
            for contest in sorted(versions.of)
        },
    }
    return to_text(form).encode("utf-8")


def read_versions(content: bytes, shown: str) -> Versions:
    """Read the file; raises ``InputError`` for one that is not of ours, or was changed by hand."""
    try:
        form = json.loads(content)
        contests = form["contests"].items()
        made = {
            str(contest): tuple(Version(code=each["code"], said=each["said"], line=each["line"]) for each in versions)
            for contest, versions in contests
        }
        versions = Versions(of=made)
        good = form["format"] == FORMAT and versions_bytes(versions) == content and all(made.values())
        good = good and all(_HEAD.fullmatch(each.code) for versions_of in made.values() for each in versions_of)
        good = good and all(isinstance(each.line, str) for versions_of in made.values() for each in versions_of)
        for contest in made:
            versions.issue(contest)  # whatever it needs must be there
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError((_unreadable(shown),)) from error
    if not good:
        raise InputError((_unreadable(shown),))
    return versions


def _before(each: ContestResult, entries: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Who was elected in the rounds that a contest follows."""
    by_id = {entry["id"]: entry for entry in entries}
    at, found = by_id[each.contest.id], list[list[Any]]()
    while (parent := by_id.get(at["after"])) is not None:
        found.append([parent["id"], parent["seats"], parent["outcome"]["elected"]])
        at = parent
    return found


def _unreadable(shown: str) -> Fault:
    return Fault(
        name="papers.versions",
        file=shown,
        message=phrase("không đọc được các lần làm giấy tờ trước: tệp hỏng hoặc đã bị sửa tay"),
        remedy=phrase("lấy lại tệp này từ bản sao; nếu chưa có giấy tờ nào được ký thì xóa tệp rồi làm lại"),
    )
