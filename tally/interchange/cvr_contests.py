"""The contests of a NIST cast vote record file: who or what is voted for, and how often (SP 1500-103 v1.0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rules.errors import FaultList, Place
from rules.json_form import Json
from rules.names import fold
from rules.phrase import Phrase, phrase
from rules.text_file import shortened
from tally.interchange.deck import DeckContest, Selection

OURS = "kiemphieu."
"""Begins the ``OtherType`` of every code that this program writes."""

CELLS, CONTEST, SLATE = f"{OURS}cells", f"{OURS}contest", f"{OURS}slate"
"""Codes of a contest: what an indication means (``kept``, ``struck``), whose row it is, the digest of its slate."""

_COUNTABLE = frozenset({"approval", "majority", "n-of-m", "plurality", "super-majority"})
_SELECTIONS_LIMIT = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class CvrContest:
    """A contest and what stands only in this format.

    ``kind`` is its class (``CandidateContest`` …), ``candidate`` the name of whom a retention contest is about,
    ``codes`` those this program writes, ``places`` where each selection stands, by its id.
    """

    deck: DeckContest
    kind: str
    places: Mapping[str, int] = field(hash=False)
    candidate: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)


def contests_of(members: Json, faults: FaultList) -> dict[str, CvrContest]:
    """The contests of all elections of a file, by id, in its order; ``members`` were found to be as the schema says."""
    names = _Names(members)
    found: dict[str, CvrContest] = {}
    for at, election in enumerate(members["Election"]):
        for place, each in enumerate(election["Contest"]):
            where = f"Election[{at}].Contest[{place}]"
            contest = _contest(each, names, where, faults)
            if contest.deck.id in found:
                _refuse(
                    "cvr.repeated_id", f"{where}.@id", contest.deck.id, phrase("hai nội dung bầu có cùng @id"), faults
                )
            found[contest.deck.id] = contest
    return found


class _Names:
    """How candidates and parties are called, by id."""

    def __init__(self, members: Json) -> None:
        candidates = [each for election in members["Election"] for each in election.get("Candidate", ())]
        self.candidates = {each["@id"]: fold(each.get("Name", "")) for each in candidates}
        self.parties = {each["@id"]: fold(each.get("Name", "")) for each in members.get("Party", ())}


def _contest(each: Json, names: _Names, where: str, faults: FaultList) -> CvrContest:
    kind = each["@type"].removeprefix("CVR.")
    variation = each.get("VoteVariation", "n-of-m")
    if variation not in _COUNTABLE:
        _refuse(
            "cvr.vote_variation",
            f"{where}.VoteVariation",
            variation,
            phrase("cách bỏ phiếu này không phải là chọn tối đa N: chương trình không đếm được"),
            faults,
        )
    allowed = each.get("VotesAllowed", 1)
    if not 1 <= allowed <= _SELECTIONS_LIMIT:
        message = phrase("số được bầu phải từ 1 đến {limit}", limit=_SELECTIONS_LIMIT)
        _refuse("cvr.votes_allowed", f"{where}.VotesAllowed", allowed, message, faults)
    if len(each["ContestSelection"]) > _SELECTIONS_LIMIT:
        count = len(each["ContestSelection"])
        _refuse(
            "cvr.too_many_selections",
            f"{where}.ContestSelection",
            count,
            phrase("một nội dung bầu có quá {limit} lựa chọn", limit=_SELECTIONS_LIMIT),
            faults,
        )
    selections = tuple(
        _selection(one, names, f"{where}.ContestSelection[{at}]", faults)
        for at, one in enumerate(each["ContestSelection"][:_SELECTIONS_LIMIT])
    )
    _check_ids((selection.id for selection in selections), where, faults)
    return CvrContest(
        deck=DeckContest(
            id=each["@id"],
            name=fold(each.get("Name", each["@id"])),
            votes_allowed=max(allowed, 1),
            selections=selections,
        ),
        kind=kind,
        places={selection.id: at for at, selection in enumerate(selections)},
        candidate=names.candidates.get(each["CandidateId"]) if "CandidateId" in each else None,
        codes={
            code["OtherType"]: code["Value"]
            for code in each.get("Code", ())
            if code["Type"] == "other" and code.get("OtherType", "").startswith(OURS)
        },
    )


def _selection(one: Json, names: _Names, where: str, faults: FaultList) -> Selection:
    match one["@type"].removeprefix("CVR."):
        case "CandidateSelection":
            people = _named(one.get("CandidateIds", ()), names.candidates, f"{where}.CandidateIds", faults)
            return Selection(id=one["@id"], name=" / ".join(people), write_in=one.get("IsWriteIn", False))
        case "PartySelection":
            parties = _named(one["PartyIds"], names.parties, f"{where}.PartyIds", faults)
            return Selection(id=one["@id"], name=" / ".join(parties))
        case "BallotMeasureSelection":
            return Selection(id=one["@id"], name=fold(one["Selection"]))
        case _:
            return Selection(id=one["@id"], name=one["@id"])


def _named(ids: Iterable[str], known: Mapping[str, str], where: str, faults: FaultList) -> list[str]:
    found = []
    for one in ids:
        if one not in known:
            _refuse("cvr.unknown_id", where, one, phrase("không có người hay đảng nào mang @id này"), faults)
        found.append(known.get(one, one))
    return found


def _check_ids(ids: Iterable[str], where: str, faults: FaultList) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            _refuse("cvr.repeated_id", f"{where}.ContestSelection", one, phrase("hai lựa chọn có cùng @id"), faults)
        seen.add(one)


def _refuse(name: str, where: str, seen: object, message: Phrase, faults: FaultList) -> None:
    faults.add(
        name,
        message,
        phrase("xuất lại tệp theo chuẩn NIST SP 1500-103 phiên bản 1.0"),
        place=Place(key=where),
        seen=shortened(str(seen)),
    )
