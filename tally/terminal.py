"""The result as people read it in a terminal: account, votes in ballot order, who is elected, what is open and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.columns import Columns
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules.choice import Choices
from rules.citation import Citation, citation_phrase
from rules.labels import label_of, office_of
from rules.messages import Translator
from rules.model import About, Form
from rules.phrase import Phrase, phrase
from tally.outcome import Standing, State
from tally.result import ContestResult
from tally.result_file import invalid_reasons
from tally.rounds import CongressResult

_STYLES = {
    Standing.ELECTED: "bold green",
    Standing.ALTERNATE: "green",
    Standing.TIED_AT_CUT: "bold yellow",
    Standing.TIED_AT_ALTERNATE_CUT: "bold yellow",
}

_STEPS = {
    "base": phrase("tổng số để tính quá nửa"),
    "needed": phrase("số phiếu cần đạt"),
    "order": phrase("thứ tự trúng cử"),
    "tie": phrase("bằng phiếu ở ranh giới"),
    "short": phrase("bầu thiếu"),
    "alternates": phrase("đại biểu dự khuyết"),
    "validity": phrase("phiếu hợp lệ"),
    "over_issued": phrase("số phiếu nhiều hơn phát ra"),
}

_HOW_TO_DECIDE = {
    About.TIED: "no_further_revote",
    About.SHORT: "no_further_vote",
    About.OVER_ISSUED: "annulled",
}


def print_result(result: CongressResult, translator: Translator, console: Console | None = None) -> None:
    """Print every contest: what was counted, how each person stands, and what people still have to decide."""
    console = console or Console(highlight=False)
    congress = result.congress
    console.print(Text(congress.name, style="bold"))
    opening = phrase("Khai mạc {opens} · bộ quy định {pack}", opens=congress.opens, pack=result.rules.pack)
    console.print(Text(translator.text(opening)))
    for each in result.contests:
        console.print()
        _print_contest(each, result, translator, console)


def _print_contest(each: ContestResult, result: CongressResult, translator: Translator, console: Console) -> None:
    contest = each.contest
    heading = phrase(
        "{id} · bầu {office}: {seats} người, danh sách {names} người",
        id=contest.id,
        office=office_of(contest.office, result.congress.level),
        seats=contest.seats,
        names=len(contest.slate),
    )
    if contest.after is not None:
        heading = phrase("{heading} · lần {round}: {vote}", heading=heading, round=contest.round, vote=contest.vote)
    console.rule(Text(translator.text(heading), style="bold"), align="left")

    def tell(line: Phrase, style: str = "") -> None:
        console.print(Padding(Text(translator.text(line), style=style), (0, 0, 0, 2)))

    for line in (_polarity(contest.form), *_account(each)):
        tell(line)
    if each.tally is not None:
        console.print(_votes(each, result.congress.choices, translator))
        _print_elected(each, translator, console)
    is_open = each in result.open_contests
    for line in _outcome(each, is_open=is_open):
        tell(line, "bold yellow" if is_open else "bold")
    for line in _grounds(each, result.congress.choices):
        tell(line, "dim")


def _polarity(form: Form) -> Phrase:
    if form is Form.STRIKE_OUT:
        return phrase("Phiếu có số dư (gạch tên): tên để lại là bầu, tên bị gạch là không bầu.")
    return phrase("Phiếu không số dư: dấu ở ô đồng ý là bầu, ở ô không đồng ý là không bầu.")


def _account(each: ContestResult) -> Iterator[Phrase]:
    account = each.account
    excluded = tuple(
        phrase("{reason} {number}", reason=label_of(reason), number=number)
        for reason, number in account.excluded.items()
    )
    yield phrase(
        "Được triệu tập {summoned}, trừ {excluded}: tổng số để tính quá nửa là {base}.",
        summoned=account.summoned,
        excluded=excluded or (phrase("không ai"),),
        base=account.base,
    )
    yield phrase(
        "Có mặt {present}; phát ra {issued}, thu về {returned}, kiểm được {counted} phiếu.",
        present=account.present,
        issued=account.issued,
        returned=account.returned,
        counted=account.counted,
    )
    if account.spoilt is not None:
        yield phrase("Hỏng đổi lại {spoilt} phiếu (đã trừ khỏi số phát ra).", spoilt=account.spoilt)
    if account.not_returned is not None:
        yield phrase("Không thu về {not_returned} phiếu.", not_returned=account.not_returned)
    if each.tally is None:
        return
    reasons = tuple(
        phrase("{reason} {number}", reason=label_of(reason), number=number)
        for reason, number in invalid_reasons(each).items()
    )
    if reasons:
        yield phrase(
            "Hợp lệ {valid}, không hợp lệ {invalid} ({reasons}).",
            valid=each.tally.valid,
            invalid=each.tally.invalid,
            reasons=reasons,
        )
    else:
        yield phrase("Hợp lệ {valid}, không hợp lệ 0.", valid=each.tally.valid)
    if each.needed is None:
        yield phrase("Bầu lại trong số người bằng phiếu: ai nhiều phiếu hơn thì trúng cử, không cần quá nửa.")
    else:
        yield phrase("Trúng cử cần quá một nửa của {base}: từ {needed} phiếu.", base=account.base, needed=each.needed)


def _votes(each: ContestResult, choices: Choices, translator: Translator) -> Table:
    """The table of votes, in ballot order; the percentages name their base."""
    boxed = each.contest.form is Form.AGREE_DISAGREE
    table = Table(pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(translator.text(phrase("Số")), justify="right")
    table.add_column(translator.text(phrase("Họ và tên")), overflow="fold", ratio=1)
    table.add_column(translator.text(phrase("Đồng ý") if boxed else phrase("Số phiếu")), justify="right")
    if boxed:
        table.add_column(translator.text(phrase("Không đồng ý")), justify="right")
        table.add_column(translator.text(phrase("Không tính")), justify="right")
    table.add_column(translator.text(phrase("% của {base}", base=each.account.base)), justify="right")
    table.add_column(translator.text(phrase("Kết quả")))
    tally = each.tally
    if tally is None:
        return table
    percents = each.percents(choices)
    for place, person in enumerate(each.contest.slate.candidates):
        standing = each.outcome.standings[place]
        others = [str(tally.against[place]), str(tally.not_counted[place])] if boxed else []
        table.add_row(
            str(person.number),
            Text(person.name),
            str(tally.votes[place]),
            *others,
            translator.percent(percents[place]),
            Text(translator.label(standing)),
            style=_STYLES.get(standing),
        )
    return table


def _print_elected(each: ContestResult, translator: Translator, console: Console) -> None:
    """The elected from high to low, with their votes: as the minutes list them."""
    elected = each.outcome.elected
    if each.tally is None or not elected:
        console.print(Padding(Text(translator.text(phrase("Không có ai trúng cử."))), (0, 0, 0, 2)))
        return
    console.print(Padding(Text(translator.text(phrase("Trúng cử, từ cao xuống thấp:"))), (1, 0, 0, 2)))
    votes = each.tally.votes
    people = (
        Text(f"{place}. {name} {votes[number - 1]}")
        for place, (number, name) in enumerate(zip(elected, _names(each, elected), strict=True), start=1)
    )
    console.print(Padding(Columns(people, equal=True, column_first=True), (0, 0, 1, 2)))


def _outcome(each: ContestResult, *, is_open: bool) -> Iterator[Phrase]:
    """What the outcome means and what follows: the program never decides it."""
    outcome, contest = each.outcome, each.contest
    match outcome.state:
        case State.FILLED:
            yield phrase("Kết quả: đủ {seats} người.", seats=contest.seats)
        case State.SHORT:
            yield phrase(
                "Kết quả: thiếu {open} trong {seats} người; đại hội quyết định có bầu tiếp hay không.",
                open=outcome.seats_open,
                seats=contest.seats,
            )
        case State.TIED:
            tied_votes = each.tally.votes[outcome.tied[0] - 1] if each.tally else 0
            yield phrase(
                "Kết quả: {count} người cùng {votes} phiếu ở ranh giới trúng cử, chỉ còn {open} chỗ: {names}.",
                count=len(outcome.tied),
                votes=tied_votes,
                open=outcome.next.seats if outcome.next else outcome.seats_open,
                names=_names(each, outcome.tied),
            )
            if outcome.next is not None:
                yield phrase("Theo quy định: lập danh sách những người này và bầu lại; chương trình không chọn thay.")
        case State.VOID:
            yield from _void(each)
    if each.decision is not None:
        yield phrase(
            "Quyết định đã ghi: {decision} ({by}).",
            decision=label_of(each.decision.decision),
            by=each.decision.by,
        )
    if is_open:
        yield from _still_open(each)


def _still_open(each: ContestResult) -> Iterator[Phrase]:
    """What to write into congress.toml once the congress has decided or voted again."""
    about = {State.TIED: About.TIED, State.SHORT: About.SHORT}.get(each.outcome.state, About.OVER_ISSUED)
    decision = phrase(
        '[[decision]] contest = "{id}", about = "{about}", decision = "{decision}"',
        id=each.contest.id,
        about=about.value,
        decision=_HOW_TO_DECIDE[about],
    )
    if about is About.OVER_ISSUED:
        yield phrase("CHƯA XONG: cần quyết định của đại hội ({decision}).", decision=decision)
    else:
        yield phrase(
            'CHƯA XONG: cần kết quả lần bầu sau ([[contest]] có after = "{id}"), '
            "hoặc quyết định của đại hội ({decision}).",
            id=each.contest.id,
            decision=decision,
        )


def _void(each: ContestResult) -> Iterator[Phrase]:
    account = each.account
    yield phrase(
        "KHÔNG CÓ KẾT QUẢ: phát ra {issued}, thu về {returned}, kiểm được {counted} phiếu.",
        issued=account.issued,
        returned=account.returned,
        counted=account.counted,
    )
    if account.over_issued:
        yield phrase("Nhiều phiếu hơn số phát ra: đại hội phải hủy toàn bộ số phiếu trong hòm và bỏ phiếu lại.")
    else:
        yield phrase("Kiểm được nhiều hơn số thu về: không thấy quy định nào, đại hội phải quyết định.")


def _grounds(each: ContestResult, choices: Choices) -> Iterator[Phrase]:
    """The provisions a result rests on, each once with the steps it carries, and the choices."""
    steps_of: dict[Citation, list[Phrase]] = {}
    for step in each.steps:
        carried = steps_of.setdefault(step.citation, [])
        if _STEPS[step.step] not in carried:
            carried.append(_STEPS[step.step])
    for citation, steps in steps_of.items():
        yield phrase("Căn cứ {citation}: {steps}", citation=citation_phrase(citation), steps=tuple(steps))
    yield phrase("Tỷ lệ %: {rounding}.", rounding=choices.percent_rounding)
    if choices.all_disagree is not None and each.contest.form is Form.AGREE_DISAGREE:
        yield phrase("Phiếu không đồng ý với ai: {choice} (theo lựa chọn).", choice=choices.all_disagree)


def _names(each: ContestResult, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(each.contest.slate.candidates[number - 1].name for number in numbers)
