"""Signatures of committee members under a sealed record (chữ ký điện tử): Ed25519, keys made on the spot.

A signature is over the seal head and the signer's own name, so it stands for everything in the record. It says that
whoever holds the key closed this record; whose key it is, people know from the words they read to each other that
day. The private key is kept only under a passphrase. Needs ``cryptography`` (extra ``sign``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from rules.errors import Fault, InputError
from rules.json_form import Json, to_text
from rules.phrase import phrase
from tally.key_words import key_words

FORMAT = "kiemphieu-signatures/1"
MOST_SIGNATURES = 100
SHORTEST_PASSPHRASE = 8

_KEY = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed (``name`` as the signer wrote it), the public key and the signature in hexadecimal digits."""

    name: str
    public_key: str
    signature: str

    @property
    def words(self) -> str:
        """The key as people read it out."""
        return key_words(self.public_key)


class PassphraseError(ValueError):
    """The passphrase does not open the key."""


def can_sign() -> bool:
    """Whether what signatures need is installed."""
    return find_spec("cryptography") is not None


def require_signing() -> None:
    """Say how to install what signatures need, where it is missing."""
    if can_sign():
        return
    raise InputError(
        (
            Fault(
                name="sign.not_installed",
                file="cryptography",
                message=phrase("máy này chưa cài phần ký: thiếu thư viện cryptography"),
                remedy=phrase("cài bằng: {command}", command="pip install 'kiemphieu[sign]'"),
            ),
        ),
    )


def new_key(passphrase: str) -> bytes:
    """Make a private key; what is returned is encrypted with the passphrase, as a PEM file holds it."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode("utf-8")),
    )


def sign(seal_head: str, *, name: str, key: bytes, passphrase: str) -> Signature:
    """Sign a record with a key as ``new_key`` made it; raises ``PassphraseError`` if the passphrase is not its own."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        private = serialization.load_pem_private_key(key, passphrase.encode("utf-8"))
    except (ValueError, TypeError) as error:
        raise PassphraseError from error
    if not isinstance(private, Ed25519PrivateKey):
        raise PassphraseError
    public = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return Signature(name=name, public_key=public.hex(), signature=private.sign(_message(seal_head, name)).hex())


def is_valid(signature: Signature, seal_head: str) -> bool:
    """Whether the key signed exactly this record under exactly this name."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
        public.verify(bytes.fromhex(signature.signature), _message(seal_head, signature.name))
    except (InvalidSignature, ValueError):  # ValueError: digits that are no key
        return False
    return True


def signatures_bytes(signatures: Iterable[Signature]) -> bytes:
    """``signatures.json``: one signature a key, by key."""
    by_key = {each.public_key: each for each in signatures}
    form: Json = {
        "format": FORMAT,
        "signatures": [
            {"name": each.name, "public_key": each.public_key, "words": each.words, "signature": each.signature}
            for each in sorted(by_key.values(), key=lambda each: each.public_key)
        ],
    }
    return to_text(form).encode("utf-8")


def read_signatures(content: bytes) -> tuple[Signature, ...]:
    """Read ``signatures.json``; raises ``ValueError`` for anything else. Nothing is verified here."""
    try:
        form: Any = json.loads(content)
        found = tuple(_signature(each) for each in form["signatures"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no signatures: {error!r}") from error
    if len(found) > MOST_SIGNATURES or signatures_bytes(found) != content:
        raise ValueError("not in the only form of signatures")
    return found


def qr_lines(public_key: str) -> str:
    """The whole public key as a QR code for a terminal."""
    import io

    import segno

    lines = io.StringIO()
    segno.make_qr(public_key.upper(), error="m").terminal(lines, compact=True)
    return lines.getvalue()


def qr_svg(public_key: str) -> bytes:
    """The whole public key as a QR code for paper and screen."""
    import io

    import segno

    picture = io.BytesIO()
    segno.make_qr(public_key.upper(), error="m").save(picture, kind="svg", scale=4, border=4)
    return picture.getvalue()


def _message(seal_head: str, name: str) -> bytes:
    return f"{FORMAT}\n{seal_head}\n{name}\n".encode()


def _signature(form: Mapping[str, Any]) -> Signature:
    name, public_key, signature = form["name"], form["public_key"], form["signature"]
    if not (isinstance(name, str) and name.isprintable() and _KEY.fullmatch(public_key)):
        raise ValueError(f"no signer: {form!r}")
    if not _SIGNATURE.fullmatch(signature):
        raise ValueError(f"no signature: {form!r}")
    return Signature(name=name, public_key=public_key, signature=signature)
