"""What stands on a ballot (phiếu bầu) beside the names: whose it is, what is elected, how it is marked.

A ballot is Vietnamese whatever language the program speaks. How it is marked is what the provisions in force say
(``ballot.strike_out``, ``ballot.agree_disagree``, ``ballot.invalid``); where none says anything, nothing is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rules.citation import Citation
from rules.labels import letterhead_of, office_of
from rules.messages import Translator
from rules.model import Congress, Contest, Form, Kind, Letterhead, Office, Vote
from rules.parameter import PARAMETERS, StampRule
from rules.regulation import Provision, Rules
from tally.papers.form import FORMS

_VIETNAMESE = Translator("vi")
_TITLES = {Vote.OPINION: "Phiếu xin ý kiến", Vote.INTRODUCTION: "Phiếu giới thiệu"}
_STAMPS = {
    StampRule.CONVENING_COMMITTEE_TOP_LEFT: "Dấu của cấp ủy triệu tập",
    StampRule.ELECTION_TEAM: "Dấu của tổ bầu cử",
}
_FEBRUARY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotWords:
    """The words of a ballot, each as it is printed but for capitals, which are the layout's.

    ``upper`` and ``body`` stand at the left above the stamp (dấu), ``motto`` and ``dated`` at the right; ``how`` says
    how it is marked; ``citations`` are the provisions that say so.
    """

    upper: str
    body: str
    stamp: str
    motto: tuple[str, ...]
    dated: str
    title: str
    subject: str
    about: str
    round: str | None
    seats: str
    how: tuple[str, ...]
    columns: tuple[str, ...]
    citations: tuple[Citation, ...]


def ballot_words(congress: Congress, contest: Contest, rules: Rules) -> BallotWords:
    """Gather the words of a contest's ballot."""
    letterhead = letterhead_of(congress, contest.kind)
    state = letterhead is Letterhead.STATE
    stamp = rules.one("ballot.stamp", contest)
    marking = rules.one(f"ballot.{contest.form.value}", contest)
    return BallotWords(
        upper="" if state else str(congress.heading.get("upper_body", "")),
        body=congress.body,
        stamp=_stamp(letterhead, stamp),
        motto=tuple(_VIETNAMESE.text(line) for line in FORMS[letterhead].right),
        dated=_dated(str(congress.heading.get("place", "")), congress.opens),
        title=_TITLES.get(contest.vote, "Phiếu bầu cử" if state else "Phiếu bầu"),
        subject=_subject(congress, contest),
        about=_about(congress, contest),
        round=_round(contest),
        seats=_seats(contest),
        how=tuple(_how(contest, rules, marking)),
        columns=_columns(contest.form),
        citations=tuple(_citations(contest, rules, stamp, marking)),
    )


def _stamp(letterhead: Letterhead, provision: Provision | None) -> str:
    """Whose stamp it is; of another body's ballot only that there is one."""
    if provision is None or provision.rule is None or letterhead is Letterhead.YOUTH_UNION:
        return "Dấu"
    return _STAMPS[StampRule(provision.rule)]


def _dated(place: str, opens: date) -> str:
    """Place and day; small numbers have two digits, so that no hand adds one (thể thức văn bản)."""
    month = f"{opens.month:02d}" if opens.month <= _FEBRUARY else str(opens.month)
    day = f"ngày {opens.day:02d} tháng {month} năm {opens.year}"
    return f"{place}, {day}" if place else _capital(day)


def _subject(congress: Congress, contest: Contest) -> str:
    """What is elected."""
    office = _VIETNAMESE.text(office_of(contest.office, congress.level))
    if contest.office is Office.OTHER:
        return f"Nội dung bầu: {contest.id}"
    return f"Bầu {office}" if contest.vote.elects else f"Về nhân sự {office}"


def _about(congress: Congress, contest: Contest) -> str:
    """Of which body, for which term; where the folder gives no term, the congress's own name says both."""
    term = congress.heading.get("term")
    if contest.kind is Kind.VOTERS or not term:
        return congress.name
    return f"{congress.body}, nhiệm kỳ {term}"


def _round(contest: Contest) -> str | None:
    if contest.vote in {Vote.REVOTE, Vote.FURTHER, Vote.AGAIN}:
        return f"(lần bầu thứ {contest.round}: {_VIETNAMESE.label(contest.vote)})"
    return None


def _seats(contest: Contest) -> str:
    listed = f"Danh sách có {len(contest.slate)} người."
    if not contest.vote.elects:
        return listed
    if contest.alternates:
        wanted = f"{contest.seats} đại biểu chính thức, {contest.alternates} đại biểu dự khuyết"
    else:
        wanted = f"{contest.seats} người"
    return f"Số lượng cần bầu: {wanted}. {listed}"


def _how(contest: Contest, rules: Rules, marking: Provision | None) -> Iterator[str]:
    """How to mark, then how many names to leave: what the count will hold the ballot to, and nothing else."""
    if marking is not None and marking.rule is not None:
        named = PARAMETERS[marking.parameter].rules
        one_name = contest.form is Form.AGREE_DISAGREE and len(contest.slate) == 1
        rule = _VIETNAMESE.label(named(marking.rule) if named else marking.rule)
        yield "đánh dấu X vào một trong hai ô" if one_name else rule
    if contest.form is Form.STRIKE_OUT and contest.vote.elects:
        grounds = rules.invalid_reasons_in_order(contest)
        if "overvote" in grounds and "votes_for_nobody" in grounds and contest.seats == 1:
            yield "để lại 1 người"
        elif "overvote" in grounds and "votes_for_nobody" in grounds:
            yield f"để lại ít nhất 1 người, nhiều nhất {contest.seats} người"
        elif "overvote" in grounds:
            yield f"để lại nhiều nhất {contest.seats} người"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _columns(form: Form) -> tuple[str, ...]:
    names = ("Số TT", "Họ và tên")
    return names if form is Form.STRIKE_OUT else (*names, "Đồng ý", "Không đồng\u00a0ý")


def _citations(
    contest: Contest, rules: Rules, stamp: Provision | None, marking: Provision | None
) -> Iterator[Citation]:
    """The provisions behind stamp, marks and the number of names, each once."""
    grounds = ("overvote", "votes_for_nobody") if contest.form is Form.STRIKE_OUT else ()
    found = (stamp, marking, *(rules.for_reason("ballot.invalid", ground, contest) for ground in grounds))
    yield from dict.fromkeys(provision.citation for provision in found if provision is not None)
