"""A result as NIST reports results (SP 1500-100 v2): votes, over- and undervotes, who won, who goes into another vote.

Every contest has a reporting unit of its own, the body that votes in it: those summoned are its registered voters,
those present its participants. What the standard has no place for (the base, the threshold, the outcome, the standing
of alternates) stands in external identifiers whose type begins with ``kiemphieu.``. Overvotes are votes lost by papers
with too many names, undervotes votes that papers not cast away otherwise left unused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.json_form import Json
from rules.model import Candidate, Form, Vote
from tally.interchange.cvr_contests import OURS
from tally.interchange.cvr_writer import AGREE, DISAGREE
from tally.model import InvalidReason
from tally.outcome import Standing
from tally.result import ContestResult
from tally.rounds import CongressResult

_UNIT = f"{OURS}unit"
"""No unit of a contest is called so: the id of a contest has no point."""

_TIED = frozenset({Standing.TIED_AT_CUT, Standing.TIED_AT_ALTERNATE_CUT})


def results_json(result: CongressResult, generated: str) -> Json:
    """Make the report; ``generated`` is the time it says it was made, in ISO 8601."""
    congress = result.congress
    day = congress.opens.isoformat()
    return {
        "@type": "ElectionResults.ElectionReport",
        "Format": "summary-contest",
        "GeneratedDate": generated,
        "Issuer": congress.body,
        "IssuerAbbreviation": congress.body,
        "SequenceStart": 1,
        "SequenceEnd": 1,
        "Status": "unofficial-partial" if result.open_contests else "unofficial-complete",
        "VendorApplicationId": "kiemphieu",
        "GpUnit": [_unit(_UNIT, congress.body), *(_voters(each, congress.body) for each in result.contests)],
        "Election": [
            {
                "@type": "ElectionResults.Election",
                "Name": _text(congress.name),
                "StartDate": day,
                "EndDate": day,
                "Type": "other",
                "OtherType": "congress",
                "ElectionScopeId": _UNIT,
                "ExternalIdentifier": [_ours("rules", result.rules.pack)],
                "BallotCounts": [_ballots(each) for each in result.contests],
                "Candidate": [_candidate(each, person) for each in result.contests for person in _people(each)],
                "Contest": [form for each in result.contests for form in _contests(each)],
            }
        ],
    }


def _typed(kind: str, **members: object) -> Json:
    return {"@type": f"ElectionResults.{kind}"} | members


def _text(content: str) -> Json:
    return _typed("InternationalizedText", Text=[_typed("LanguageString", Language="vi", Content=content)])


def _ours(name: str, value: object) -> Json:
    return _typed("ExternalIdentifier", Type="other", OtherType=f"{OURS}{name}", Value=str(value))


def _unit(named: str, body: str) -> Json:
    return {"@id": named} | _typed("ReportingUnit", Type="other", OtherType="congress", Name=_text(body))


def _voters(each: ContestResult, body: str) -> Json:
    voters = {"VotersRegistered": each.account.summoned, "VotersParticipated": each.account.present}
    return _unit(_unit_of(each), body) | voters


def _unit_of(each: ContestResult) -> str:
    return f"{each.contest.id}/unit"


def _ballots(each: ContestResult) -> Json:
    """The papers of one contest: out of the box, found invalid, and those that never came back."""
    form = _typed(
        "BallotCounts",
        GpUnitId=_unit_of(each),
        Type="total",
        Round=each.contest.round,
        BallotsCast=each.account.returned,
        BallotsOutstanding=max(each.account.issued - each.account.returned, 0),
    )
    return form if each.tally is None else form | {"BallotsRejected": each.tally.invalid}


def _people(each: ContestResult) -> tuple[Candidate, ...]:
    return each.contest.slate.candidates


def _person_id(each: ContestResult, person: Candidate) -> str:
    return f"{each.contest.id}/{person.number}/person"


def _candidate(each: ContestResult, person: Candidate) -> Json:
    """A person of one list: who is elected, and who is asked to stand in a vote that follows."""
    form: Json = {"@id": _person_id(each, person)} | _typed("Candidate", BallotName=_text(person.name))
    number = person.number or 0
    if not each.outcome.standings:
        return form
    standing = each.outcome.standings[number - 1]
    form["ExternalIdentifier"] = [_ours("standing", standing.value)]
    if not each.contest.vote.elects or standing is Standing.ALTERNATE:
        return form
    again = standing in _TIED or number in (each.outcome.next.names if each.outcome.next else ())
    lost = "advanced-to-runoff" if again else "defeated"
    return form | {"PostElectionStatus": "winner" if standing is Standing.ELECTED else lost}


def _contests(each: ContestResult) -> Iterator[Json]:
    """What stands for a contest: one of its own kind, or one a name with two boxes."""
    shared: Json = {"ElectionDistrictId": _unit_of(each), "ExternalIdentifier": list(_said(each))}
    contest = each.contest
    if contest.form is Form.STRIKE_OUT:
        form: Json = {"@id": contest.id} | _typed(
            "CandidateContest",
            Name=contest.id,
            VoteVariation="n-of-m",
            VotesAllowed=contest.seats,
            NumberElected=contest.seats,
        )
        if each.outcome.next is not None and each.outcome.next.vote is not Vote.AGAIN:
            form["NumberRunoff"] = len(each.outcome.next.names)
        form["ContestSelection"] = [
            {"@id": f"{contest.id}/{person.number}"}
            | _typed("CandidateSelection", SequenceOrder=person.number, CandidateIds=[_person_id(each, person)])
            | _votes(each, each.tally.votes[at] if each.tally else None)
            for at, person in enumerate(_people(each))
        ]
        yield form | shared | _lost(each)
        return
    for at, person in enumerate(_people(each)):
        row = f"{contest.id}/{person.number}"
        boxes = (
            ("agree", AGREE, each.tally and each.tally.votes),
            ("disagree", DISAGREE, each.tally and each.tally.against),
        )
        yield (
            {"@id": row}
            | _typed(
                "RetentionContest",
                Name=f"{contest.id}: {person.name}",
                CandidateId=_person_id(each, person),
                VoteVariation="n-of-m",
                SequenceOrder=person.number,
                ContestSelection=[
                    {"@id": f"{row}/{name}"}
                    | _typed("BallotMeasureSelection", Selection=_text(words))
                    | _votes(each, count[at] if count else None)
                    for name, words, count in boxes
                ],
            )
            | shared
            | _unmarked(each, at)
        )


def _said(each: ContestResult) -> Iterator[Json]:
    """What the standard has no place for."""
    outcome, contest = each.outcome, each.contest
    found: Iterable[tuple[str, object | None]] = (
        ("office", contest.office.value),
        ("vote", contest.vote.value),
        ("after", contest.after),
        ("base", each.account.taken_of(each.terms.base)),
        ("needed", each.needed),
        ("state", outcome.state.value),
        ("seats_open", outcome.seats_open),
        ("next", outcome.next.vote.value if outcome.next else None),
    )
    return (_ours(name, value) for name, value in found if value is not None)


def _votes(each: ContestResult, count: int | None) -> Json:
    """The votes of one selection; a void box has none to report."""
    if count is None:
        return {}
    votes = _typed("VoteCounts", GpUnitId=_unit_of(each), Type="total", Round=each.contest.round, Count=count)
    return {"VoteCounts": [votes]}


def _lost(each: ContestResult) -> Json:
    """Over- and undervotes of a strike-out contest, in votes."""
    tally, seats = each.tally, each.contest.seats
    if tally is None:
        return {}
    over = tally.invalid_reasons.get(InvalidReason.OVERVOTE, 0)
    blank = tally.invalid_reasons.get(InvalidReason.VOTES_FOR_NOBODY, 0)
    return _others(each, over * seats, (tally.valid + blank) * seats - sum(tally.votes))


def _unmarked(each: ContestResult, at: int) -> Json:
    """The same of one name; of a list of several a row with both boxes is not told from one with neither."""
    tally = each.tally
    if tally is None:
        return {}
    if len(tally.votes) == 1:
        over, under = (tally.invalid_reasons.get(InvalidReason(one), 0) for one in ("double_mark", "unmarked"))
        return _others(each, over, under)
    return {"ExternalIdentifier": [*_said(each), _ours("not_counted", tally.not_counted[at])]}


def _others(each: ContestResult, over: int, under: int) -> Json:
    return {"OtherCounts": [_typed("OtherCounts", GpUnitId=_unit_of(each), Overvotes=over, Undervotes=under)]}
