"""Broken files made of sound ones: bytes turned, cut, doubled and moved, and words that formats stumble over."""

from __future__ import annotations

from random import Random

_NUMBERS = (b"", b"0", b"1", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"\xd9\xa3", b"05-09")
_SIGNS = (b"[]", b"{}", b"[", b"{", b"'", b'"', b",", b";", b"\t", b"?", b"*", b"-", b"#", b"\r", b"\n", b"\r\n")
_LETTERS = (b"\\u0000", b"\\ud800", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xc3")
_OURS = (b"ballot,", b"struck", b"invalid", b"signed", b"overvote", b"PAR1", b"PK\x03\x04", "Tổng số".encode())
_THEIRS = (b"null", b"true", b"CVR", b"@type", b"CVRSnapshot", b"modified", b"unknown", b"PROJECTS", b"VOTES", b"META")
_LONG = (b"A" * 5000, b"[" * 5000, b"," * 5000, b"(Vote For=2)" * 500)
WORDS = (*_NUMBERS, *_SIGNS, *_LETTERS, *_OURS, *_THEIRS, *_LONG)

MOST = 64 * 1024
"""Bytes a broken file grows to at most: large ones are ``hostile``'s."""


def broken(content: bytes, seed: int, rounds: int) -> bytes:
    """A broken file; the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - which byte is turned is no secret
    for _ in range(rounds):
        content = _once(content, chance)[:MOST]
    return content


def _once(content: bytes, chance: Random) -> bytes:
    at, to = sorted((chance.randint(0, len(content)), chance.randint(0, len(content))))
    match chance.randrange(8):
        case 0:  # a byte is another
            return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
        case 1:  # a bit is another
            turned = bytes([content[at] ^ (1 << chance.randrange(8))]) if at < len(content) else b""
            return content[:at] + turned + content[at + 1 :]
        case 2:  # a word is put in
            return content[:at] + chance.choice(WORDS) + content[at:]
        case 3:  # a word stands in the place of a piece
            return content[:at] + chance.choice(WORDS) + content[min(at + chance.randrange(12), len(content)) :]
        case 4:  # a piece is missing
            return content[:at] + content[min(to, at + chance.randrange(1, 200)) :]
        case 5:  # a piece stands twice
            return content[:to] + content[at:to][: chance.randrange(1, 2000)] + content[to:]
        case 6:  # a piece stands elsewhere
            piece = content[at:to][:300]
            rest = content[:at] + content[at + len(piece) :]
            there = chance.randint(0, len(rest))
            return rest[:there] + piece + rest[there:]
        case _:  # cut short
            return content[:at]
