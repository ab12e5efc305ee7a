"""A TLS certificate made on the spot (chứng thư): for this evening's addresses, signed by nobody else.

A browser cannot know who signed it, so it warns once; the fingerprint printed beside the address tells the committee
that the warning is about its own desk and no other.
"""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tally.desk.web.addresses import Ip

LASTS: Final = timedelta(days=3)
"""A congress lasts a day or two; a key that is never used again should not be believed for years."""

_SLOW_CLOCK: Final = timedelta(days=1)
"""A laptop that joins may be a day behind, and its browser would call the certificate not yet valid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate with its key, both as PEM, and its SHA-256 as browsers show it. The key is never written down."""

    certificate: bytes
    key: bytes = field(repr=False)
    fingerprint: str


def make_certificate(addresses: Sequence[Ip], now: datetime) -> Certificate:
    """Make one for these addresses and ``localhost``."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kiemphieu")])
    alternatives = [x509.DNSName("localhost"), *map(x509.IPAddress, addresses)]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLOW_CLOCK)
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Certificate(
        certificate=made.public_bytes(serialization.Encoding.PEM),
        key=key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        fingerprint=made.fingerprint(hashes.SHA256()).hex(":").upper(),
    )


def server_context(certificate: Certificate) -> ssl.SSLContext:
    """What a server needs to speak TLS 1.2 or later; the files that ``ssl`` insists on are gone when this returns."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.TemporaryDirectory(prefix="kiemphieu-") as folder:
        file = Path(folder) / "desk.pem"
        file.touch(mode=0o600)
        file.write_bytes(certificate.certificate + certificate.key)
        context.load_cert_chain(file)
    return context
