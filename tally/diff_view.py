"""What comparing counts says: ballot by ballot what each count has, and what it does to votes and outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.json_form import Json
from rules.messages import Translator
from rules.model import Contest
from rules.phrase import Phrase, phrase
from tally.codes import width_of
from tally.comparison import Comparison, Difference, Effect, Ending
from tally.diff_sides import Compared, Side
from tally.model import Ballot, InvalidReason, RawMark

FORMAT = "kiemphieu-diff/1"
_SHOWN = 50
_NAMED = 6


@dataclass(frozen=True, slots=True)
class _Line:
    """A line for people, and how far in it stands."""

    depth: int
    words: Phrase


def is_same(found: Sequence[Compared]) -> bool:
    """Whether every contest has the same ballots in every count."""
    return all(each.comparison is not None and not each.comparison.differences for each in found)


def diff_form(sides: Sequence[Side], found: Sequence[Compared], translator: Translator) -> Json:
    """The comparison for programs."""
    return {
        "format": FORMAT,
        "counts": [{"name": side.name, "verified": side.verified} for side in sides],
        "same": is_same(found),
        "contests": [_contest_form(each, translator) for each in found],
    }


def diff_lines(sides: Sequence[Side], found: Sequence[Compared], translator: Translator) -> Iterator[str]:
    """The comparison for people."""
    text = translator.text
    for place, side in enumerate(sides, start=1):
        yield text(phrase("Lần {place}: {name}", place=place, name=side.name))
        if side.verified is False:
            yield f"  {text(phrase('HỒ SƠ NÀY KHÔNG KHỚP (xem kiemphieu verify): so theo dữ liệu gốc trong đó.'))}"
    for each in found:
        yield ""
        yield text(phrase("{contest} · bầu {office}", contest=each.contest.id, office=each.contest.office))
        if each.comparison is None:
            yield f"  {text(phrase('KHÔNG SO ĐƯỢC: {why}', why=each.why_not or ''))}"
            continue
        for line in _lines(each.contest, each.comparison):
            yield f"{'  ' * line.depth}{text(line.words)}"


def _lines(contest: Contest, comparison: Comparison) -> Iterator[_Line]:
    differences = comparison.differences
    if not comparison.by_number:
        yield _Line(1, phrase("Phiếu không có số: so như hai tập phiếu, nêu số khác nhau ít nhất có thể."))
    if not differences:
        yield _Line(1, phrase("Giống nhau: {count} phiếu.", count=len(comparison.piles[0].ballots)))
        return
    yield _Line(
        1,
        phrase(
            "Khác nhau {count} phiếu; số phiếu của từng lần: {ballots}.",
            count=len(differences),
            ballots=tuple(len(pile.ballots) for pile in comparison.piles),
        ),
    )
    for difference in differences[:_SHOWN]:
        yield from _difference(contest, difference)
    if len(differences) > _SHOWN:
        yield _Line(1, phrase("… và {count} phiếu nữa: xem --json", count=len(differences) - _SHOWN))
    yield from _summary(contest, comparison)


def _difference(contest: Contest, difference: Difference) -> Iterator[_Line]:
    if difference.number is None:
        yield _Line(1, phrase("• Một phiếu:"))
    else:
        yield _Line(1, phrase("• Phiếu số {number}:", number=difference.number))
    for at, paper in enumerate(difference.papers, start=1):
        if paper is None:
            yield _Line(3, phrase("lần {place}: không có phiếu này", place=at))
    if sum(paper is not None for paper in difference.papers) > 1:
        for name in difference.names:
            person = contest.slate.candidates[name - 1].name
            marks = tuple(_mark(paper, name) for paper in difference.papers)
            code = f"{name:0{width_of(len(contest.slate))}d}"
            yield _Line(3, phrase("{code} {name}: {marks}", code=code, name=person, marks=marks))
    if len(set(difference.verdicts)) > 1:
        yield _Line(
            3, phrase("{verdicts}", verdicts=tuple(_verdict(difference, at) for at in range(len(difference.papers))))
        )
    if difference.alone is not None:
        yield _Line(3, phrase("lần {place} đứng một mình", place=difference.alone + 1))
    for place, effect in enumerate(difference.effects, start=2):
        yield from _effect(contest, place, effect)


def _effect(contest: Contest, place: int, effect: Effect) -> Iterator[_Line]:
    changed = tuple(
        phrase("{change} {name}", change=f"{change:+d}", name=person.name)
        for person, change in zip(contest.slate.candidates, effect.votes or (), strict=False)
        if change
    )
    if len(changed) > _NAMED:
        yield _Line(3, phrase("theo lần {place}: {count} người thêm hoặc bớt phiếu", place=place, count=len(changed)))
    elif changed:
        yield _Line(3, phrase("theo lần {place}: {changed}", place=place, changed=changed))
    if effect.changes_outcome:
        yield _Line(3, phrase("theo lần {place}, riêng phiếu này đã ĐỔI KẾT QUẢ", place=place))


def _summary(contest: Contest, comparison: Comparison) -> Iterator[_Line]:
    first = comparison.endings[0]
    for place, ending in enumerate(comparison.endings[1:], start=2):
        yield from _outcome(contest, place, first, ending)
    if any(comparison.alone):
        for place, times in enumerate(comparison.alone, start=1):
            yield _Line(1, phrase("Lần {place} đứng một mình {times} phiếu.", place=place, times=times))
    if comparison.undecided:
        yield _Line(1, phrase("{count} phiếu mỗi lần một khác: mở lại lá phiếu.", count=comparison.undecided))
    elif comparison.majority is None and any(comparison.alone):
        yield _Line(1, phrase("Theo đa số từng lá thì không ra một chồng phiếu nào: mở lại những lá khác nhau."))
    if comparison.majority is not None:
        elected = _names(contest, comparison.majority.elected)
        if first is not None and first.same_outcome(comparison.majority):
            yield _Line(1, phrase("Theo đa số: cùng kết quả như lần 1."))
        else:
            yield _Line(
                1,
                phrase("Theo đa số: {state}; trúng cử: {elected}", state=_state(comparison.majority), elected=elected),
            )


def _outcome(contest: Contest, place: int, first: Ending | None, ending: Ending | None) -> Iterator[_Line]:
    if first is None or ending is None:
        yield _Line(1, phrase("Không xác định được kết quả của lần 1 hoặc lần {place} như đang có.", place=place))
    elif first.same_outcome(ending):
        yield _Line(1, phrase("Lần 1 và lần {place} cùng kết quả: {state}.", place=place, state=_state(first)))
    else:
        yield _Line(
            1,
            phrase(
                "KẾT QUẢ KHÁC: lần 1 {one}, lần {place} {other}.", one=_state(first), place=place, other=_state(ending)
            ),
        )
        for names, line in (
            (set(first.elected) - set(ending.elected), phrase("chỉ lần 1")),
            (set(ending.elected) - set(first.elected), phrase("chỉ lần {place}", place=place)),
        ):
            if names:
                yield _Line(3, phrase("{line} trúng cử: {names}", line=line, names=_names(contest, sorted(names))))


def _state(ending: Ending) -> Phrase:
    from rules.labels import label_of
    from tally.outcome import State

    return label_of(State(ending.state))


def _mark(paper: Ballot | None, name: int) -> Phrase:
    if paper is None:
        return phrase("không có")
    raw, read = RawMark(paper.marks[name - 1]), RawMark(paper.reading[name - 1])
    if raw is read:
        return phrase("{mark}", mark=raw)
    return phrase("{mark} (kết luận {read})", mark=raw, read=read)


def _verdict(difference: Difference, place: int) -> Phrase:
    if difference.papers[place] is None:
        return phrase("lần {place}: không có", place=place + 1)
    reason = difference.verdicts[place]
    if reason is None:
        return phrase("lần {place}: hợp lệ", place=place + 1)
    return phrase("lần {place}: không hợp lệ ({reason})", place=place + 1, reason=reason)


def _names(contest: Contest, numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(contest.slate.candidates[number - 1].name for number in numbers)


def _contest_form(each: Compared, translator: Translator) -> Json:
    form: Json = {"id": each.contest.id, "comparable": each.comparison is not None}
    if each.comparison is None:
        return form | {"why_not": translator.text(each.why_not or phrase("không so được"))}
    comparison = each.comparison
    return form | {
        "by_number": comparison.by_number,
        "ballots": [len(pile.ballots) for pile in comparison.piles],
        "differences": [_difference_form(difference) for difference in comparison.differences],
        "endings": [_ending_form(ending) for ending in comparison.endings],
        "alone": list(comparison.alone),
        "undecided": comparison.undecided,
        "majority": _ending_form(comparison.majority),
    }


def _difference_form(difference: Difference) -> Json:
    return {
        "ballot": difference.number,
        "papers": [
            _paper_form(paper, verdict) for paper, verdict in zip(difference.papers, difference.verdicts, strict=True)
        ],
        "names": list(difference.names),
        "alone": None if difference.alone is None else difference.alone + 1,
        "effects": [
            {"votes": None if effect.votes is None else list(effect.votes), "changes_outcome": effect.changes_outcome}
            for effect in difference.effects
        ],
    }


def _paper_form(paper: Ballot | None, verdict: InvalidReason | None) -> Json | None:
    if paper is None:
        return None
    return {
        "marks": paper.marks,
        "reading": paper.reading,
        "ruling": None if paper.ruling is None else paper.ruling.value,
        "invalid": None if verdict is None else verdict.value,
    }


def _ending_form(ending: Ending | None) -> Json | None:
    if ending is None:
        return None
    return {
        "votes": None if ending.votes is None else list(ending.votes),
        "state": ending.state,
        "elected": list(ending.elected),
    }
