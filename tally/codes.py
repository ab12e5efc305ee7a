"""The codes cell of a ballot row (``03 05-09 17``): which names it means, or why it cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.phrase import Phrase, phrase

_CODE = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?(?P<unclear>\?)?")
_MOST_DIGITS = 18
# What spreadsheets make of 05-09: 2026-05-09, 05/09/2026, 9-May, May-09, 09-Thg5.
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(/\d{2,4})?|\d{1,2}-[^\W\d].*|[^\W\d]{3,}\d*-\d{1,4}")


@dataclass(frozen=True, slots=True)
class Codes:
    """The names of one cell, as ballot numbers: plainly marked, and marked so that it is not clear."""

    names: frozenset[int]
    unclear: frozenset[int]


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """Why a cell cannot be read: the fault's name and the sentences for the user."""

    name: str
    message: Phrase
    remedy: Phrase


class CodesError(ValueError):
    """A cell that cannot be read; ``problems`` are all of them."""

    def __init__(self, problems: tuple[CodeProblem, ...]) -> None:
        """Take every problem of the cell."""
        super().__init__(problems)
        self.problems = problems


def width_of(names: int) -> int:
    """Digits of a code: those of the slate's largest number, so that ``12`` is never 1 and 2."""
    return len(str(names))


def parse_whole(cell: str) -> int | None:
    """A whole number in our digits, leading zeros or not; None for anything else, and for what no paper can bear."""
    return int(cell) if cell.isascii() and cell.isdecimal() and len(cell) <= _MOST_DIGITS else None


def parse_codes(cell: str, names: int) -> Codes:
    """Read a codes cell of a list of ``names`` names; raise ``CodesError`` with everything wrong in it.

    ``-`` is none, ``*`` all, ``?`` alone means that nothing on the paper is clear; an empty cell means nothing and
    is refused, since "not yet entered" must never look like a decision.
    """
    everyone = frozenset(range(1, names + 1))
    match cell.split():
        case []:
            raise CodesError((_problem_empty(),))
        case ["-"]:
            return Codes(frozenset(), frozenset())
        case ["*"]:
            return Codes(everyone, frozenset())
        case ["?"]:
            return Codes(frozenset(), everyone)
        case tokens:
            return _parse_tokens(tokens, names)


def _parse_tokens(tokens: list[str], names: int) -> Codes:
    marked: set[int] = set()
    unclear: set[int] = set()
    problems: list[CodeProblem] = []
    for token in tokens:
        problem, numbers = _known_token(token, names)
        if problem is not None:
            problems.append(problem)
        elif repeated := numbers & (marked | unclear):
            problems.append(_problem_repeated(token, repeated))
        else:
            (unclear if token.endswith("?") else marked).update(numbers)
    if problems:
        raise CodesError(tuple(problems))
    return Codes(frozenset(marked), frozenset(unclear))


def _parse_token(token: str, names: int) -> tuple[CodeProblem | None, frozenset[int]]:
    if token in {"-", "*", "?"}:
        return _problem_mixed(token), frozenset()
    found = _CODE.fullmatch(token)
    if found is None or not token.isascii():
        return (_problem_date(token) if _DATE.fullmatch(token) else _problem_unreadable(token, names)), frozenset()
    first, last = found["first"], found["last"] or found["first"]
    width = width_of(names)
    if len(first) != width or len(last) != width:
        return _problem_width(token, names), frozenset()
    if not (1 <= int(first) <= names and 1 <= int(last) <= names):
        return _problem_unknown(token, names), frozenset()
    if found["last"] and int(first) >= int(last):
        return _problem_reversed(token), frozenset()
    if found["last"] and found["unclear"]:
        return _problem_unreadable(token, names), frozenset()
    return None, frozenset(range(int(first), int(last) + 1))


# A pile has few tokens, and each of them often.
_known_token = lru_cache(maxsize=1 << 12)(_parse_token)


def _problem_empty() -> CodeProblem:
    return CodeProblem(
        "ballots.empty_cell",
        phrase("ô để trống: không biết là chưa nhập hay không đánh dấu ai"),
        phrase("ghi «-» nếu không có ai, «*» nếu tất cả, hoặc mã của từng người"),
    )


def _problem_repeated(token: str, repeated: frozenset[int]) -> CodeProblem:
    return CodeProblem(
        "ballots.repeated_code",
        phrase(
            "«{token}» nhắc lại người đã ghi trong cùng ô: {names}",
            token=token,
            names=tuple(sorted(repeated)),
        ),
        phrase("mỗi người chỉ ghi một lần trong một ô"),
    )


def _problem_mixed(token: str) -> CodeProblem:
    return CodeProblem(
        "ballots.mixed_cell",
        phrase("«{token}» đứng cạnh mã khác trong cùng ô", token=token),
        phrase("«-» (không ai), «*» (tất cả) và «?» (không rõ) phải đứng một mình; «?» cũng được viết liền sau một mã"),
    )


def _problem_date(token: str) -> CodeProblem:
    return CodeProblem(
        "ballots.date_in_cell",
        phrase("«{token}» là ngày tháng: bảng tính đã đổi một khoảng mã (ví dụ 05-09) thành ngày", token=token),
        phrase("định dạng cột là văn bản (Text) rồi nhập lại, hoặc ghi từng mã: 05 06 07 08 09"),
    )


def _problem_unreadable(token: str, names: int) -> CodeProblem:
    return CodeProblem(
        "ballots.unreadable_code",
        phrase("không đọc được «{token}»", token=token),
        phrase(
            "ghi mã {width} chữ số, cách nhau bằng dấu cách; khoảng liền nhau ghi như {example}",
            width=width_of(names),
            example=f"{1:0{width_of(names)}d}-{min(3, names):0{width_of(names)}d}",
        ),
    )


def _problem_width(token: str, names: int) -> CodeProblem:
    return CodeProblem(
        "ballots.code_width",
        phrase(
            "«{token}» không đúng {width} chữ số: danh sách có {names} người nên mỗi mã có {width} chữ số",
            token=token,
            width=width_of(names),
            names=names,
        ),
        phrase(
            "ghi đủ chữ số 0 ở trước, ví dụ {example}; nếu bảng tính đã bỏ số 0, định dạng cột là văn bản",
            example=f"{1:0{width_of(names)}d}",
        ),
    )


def _problem_unknown(token: str, names: int) -> CodeProblem:
    return CodeProblem(
        "ballots.unknown_code",
        phrase("«{token}» không có trong danh sách: chỉ có số 1 đến {names}", token=token, names=names),
        phrase("xem lại lá phiếu và sửa mã"),
    )


def _problem_reversed(token: str) -> CodeProblem:
    return CodeProblem(
        "ballots.reversed_range",
        phrase("khoảng «{token}» phải đi từ số nhỏ đến số lớn hơn", token=token),
        phrase("đổi thứ tự hai đầu của khoảng, hoặc ghi từng mã"),
    )
