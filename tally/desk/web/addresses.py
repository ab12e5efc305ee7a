"""Where the desk may be reached (địa chỉ): this machine's own addresses, which of them are private, and the way out.

Nothing is sent to find out: the system is asked for its interfaces, and for the route it *would* take.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Ip = IPv4Address | IPv6Address

PRIVATE: Final[tuple[IPv4Network | IPv6Network, ...]] = tuple(
    ip_network(each)
    for each in (
        "127.0.0.0/8",  # this machine
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",  # a cable between two laptops, with nobody to give out addresses
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
"""Networks nobody reaches from outside (RFC 1918, 3927, 4193, 4291).

``ip_address(…).is_private`` says more: it also takes the networks set aside for documentation and tests.
"""

_NOBODY: Final = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Addresses set aside for documentation (RFC 5737, 3849): nobody has them."""


def is_private(address: Ip) -> bool:
    """Whether an address is of this machine or of a local network."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    known = mapped or address
    return any(known.version == network.version and known in network for network in PRIVATE)


def own_addresses() -> tuple[IPv4Address, ...]:
    """This machine's IPv4 addresses, those of cables and Wi-Fi before its own, each once.

    The newer addresses (IPv6) are left out: of a local network they need the name of an interface, which no
    browser takes.
    """
    import ifaddr

    found = {
        IPv4Address(each.ip) for adapter in ifaddr.get_adapters() for each in adapter.ips if isinstance(each.ip, str)
    }
    return tuple(sorted(found, key=lambda address: (address.is_loopback, address.is_link_local, address)))


def has_way_out() -> bool:
    """Whether the system has a default route (đường ra ngoài): then it is, or may be, connected to the internet.

    Connecting a datagram socket sends nothing: the system only chooses the route it would take.
    """
    return any(_routed(address, family) for address, family in _NOBODY)


def _routed(address: str, family: socket.AddressFamily) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((address, 9))
    except OSError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where to listen (nơi lắng nghe), and the addresses refused because they are not private."""

    taken: tuple[Ip, ...]
    refused: tuple[Ip, ...]


def places(asked: tuple[str, ...], own: tuple[IPv4Address, ...], *, beyond: bool) -> Places:
    """Choose where to listen: what was asked for, or else this machine and its private addresses.

    ``beyond`` is the user's word that other networks may reach the desk too. ``0.0.0.0`` means every address and so
    counts as not private. Raises ``ValueError`` for what is no address.
    """
    wanted: tuple[Ip, ...] = tuple(ip_address(each) for each in asked)
    if not wanted:
        return Places(taken=tuple(each for each in own if is_private(each)), refused=())
    fine = tuple(each for each in wanted if beyond or is_private(each))
    return Places(taken=fine, refused=tuple(each for each in wanted if each not in fine))
