"""What is typed for one paper (phím nhập một lá phiếu) and the marks it means: always the names *against*.

On a strike-out ballot the codes are of the struck names, on an agree/disagree ballot of the rows with a cross under
"disagree". Codes have the width of the slate's largest number and need no separator.

======================  ==============================================================================
``031721``              names 3, 17, 21; blanks may stand anywhere between codes
``05-09``               names 5 to 9
``-``                   nobody struck, nobody disagreed with
``*``                   everybody
``=``                   the same as on the paper typed before
``?`` or ``03?``        nothing is clear; the mark beside name 3 is not clear
``-/0304``              agree/disagree: names 3 and 4 have a cross in neither box; ``/*`` everybody
``-x05``                agree/disagree: name 5 has a cross in both boxes; ``x*`` everybody
``!0`` at the end       doubtful: the committee is to look at the paper
``!2`` at the end       the second of the listed grounds of invalidity that only people can see
======================  ==============================================================================

Nothing typed never means anything. The page's script does the same live; both are held to one table of cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.model import Form
from rules.phrase import Phrase, phrase
from tally.codes import width_of
from tally.model import RawMark

ENTER = 1
"""The key that saves is counted too."""

_TAIL = re.compile(r"!([0-9])$")
_PARTS = re.compile(r"([/x])")
_SHORTEST_RANGE = 3

AGAINST = {Form.STRIKE_OUT: RawMark.STRUCK, Form.AGREE_DISAGREE: RawMark.DISAGREE}
FOR = {Form.STRIKE_OUT: RawMark.KEPT, Form.AGREE_DISAGREE: RawMark.AGREE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What a line of keys means: ``marks`` one letter a name, ``ground`` empty if none, ``doubtful`` asks people."""

    marks: str
    ground: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """Why a line of keys cannot be read: a stable name, and the sentences for whoever typed it."""

    name: str
    message: Phrase
    remedy: Phrase


class KeysError(ValueError):
    """A line of keys that means nothing; ``problem`` is the first thing wrong, where typing stopped making sense."""

    def __init__(self, problem: KeyProblem) -> None:
        """Take the problem; the only argument, so that the exception pickles."""
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPad:
    """What keys mean on one ballot form: how many names, and the grounds that ``!1``, ``!2``, … stand for."""

    form: Form
    names: int
    grounds: Sequence[str] = ()

    @property
    def width(self) -> int:
        """Digits of a code."""
        return width_of(self.names)

    def read(self, typed: str, before: Keys | None = None) -> Keys:
        """Read a line of keys; ``before`` is what the paper typed before meant. Raises ``KeysError``."""
        text = "".join(typed.split()).lower()
        ground, doubtful = "", False
        if found := _TAIL.search(text):
            ground, doubtful = self._ground(int(found[1]))
            text = text[: found.start()]
        if text == "=":
            if before is None:
                raise KeysError(_nothing_before())
            return Keys(marks=before.marks, ground=ground or before.ground, doubtful=doubtful or before.doubtful)
        return Keys(marks=self._marks(text), ground=ground, doubtful=doubtful)

    def shortest(self, marks: str) -> str:
        """The fewest keys for these marks, as a practised clerk types them; without the key that saves."""
        against, for_ = AGAINST[self.form], FOR[self.form]
        if RawMark.UNCLEAR * self.names == marks:
            return "?"
        text = self._codes(marks, against, unclear=True) or "-"
        if self.form is Form.AGREE_DISAGREE:
            for letter, mark in (("/", RawMark.NEITHER), ("x", RawMark.BOTH)):
                codes = self._codes(marks, mark)
                text += letter + codes if codes else ""
        if not set(marks) <= {against, for_, RawMark.UNCLEAR, RawMark.NEITHER, RawMark.BOTH}:
            raise ValueError(f"marks of another form: {marks}")
        return text

    def _ground(self, digit: int) -> tuple[str, bool]:
        if digit == 0:
            return "", True
        if digit > len(self.grounds):
            raise KeysError(_no_ground(digit, len(self.grounds)))
        return self.grounds[digit - 1], False

    def _marks(self, text: str) -> str:
        if not text:
            raise KeysError(_nothing_typed())
        if text == "?":
            return RawMark.UNCLEAR * self.names
        first, *rest = _PARTS.split(text)
        if rest and self.form is Form.STRIKE_OUT:
            raise KeysError(_not_on_this_form(rest[0]))
        marks = [FOR[self.form].value] * self.names
        taken: set[int] = set()
        self._lay(first, AGAINST[self.form], marks, taken)
        letters = {"/": RawMark.NEITHER, "x": RawMark.BOTH}
        for letter, codes in zip(rest[::2], rest[1::2], strict=True):
            self._lay(codes, letters[letter], marks, taken)
        return "".join(marks)

    def _lay(self, codes: str, mark: RawMark, marks: list[str], taken: set[int]) -> None:
        if not codes:
            raise KeysError(_nothing_typed())
        if codes == "-":
            if mark in AGAINST.values():
                return
            raise KeysError(_unreadable(codes, self.width, self.names))
        for name, unclear in self._names(codes):
            if name in taken:
                raise KeysError(_repeated(name))
            taken.add(name)
            marks[name - 1] = RawMark.UNCLEAR.value if unclear else mark.value

    def _names(self, codes: str) -> Iterator[tuple[int, bool]]:
        if codes == "*":
            yield from ((name, False) for name in range(1, self.names + 1))
            return
        width, at = self.width, 0
        while at < len(codes):
            name, at = self._name(codes, at, width), at + width
            if codes[at : at + 1] == "?":
                at += 1
                yield name, True
            elif codes[at : at + 1] == "-":
                last, at = self._name(codes, at + 1, width), at + 1 + width
                if last <= name:
                    raise KeysError(_reversed(name, last))
                yield from ((each, False) for each in range(name, last + 1))
            else:
                yield name, False

    def _name(self, codes: str, at: int, width: int) -> int:
        code = codes[at : at + width]
        digits = code.isascii() and (code.isdecimal() or not code)
        if not digits:
            raise KeysError(_unreadable(codes[at:], width, self.names))
        if len(code) < width:
            raise KeysError(_half_a_code(code, width))
        if not 1 <= int(code) <= self.names:
            raise KeysError(_unknown(code, self.names))
        return int(code)

    def _codes(self, marks: str, mark: RawMark, *, unclear: bool = False) -> str:
        """The codes of the names with a mark, runs as ranges where that is shorter; unclear ones behind them."""
        names = [place for place, letter in enumerate(marks, start=1) if letter == mark]
        if len(names) == self.names:
            return "*"
        text = ""
        for first, last in _runs(names):
            if last - first + 1 >= _SHORTEST_RANGE:
                text += f"{first:0{self.width}d}-{last:0{self.width}d}"
            else:
                text += "".join(f"{name:0{self.width}d}" for name in range(first, last + 1))
        if unclear:
            doubts = (place for place, letter in enumerate(marks, start=1) if letter == RawMark.UNCLEAR)
            text += "".join(f"{name:0{self.width}d}?" for name in doubts)
        return text


def keys_of(typed: str) -> int:
    """How many keys a line takes, blanks left out as nobody needs them, the key that saves counted."""
    return len("".join(typed.split())) + ENTER


def _runs(names: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Names that follow each other, as first and last."""
    start = 0
    for at in range(1, len(names) + 1):
        if at == len(names) or names[at] != names[at - 1] + 1:
            yield names[start], names[at - 1]
            start = at


def _nothing_typed() -> KeyProblem:
    return KeyProblem(
        "keys.nothing",
        phrase("chưa gõ gì: để trống không có nghĩa là không gạch ai"),
        phrase("gõ «-» nếu không có ai, «*» nếu tất cả, hoặc mã của từng người"),
    )


def _nothing_before() -> KeyProblem:
    return KeyProblem(
        "keys.nothing_before",
        phrase("«=» là giống lá phiếu trước, nhưng trước đó chưa có lá nào của lần nhập này"),
        phrase("gõ mã của lá phiếu này"),
    )


def _no_ground(digit: int, grounds: int) -> KeyProblem:
    return KeyProblem(
        "keys.no_ground",
        phrase("«!{digit}» không có trong danh sách lý do", digit=digit),
        phrase("dùng !1 đến !{last} theo danh sách trên màn hình, hoặc !0 là phiếu nghi vấn", last=grounds)
        if grounds
        else phrase("dùng !0 cho phiếu nghi vấn"),
    )


def _not_on_this_form(letter: str) -> KeyProblem:
    return KeyProblem(
        "keys.other_form",
        phrase("«{letter}» chỉ có ở phiếu đồng ý / không đồng ý", letter=letter),
        phrase("phiếu này chỉ gõ mã của những người bị gạch"),
    )


def _repeated(name: int) -> KeyProblem:
    return KeyProblem(
        "keys.repeated",
        phrase("số {name} gõ hai lần", name=name),
        phrase("mỗi người chỉ gõ một lần"),
    )


def _reversed(first: int, last: int) -> KeyProblem:
    return KeyProblem(
        "keys.reversed",
        phrase("khoảng {first}-{last} phải đi từ số nhỏ đến số lớn hơn", first=first, last=last),
        phrase("đổi thứ tự hai đầu của khoảng, hoặc gõ từng mã"),
    )


def _half_a_code(code: str, width: int) -> KeyProblem:
    return KeyProblem(
        "keys.half_a_code",
        phrase("«{code}» thiếu chữ số: mỗi mã có {width} chữ số", code=code, width=width),
        phrase("gõ đủ chữ số, kể cả số 0 ở trước"),
    )


def _unknown(code: str, names: int) -> KeyProblem:
    return KeyProblem(
        "keys.unknown",
        phrase("«{code}» không có trong danh sách: chỉ có số 1 đến {names}", code=code, names=names),
        phrase("xem lại lá phiếu và gõ lại mã"),
    )


def _unreadable(text: str, width: int, names: int) -> KeyProblem:
    return KeyProblem(
        "keys.unreadable",
        phrase("không đọc được từ «{text}»", text=text),
        phrase(
            "gõ mã {width} chữ số liền nhau, ví dụ {example}",
            width=width,
            example=f"{1:0{width}d}{min(3, names):0{width}d}",
        ),
    )
