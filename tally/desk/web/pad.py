"""The keys of one ballot form as pages show them (bàn phím nhập phiếu): codes, signs, words, and what is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.labels import label_of
from rules.model import Form
from rules.phrase import Phrase, phrase
from tally.desk.contest_acts import ContestDeclared
from tally.desk.keys import AGAINST, FOR, KeyPad, Keys
from tally.model import Ballot, InvalidReason, RawMark
from tally.validity import BallotForm, needing_all_disagree, verdict

SIGNS: Final[Mapping[str, str]] = {"k": "✓", "s": "✗", "a": "✓", "d": "✗", "b": "⊞", "n": "☐", "u": "?"}
"""Beside each name, so that nothing is told by colour alone."""

LOOKS: Final[Mapping[str, str]] = {
    "k": "kept",
    "s": "against",
    "a": "kept",
    "d": "against",
    "b": "both",
    "n": "neither",
    "u": "unclear",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """Everything the typing field and the list of names need of a contest."""

    form: Form
    names: tuple[str, ...]
    seats: int
    grounds: tuple[str, ...]

    @property
    def signs(self) -> Mapping[str, str]:
        """The sign of each mark."""
        return SIGNS

    @property
    def looks(self) -> Mapping[str, str]:
        """The look of each mark, as the style names it."""
        return LOOKS

    @property
    def keys(self) -> KeyPad:
        """What reads a line."""
        return KeyPad(form=self.form, names=len(self.names), grounds=self.grounds)

    @property
    def favour(self) -> str:
        """The mark of a name that nothing was typed for."""
        return FOR[self.form].value

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of each name."""
        return tuple(f"{number:0{self.keys.width}d}" for number in range(1, len(self.names) + 1))

    @property
    def example(self) -> str:
        """Two codes as they are typed, or the one there is."""
        return "".join(self.codes[:3:2])

    @property
    def example_range(self) -> str:
        """A range, as it is typed."""
        return f"{self.codes[0]}-{self.codes[min(4, len(self.names) - 1)]}"

    @property
    def both_boxes(self) -> bool:
        """Whether the ballot has two boxes beside a name."""
        return self.form is Form.AGREE_DISAGREE

    @property
    def polarity(self) -> Phrase:
        """What the codes are of, in the largest letters of the page: struck and kept must never be confused."""
        if self.both_boxes:
            return phrase("GÕ SỐ NGƯỜI BỊ ĐÁNH DẤU «KHÔNG ĐỒNG Ý»")
        return phrase("GÕ SỐ NGƯỜI BỊ GẠCH TÊN")

    @property
    def against_words(self) -> Phrase:
        """The word for what is typed."""
        return phrase("không đồng ý") if self.both_boxes else phrase("gạch")

    @property
    def nobody(self) -> Phrase:
        """What ``-`` means."""
        return phrase("không đồng ý: không có ai") if self.both_boxes else phrase("không gạch ai")

    @property
    def everybody(self) -> Phrase:
        """What ``*`` means."""
        return phrase("không đồng ý với tất cả") if self.both_boxes else phrase("gạch tất cả")

    def script(self) -> dict[str, object]:
        """What the page's script needs to read keys as the server does."""
        return {
            "form": self.form.value,
            "names": len(self.names),
            "seats": self.seats,
            "grounds": list(self.grounds),
            "codes": list(self.codes),
            "signs": dict(self.signs),
            "looks": dict(self.looks),
        }


def pad_of(declared: ContestDeclared) -> Pad:
    """The keys of a contest as it was declared at the desk."""
    return Pad(form=Form(declared.form), names=declared.names, seats=declared.seats, grounds=declared.grounds)


VERDICTS: Final[Mapping[str, Phrase]] = {
    "waiting": phrase("chưa gõ"),
    "valid": phrase("HỢP LỆ"),
    "overvote": phrase("KHÔNG HỢP LỆ: để lại quá số lượng"),
    "votes_for_nobody": phrase("KHÔNG HỢP LỆ: không bầu cho ai"),
    "double_mark": phrase("KHÔNG HỢP LỆ: đánh dấu cả hai ô"),
    "unmarked": phrase("KHÔNG HỢP LỆ: không đánh dấu ô nào"),
    "nobody_agreed": phrase("KHÔNG ĐỒNG Ý VỚI AI"),
    "doubt": phrase("NGHI VẤN: chờ ban kiểm phiếu"),
    "ground": phrase("ĐỀ NGHỊ KHÔNG HỢP LỆ"),
    "fault": phrase("CHƯA ĐỌC ĐƯỢC"),
}
"""Words for what the marks alone say of a paper; only people decide on a doubtful one."""

SHORT_PROBLEMS: Final[Mapping[str, Phrase]] = {
    "keys.nothing": phrase("chưa gõ"),
    "keys.half_a_code": phrase("đang gõ mã…"),
    "keys.nothing_before": phrase("chưa có lá trước để dùng «=»"),
    "keys.no_ground": phrase("không có lý do «!{digit}»", digit="{digit}"),
    "keys.other_form": phrase("«{letter}» chỉ có ở phiếu đồng ý / không đồng ý", letter="{letter}"),
    "keys.repeated": phrase("số {name} gõ hai lần", name="{name}"),
    "keys.reversed": phrase("khoảng {first}-{last} ngược", first="{first}", last="{last}"),
    "keys.unknown": phrase("không có số {code}", code="{code}"),
    "keys.unreadable": phrase("không đọc được «{text}»", text="{text}"),
}
"""What the page says live of keys that mean nothing yet, in a few words; the server says more."""

_VALID: Final = ("valid", "nobody_agreed")
_DOUBT: Final = ("doubt", "ground", "waiting")


def look_of(verdict: str) -> str:
    """The look of a verdict: ``valid``, ``doubt`` or ``invalid``."""
    return "valid" if verdict in _VALID else "doubt" if verdict in _DOUBT else "invalid"


def verdict_of(pad: Pad, keys: Keys) -> str:
    """What the marks alone say of a paper; the page's script says the same while it is typed."""
    if keys.ground:
        return "ground"
    if keys.doubtful or RawMark.UNCLEAR in keys.marks:
        return "doubt"
    paper = BallotForm(form=pad.form, names=len(pad.names), seats=pad.seats)
    ballot = Ballot(0, keys.marks)
    if needing_all_disagree((ballot,), paper):
        return "nobody_agreed"
    reason = verdict(ballot, paper, None)
    return "valid" if reason is None else reason.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a line of keys means, as the page shows it."""

    against_words: Phrase
    against: int
    favour_words: Phrase
    favour: int
    seats: int
    verdict: Phrase
    look: str
    marks: str = ""


def reading_of(pad: Pad, keys: Keys | None) -> Reading:
    """What is shown for these keys; None: nothing was typed yet."""
    said = "waiting" if keys is None else verdict_of(pad, keys)
    marks = pad.favour * len(pad.names) if keys is None else keys.marks
    words = VERDICTS[said]
    if keys is not None and keys.ground:
        words = phrase("{verdict}: {ground}", verdict=words, ground=label_of(InvalidReason(keys.ground)))
    return Reading(
        against_words=phrase("Không đồng ý") if pad.both_boxes else phrase("Gạch"),
        against=marks.count(AGAINST[pad.form].value),
        favour_words=phrase("Đồng ý") if pad.both_boxes else phrase("Còn lại"),
        favour=marks.count(pad.favour),
        seats=pad.seats,
        verdict=words,
        look=look_of(said),
        marks=marks,
    )
