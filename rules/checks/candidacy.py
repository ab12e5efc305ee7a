"""Checks of who came onto a list: nobody who counts (EL07), nobody around the convening committee (EL08)."""

from __future__ import annotations

from collections.abc import Iterator

from rules.check import Check, Subject
from rules.checks.persons import Judgement, called, finding_of, newcomers, one_by_one
from rules.finding import Finding
from rules.model import Nomination
from rules.names import spelling_key
from rules.phrase import phrase

_COUNTING = "counting_committee"


def _not_counting(subject: Subject) -> Iterator[Finding]:
    """EL07: nobody of the counting committee is on the list (ban kiểm phiếu).

    Asked where ``[people]`` names them: the presidium proposes them at the congress itself, so weeks before there is
    nothing to ask. Reading: an equal name is the same person; namesakes are told apart by what is written after the
    name. The reading rejected: look-alikes, which LS03 names.
    """
    members = {spelling_key(name) for name in subject.people.get(_COUNTING, ())}
    if not members or not subject.contest.vote.elects:
        return
    listed = tuple(
        place for place, person in enumerate(subject.slate.candidates, start=1) if spelling_key(person.name) in members
    )
    for provision in subject.rules.for_contest(EL07.name, subject.contest):
        message = (
            phrase(
                "có tên trong ban kiểm phiếu: {names}; nếu là người trùng tên, ghi thêm đơn vị sau tên ở [people]",
                names=tuple(called(subject, place) for place in listed),
            )
            if listed
            else phrase("{members} thành viên không có ai trong danh sách", members=len(members))
        )
        yield finding_of(EL07, subject, provision, Judgement(passed=not listed, message=message, people=listed))


def _nomination_limits(subject: Subject) -> Iterator[Finding]:
    """EL08: members of the convening committee come onto the list only by the committee's own nomination.

    Asked where the slate says how people were nominated. Reading: who is re-elected is a member of the outgoing
    committee, and that is the one that convenes the congress. The reading rejected: a list of its members in
    congress.toml, which would say the same again. Whom members nominated is on no slate and is not asked.
    """
    if "nomination" not in subject.slate.columns:
        return
    outside = {
        place: subject.slate.candidates[place - 1].incumbent
        for place in newcomers(subject)
        if subject.slate.candidates[place - 1].nomination in {Nomination.FLOOR, Nomination.SELF}
    }
    members = tuple(place for place, incumbent in outside.items() if incumbent)
    unclear = tuple(place for place, incumbent in outside.items() if incumbent is None)
    clauses = [
        clause
        for places, clause in (
            (
                members,
                phrase(
                    "là cấp ủy viên khóa này mà không do cấp ủy giới thiệu: {names}",
                    names=tuple(called(subject, place) for place in members),
                ),
            ),
            (unclear, phrase("cần ghi tái cử hay lần đầu của số {people}", people=subject.numbers(unclear))),
        )
        if places
    ]
    message = (
        one_by_one(clauses)
        if clauses
        else phrase("{people} người ngoài danh sách của cấp ủy, không ai là cấp ủy viên khóa này", people=len(outside))
    )
    for provision in subject.rules.for_contest(EL08.name, subject.contest):
        yield finding_of(
            EL08,
            subject,
            provision,
            Judgement(
                passed=False if members else None if unclear else True,
                message=message,
                people=(*members, *unclear),
            ),
        )


EL07 = Check(
    code="EL07",
    name="eligibility.not_counting",
    title=phrase("không ở trong ban kiểm phiếu"),
    run=_not_counting,
)
EL08 = Check(
    code="EL08",
    name="eligibility.nomination_limits",
    title=phrase("giới hạn ứng cử, nhận đề cử"),
    run=_nomination_limits,
)
