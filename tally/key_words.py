"""A public key as short words (chữ đọc của khóa): ten syllables that two people compare over a telephone.

Each syllable is one byte of the key's digest: sixteen beginnings times sixteen endings, all sayable in Vietnamese and
written without marks, so that any keyboard types them. Ten bytes are enough to tell keys apart: another key with the
same words would have to be looked for among 2^80.
"""

from __future__ import annotations

import hashlib

WORDS = 10

_BEGINNINGS = ("b", "c", "d", "g", "h", "kh", "l", "m", "n", "nh", "ph", "s", "t", "th", "tr", "v")
_ENDINGS = ("a", "ai", "am", "an", "ang", "ao", "at", "au", "o", "oa", "oan", "oi", "ong", "ua", "ui", "ung")


def key_words(public_key: str) -> str:
    """The words of a public key given as hexadecimal digits: ``ba-tran-khoi-…``."""
    digest = hashlib.sha256(bytes.fromhex(public_key)).digest()
    return "-".join(_BEGINNINGS[byte >> 4] + _ENDINGS[byte & 15] for byte in digest[:WORDS])


def same_words(public_key: str, text: str) -> bool:
    """Whether somebody typed the words of this key, with blanks or dashes between them, in letters of any size."""
    return key_words(public_key) == "-".join(text.lower().replace("-", " ").split())
