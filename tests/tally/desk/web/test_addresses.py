"""Where the desk may listen: private addresses only, unless told; found without sending anything to anybody."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, ip_address

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from tally.desk.web.addresses import has_way_out, is_private, own_addresses, places
from tally.desk.web.certificate import LASTS, make_certificate, server_context


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True),
        ("10.255.255.255", True),
        ("172.15.255.255", False),
        ("172.16.0.0", True),
        ("172.31.255.255", True),
        ("172.32.0.0", False),
        ("192.168.0.1", True),
        ("192.167.255.255", False),
        ("169.254.10.1", True),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - it is refused
        ("8.8.8.8", False),
        ("192.0.2.1", False),
        ("::1", True),
        ("::", False),
        ("fd12::1", True),
        ("fe80::1", True),
        ("2001:db8::1", False),
        ("::ffff:192.168.1.2", True),
        ("::ffff:8.8.8.8", False),
    ],
)
def test_what_is_private(address: str, private: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_private(ip_address(address)) is private


@given(st.ip_addresses(v=4))
def test_nothing_is_listened_at_that_is_not_private_unless_told(address: IPv4Address) -> None:
    chosen = places((str(address),), (), beyond=False)
    assert all(map(is_private, chosen.taken))
    assert {*chosen.taken, *chosen.refused} == {address}
    assert places((str(address),), (), beyond=True).taken == (address,)


def test_without_being_asked_only_own_private_addresses_are_taken() -> None:
    own = (IPv4Address("192.168.1.7"), IPv4Address("203.0.113.9"), IPv4Address("127.0.0.1"))
    assert places((), own, beyond=False).taken == (own[0], own[2])


def test_what_is_no_address_is_an_error() -> None:
    with pytest.raises(ValueError, match="may-chu"):
        places(("may-chu",), (), beyond=False)


def test_this_machine_has_an_address_of_its_own() -> None:
    assert any(address.is_loopback for address in own_addresses())


def test_asking_for_the_way_out_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only datagram sockets are made, connected, and closed; ``connect`` of such a socket sends nothing."""
    calls: list[str] = []

    class Watched(socket.socket):
        def __init__(self, family: int, kind: int) -> None:
            assert kind == socket.SOCK_DGRAM
            super().__init__(family, kind)

        def connect(self, address: object, /) -> None:
            calls.append(f"connect {address}")
            raise OSError("no route")

        def send(self, *_args: object) -> int:
            raise AssertionError("nothing may be sent")

        sendto = send

    monkeypatch.setattr("tally.desk.web.addresses.socket.socket", Watched)
    assert not has_way_out()
    assert calls == ["connect ('192.0.2.1', 9)", "connect ('2001:db8::1', 9)"]


def test_a_certificate_is_for_these_addresses_and_this_evening() -> None:
    now = datetime(2025, 6, 15, 8, 0, tzinfo=UTC)
    addresses = [ip_address("192.168.1.7"), ip_address("fd12::1")]
    made = make_certificate(addresses, now)
    read = x509.load_pem_x509_certificate(made.certificate)
    named = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.IPAddress) == addresses
    assert named.get_values_for_type(x509.DNSName) == ["localhost"]
    assert read.not_valid_before_utc < now < read.not_valid_after_utc <= now + LASTS + timedelta(seconds=1)
    assert len(made.fingerprint.split(":")) == 32
    assert b"PRIVATE" not in repr(made).encode()


def test_the_server_speaks_nothing_older_than_tls_1_2() -> None:
    context = server_context(make_certificate([ip_address("127.0.0.1")], datetime.now(UTC)))
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
