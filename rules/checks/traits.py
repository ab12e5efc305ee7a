"""What the checks of a list's make-up count in people: women, minorities, the new, those of science."""

from __future__ import annotations

from rules.checks.groups import Trait, of_each
from rules.model import Candidate, Sex
from rules.names import fold
from rules.phrase import phrase

_MAJORITY = frozenset({"kinh", "việt", "kinh (việt)"})
_BEFORE_THE_NAME = ("dân tộc ", "người ")


def _is_woman(person: Candidate) -> bool | None:
    return None if person.sex is None else person.sex is Sex.FEMALE


def is_of_a_minority(person: Candidate) -> bool | None:
    """Kinh, also written "Kinh (Việt)", is the majority; anything else is a minority, by its name as it stands."""
    if person.ethnicity is None:
        return None
    name = fold(person.ethnicity).casefold()
    for word in _BEFORE_THE_NAME:
        name = name.removeprefix(word)
    return name not in _MAJORITY


def _is_new(person: Candidate) -> bool | None:
    return None if person.incumbent is None else not person.incumbent


def _is_of_science(person: Candidate) -> bool | None:
    return person.science


WOMAN = Trait(words=phrase("nữ"), answers=of_each(_is_woman), needs=phrase("giới tính"), column="sex")
MINORITY = Trait(
    words=phrase("người dân tộc thiểu số"),
    answers=of_each(is_of_a_minority),
    needs=phrase("dân tộc"),
    column="ethnicity",
)
NEW = Trait(
    words=phrase("người tham gia lần đầu"), answers=of_each(_is_new), needs=phrase("tái cử"), column="incumbent"
)
SCIENCE = Trait(
    words=phrase("người có trình độ khoa học, công nghệ"),
    answers=of_each(_is_of_science),
    needs=phrase("khoa học, công nghệ"),
    column="science",
)
