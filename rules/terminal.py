"""A check as people read it in a terminal: one table a contest, what it means, and the choices behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rules.check import slate_numbers
from rules.checks import ALL
from rules.choice import Choices
from rules.citation import citation_phrase
from rules.engine import CheckResult
from rules.finding import Finding, Force, Group
from rules.labels import office_of
from rules.messages import Translator
from rules.model import Contest, Level
from rules.phrase import Phrase, phrase
from rules.reading_view import print_reading

_TITLES = {check.code: check.title for check in ALL}


def print_check(result: CheckResult, translator: Translator, console: Console | None = None) -> None:
    """Print every finding with its arithmetic and provision, then the summary and the choices in force."""
    console = console or Console(highlight=False)
    congress = result.congress
    console.print(Text(congress.name, style="bold"))
    for line in _opening(result):
        console.print(Text(translator.text(line)))
    for contest in congress.contests:
        findings = [finding for finding in result.findings if finding.contest == contest.id]
        console.print()
        console.rule(Text(translator.text(_heading(contest, congress.level)), style="bold"), align="left")
        if contest.slate.reading is not None:
            print_reading(contest.slate.reading, translator, console)
            console.print()
        console.print(_table(contest, findings, translator))
    console.print()
    for line, style in _closing(result):
        console.print(Text(translator.text(line), style=style))


def _opening(result: CheckResult) -> Iterator[Phrase]:
    if not result.rules.pack:
        yield phrase(
            "Danh sách chưa thuộc đại hội nào: chỉ kiểm tra bản thân danh sách. "
            "Thêm --opens, --level (và --seats) để kiểm tra theo quy định.",
        )
        return
    congress = result.congress
    yield phrase("Khai mạc {opens} · bộ quy định {pack}", opens=congress.opens, pack=result.rules.pack)
    if result.rules.outside_time:
        yield phrase("Lưu ý: ngày khai mạc nằm ngoài thời gian hiệu lực của bộ quy định này.")


def _heading(contest: Contest, level: Level) -> Phrase:
    if not contest.seats:
        return phrase("danh sách {names} người ({file})", names=len(contest.slate), file=contest.slate.file)
    return phrase(
        "{id} · bầu {office}: {seats} người, danh sách {names} người",
        id=contest.id,
        office=office_of(contest.office, level),
        seats=contest.seats,
        names=len(contest.slate),
    )


def _table(contest: Contest, findings: list[Finding], translator: Translator) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    called = slate_numbers(contest.slate)
    on_list = {finding.code for finding in findings if finding.group is Group.LIST}
    for finding in findings:
        sign, style = _verdict(finding)
        table.add_row(
            Text(sign, style=style),
            Text(finding.code, style=style),
            _told(finding, contest, called, translator, in_both_groups=finding.code in on_list),
        )
    return table


def _told(
    finding: Finding,
    contest: Contest,
    called: tuple[int, ...],
    translator: Translator,
    *,
    in_both_groups: bool,
) -> Text:
    """What was asked, what was found, who is concerned, and the provision."""
    title = _TITLES[finding.code]
    if finding.group is Group.STANDING and in_both_groups:
        title = phrase("{title}, dự kiến ban thường vụ", title=title)
    told = Text(translator.text(title), style="bold")
    told.append("\n")
    told.append(translator.text(finding.message), style="not bold")
    if finding.people and finding.passed is not True:
        names = tuple(
            phrase("{number}. {name}", number=called[place - 1], name=contest.slate.candidates[place - 1].name)
            for place in finding.people
        )
        told.append("\n" + translator.text(phrase("Người liên quan: {names}", names=names)), style="not bold")
    if finding.citation is not None:
        # The message itself says where a provision is unconfirmed: once is enough.
        provision = replace(finding.citation, confirmed=True)
        told.append("\n" + translator.text(citation_phrase(provision)), style="not bold dim")
    return told


def _verdict(finding: Finding) -> tuple[str, str]:
    """A sign that is read without colour too: kept, broken, not reached, to be asked, nothing to compare."""
    if finding.passed:
        return "✓", "green"
    if finding.refuses:
        return "✗", "bold red"
    if finding.asks:
        return "?", "bold yellow"
    if finding.passed is False and finding.force is Force.TARGET:
        return "!", "yellow"
    return "·", ""


def _closing(result: CheckResult) -> Iterator[tuple[Phrase, str]]:
    summary = result.summary
    if summary.required_failed:
        yield phrase("✗ Vi phạm {count} quy định bắt buộc.", count=summary.required_failed), "bold red"
    if summary.asks:
        yield phrase("? {count} điểm bắt buộc cần người quyết định hoặc xác nhận.", count=summary.asks), "bold yellow"
    if summary.targets_missed:
        yield phrase("! {count} mức phấn đấu chưa đạt (không chặn).", count=summary.targets_missed), "yellow"
    if not (summary.required_failed or summary.asks):
        yield phrase("✓ Không vi phạm quy định bắt buộc nào."), "green"
    yield _choices(result.congress.choices), "dim"


def _choices(choices: Choices) -> Phrase:
    return phrase(
        "Lựa chọn đang dùng: số dư không có số nguyên: {surplus}; tỷ lệ in ra: {percent}; "
        "tỷ lệ tính trên: {quota}; tuổi tính đến: {age}.",
        surplus=choices.surplus_rounding,
        percent=choices.percent_rounding,
        quota=choices.quota_of,
        age=choices.age_on,
    )
