"""How often somebody may ask (giới hạn số lần): attempts to join above all; the clock is an argument."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final

MOST_KEYS: Final = 4096
"""Addresses or sessions remembered; the one unused for longest is forgotten first, so no stranger fills the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """At most ``times`` in any ``seconds``."""

    times: int
    seconds: float


JOINING: Final = Rate(times=8, seconds=60.0)
"""Attempts to join from one address in a minute: a person mistypes twice, a program guesses thousands of times."""

JOINING_ALL: Final = Rate(times=40, seconds=60.0)
"""Attempts from all addresses together: a room of people joins within minutes; more is a program."""

ASKING: Final = Rate(times=300, seconds=10.0)
"""Requests of one session: a clerk saves a ballot a second; a page that runs wild must not starve the others."""

ASKING_UNKNOWN: Final = Rate(times=200, seconds=10.0)
"""Requests without a session from one address; several laptops may share one."""


class Rates:
    """Counts what happened within a moving window, by key."""

    def __init__(self, rate: Rate) -> None:
        """Take the limit; nothing has happened yet."""
        self.rate = rate
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, key: str, now: float) -> bool:
        """Note one more attempt of a key if it is within the limit, and say whether it is.

        A refused attempt is not counted: whoever goes on trying is not locked out for ever.
        """
        times = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        if len(self._times) > MOST_KEYS:
            self._times.popitem(last=False)
        while times and now - times[0] >= self.rate.seconds:
            times.popleft()
        if len(times) >= self.rate.times:
            return False
        times.append(now)
        return True

    def wait(self, key: str, now: float) -> int:
        """Whole seconds until the key may try again, at least one."""
        times = self._times.get(key)
        left = times[0] + self.rate.seconds - now if times else 0.0
        return max(1, int(left) + 1)
