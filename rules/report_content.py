"""What every report of a check says (nội dung báo cáo), computed once; each renderer only gives it form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rules.check import Subject, slate_numbers
from rules.checks import ALL
from rules.choice import Choices
from rules.citation import citation_phrase
from rules.concern import Concern, concerns_of
from rules.engine import CheckResult
from rules.finding import Finding, Group, Share
from rules.labels import office_of
from rules.model import Congress, Contest
from rules.names import fold
from rules.percent import Percent, PercentRounding, percent
from rules.phrase import Clauses, Phrase, Value, phrase
from rules.structure import Structure, structure_of
from rules.verdict import TO_DO, Verdict, verdict_of

TITLE: Final = phrase("Báo cáo kiểm tra danh sách nhân sự")

_TITLES = {check.code: check.title for check in ALL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody as reports call him: the number, and the name as the slate writes it."""

    number: int
    name: str

    @property
    def words(self) -> Phrase:
        """``12. Nguyễn Văn An``."""
        return phrase("{number}. {name}", number=self.number, name=self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding as reports tell it. ``people`` are those it concerns, none where it is kept; ``percent`` is printed."""

    finding: Finding
    verdict: Verdict
    title: Phrase
    people: tuple[Named, ...]
    citation: Phrase | None
    percent: Percent | None

    @property
    def concerned(self) -> Phrase | None:
        """Who is concerned, in a sentence; nobody is named twice, so not where the message itself names them all."""
        named = set(_texts(self.finding.message))
        if all(fold(person.name) in named for person in self.people):
            return None
        return phrase("Người liên quan: {names}", names=tuple(person.words for person in self.people))

    def message_of(self, name: str) -> Phrase:
        """What the message says of one person: of several clauses only those that name him."""
        return _of_person(self.finding.message, fold(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the conclusion, and how grave it is."""

    verdict: Verdict
    text: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestReport:
    """One contest: what was found, the annex of structure, and the cells of people that something concerns."""

    subject: Subject
    heading: Phrase
    findings: tuple[Told, ...]
    structure: Structure
    concerns: tuple[Concern, ...]

    @property
    def contest(self) -> Contest:
        """The contest itself."""
        return self.subject.contest

    def cells(self) -> Mapping[tuple[int, str], tuple[Told, ...]]:
        """What was found of a person's cell, by place and column."""
        cells: dict[tuple[int, str], tuple[Told, ...]] = {}
        for concern in self.concerns:
            key = (concern.place, concern.column)
            cells[key] = (*cells.get(key, ()), self.findings[concern.finding])
        return cells

    @property
    def to_do(self) -> tuple[Told, ...]:
        """What somebody has to see to, the gravest first."""
        return tuple(told for verdict in TO_DO for told in self.findings if told.verdict is verdict)

    @property
    def others(self) -> tuple[Told, ...]:
        """What is kept, or only noted."""
        return tuple(told for told in self.findings if told.verdict not in TO_DO)

    @property
    def has_structure(self) -> bool:
        """Whether shares say anything: of one name they do not."""
        return len(self.contest.slate) > 1

    @property
    def numbers(self) -> tuple[int, ...]:
        """How its people are called, by place."""
        return slate_numbers(self.contest.slate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it: what was checked, what follows, every contest, what was chosen."""

    congress: Congress
    opening: tuple[Phrase, ...]
    closing: tuple[Line, ...]
    choices: Phrase
    contests: tuple[ContestReport, ...]
    instruments: tuple[Phrase, ...]

    def count(self, verdict: Verdict) -> int:
        """How many findings have a verdict."""
        return sum(told.verdict is verdict for contest in self.contests for told in contest.findings)


def report_of(result: CheckResult) -> Report:
    """Say everything once; the renderers add nothing but form."""
    return Report(
        congress=result.congress,
        opening=tuple(_opening(result)),
        closing=tuple(_closing(result)),
        choices=_choices(result.congress.choices),
        contests=tuple(_contest(contest, result) for contest in result.congress.contests),
        instruments=tuple(_instruments(result)),
    )


def _contest(contest: Contest, result: CheckResult) -> ContestReport:
    congress = result.congress
    findings = tuple(finding for finding in result.findings if finding.contest == contest.id)
    subject = Subject(
        contest=contest,
        contests=congress.contests,
        rules=result.rules,
        choices=congress.choices,
        opens=congress.opens,
        previous_term=congress.previous_term,
        people=congress.people,
        elects=congress.elects,
    )
    return ContestReport(
        subject=subject,
        heading=_heading(subject, congress),
        findings=tuple(_told(finding, findings, contest, congress.choices) for finding in findings),
        structure=structure_of(subject),
        concerns=concerns_of(findings, subject),
    )


def _told(finding: Finding, findings: tuple[Finding, ...], contest: Contest, choices: Choices) -> Told:
    """Add the title, who is concerned, and the provision."""
    title = _TITLES[finding.code]
    if finding.about is not None:
        title = phrase("{title}: {about}", title=title, about=finding.about)
    on_list = any(other.code == finding.code and other.group is Group.LIST for other in findings)
    if finding.group is Group.STANDING and on_list:
        title = phrase("{title}, dự kiến ban thường vụ", title=title)
    called = slate_numbers(contest.slate)
    people = () if finding.passed else finding.people
    return Told(
        finding=finding,
        verdict=verdict_of(finding),
        title=title,
        people=tuple(Named(number=called[at - 1], name=contest.slate.candidates[at - 1].name) for at in people),
        # The message itself says where a provision is unconfirmed: once is enough.
        citation=citation_phrase(replace(finding.citation, confirmed=True)) if finding.citation else None,
        percent=percent_of(finding, choices.percent_rounding),
    )


def _texts(value: Value) -> Iterator[str]:
    """Every text a sentence holds, however deep."""
    if isinstance(value, Phrase):
        for part in value.values.values():
            yield from _texts(part)
    elif isinstance(value, Clauses):
        yield from _texts(value.each)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def _of_person(message: Phrase, name: str) -> Phrase:
    return replace(message, values={key: _part_of_person(value, name) for key, value in message.values.items()})


def _part_of_person(value: Value, name: str) -> Value:
    if isinstance(value, Phrase):
        return _of_person(value, name)
    if not isinstance(value, Clauses):
        return value
    his = tuple(_of_person(clause, name) for clause in value.each if name in _texts(clause))
    return Clauses(his) if his else value


def percent_of(finding: Finding, rounding: PercentRounding) -> Percent | None:
    """A count has no percentage, nor has a list shorter than the seats."""
    measured = finding.measured
    if not isinstance(measured, Share) or measured.part < 0 or measured.whole == 0:
        return None
    return percent(measured.fraction, rounding)


def _opening(result: CheckResult) -> Iterator[Phrase]:
    if not result.rules.pack:
        yield phrase(
            "Danh sách chưa thuộc đại hội nào: chỉ kiểm tra bản thân danh sách. "
            "Thêm --opens, --level (và --seats) để kiểm tra theo quy định.",
        )
        return
    congress = result.congress
    yield phrase("Khai mạc {opens} · bộ quy định {pack}", opens=congress.opens, pack=result.rules.pack)
    if not congress.elects:
        yield phrase(
            "Đại hội này không bầu cấp ủy (elects = false): đảng bộ mới thành lập, hợp nhất, sáp nhập hoặc chưa chuẩn "
            "bị được nhân sự thì cấp ủy do cấp trên chỉ định. Vì vậy không hỏi về số dư; cơ cấu vẫn được kiểm tra.",
        )
    if any(contest.after is not None for contest in congress.contests):
        yield phrase("Số dư và cơ cấu được xét ở danh sách của lần bầu đầu, không xét lại ở các lần bầu sau.")
    if result.rules.outside_time:
        yield phrase("Lưu ý: ngày khai mạc nằm ngoài thời gian hiệu lực của bộ quy định này.")


def _heading(subject: Subject, congress: Congress) -> Phrase:
    """What the contest is about; its id too where the congress has several."""
    contest, names = subject.contest, len(subject.slate)
    if not contest.seats:
        return phrase("danh sách {names} người ({file})", names=names, file=contest.slate.file)
    office = office_of(contest.office, congress.level)
    if subject.appointed:
        wording = phrase(
            "{office} được chỉ định: {seats} người, danh sách {names} người",
            office=office,
            seats=contest.seats,
            names=names,
        )
    elif contest.vote.elects:
        wording = phrase(
            "bầu {office}: {seats} người, danh sách {names} người", office=office, seats=contest.seats, names=names
        )
    else:
        wording = phrase("{vote}: {office}, danh sách {names} người", vote=contest.vote, office=office, names=names)
    return wording if len(congress.contests) == 1 else phrase("{heading} ({id})", heading=wording, id=contest.id)


def _closing(result: CheckResult) -> Iterator[Line]:
    summary = result.summary
    if summary.required_failed:
        yield Line(
            verdict=Verdict.BROKEN,
            text=phrase(
                "✗ Vi phạm {count} quy định bắt buộc: {codes}.",
                count=summary.required_failed,
                codes=_codes(result, Verdict.BROKEN),
            ),
        )
    if summary.asks:
        yield Line(
            verdict=Verdict.ASKS,
            text=phrase(
                "? {count} điểm bắt buộc cần người quyết định hoặc xác nhận: {codes}.",
                count=summary.asks,
                codes=_codes(result, Verdict.ASKS),
            ),
        )
    if summary.targets_missed:
        yield Line(
            verdict=Verdict.MISSED,
            text=phrase(
                "! {count} mức phấn đấu chưa đạt (không chặn): {codes}.",
                count=summary.targets_missed,
                codes=_codes(result, Verdict.MISSED),
            ),
        )
    if not (summary.required_failed or summary.asks):
        yield Line(verdict=Verdict.KEPT, text=phrase("✓ Không vi phạm quy định bắt buộc nào."))


def _codes(result: CheckResult, verdict: Verdict) -> tuple[str, ...]:
    """The codes of the findings with a verdict, each once."""
    return tuple(dict.fromkeys(finding.code for finding in result.findings if verdict_of(finding) is verdict))


def _choices(choices: Choices) -> Phrase:
    said = _other_choices(choices)
    return phrase("{choices} Nữ nghỉ hưu ở tuổi 60.", choices=said) if choices.women_retire_at_60 else said


def _other_choices(choices: Choices) -> Phrase:
    return phrase(
        "Lựa chọn đang dùng: số dư không có số nguyên: {surplus}; tỷ lệ in ra: {percent}; "
        "tỷ lệ tính trên: {quota}; tuổi tính đến: {age}.",
        surplus=choices.surplus_rounding,
        percent=choices.percent_rounding,
        quota=choices.quota_of,
        age=choices.age_on,
    )


def _instruments(result: CheckResult) -> Iterator[Phrase]:
    """What the findings rest on, each once, in the order they are met."""
    cited = dict.fromkeys(
        (finding.citation.number, finding.citation.date)
        for finding in result.findings
        if finding.citation is not None and finding.citation.date is not None
    )
    for number, day in cited:
        if day is not None:
            yield phrase("{number} ngày {date}", number=number, date=day)
