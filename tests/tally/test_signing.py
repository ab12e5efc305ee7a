"""Signatures: over one record under one name, by one key that a passphrase opens; nothing else is valid."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import InputError
from tally import signing
from tally.signing import (
    PassphraseError,
    Signature,
    is_valid,
    new_key,
    qr_lines,
    qr_svg,
    read_signatures,
    require_signing,
    sign,
    signatures_bytes,
)

HEAD = "ab" * 32
PASSPHRASE = "một câu dễ nhớ"  # noqa: S105 - of keys that only these tests make


@cache
def key() -> bytes:
    """A key; making one takes the time that guessing its passphrase should."""
    return new_key(PASSPHRASE)


@cache
def signed() -> Signature:
    """A signature of it."""
    return sign(HEAD, name="Lương Ngọc Bính", key=key(), passphrase=PASSPHRASE)


def test_a_signature_is_valid_for_its_record_and_its_name_alone() -> None:
    assert is_valid(signed(), HEAD)
    assert not is_valid(signed(), "cd" * 32)
    assert not is_valid(replace(signed(), name="Cầm Thị Doan"), HEAD)


@given(st.integers(0, 127), st.integers(1, 15))
def test_a_signature_with_another_digit_is_not_valid(at: int, change: int) -> None:
    digit = f"{int(signed().signature[at], 16) ^ change:x}"
    other = signed().signature[:at] + digit + signed().signature[at + 1 :]
    assert not is_valid(replace(signed(), signature=other), HEAD)


@pytest.mark.parametrize("public_key", ["00" * 32, "ff" * 32, "01" + "00" * 31])
def test_a_strange_key_makes_it_invalid(public_key: str) -> None:
    assert not is_valid(replace(signed(), public_key=public_key), HEAD)


def test_the_same_key_signs_the_same_record_the_same_way() -> None:
    assert sign(HEAD, name="Lương Ngọc Bính", key=key(), passphrase=PASSPHRASE) == signed()


def test_two_keys_are_never_alike() -> None:
    assert new_key(PASSPHRASE) != key()


@pytest.mark.parametrize("passphrase", ["", "sai", "một câu dễ nhớ "])
def test_another_passphrase_opens_nothing(passphrase: str) -> None:
    with pytest.raises(PassphraseError):
        sign(HEAD, name="x", key=key(), passphrase=passphrase)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\n", b"\0" * 100])
def test_a_file_that_is_no_key_opens_nothing(content: bytes) -> None:
    with pytest.raises(PassphraseError):
        sign(HEAD, name="x", key=content, passphrase=PASSPHRASE)


def test_a_key_of_another_kind_opens_nothing() -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    other = X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(PASSPHRASE.encode()),
    )
    with pytest.raises(PassphraseError):
        sign(HEAD, name="x", key=other, passphrase=PASSPHRASE)


def test_the_key_lies_on_the_disk_only_encrypted() -> None:
    assert key().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")


def test_signatures_are_read_back_one_a_key_in_the_order_of_keys() -> None:
    other = replace(signed(), public_key="00" * 32)
    again = replace(signed(), name="Tên mới")
    assert read_signatures(signatures_bytes([signed(), other, again])) == (other, again)


def changed(**values: object) -> bytes:
    """The file with other values in its first signature."""
    form = json.loads(signatures_bytes([signed()]))
    form["signatures"][0] |= values
    return (json.dumps(form, ensure_ascii=False, indent=2) + "\n").encode()


BAD_FILES = [
    b"",
    b"[]",
    b"{}",
    b'{"signatures": [1]}',
    b'{"signatures": 1}',
    b"[" * 100_000,
    b"\xff",
    changed(public_key="AB" * 32),
    changed(public_key=1),
    changed(signature="00"),
    changed(name="a\x1b[2J"),
    changed(name=None),
    changed(words="ba-ba"),
    changed(more="than there is"),
    signatures_bytes([signed()]).replace(b"\n", b"\r\n"),
]


@pytest.mark.parametrize("content", BAD_FILES, ids=range(len(BAD_FILES)))
def test_what_is_not_in_the_one_form_of_such_a_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="sign"):
        read_signatures(content)


def test_too_many_signatures_are_refused() -> None:
    many = [replace(signed(), public_key=f"{number:064x}") for number in range(signing.MOST_SIGNATURES + 1)]
    with pytest.raises(ValueError, match="form"):
        read_signatures(signatures_bytes(many))


def test_the_picture_of_a_key_is_always_the_same() -> None:
    assert qr_svg(HEAD) == qr_svg(HEAD)
    assert qr_svg(HEAD).startswith(b"<?xml")
    assert qr_svg(HEAD) != qr_svg("cd" * 32)
    assert len(qr_lines(HEAD).splitlines()) > 10


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "find_spec", lambda _: None)
    with pytest.raises(InputError) as caught:
        require_signing()
    assert [fault.name for fault in caught.value.faults] == ["sign.not_installed"]
