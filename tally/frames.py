"""Counts and results as pandas tables (bảng pandas), for those who work in notebooks.

Everything that decides is a whole number or a word, as in the result; shares stay exact fractions, and percentages
are decimals with the two places that papers print. pandas is imported where it is used: nobody else pays for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.check_json import to_json
from rules.engine import CheckResult
from rules.messages import Translator
from rules.model import Contest
from tally.interchange.deck import DeckCount
from tally.model import Ballot, RawMark, Tally
from tally.rounds import CongressResult

if TYPE_CHECKING:  # for the start-up time, not against a cycle: pandas is imported where it is used
    from pandas import DataFrame


def candidates_frame(result: CongressResult) -> DataFrame:
    """Every person of every contest (ứng cử viên), in ballot order; indexed by contest and number.

    Columns ``name``; ``votes``, ``against``, ``not_counted`` (whole numbers, missing where the box is void);
    ``share`` (``Fraction`` of the base) and ``percent`` (``Decimal``, as printed); ``standing`` and ``rank``.
    """
    import pandas as pd

    rows = []
    for each in result.contests:
        tally, standings, ranks = each.tally, each.outcome.standings, each.ranks
        percents = each.percents(result.congress.choices)
        base = each.account.taken_of(each.terms.base)
        for at, person in enumerate(each.contest.slate.candidates):
            rows.append(
                {
                    "contest": each.contest.id,
                    "number": person.number,
                    "name": person.name,
                    "votes": tally.votes[at] if tally else None,
                    "against": tally.against[at] if tally else None,
                    "not_counted": tally.not_counted[at] if tally else None,
                    "share": Fraction(tally.votes[at], base) if tally and base else None,
                    "percent": Decimal(str(percents[at])) if tally else None,
                    "standing": standings[at].value if standings else None,
                    "rank": ranks[at] if ranks else None,
                }
            )
    frame = pd.DataFrame(rows).set_index(["contest", "number"])
    return _whole(frame, ("votes", "against", "not_counted", "rank"))


def contests_frame(result: CongressResult) -> DataFrame:
    """One row a contest (nội dung bầu), indexed by its id: the account, what was needed, how it ended.

    Columns of numbers are whole; ``invalid`` and ``needed`` are missing where they are not known (a void box, a
    re-vote). Grounds of invalidity that occur have a column each, ``invalid_overvote`` and so on.
    """
    import pandas as pd

    rows = []
    for each in result.contests:
        account, outcome, contest = each.account, each.outcome, each.contest
        row: dict[str, object] = {
            "contest": contest.id,
            "office": contest.office.value,
            "form": contest.form.value,
            "vote": contest.vote.value,
            "round": contest.round,
            "seats": contest.seats,
            "summoned": account.summoned,
            "base": account.taken_of(each.terms.base),
            "needed": each.needed,
            "present": account.present,
            "issued": account.issued,
            "returned": account.returned,
            "counted": account.counted,
            "valid": each.tally.valid if each.tally else None,
            "invalid": each.tally.invalid if each.tally else None,
            "state": outcome.state.value,
            "elected": len(outcome.elected),
            "seats_open": outcome.seats_open,
        }
        rows.append(row | {f"invalid_{reason}": number for reason, number in each.invalid_reasons.items()})
    frame = pd.DataFrame(rows).set_index("contest")
    words = {"office", "form", "vote", "state"}
    return _whole(frame, [column for column in frame.columns if column not in words])


def tally_frame(tally: Tally, names: Sequence[str] = ()) -> DataFrame:
    """What a count gives (số liệu kiểm phiếu), a row a name, indexed by the ballot's number from 1.

    Columns ``votes``, ``against``, ``not_counted``, whole numbers; with ``names`` also ``name``.
    """
    import pandas as pd

    frame = pd.DataFrame(
        {"votes": tally.votes, "against": tally.against, "not_counted": tally.not_counted},
        index=pd.RangeIndex(1, len(tally.votes) + 1, name="number"),
        dtype="int64",
    )
    if names:
        frame.insert(0, "name", list(names))
    return frame


def ballots_frame(contest: Contest, ballots: Iterable[Ballot]) -> DataFrame:
    """Every ballot (lá phiếu), a row a ballot indexed by its number, a column a name by its number on the slate.

    Cells are the marks as the committee reads them (``kept``, ``struck``; ``agree``, ``disagree``, ``both``,
    ``neither``; ``unclear``), categories of a byte each. ``ruling`` is the committee's ground of invalidity, if any;
    ``marks_on_paper`` the raw marks, a letter a name.
    """
    import pandas as pd

    pile = list(ballots)
    kinds = [mark.name.lower() for mark in RawMark]
    codes = {mark.value: at for at, mark in enumerate(RawMark)}
    readings = [ballot.reading for ballot in pile]
    columns: dict[object, object] = {
        number: pd.Categorical.from_codes([codes[reading[number - 1]] for reading in readings], pd.Index(kinds))
        for number in range(1, len(contest.slate) + 1)
    }
    grounds = [None if ballot.ruling is None else ballot.ruling.value for ballot in pile]
    columns["ruling"] = pd.array(grounds, dtype="string")  # words also where there are none, or no ballots
    columns["marks_on_paper"] = pd.array([ballot.marks for ballot in pile], dtype="string")
    return pd.DataFrame(columns, index=pd.Index([ballot.number for ballot in pile], name="ballot", dtype="int64"))


def deck_frame(count: DeckCount) -> DataFrame:
    """A deck counted (tập bản ghi), a row a selection indexed by contest and number; whole numbers throughout.

    ``overvotes`` and ``undervotes`` are the contest's, repeated on each of its rows: do not add them up.
    """
    import pandas as pd

    rows = [
        {
            "contest": each.contest.id,
            "number": number,
            "selection": selection.name or selection.id,
            "write_in": selection.write_in,
            "votes": votes,
            "votes_allowed": each.contest.votes_allowed,
            "ballots": each.tally.counted,
            "overvotes": each.overvotes,
            "undervotes": each.undervotes,
        }
        for each in count.contests
        for number, (selection, votes) in enumerate(
            zip(each.contest.selections, each.tally.votes, strict=True), start=1
        )
    ]
    return pd.DataFrame(rows).set_index(["contest", "number"])


def findings_frame(result: CheckResult, lang: str = "vi") -> DataFrame:
    """Every finding of a check (phát hiện), in its order, as ``kiemphieu check --json`` has them; messages in ``lang``.

    ``passed`` is true, false or missing (cannot be known); ``citation_confirmed`` whether the wording was seen.
    """
    import pandas as pd

    rows = []
    for finding in to_json(result, Translator(lang).text)["findings"]:
        citation = finding["citation"] or {}
        row = {name: value for name, value in finding.items() if name != "citation"}
        rows.append(row | {f"citation_{name}": citation.get(name) for name in ("number", "date", "place", "confirmed")})
    frame = pd.DataFrame(rows)
    return frame.astype({"passed": "boolean", "margin": "Int64"}) if len(frame) else frame


def _whole(frame: DataFrame, columns: Iterable[str]) -> DataFrame:
    """Whole numbers stay whole where some are missing: pandas alone would make floats of them."""
    return frame.astype(dict.fromkeys(columns, "Int64"))
