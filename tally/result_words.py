"""What a result says in words: the papers, the base, what the outcome means, what follows; for screen and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from rules.choice import Choices
from rules.citation import Citation, citation_phrase
from rules.labels import label_of, office_of
from rules.model import CONGRESS_FILE, DECISIONS, About, Contest, Form, Level, Vote
from rules.parameter import ShortRule
from rules.percent import PercentRounding, percent
from rules.phrase import Phrase, phrase
from tally.outcome import Ending, State
from tally.result import ContestResult
from tally.terms import decision_entry, still_tied, who_decides

_STEPS = {
    "base": phrase("tổng số để tính quá nửa"),
    "turnout": phrase("tỷ lệ cử tri đi bầu"),
    "needed": phrase("số phiếu cần đạt"),
    "order": phrase("thứ tự trúng cử"),
    "tie": phrase("bằng phiếu ở ranh giới"),
    "short": phrase("bầu thiếu"),
    "extra_election": phrase("khi nào bầu cử thêm"),
    "last_round": phrase("lần bầu cuối cùng"),
    "alternates": phrase("đại biểu dự khuyết"),
    "validity": phrase("phiếu hợp lệ"),
    "over_issued": phrase("số phiếu nhiều hơn phát ra"),
}
_ASKED = {"base": phrase("tổng số để tính"), "needed": phrase("số phiếu đồng ý cần đạt")}
"""The same steps where nobody is elected."""
_ABOUT = {
    State.TIED: About.TIED,
    State.SHORT: About.SHORT,
    State.VOID: About.OVER_ISSUED,
    State.NOT_RECOGNISED: About.TURNOUT,
}


def heading(each: ContestResult, level: Level) -> Phrase:
    """Which contest it is, and which of its votes."""
    contest = each.contest
    office, names = office_of(contest.office, level), len(contest.slate)
    if not contest.vote.elects:
        return phrase(
            "{id} · {vote}: {office}, danh sách {names} người",
            id=contest.id,
            vote=contest.vote,
            office=office,
            names=names,
        )
    first = phrase(
        "{id} · bầu {office}: {seats} người, danh sách {names} người",
        id=contest.id,
        office=office,
        seats=contest.seats,
        names=names,
    )
    if contest.after is None:
        return first
    return phrase("{heading} · lần {round}: {vote}", heading=first, round=contest.round, vote=contest.vote)


def polarity(contest: Contest) -> Phrase:
    """What a mark means on this ballot."""
    if contest.form is Form.STRIKE_OUT and not contest.vote.elects:
        return phrase("Phiếu gạch tên: tên để lại là ủng hộ, tên bị gạch là không ủng hộ.")
    if not contest.vote.elects:
        return phrase("Phiếu hai ô: dấu ở ô đồng ý là ủng hộ, ở ô không đồng ý là không ủng hộ.")
    if contest.form is Form.STRIKE_OUT:
        return phrase("Phiếu có số dư (gạch tên): tên để lại là bầu, tên bị gạch là không bầu.")
    return phrase("Phiếu không số dư: dấu ở ô đồng ý là bầu, ở ô không đồng ý là không bầu.")


def outcome_lines(each: ContestResult, *, is_open: bool) -> Iterator[Phrase]:
    """What the outcome means and what follows: the program never decides it."""
    yield from meaning(each)
    if each.outcome.state is State.COUNTED:
        yield _for_the_check(each)
    if each.not_among:
        yield phrase(
            "Lưu ý: không có trong số những người đã trúng cử vào tập thể phải bầu trước: {names}.",
            names=names_of(each, each.not_among),
        )
    for decision in each.confirmed:
        yield phrase(
            "Quyết định đã ghi, {about}: {decision} ({by}).",
            about=decision.about,
            decision=label_of(decision.decision),
            by=decision.by,
        )
    if each.decision is not None:
        yield phrase(
            "Quyết định đã ghi: {decision} ({by}).",
            decision=label_of(each.decision.decision),
            by=each.decision.by,
        )
        yield from _after_decision(each)
    elif each.tally is None:
        yield phrase("Trước hết đếm lại phiếu giấy: lá nhập thừa thì xóa, số phát ra hay thu về ghi sai thì sửa.")
    if is_open:
        yield from _still_open(each)


def to_record(each: ContestResult) -> tuple[str, ...]:
    """The lines of congress.toml that record what people decided of an open contest; to be copied, never wrapped."""
    return decision_entry(each.contest.id, _ABOUT[each.outcome.state])


def tied_again(each: ContestResult) -> bool:
    """Whether a re-vote among the tied (bầu lại) is tied in its turn; a tie in any other vote is a first one."""
    return each.outcome.next is not None and each.contest.held_as is Vote.REVOTE


def meaning(each: ContestResult) -> Iterator[Phrase]:
    """What the outcome means, and what the provision says of what follows."""
    match each.outcome.state:
        case State.FILLED:
            yield _filled(each)
        case State.SHORT:
            yield from _short(each)
        case State.TIED:
            yield from _tied(each)
        case State.VOID:
            yield from _void(each)
        case State.NOT_RECOGNISED:
            yield _not_recognised(each)
        case State.COUNTED:
            yield phrase(
                "Đủ số phiếu đồng ý: {supported} trong {names} người. Đây không phải là bầu cử: không ai trúng cử.",
                supported=len(each.outcome.supported),
                names=len(each.contest.slate),
            )


def grounds(each: ContestResult, choices: Choices) -> Iterator[Phrase]:
    """The provisions a result rests on, each once with the steps it carries, and the choices."""
    for citation, steps in cited_steps(each).items():
        yield phrase("Căn cứ {citation}: {steps}", citation=citation_phrase(citation), steps=steps)
    yield phrase("Tỷ lệ %: {rounding}.", rounding=choices.percent_rounding)
    if choices.all_disagree is not None and each.contest.form is Form.AGREE_DISAGREE:
        yield phrase("Phiếu không đồng ý với ai: {choice} (theo lựa chọn).", choice=choices.all_disagree)


def cited_steps(each: ContestResult) -> Mapping[Citation, tuple[Phrase, ...]]:
    """The provisions a result rests on, in the order of its steps, each once with the names of its steps."""
    steps_of: dict[Citation, list[Phrase]] = {}
    for step in each.steps:
        carried = steps_of.setdefault(step.citation, [])
        name = _STEPS[step.step] if each.contest.vote.elects else _ASKED.get(step.step, _STEPS[step.step])
        if name not in carried:
            carried.append(name)
    return {citation: tuple(steps) for citation, steps in steps_of.items()}


def names_of(each: ContestResult, numbers: Iterable[int]) -> tuple[str, ...]:
    """The names behind ballot numbers."""
    return tuple(each.contest.slate.candidates[number - 1].name for number in numbers)


def _filled(each: ContestResult) -> Phrase:
    contest, alternates = each.contest, len(each.outcome.alternates)
    if each.for_alternates:
        return phrase("Kết quả: đủ {seats} đại biểu dự khuyết.", seats=contest.seats)
    if contest.alternates:
        return phrase(
            "Kết quả: đủ {seats} người; dự khuyết {alternates} trong {wanted} người.",
            seats=contest.seats,
            alternates=alternates,
            wanted=contest.alternates,
        )
    return phrase("Kết quả: đủ {seats} người.", seats=contest.seats)


def _short(each: ContestResult) -> Iterator[Phrase]:
    outcome, contest = each.outcome, each.contest
    missing = phrase("thiếu {open} trong {seats} người", open=outcome.seats_open, seats=contest.seats)
    rule = _short_rule(each)
    if outcome.ends is Ending.UPPER_COMMITTEE_APPOINTS:
        yield phrase("Kết quả: {missing} sau lần bầu cuối cùng theo quy định.", missing=missing)
        yield phrase("Theo quy định: không bầu nữa; cấp ủy cấp trên trực tiếp chỉ định.")
    elif outcome.ends is Ending.NO_EXTRA_ELECTION:
        yield phrase(
            "Kết quả: {missing}; số trúng cử đã đủ phần luật định nên không phải bầu cử thêm.", missing=missing
        )
    elif rule == ShortRule.EXTRA_ELECTION:
        yield phrase("Kết quả: {missing}; theo luật phải bầu cử thêm.", missing=missing)
    elif rule == ShortRule.NATIONAL_COUNCIL_DECIDES:
        yield phrase("Kết quả: {missing}; Hội đồng bầu cử quốc gia quyết định việc bầu cử thêm.", missing=missing)
    elif contest.held_as is not Vote.FIRST:
        yield phrase(
            "Kết quả: vẫn {missing} sau lần bầu {round}; {who} quyết định có bầu nữa hay không.",
            missing=missing,
            round=contest.round,
            who=who_decides(contest),
        )
    elif rule == ShortRule.VOTE_AGAIN_FIRST:
        yield phrase(
            "Kết quả: {missing}; theo quy định thì bầu tiếp, nhiều lần vẫn thiếu thì {who} mới quyết định có bầu nữa "
            "hay không.",
            missing=missing,
            who=who_decides(contest),
        )
    else:
        yield phrase(
            "Kết quả: {missing}; {who} quyết định có bầu tiếp hay không.", missing=missing, who=who_decides(contest)
        )


def _tied(each: ContestResult) -> Iterator[Phrase]:
    outcome = each.outcome
    votes = each.tally.votes[outcome.tied[0] - 1] if each.tally else 0
    places = outcome.next.seats if outcome.next else outcome.seats_open
    at_alternates = each.for_alternates or not outcome.seats_open
    where = phrase("ranh giới dự khuyết") if at_alternates else phrase("ranh giới trúng cử")
    yield phrase(
        "Kết quả: {count} người cùng {votes} phiếu ở {where}, chỉ còn {open} chỗ: {names}.",
        count=len(outcome.tied),
        votes=votes,
        where=where,
        open=places,
        names=names_of(each, outcome.tied),
    )
    if each.terms.births is not None:
        yield phrase(
            "Theo luật người nhiều tuổi hơn trúng cử, nhưng ngày sinh trong danh sách chưa cho biết ai nhiều hơn: "
            "ghi đủ ngày sinh; nếu cùng ngày sinh thì tổ chức phụ trách bầu cử quyết định."
        )
    elif tied_again(each):
        yield still_tied(each.contest)
    elif outcome.next is not None:
        yield phrase("Theo quy định: lập danh sách những người này và bầu lại; chương trình không chọn thay.")


def _void(each: ContestResult) -> Iterator[Phrase]:
    account = each.account
    yield phrase(
        "KHÔNG CÓ KẾT QUẢ: phát ra {issued}, thu về {returned}, kiểm được {counted} phiếu.",
        issued=account.issued,
        returned=account.returned,
        counted=account.counted,
    )
    who = who_decides(each.contest)
    if not account.over_issued:
        yield phrase("Kiểm được nhiều hơn số thu về: không thấy quy định nào, {who} phải quyết định.", who=who)
    elif each.terms.annuls:
        yield phrase("Nhiều phiếu hơn số phát ra: {who} phải hủy toàn bộ số phiếu trong hòm và bỏ phiếu lại.", who=who)
    else:
        yield phrase("Nhiều phiếu hơn số phát ra: không thấy quy định nào, {who} phải quyết định.", who=who)


def _not_recognised(each: ContestResult) -> Phrase:
    account = each.account
    share = percent(Fraction(account.present, account.summoned or 1), PercentRounding.HALF_UP)
    return phrase(
        "KHÔNG CÔNG NHẬN KẾT QUẢ: {present} trên {summoned} cử tri đi bầu ({share} %), phải quá một nửa.",
        present=account.present,
        summoned=account.summoned,
        share=share,
    )


def _for_the_check(each: ContestResult) -> Phrase:
    """Where ``kiemphieu check`` looks for these numbers."""
    if each.contest.vote is Vote.OPINION:
        return phrase(
            "Để kiemphieu check đối chiếu, ghi số phiếu của từng người vào [[support]], với present = {present} "
            "(kiemphieu count --next lập sẵn).",
            present=each.account.present,
        )
    return phrase(
        "Để kiemphieu check đối chiếu, ghi số phiếu của từng người vào [[step]], với summoned = {summoned} "
        "(kiemphieu count --next lập sẵn).",
        summoned=each.account.summoned,
    )


def _after_decision(each: ContestResult) -> Iterator[Phrase]:
    """What a recorded decision leads to, and what the provision asks before one like it."""
    if each.outcome.next is not None:  # only a vote again is named once people have decided
        yield phrase(
            'Tiếp theo là bỏ phiếu lại ([[contest]] có after = "{id}"; kiemphieu count --next lập sẵn).',
            id=each.contest.id,
        )
    elif each.contest.held_as is Vote.FIRST and _short_rule(each) == ShortRule.VOTE_AGAIN_FIRST:
        yield phrase("Lưu ý: theo quy định, bầu lần đầu chưa đủ thì bầu tiếp trước khi quyết định như vậy.")


def _short_rule(each: ContestResult) -> str | None:
    """What the provision says of a shortfall, None where the vote was not short."""
    if each.outcome.state is not State.SHORT:
        return None
    return next((step.provision.rule for step in each.steps if step.step == "short"), None)


def _still_open(each: ContestResult) -> Iterator[Phrase]:
    """What is still to be done: the next vote, or a decision, which ``to_record`` has as lines to copy."""
    about = _ABOUT[each.outcome.state]
    who = who_decides(each.contest)
    if about in {About.OVER_ISSUED, About.TURNOUT}:
        yield phrase("CHƯA XONG: cần quyết định của {who}.", who=who)
    elif each.outcome.next is None:
        yield phrase("CHƯA XONG: cần người có thẩm quyền quyết định.")
    else:
        yield phrase(
            'CHƯA XONG: cần kết quả lần bầu sau ([[contest]] có after = "{id}"; kiemphieu count --next lập sẵn), '
            "hoặc quyết định của {who}: {decision}.",
            id=each.contest.id,
            who=who,
            decision=label_of(DECISIONS[about][0]),
        )
    yield phrase(
        "Đã quyết định như vậy thì chép các dòng dưới đây vào cuối {file}; thay dấu … bằng người quyết định (by) và "
        "nguyên văn quyết định (text).",
        file=CONGRESS_FILE,
    )
