"""The minutes of a vote as a paper (biên bản kiểm phiếu): their content put in the order of the published form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rules.labels import label_of
from rules.model import Form, Kind
from rules.percent import percent
from rules.phrase import Phrase, phrase
from tally.account_words import needed_line
from tally.papers.content import Minutes, Person, Ruled
from tally.papers.form import FORMS, BodyForm, letter, people, subject
from tally.papers.sheet import Block, Column, Line, LineKind, Said, Sheet, Signature, Signatures, Table
from tally.record import short_code
from tally.result_words import polarity

_MOST_RULINGS = 60
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def minutes_sheet(minutes: Minutes) -> Sheet:
    """Arrange the minutes of any body."""
    form = FORMS[minutes.letterhead]
    return Sheet(
        letter=letter(minutes),
        title=form.title,
        subject=subject(minutes),
        blocks=(*_opening(minutes, form), *_sections(minutes, form)),
        signatures=_signatures(minutes, form),
        foot=foot(minutes),
    )


def foot(minutes: Minutes) -> Phrase:
    """What stands at the bottom of every page: which paper it is, its version, and the code that proves it."""
    return phrase(
        "«{id}» · bản thứ {version} · mã kiểm phiếu {code}",
        id=minutes.contest.id,
        version=minutes.issue.version,
        code=short_code(minutes.issue.code),
    )


def people_table(minutes: Minutes, listed: Sequence[Person], *, places: bool) -> Table:
    """Names with votes and percent: by their number on the ballot, or with ``places`` from 1 as they stand here."""
    boxes = minutes.has_boxes and not places
    agreed = Column(phrase("Đồng ý") if boxes else phrase("Số phiếu"), 24, right=True)
    others = (Column(phrase("Không đồng ý"), 27, right=True), Column(phrase("Không tính"), 22, right=True))
    columns = (
        Column(phrase("STT") if places else phrase("Số"), 14, right=True),
        Column(phrase("Họ và tên"), 51 if boxes else 100),
        agreed,
        *(others if boxes else ()),
        Column(phrase("% so với {base}", base=minutes.result.account.base), 27, right=True),
    )
    rows = tuple(_row(place if places else each.number, each, boxes=boxes) for place, each in enumerate(listed, 1))
    return Table(columns=columns, rows=rows)


def _row(number: int, each: Person, *, boxes: bool) -> tuple[Said, ...]:
    others = (str(each.disagree), str(each.not_counted)) if boxes else ()
    return (str(number), each.name, str(each.votes), *others, phrase("{percent}", percent=each.percent))


def _opening(minutes: Minutes, form: BodyForm) -> Iterator[Block]:
    if minutes.issue.changes:
        changes = minutes.issue.changes
        yield Line(
            phrase("Bản thứ {version}, thay bản trước. Thay đổi:", version=minutes.issue.version), LineKind.STRONG
        )
        yield from (Line(change, LineKind.ITEM) for change in changes)
    grounds = (*((form.charter,) if form.charter else ()), *minutes.instruments)
    yield from (Line(phrase("Căn cứ {ground};", ground=ground), LineKind.ITEM) for ground in grounds)


def _sections(minutes: Minutes, form: BodyForm) -> Iterator[Block]:
    parts = (
        (phrase("Số lượng, danh sách và những người kiểm phiếu"), tuple(_decided(minutes, form))),
        (phrase("Số người và số phiếu"), tuple(_account(minutes, form))),
        (phrase("Kết quả kiểm phiếu"), tuple(_votes(minutes))),
        (phrase("Kết luận"), tuple(_conclusion(minutes))),
        (phrase("Phiếu đã được ban kiểm phiếu kết luận"), tuple(_rulings(minutes))),
        (phrase("Khiếu nại, tố cáo"), tuple(_complaints(form))),
        (phrase("Quyết định đã ghi"), tuple(_decisions(minutes))),
        (phrase("Quy định và lựa chọn đã áp dụng"), tuple(_grounds(minutes))),
    )
    numbers = iter(_NUMERALS)
    for title, blocks in parts:
        if blocks:
            yield Line(phrase("{number}. {title}", number=next(numbers), title=title), LineKind.SECTION)
            yield from blocks


def _decided(minutes: Minutes, form: BodyForm) -> Iterator[Line]:
    """FORMS 1.5 to 1.7."""
    contest = minutes.contest
    if contest.vote.elects:
        yield _item(phrase("Số lượng cần bầu: {people}.", people=people(minutes, contest.seats)))
    if contest.alternates:
        yield _item(phrase("Số dự khuyết cần lấy: {people}.", people=people(minutes, contest.alternates)))
    yield _item(phrase("Danh sách gồm {people}, theo thứ tự trên phiếu.", people=people(minutes, len(contest.slate))))
    yield _item(polarity(contest))
    chair, *members = minutes.names("counting_committee") or ("…",)
    yield _item(phrase("{role}: {names}.", role=form.chair, names=chair))
    if members:
        yield _item(phrase("{role}: {names}.", role=form.members, names=tuple(members)))


def _account(minutes: Minutes, form: BodyForm) -> Iterator[Line]:
    """FORMS 1.8 to 1.13, each number on a line of its own."""
    result, account = minutes.result, minutes.result.account
    voters = minutes.contest.kind is Kind.VOTERS
    yield _number(form.summoned[minutes.contest.kind], account.summoned)
    yield _number(phrase("Cử tri đã đi bầu") if voters else phrase("Có mặt khi bỏ phiếu"), account.present)
    yield _number(phrase("Không đi bầu") if voters else phrase("Vắng mặt"), account.summoned - account.present)
    if voters and account.summoned:
        share = percent(Fraction(account.present, account.summoned), minutes.congress.choices.percent_rounding)
        yield _item(phrase("Tỷ lệ cử tri đi bầu: {share} %.", share=share))
    for reason, number in account.excluded.items():
        yield _number(phrase("Được trừ khi tính quá nửa, {reason}", reason=label_of(reason)), number)
    yield _number(phrase("Số phiếu phát ra"), account.issued)
    if account.spoilt is not None:
        yield _number(phrase("Số phiếu hỏng đã đổi lại, không tính vào số phát ra"), account.spoilt)
    yield _number(phrase("Số phiếu thu về"), account.returned)
    if account.not_returned is not None:
        yield _number(phrase("Số phiếu không thu về"), account.not_returned)
    yield _number(phrase("Số phiếu kiểm được"), account.counted)
    if result.tally is not None:
        yield _number(phrase("Số phiếu hợp lệ"), result.tally.valid)
        yield _number(phrase("Số phiếu không hợp lệ"), result.tally.invalid)
        for reason, number in result.invalid_reasons.items():
            yield _number(phrase("Không hợp lệ, {reason}", reason=label_of(reason)), number)


def _votes(minutes: Minutes) -> Iterator[Block]:
    """FORMS 1.14: the base in words, how many votes are needed, and every name in the order of the ballot."""
    if not minutes.people:
        return
    result = minutes.result
    base = phrase(
        "Tỷ lệ % tính trên {base}, là {of}; {rounding}.",
        base=result.account.base,
        of=result.terms.base,
        rounding=minutes.congress.choices.percent_rounding,
    )
    yield Line(base)
    yield Line(needed_line(result))
    yield people_table(minutes, minutes.people, places=False)


def _conclusion(minutes: Minutes) -> Iterator[Block]:
    """FORMS 1.15: the elected from high to low; then what follows."""
    for listed, said in (
        (
            minutes.elected,
            phrase("Trúng cử, từ cao xuống thấp: {people}.", people=people(minutes, len(minutes.elected))),
        ),
        (
            minutes.alternates,
            phrase("Dự khuyết, từ cao xuống thấp: {people}.", people=people(minutes, len(minutes.alternates))),
        ),
        (
            minutes.supported,
            phrase("Đủ số phiếu đồng ý, từ cao xuống thấp: {people}.", people=people(minutes, len(minutes.supported))),
        ),
    ):
        if listed:
            yield Line(said, LineKind.STRONG)
            yield people_table(minutes, listed, places=True)
    if minutes.people and minutes.contest.vote.elects and not (minutes.elected or minutes.result.for_alternates):
        yield Line(phrase("Không có ai trúng cử."), LineKind.STRONG)
    yield from (Line(said) for said in minutes.following)
    if minutes.before:
        yield Line(
            phrase(
                "Cùng với các lần bầu trước ({names}): trúng cử {elected} trong {people}.",
                names=minutes.before,
                elected=len(minutes.before) + len(minutes.elected),
                people=people(minutes, minutes.of_seats),
            )
        )


def _rulings(minutes: Minutes) -> Iterator[Block]:
    """Each ruling with its reason; so many that nobody would read them are told by what was ruled."""
    if len(minutes.rulings) > _MOST_RULINGS:
        yield from _rulings_in_short(minutes.rulings)
    elif minutes.rulings:
        told = any(each.reason for each in minutes.rulings)  # where there is a vote there is a reason
        columns = (
            Column(phrase("Phiếu số"), 22, right=True),
            Column(phrase("Về"), 45),
            Column(phrase("Kết luận"), 48 if told else 98),
            *((Column(phrase("Lý do, biểu quyết"), 50),) if told else ()),
        )
        yield Table(columns=columns, rows=tuple(_ruling(each)[: len(columns)] for each in minutes.rulings))


def _rulings_in_short(rulings: Sequence[Ruled]) -> Iterator[Line]:
    """By what was ruled and of whose name, in the order in which it first was: how many ballots, and which."""
    ballots: dict[tuple[str, Phrase], list[str]] = {}
    for each in rulings:
        ballots.setdefault((each.name, each.ruling), []).append(str(each.ballot))
    for (name, ruling), numbers in ballots.items():
        what = phrase("{ruling}, {name}", ruling=ruling, name=name) if name else ruling
        said = phrase("{what}: {count} phiếu, số {numbers}.", what=what, count=len(numbers), numbers=tuple(numbers))
        yield Line(said, LineKind.ITEM)
    yield Line(phrase("Lý do và biểu quyết của từng phiếu ở nhật ký trong hồ sơ niêm phong."))


def _ruling(each: Ruled) -> tuple[Said, ...]:
    why: Said = each.reason
    if each.of:
        why = phrase("{reason} ({in_favour}/{of})", reason=each.reason, in_favour=each.in_favour, of=each.of)
    return (str(each.ballot), each.name or phrase("cả lá phiếu"), each.ruling, why)


def _complaints(form: BodyForm) -> Iterator[Line]:
    """Of voters' elections (law: FORMS 2): what was received, settled and passed on, to be written in."""
    if form.complaints:
        yield _item(phrase("Khiếu nại, tố cáo đã nhận: …"))
        yield _item(phrase("Đã giải quyết, kết quả: …"))
        yield _item(phrase("Chuyển cơ quan có thẩm quyền: …"))


def _decisions(minutes: Minutes) -> Iterator[Line]:
    for each in minutes.decisions:
        yield _item(
            phrase(
                "Về {about}: {decision} ({by}). {text}",
                about=each.about,
                decision=label_of(each.decision),
                by=each.by,
                text=each.text,
            )
        )


def _grounds(minutes: Minutes) -> Iterator[Line]:
    choices = minutes.congress.choices
    yield from (Line(said, LineKind.NOTE) for said in minutes.confirmed)
    if minutes.unconfirmed:
        yield Line(phrase("Chưa đối chiếu được nguyên văn, cần đối chiếu trước khi ký:"), LineKind.NOTE)
        yield from (Line(said, LineKind.NOTE) for said in minutes.unconfirmed)
    yield Line(phrase("Tỷ lệ %: {rounding}.", rounding=choices.percent_rounding), LineKind.NOTE)
    if choices.all_disagree is not None and minutes.contest.form is Form.AGREE_DISAGREE:
        said = phrase("Phiếu không đồng ý với ai: {choice} (theo lựa chọn).", choice=choices.all_disagree)
        yield Line(said, LineKind.NOTE)


def _signatures(minutes: Minutes, form: BodyForm) -> Signatures:
    """FORMS 1.16."""
    presidium, committee = minutes.names("presidium"), minutes.names("counting_committee")
    closing = (
        Line(phrase("Mã kiểm phiếu: {code}", code=short_code(minutes.issue.code)), LineKind.STRONG),
        Line(
            phrase(
                "Biên bản lập xong lúc … giờ … phút, ngày … tháng … năm …, thành … bản. Ai có hồ sơ niêm phong đều "
                "kiểm lại được bằng mã trên."
            )
        ),
    )
    return Signatures(
        closing=closing,
        left=Signature(titles=form.left_signs, name=presidium[0] if presidium else ""),
        right=Signature(titles=form.right_signs, name=committee[0] if committee else ""),
        members_title=form.members_sign,
        members=committee[1:],
    )


def _item(said: Phrase) -> Line:
    return Line(said, LineKind.ITEM)


def _number(what: Phrase, number: int) -> Line:
    return _item(phrase("{what}: {number}.", what=what, number=number))
