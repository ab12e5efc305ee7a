"""The words in which bodies differ (mẫu văn bản): heading, whom a paper speaks of, who signs; one value a body.

The content of minutes is the same whoever they are of. Party papers bear the Party's name at the right, those of the
State its name and motto (law: FORMS 1.1, 1.16, 2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rules.labels import letterhead_of, office_of
from rules.model import Congress, Contest, Kind, Letterhead, Office
from rules.phrase import Phrase, phrase
from tally.papers.content import Minutes
from tally.papers.sheet import Letter, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyForm:
    """How the papers of one kind of body speak.

    ``right`` stands at the head on the right, the last line underlined; ``charter`` above all regulations.
    ``complaints``: whether complaints have lines of their own; ``left_width`` of the head, in millimetres.
    """

    right: tuple[Phrase, ...]
    title: Phrase
    charter: Phrase | None
    summoned: dict[Kind, Phrase]
    left_signs: tuple[Phrase, ...]
    right_signs: tuple[Phrase, ...]
    members_sign: Phrase
    chair: Phrase
    members: Phrase
    complaints: bool = False
    left_width: int = 82


_SUMMONED = {
    Kind.MEMBERS: phrase("Đảng viên chính thức được triệu tập"),
    Kind.DELEGATES: phrase("Đại biểu chính thức được triệu tập"),
    Kind.COMMITTEE: phrase("Ủy viên được triệu tập"),
    Kind.VOTERS: phrase("Cử tri trong danh sách"),
}

_PARTY = BodyForm(
    right=(phrase("ĐẢNG CỘNG SẢN VIỆT NAM"),),
    title=phrase("BIÊN BẢN KIỂM PHIẾU"),
    charter=phrase("Điều lệ Đảng Cộng sản Việt Nam"),
    summoned=_SUMMONED,
    left_signs=(phrase("T/M ĐOÀN CHỦ TỊCH"),),
    right_signs=(phrase("T/M BAN KIỂM PHIẾU"), phrase("TRƯỞNG BAN")),
    members_sign=phrase("Các ủy viên ban kiểm phiếu"),
    chair=phrase("Trưởng ban kiểm phiếu"),
    members=phrase("Ủy viên ban kiểm phiếu"),
)

FORMS = {
    Letterhead.PARTY: _PARTY,
    Letterhead.STATE: BodyForm(
        right=(phrase("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), phrase("Độc lập - Tự do - Hạnh phúc")),
        title=phrase("BIÊN BẢN KẾT QUẢ KIỂM PHIẾU"),
        charter=None,
        summoned=_SUMMONED,
        left_signs=(phrase("THƯ KÝ"),),
        right_signs=(phrase("T/M TỔ CHỨC PHỤ TRÁCH BẦU CỬ"),),
        members_sign=phrase("Những người kiểm phiếu"),
        chair=phrase("Phụ trách kiểm phiếu"),
        members=phrase("Cùng kiểm phiếu"),
        complaints=True,
        left_width=64,
    ),
    Letterhead.YOUTH_UNION: replace(
        _PARTY,
        right=(phrase("ĐOÀN TNCS HỒ CHÍ MINH"),),
        charter=phrase("Điều lệ Đoàn TNCS Hồ Chí Minh"),
        summoned=_SUMMONED | {Kind.MEMBERS: phrase("Đoàn viên được triệu tập")},
    ),
}
"""The forms by letterhead: the minutes of each are the same content."""


def people(minutes: Minutes, count: int) -> Phrase:
    """So many people, as papers of that body call them."""
    if minutes.letterhead is Letterhead.STATE:
        return phrase("{count} người", count=count)
    return phrase("{count} đồng chí", count=count)


def letter(minutes: Minutes) -> Letter:
    """The head of a paper made of a result."""
    return letter_for(minutes.congress, minutes.contest, minutes.issue.day)


def letter_for(congress: Congress, contest: Contest, day: date | None = None) -> Letter:
    """The head of a paper: the superior body, the body and its congress at the left; place and day at the right."""
    upper, place = str(congress.heading.get("upper_body", "")), congress.heading.get("place") or "…"
    dated = (
        phrase("{place}, ngày … tháng … năm …", place=place)
        if day is None
        else phrase(
            "{place}, ngày {day} tháng {month} năm {year}", place=place, day=day.day, month=day.month, year=day.year
        )
    )
    form = FORMS[letterhead_of(congress, contest.kind)]
    return Letter(
        left=(upper,) if upper else (),
        left_strong=(congress.body, *_event(congress, contest)),
        right=form.right,
        dated=dated,
        left_width=form.left_width,
    )


def subject(minutes: Minutes) -> tuple[Said, ...]:
    """What was voted on, which vote it was, and at what congress."""
    return subject_for(minutes.congress, minutes.contest)


def subject_for(congress: Congress, contest: Contest) -> tuple[Said, ...]:
    """The same before there is a result."""
    other = contest.office is Office.OTHER
    office = phrase("«{id}»", id=contest.id) if other else office_of(contest.office, congress.level)
    if not contest.vote.elects:
        what = phrase("{vote}: {office}", vote=contest.vote, office=office)
    elif contest.after is not None:
        what = phrase("bầu {office}, lần {round}: {vote}", office=office, round=contest.round, vote=contest.vote)
    else:
        what = phrase("bầu {office}", office=office)
    return what, congress.name


def _event(congress: Congress, contest: Contest) -> tuple[Said, ...]:
    """``ĐẠI HỘI ĐẠI BIỂU LẦN THỨ XXI``, ``NHIỆM KỲ 2020 - 2025``, as far as they are known."""
    names = {
        Kind.MEMBERS: phrase("Đại hội"),
        Kind.DELEGATES: phrase("Đại hội đại biểu"),
        Kind.COMMITTEE: phrase("Hội nghị ban chấp hành"),
    }
    lines: list[Said] = []
    name, ordinal = names.get(contest.kind), str(congress.heading.get("ordinal", ""))
    if name is not None:
        known = ordinal.casefold().startswith("lần thứ")
        numbered = phrase("{event} {ordinal}", event=name, ordinal=ordinal) if known else _numbered(name, ordinal)
        lines.append(numbered if ordinal else name)
    if term := congress.heading.get("term"):
        lines.append(phrase("Nhiệm kỳ {term}", term=term))
    return tuple(lines)


def _numbered(event: Phrase, ordinal: str) -> Phrase:
    return phrase("{event} lần thứ {ordinal}", event=event, ordinal=ordinal)
