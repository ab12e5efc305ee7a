"""Members first (bầu tập thể trước, chức danh sau): whether those listed for an office were elected to its body.

The provisions: a branch elects its committee, then secretary and deputy from among its members (244-QĐ/TW Điều 19,
khoản 9; 294-QĐ/TW); the inspection committee is elected, then its chair from among its members (296-QĐ/TW Điều 7,
recalled); a branch of fewer than 9 official members elects no committee (294-QĐ/TW). Of other levels no such sentence
was seen: there the result only says who is not a member. Rejected: striking somebody from the ballot after it was
printed; where the provision was seen the contest is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rules.citation import citation_phrase
from rules.errors import Fault, FaultList, Place
from rules.model import CONGRESS_FILE, About, Candidate, Decision, Office
from rules.parameter import AmongRule
from rules.partial_date import PartialDate
from rules.phrase import phrase
from rules.regulation import Limit, Provision, Rules
from tally.chain import Chain, chains
from tally.outcome import State
from tally.result import ContestResult
from tally.terms import decision_told

_BODIES = {
    Office.STANDING_COMMITTEE: AmongRule.EXECUTIVE_COMMITTEE,
    Office.SECRETARY: AmongRule.EXECUTIVE_COMMITTEE,
    Office.DEPUTY_SECRETARY: AmongRule.EXECUTIVE_COMMITTEE,
    Office.INSPECTION_CHAIR: AmongRule.INSPECTION_COMMITTEE,
}
"""The body each office is of; that it is elected from among its members a provision has to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The results, with who is no member and what people confirmed; what is refused; what they must confirm first."""

    results: tuple[ContestResult, ...]
    refused: tuple[Fault, ...]
    undecided: tuple[Fault, ...]


def check_membership(results: Sequence[ContestResult], rules: Rules, decisions: Iterable[Decision]) -> Membership:
    """Hold every office's list to the body it is elected from, where that was elected in the same folder."""
    recorded = {(decision.contest, decision.about): decision for decision in decisions}
    refused, undecided = FaultList(CONGRESS_FILE), FaultList(CONGRESS_FILE)
    noted: list[ContestResult] = []
    for result in results:
        outsiders = tuple(_outsiders(result, results))
        decision = recorded.get((result.contest.id, About.NOT_AMONG))
        provision = rules.one("count.from_among", result.contest)
        if outsiders and provision is not None and provision.confirmed:
            _name_outsiders(refused, result, outsiders, provision)
        elif outsiders and provision is not None and decision is None:
            _name_outsiders(undecided, result, outsiders, provision)
        elif decision is not None and not outsiders:
            _refuse_decision(refused, result, About.NOT_AMONG)
        _check_branch(result, rules, recorded.get((result.contest.id, About.SMALL_BRANCH)), refused, undecided)
        confirmed = (recorded.get((result.contest.id, about)) for about in (About.NOT_AMONG, About.SMALL_BRANCH))
        noted.append(replace(result, not_among=outsiders, confirmed=tuple(each for each in confirmed if each)))
    return Membership(results=tuple(noted), refused=tuple(refused.faults), undecided=tuple(undecided.faults))


def _outsiders(result: ContestResult, results: Sequence[ContestResult]) -> Iterator[int]:
    """Who on the list was not elected to the body. While a vote on it is still open nobody can be said not to be."""
    body = _BODIES.get(result.contest.office)
    if body is None or not result.contest.vote.elects:
        return
    of_body = [chain for chain in chains(results) if chain.first.contest.office.value == body.value and _elects(chain)]
    if not of_body or any(_may_go_on(chain) for chain in of_body):
        return
    members = [
        person.result.contest.slate.candidates[person.number - 1] for chain in of_body for person in chain.elected
    ]
    for number, candidate in enumerate(result.contest.slate.candidates, start=1):
        if not any(_may_be(candidate, member) for member in members):
            yield number


def _elects(chain: Chain) -> bool:
    return chain.first.contest.vote.elects


def _may_go_on(chain: Chain) -> bool:
    """Whether a further vote could still elect somebody to it."""
    answered = {result.contest.after for result in chain.rounds}
    return any(
        result.contest.id not in answered
        and result.decision is None
        and result.outcome.ends is None
        and result.outcome.state is not State.FILLED
        for result in chain.rounds
    )


def _may_be(one: Candidate, other: Candidate) -> bool:
    """The same person, as far as two lists tell: the same name, and births that can be one day."""
    return one.name == other.name and _may_be_one_day(one.born, other.born)


def _may_be_one_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest


def _name_outsiders(faults: FaultList, result: ContestResult, outsiders: Iterable[int], provision: Provision) -> None:
    contest = result.contest
    for number in outsiders:
        person = contest.slate.candidates[number - 1]
        faults.faults.append(
            Fault(
                name="contest.not_among",
                file=contest.slate.file,
                place=Place(row=person.row, key=f"contest.{contest.id}.slate"),
                seen=person.name,
                message=phrase(
                    "{name} (số {number}) chưa trúng cử vào tập thể phải bầu trước, nên không bầu vào chức danh "
                    "{office} được: {rule} — {citation}",
                    name=person.name,
                    number=number,
                    office=contest.office,
                    rule=AmongRule(provision.rule or ""),
                    citation=citation_phrase(provision.citation),
                ),
                remedy=phrase("xem lại danh sách bầu và kết quả bầu tập thể trước đó")
                if provision.confirmed
                else phrase(
                    "đối chiếu quy định; nếu vẫn được bầu, {record} (một lần cho cả danh sách)",
                    record=decision_told(contest.id, About.NOT_AMONG),
                ),
            )
        )


def _check_branch(
    result: ContestResult,
    rules: Rules,
    decision: Decision | None,
    refused: FaultList,
    undecided: FaultList,
) -> None:
    """A branch of few official members elects a secretary, no committee («từ 9 đảng viên chính thức trở lên»).

    Those summoned stand for the official members, and somebody suspended is not summoned: so people are asked.
    """
    contest = result.contest
    provision = rules.one("count.committee_from", contest)
    limit = (provision.limit if provision else None) or Limit()
    enough = limit.holds(result.account.summoned) or contest.after is not None or not contest.vote.elects
    if decision is not None and enough:
        _refuse_decision(refused, result, About.SMALL_BRANCH)
    if provision is None or enough or decision is not None:
        return
    undecided.add(
        "contest.small_branch",
        phrase(
            "chi bộ có {members} đảng viên chính thức được triệu tập; từ {limit} đảng viên chính thức trở lên mới bầu "
            "chi ủy, ít hơn thì bầu bí thư và, nếu cần, một phó bí thư — {citation}",
            members=result.account.summoned,
            limit=int(limit.at_least or 0),
            citation=citation_phrase(provision.citation),
        ),
        phrase(
            "bầu bí thư thay cho chi ủy; nếu số đảng viên chính thức thật ra đã đủ, {record}",
            record=decision_told(contest.id, About.SMALL_BRANCH),
        ),
        place=Place(key=f"contest.{contest.id}.office"),
        seen=result.account.summoned,
    )


def _refuse_decision(faults: FaultList, result: ContestResult, about: About) -> None:
    faults.add(
        "decision.not_needed",
        phrase("không có gì phải quyết định về «{about}» ở «{contest}»", about=about, contest=result.contest.id),
        phrase("bỏ mục [[decision]] này"),
        place=Place(key=f"decision.{result.contest.id}.about"),
        seen=about.value,
    )
