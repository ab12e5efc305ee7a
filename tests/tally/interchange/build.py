"""Small cast vote record files, written by hand: one contest for two of three people unless a test says otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def report(records: Iterable[Json] = (), **members: Any) -> Json:  # noqa: ANN401 - what JSON holds
    """A whole file; ``members`` stand in place of the usual ones."""
    return {
        "@type": "CVR.CastVoteRecordReport",
        "Version": "1.0.0",
        "GeneratedDate": "2020-03-15T00:00:00+07:00",
        "ReportGeneratingDeviceIds": ["d"],
        "ReportingDevice": [{"@id": "d", "@type": "CVR.ReportingDevice"}],
        "GpUnit": [{"@id": "u", "@type": "CVR.GpUnit", "Type": "other"}],
        "Election": [election()],
        "CVR": list(records),
    } | members


def election(*contests: Json, names: Iterable[str] = ("An", "Bình", "Chi")) -> Json:
    """An election with these contests, else with the usual one."""
    people = [{"@id": f"p{at}", "@type": "CVR.Candidate", "Name": name} for at, name in enumerate(names, start=1)]
    return {
        "@id": "e",
        "@type": "CVR.Election",
        "ElectionScopeId": "u",
        "Candidate": people,
        "Contest": list(contests) or [contest(selections=[candidate(at) for at in range(1, len(people) + 1)])],
    }


def contest(named: str = "bch", *, allowed: int = 2, selections: Iterable[Json] = (), **more: Any) -> Json:  # noqa: ANN401
    """A contest for up to ``allowed`` of some people."""
    return {
        "@id": named,
        "@type": "CVR.CandidateContest",
        "VotesAllowed": allowed,
        "ContestSelection": list(selections) or [candidate(at) for at in (1, 2, 3)],
    } | more


def candidate(at: int, **more: Any) -> Json:  # noqa: ANN401 - what JSON holds
    """One person to vote for."""
    return {"@id": f"s{at}", "@type": "CVR.CandidateSelection", "CandidateIds": [f"p{at}"]} | more


def record(*snapshots: Json, current: str | None = None, **more: Any) -> Json:  # noqa: ANN401 - what JSON holds
    """A record; its last snapshot is the current one."""
    return {
        "@type": "CVR.CVR",
        "ElectionId": "e",
        "CVRSnapshot": list(snapshots),
        "CurrentSnapshotId": current or snapshots[-1]["@id"],
    } | more


def snapshot(*said: Json, kind: str = "original", **more: Any) -> Json:  # noqa: ANN401 - what JSON holds
    """What is said of some contests."""
    return {"@id": kind, "@type": "CVR.CVRSnapshot", "Type": kind, "CVRContest": list(said)} | more


def said(*selections: Json, named: str = "bch", **more: Any) -> Json:  # noqa: ANN401 - what JSON holds
    """What is said of one contest."""
    return {"@type": "CVR.CVRContest", "ContestId": named, "CVRContestSelection": list(selections)} | more


def mark(at: int | str, indication: str = "yes", **more: Any) -> Json:  # noqa: ANN401 - what JSON holds
    """An indication for one selection; what is more stands in its position."""
    position = {"@type": "CVR.SelectionPosition", "HasIndication": indication, "NumberVotes": int(indication == "yes")}
    return {
        "@type": "CVR.CVRContestSelection",
        "ContestSelectionId": at if isinstance(at, str) else f"s{at}",
        "SelectionPosition": [position | more],
    }


def write(path: Path, content: object) -> Path:
    """Write a JSON file."""
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path
