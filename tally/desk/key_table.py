"""The keys of entry in words (bảng phím), with an example of each for the list at hand.

The desk and the printed sheet show this one table, and a test reads every example as the desk would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.labels import label_of
from rules.model import Form
from rules.phrase import Phrase, phrase
from tally.desk.keys import KeyPad


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What is typed, and what it means."""

    keys: str
    said: Phrase


def polarity(form: Form) -> Phrase:
    """What the codes are of, for the largest letters there are: struck and kept must never be confused."""
    if form is Form.AGREE_DISAGREE:
        return phrase("GÕ SỐ NGƯỜI BỊ ĐÁNH DẤU «KHÔNG ĐỒNG Ý»")
    return phrase("GÕ SỐ NGƯỜI BỊ GẠCH TÊN")


def key_table(pad: KeyPad) -> tuple[KeyRow, ...]:
    """Every key of a ballot form; each example can be typed as it stands."""
    return (*_marks(pad), *_boxes(pad), *_doubts(pad), KeyRow("Enter", phrase("lưu lá phiếu, sang lá sau")))


def _marks(pad: KeyPad) -> Iterator[KeyRow]:
    struck = pad.form is Form.STRIKE_OUT
    first, second = _code(pad, 1), _code(pad, 3)
    if pad.names > 1:
        numbers = (str(int(first)), str(int(second)))
        said = (
            phrase("gạch người số {numbers}", numbers=numbers)
            if struck
            else phrase("không đồng ý với người số {numbers}", numbers=numbers)
        )
        yield KeyRow(first + second, said)
    if pad.names > 2:  # noqa: PLR2004 - the shortest range worth typing
        last = _code(pad, 5)
        yield KeyRow(f"{first}-{last}", phrase("từ số {first} đến số {last}", first=int(first), last=int(last)))
    yield KeyRow("-", phrase("không gạch ai") if struck else phrase("không đồng ý: không có ai"))
    yield KeyRow("*", phrase("gạch tất cả") if struck else phrase("không đồng ý với tất cả"))
    yield KeyRow("=", phrase("giống hệt lá phiếu vừa nhập trước đó"))


def _boxes(pad: KeyPad) -> Iterator[KeyRow]:
    if pad.form is Form.AGREE_DISAGREE:
        code = _code(pad, 1)
        yield KeyRow(f"-/{code}", phrase("người số {name} không đánh dấu ô nào (/* là tất cả)", name=int(code)))
        yield KeyRow(f"-x{code}", phrase("người số {name} đánh dấu cả hai ô (x* là tất cả)", name=int(code)))


def _doubts(pad: KeyPad) -> Iterator[KeyRow]:
    code = _code(pad, 1)
    yield KeyRow(f"{code}?", phrase("dấu ở người số {name} không rõ, ban kiểm phiếu xem", name=int(code)))
    yield KeyRow("?", phrase("cả lá phiếu không rõ, ban kiểm phiếu xem"))
    yield KeyRow("-!0", phrase("thêm !0 ở cuối: phiếu nghi vấn, ban kiểm phiếu xem"))
    for digit, ground in enumerate(pad.grounds[:9], start=1):
        yield KeyRow(f"-!{digit}", phrase("thêm !{digit} ở cuối: {ground}", digit=digit, ground=label_of(ground)))


def _code(pad: KeyPad, number: int) -> str:
    """The code of a name, or of the last there is."""
    return f"{min(number, pad.names):0{pad.width}d}"
