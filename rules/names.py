"""Names of people (họ và tên): one form for comparing, and the order of a Vietnamese list."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The Vietnamese alphabet with f, j, w, z where dictionaries put them; đ and the marked vowels are letters of their own.
_LETTERS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# Tones in dictionary order: ngang (none), huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

# One list is asked for the keys of its names by one check after another; a province's lists share most of their words.
_remembered = lru_cache(maxsize=8192)

SortKey = tuple[tuple[int, ...], tuple[int, ...]]
SpelledWord = tuple[str, tuple[int, ...]]


@_remembered
def fold(text: str) -> str:
    """Put a name into the form it is kept and compared in: Unicode NFC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@_remembered
def spelling_key(name: str) -> tuple[SpelledWord, ...]:
    """Equal for every spelling of one name: capitals aside, and the tone on either vowel of a word (Hoà, Hòa).

    A syllable has one tone, so where it is written says nothing; which one it is (An, Án) does.
    """
    return tuple(_spelled(word) for word in fold(name).casefold().split())


@_remembered
def without_marks(name: str) -> str:
    """A name as somebody reads it in a hurry: without capitals and marks, đ as d (``hung`` for Hùng and Hưng)."""
    letters = unicodedata.normalize("NFD", fold(name).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("đ", "d")


# "Y" and "H" before the given name, with a clan's name behind it: Y Bhiŏ Niê, H'Hen Niê, H Linh Mlô (Ê Đê, Mnông).
_GIVEN_NAME_BEFORE_CLAN = re.compile(r"(y|h) \S+ \S|h ?['\u2018\u2019\u02bc`´] ?\S+ \S", re.IGNORECASE)


def may_put_given_name_first(name: str) -> bool:
    """Whether the last word may be a clan's name, so that nobody can say from the name what it is ordered by."""
    return _GIVEN_NAME_BEFORE_CLAN.match(fold(name)) is not None


def given_name(name: str) -> str:
    """The last word, which Vietnamese lists are ordered by (tên; vần A, B, C)."""
    words = name.split()
    return words[-1] if words else ""


@_remembered
def order_key(name: str) -> tuple[SortKey, SortKey]:
    """Sort key of a list of people: by given name, then by the whole name, in the Vietnamese alphabet.

    Letters decide first, tones only between names with the same letters. Reading: no provision seen fixes the
    order beyond "theo tên, vần A, B, C" (law: FORMS 1.6).
    """
    return _word_key(given_name(name)), _word_key(name)


def _spelled(word: str) -> SpelledWord:
    split = [_split_tone(char) for char in unicodedata.normalize("NFC", word)]
    return "".join(base for base, _ in split), tuple(tone for _, tone in split if tone)


def _word_key(text: str) -> SortKey:
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text.casefold()):
        base, tone = _split_tone(char)
        tones.append(tone)
        if not base:  # a tone on a letter that has no form with it stands alone
            continue
        # A space sorts before every letter; what is no letter of the alphabet sorts after all of them, by code point.
        letters.append(-1 if base == " " else _LETTERS.get(base, 1000 + ord(base)))
    return tuple(letters), tuple(tones)


@_remembered
def _split_tone(char: str) -> tuple[str, int]:
    """``ộ`` is the letter ``ô`` with the tone nặng; the hat stays with the letter, the tone goes."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[part] for part in parts if part in _TONES), 0)
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return base[:1], tone
