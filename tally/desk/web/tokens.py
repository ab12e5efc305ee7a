"""Tokens of forms and cookies (mã của biểu mẫu): random ones, one for each session, one for each form."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_session() -> str:
    """What a browser that has not joined is known by: 256 random bits."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """A key a form is sent with: the same form sent twice is done once."""
    return secrets.token_hex(16)


def form_token(key: bytes, session: str) -> str:
    """The token every form of a session carries: nobody who does not hold the session's cookie can make it."""
    return hmac.new(key, b"form:" + session.encode("utf-8"), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode("utf-8"), other.encode("utf-8"))
