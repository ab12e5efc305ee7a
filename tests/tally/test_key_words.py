"""A public key as words: the same for the same key, other words for another, and read however they are typed."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tally import key_words
from tally.key_words import WORDS, same_words

KEYS = st.binary(min_size=32, max_size=32).map(bytes.hex)


def test_every_byte_has_a_syllable_of_its_own() -> None:
    syllables = {first + last for first in key_words._BEGINNINGS for last in key_words._ENDINGS}
    assert len(syllables) == 256
    assert all(re.fullmatch(r"[a-z]+", syllable) for syllable in syllables)


def test_the_words_of_a_key_never_change() -> None:
    assert key_words.key_words("00" * 32) == "lat-lo-moan-phua-vo-lam-sua-mau-long-nung"


@given(KEYS, st.sampled_from(["-", " ", "  ", " - "]))
def test_words_are_read_however_they_are_typed(key: str, between: str) -> None:
    typed = key_words.key_words(key).replace("-", between).upper()
    assert same_words(key, typed)


@given(KEYS, KEYS)
def test_another_key_has_other_words(one: str, other: str) -> None:
    assert (key_words.key_words(one) == key_words.key_words(other)) == (one == other)
    assert same_words(one, key_words.key_words(other)) == (one == other)


@given(KEYS, st.integers(0, WORDS - 1))
def test_a_word_less_is_not_the_key(key: str, at: int) -> None:
    words = key_words.key_words(key).split("-")
    assert not same_words(key, " ".join(words[:at] + words[at + 1 :]))
