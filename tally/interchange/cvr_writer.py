"""Ballots written as NIST cast vote records (SP 1500-103 v1.0), so that other programs can count them again.

A strike-out contest is a contest for up to ``seats`` candidates, where an indication is a name kept; of an
agree/disagree ballot every name is a retention contest with two boxes. The original snapshot holds the marks on the
paper, the modified one what the committee concluded. One record a ballot and line; the same ballots, the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rules.json_form import Json
from rules.model import Candidate, Congress, Contest, Form
from rules.whole_file import writing_whole
from tally.canonical import digest, slate_canonical
from tally.interchange.cvr_contests import CELLS, CONTEST, OURS, SLATE
from tally.interchange.reasons import Reasons, annotation_of
from tally.model import Ballot, RawMark

AGREE, DISAGREE = "Đồng ý", "Không đồng ý"

# No contest can have these: the id of a contest has no point (``contest.id``).
_ELECTION, _UNIT, _DEVICE = f"{OURS}election", f"{OURS}unit", f"{OURS}device"
_BOXES = {
    RawMark.AGREE: ("yes", "no"),
    RawMark.DISAGREE: ("no", "yes"),
    RawMark.BOTH: ("yes", "yes"),
    RawMark.NEITHER: ("no", "no"),
    RawMark.UNCLEAR: ("unknown", "unknown"),
}
_INDICATED = {RawMark.KEPT: "yes", RawMark.STRUCK: "no", RawMark.UNCLEAR: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CvrBox:
    """The ballots of one contest, by number; ``stamped`` says whether the numbers are on the papers.

    ``reasons`` are the committee's words on its rulings, as far as they are known.
    """

    contest: Contest
    ballots: Iterable[Ballot]
    stamped: bool
    reasons: Reasons = field(default_factory=dict)


def write_cvr(path: Path, congress: Congress, boxes: Sequence[CvrBox], generated: str) -> None:
    """Write the ballots of some contests; ``generated`` is the time the file says it was made, in ISO 8601.

    All of it or nothing stands there then; raises ``InputError`` where it cannot be written.
    """
    with writing_whole(path) as file:
        for line in _lines(congress, boxes, generated):
            file.write(line.encode("utf-8"))


def _lines(congress: Congress, boxes: Sequence[CvrBox], generated: str) -> Iterator[str]:
    yield "{\n"
    for name, value in _members(congress, [box.contest for box in boxes], generated).items():
        yield f"{_json(name)}: {_json(value)},\n"
    yield '"CVR": ['
    mark = "\n"
    for box in boxes:
        for ballot in box.ballots:
            yield f"{mark}{_json(_record(box, ballot))}"
            mark = ",\n"
    yield "\n]\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _members(congress: Congress, contests: Sequence[Contest], generated: str) -> Json:
    return {
        "@type": "CVR.CastVoteRecordReport",
        "Version": "1.0.0",
        "GeneratedDate": generated,
        "ReportGeneratingDeviceIds": [_DEVICE],
        "ReportingDevice": [{"@id": _DEVICE, "@type": "CVR.ReportingDevice", "Application": "kiemphieu"}],
        "GpUnit": [
            {"@id": _UNIT, "@type": "CVR.GpUnit", "Name": congress.body, "Type": "other", "OtherType": "congress"}
        ],
        "Election": [
            {
                "@id": _ELECTION,
                "@type": "CVR.Election",
                "Name": congress.name,
                "ElectionScopeId": _UNIT,
                "Candidate": [_candidate(contest, person) for contest in contests for person in _people(contest)],
                "Contest": [form for contest in contests for form in _contests(contest)],
            }
        ],
    }


def _people(contest: Contest) -> tuple[Candidate, ...]:
    return contest.slate.candidates


def _candidate(contest: Contest, person: Candidate) -> Json:
    return {"@id": _person_id(contest, person), "@type": "CVR.Candidate", "Name": person.name}


def _person_id(contest: Contest, person: Candidate) -> str:
    return f"{contest.id}/{person.number}/person"


def _contests(contest: Contest) -> Iterator[Json]:
    """What stands for a contest: one of its own kind, or one a name with two boxes."""
    slate = _code(SLATE, digest(slate_canonical(contest.slate)))
    if contest.form is Form.STRIKE_OUT:
        yield {
            "@id": contest.id,
            "@type": "CVR.CandidateContest",
            "Name": contest.id,
            "Code": [_code(CELLS, "kept"), slate],
            "VoteVariation": "n-of-m",
            "VotesAllowed": contest.seats,
            "NumberElected": contest.seats,
            "ContestSelection": [
                {
                    "@id": f"{contest.id}/{person.number}",
                    "@type": "CVR.CandidateSelection",
                    "CandidateIds": [_person_id(contest, person)],
                }
                for person in _people(contest)
            ],
        }
        return
    for person in _people(contest):
        row = f"{contest.id}/{person.number}"
        yield {
            "@id": row,
            "@type": "CVR.RetentionContest",
            "Name": f"{contest.id}: {person.name}",
            "CandidateId": _person_id(contest, person),
            "Code": [_code(CONTEST, contest.id), slate],
            "VoteVariation": "n-of-m",
            "ContestSelection": [
                {"@id": f"{row}/agree", "@type": "CVR.BallotMeasureSelection", "Selection": AGREE},
                {"@id": f"{row}/disagree", "@type": "CVR.BallotMeasureSelection", "Selection": DISAGREE},
            ],
        }


def _code(kind: str, value: str) -> Json:
    return {"@type": "CVR.Code", "Type": "other", "OtherType": kind, "Value": value}


def _record(box: CvrBox, ballot: Ballot) -> Json:
    named = f"{box.contest.id}/{ballot.number}"
    snapshots = [_snapshot(f"{named}/original", "original", box.contest, ballot.marks)]
    said = annotation_of(ballot.number, len(box.contest.slate), box.reasons)
    if ballot.ruling is not None or ballot.mark_rulings or said:
        names = {ruling.name for ruling in ballot.mark_rulings}
        later = _snapshot(f"{named}/modified", "modified", box.contest, ballot.reading, names, ballot.ruling)
        snapshots.append(later | ({"Annotation": said} if said else {}))
    record = {
        "@type": "CVR.CVR",
        "ElectionId": _ELECTION,
        "CreatingDeviceId": _DEVICE,
        "BatchId": box.contest.id,
        "CurrentSnapshotId": snapshots[-1]["@id"],
        "CVRSnapshot": snapshots,
    }
    return record | ({"BallotAuditId": str(ballot.number)} if box.stamped else {"BatchSequenceId": ballot.number})


def _snapshot(  # noqa: PLR0913, PLR0917 - what a snapshot says
    named: str,
    kind: str,
    contest: Contest,
    marks: str,
    ruled: Iterable[int] = (),
    ground: str | None = None,
) -> Json:
    names = set(ruled)
    if contest.form is Form.STRIKE_OUT:
        rows = [(contest.id, contest.seats, [_INDICATED[RawMark(mark)] for mark in marks], names)]
    else:
        rows = [
            (f"{contest.id}/{name}", 1, list(_BOXES[RawMark(mark)]), {1, 2} if name in names else set())
            for name, mark in enumerate(marks, start=1)
        ]
    form: Json = {"@id": named, "@type": "CVR.CVRSnapshot", "Type": kind}
    if RawMark.UNCLEAR in marks:
        form["Status"] = ["needs-adjudication"]
    form["CVRContest"] = [_row(row, allowed, said, names, ground) for row, allowed, said, names in rows]
    return form


def _row(row: str, allowed: int, said: Sequence[str], ruled: Iterable[int], ground: str | None) -> Json:
    """One contest of a snapshot; a name or box is written where there is an indication, or a conclusion about it."""
    votes = said.count("yes")
    void = votes > allowed or ground is not None
    boxes = (
        [f"{row}/agree", f"{row}/disagree"] if row.count("/") else [f"{row}/{name + 1}" for name in range(len(said))]
    )
    form: Json = {"ContestId": row, "@type": "CVR.CVRContest"}
    if "unknown" not in said:
        lost = 0 if votes <= allowed else allowed
        form |= {"Overvotes": lost, "Undervotes": 0 if lost else allowed - votes}
    status = ["overvoted"] * (votes > allowed) + ["undervoted"] * (votes < allowed and "unknown" not in said)
    if void:
        status.append("invalidated-rules")
    if ground is not None:
        status.append("other")
        form["OtherStatus"] = str(ground)
    if status:
        form["Status"] = status
    form["CVRContestSelection"] = [
        _selection(box, place, mark, ruled=place in set(ruled), void=void and (mark == "yes" or ground is not None))
        for place, (box, mark) in enumerate(zip(boxes, said, strict=True), start=1)
        if mark != "no" or place in set(ruled)
    ]
    return form


def _selection(box: str, place: int, mark: str, *, ruled: bool, void: bool) -> Json:
    position: Json = {"@type": "CVR.SelectionPosition", "HasIndication": mark, "NumberVotes": int(mark == "yes")}
    if void or mark == "yes":  # of a ballot people ruled invalid a mark nobody could read is no vote either
        position["IsAllocable"] = "no" if void else "yes"
    if ruled:
        position["Status"] = ["adjudicated"]
    return {
        "ContestSelectionId": box,
        "@type": "CVR.CVRContestSelection",
        "OptionPosition": place,
        "SelectionPosition": [position],
    }
