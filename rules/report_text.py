"""What reports write in cells: values of people in words, and text without what could mislead or break a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rules.finding import Share
from rules.labels import label_of
from rules.messages import Translator
from rules.model import Candidate, Sex, Theory
from rules.percent import Percent, PercentRounding, percent
from rules.phrase import Clauses, Phrase, Value, phrase
from rules.report_content import ContestReport, Told
from rules.verdict import TO_DO, Verdict

# Controls no file of ours may hold, and marks that turn the direction of what stands around them: a name could show
# other words than it has, or turn the sentence it stands in.
_MISLEADING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

_FIELDS = (
    "number",
    "name",
    "born",
    "sex",
    "ethnicity",
    "religion",
    "joined",
    "official",
    "qualification",
    "theory",
    "post",
    "incumbent",
    "planned",
    "for_standing",
    "science",
    "nomination",
    "retires",
    "number_before",
)
_HEADINGS = {
    "number": phrase("STT"),
    "name": phrase("Họ và tên"),
    "born": phrase("Ngày sinh"),
    "sex": phrase("Giới tính"),
    "ethnicity": phrase("Dân tộc"),
    "religion": phrase("Tôn giáo"),
    "joined": phrase("Ngày vào Đảng"),
    "official": phrase("Chính thức"),
    "qualification": phrase("Chuyên môn"),
    "theory": phrase("Lý luận chính trị"),
    "post": phrase("Chức vụ"),
    "incumbent": phrase("Tái cử"),
    "planned": phrase("Quy hoạch"),
    "for_standing": phrase("Dự kiến BTV"),
    "science": phrase("KH&CN"),
    "nomination": phrase("Hình thức giới thiệu"),
    "retires": phrase("Nghỉ hưu"),
    "number_before": phrase("Số lần trước"),
}
# Short, under a heading that says the rest.
_SEXES = {Sex.MALE: phrase("Nam"), Sex.FEMALE: phrase("Nữ")}
_THEORIES = {
    Theory.BACHELOR: phrase("Cử nhân"),
    Theory.ADVANCED: phrase("Cao cấp"),
    Theory.INTERMEDIATE: phrase("Trung cấp"),
    Theory.ELEMENTARY: phrase("Sơ cấp"),
    Theory.NONE: phrase("Chưa học"),
}


_EACH, _AFTER = "\x1e", "\x1f"  # record and unit separators: before each clause, and where the sentence goes on


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a message; ``listed``: one of several clauses, which reports set below each other."""

    text: str
    listed: bool = False


class Writer:
    """Writes phrases, values and cells in one language, safely."""

    __slots__ = ("_listing", "_translator")

    def __init__(self, translator: Translator) -> None:
        """Write in the translator's language."""
        self._translator = translator
        self._listing = _Listing(translator.lang)

    @property
    def lang(self) -> str:
        """The language, as HTML and documents declare it."""
        return self._translator.lang

    def text(self, said: Phrase | str) -> str:
        """A phrase, or a text as the user's file holds it."""
        return printable(said if isinstance(said, str) else self._translator.text(said))

    def sentence(self, said: Phrase | str) -> str:
        """The same, beginning with a capital."""
        text = self.text(said)
        return text[:1].upper() + text[1:]

    def lines(self, said: Phrase) -> Iterator[TextLine]:
        """A message with each of its clauses, mostly people, on a line of its own."""
        begun, *listed = self._listing.text(said).split(_EACH)
        begun = f"{begun.rstrip('; ')}:" if listed and begun.endswith("; ") else begun
        yield from self._line(begun[:1].upper() + begun[1:])
        for clause in listed:
            text, _, after = clause.partition(_AFTER)
            yield from self._line(text, listed=True)
            yield from self._line(after.removeprefix("; "))

    def _line(self, text: str, *, listed: bool = False) -> Iterator[TextLine]:
        if text.strip():
            yield TextLine(printable(text.strip()), listed)

    def paragraph(self, said: Phrase) -> str:
        """The same as one text, a dash before each clause."""
        return "\n".join(f"- {line.text}" if line.listed else line.text for line in self.lines(said))

    def value(self, value: Value | None) -> str:
        """A value as the language writes it; nothing where nothing is known."""
        return "" if value is None else printable(self._translator.value(value))

    def limit(self, limit: str | None) -> str:
        """A limit as people write it: ``10 – 15 %``, ``≥ 15 %``, ``≤ 3``, ``> 1/3``."""
        if limit is None:
            return ""
        low, dots, high = limit.partition("..")
        if not dots:
            return self._amount(limit)
        if low and high and not (low + high).strip("0123456789.%"):
            return f"{self._amount(low.removesuffix('%') if high.endswith('%') else low)} – {self._amount(high)}"
        ends = [low if low.startswith(">") else f"≥{low}" if low else "", high if high.startswith("<") else f"≤{high}"]
        return ", ".join(self._amount(end) for end in ends if end.strip("≥≤"))

    def _amount(self, amount: str) -> str:
        written = amount.replace(".", ",") if self.lang == "vi" else amount
        return re.sub(r"^([<>≤≥])", r"\1 ", written.replace("%", " %"))

    def heading(self, column: str) -> str:
        """The heading of a column: ours of a field, the slate's own of a note."""
        return self.text(_HEADINGS[column]) if column in _HEADINGS else printable(column)

    def named(self, column: str) -> str:
        """A field as sentences name it."""
        return self.text(label_of(column))

    def cell(self, person: Candidate, column: str) -> str:
        """What the slate says of somebody in a column."""
        if column not in _HEADINGS:
            return printable(person.notes.get(column, ""))
        match getattr(person, column):
            case Sex() as sex:
                return self.text(_SEXES[sex])
            case Theory() as theory:
                return self.text(_THEORIES[theory])
            case bool() as marked if column == "for_standing":
                return "x" if marked else ""
            case StrEnum() as known:
                return self.sentence(label_of(known))
            case value:
                return self.value(value)


class _Listing(Translator):
    """A translator that marks where each clause of a sentence begins, and where the sentence goes on."""

    __slots__ = ()

    def value(self, value: Value) -> str:
        """Clauses within a clause stay in its line."""
        if isinstance(value, Clauses):
            plain = Translator(self.lang)
            return "".join(f"{_EACH}{plain.text(clause)}" for clause in value.each) + _AFTER
        return Translator.value(self, value)


def columns_of(contest: ContestReport) -> tuple[str, ...]:
    """The columns of a report's list of people: those the slate has, in our order, then its notes."""
    slate = contest.contest.slate
    held = slate.columns | {"number", "name"}
    return (*(field for field in _FIELDS if field in held), *slate.notes)


def gravest(found: Iterable[Told]) -> Verdict:
    """The verdict that decides a cell's colour."""
    verdicts = {told.verdict for told in found}
    return next((verdict for verdict in TO_DO if verdict in verdicts), Verdict.NOTED)


def share_of(share: Share, rounding: PercentRounding) -> Percent | None:
    """A printed share; of nobody there is none."""
    return percent(share.fraction, rounding) if share.whole else None


def printable(text: str) -> str:
    """Show what no reader would see by its code: ``[U+202E]``."""
    return _MISLEADING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
