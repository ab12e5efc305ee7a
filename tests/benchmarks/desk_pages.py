"""The desk's pages: thirty browsers saving ballots together over HTTP on loopback, as the page's script sends them.

The server is ``kiemphieu desk`` in a process of its own; the browsers are threads of this one, on the same two cores.
"""

from __future__ import annotations

import http.client
import json
import re
import statistics
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from itsdangerous import TimestampSigner

from tally.desk.desk import Desk
from tally.desk.roles import Role
from tally.desk.web.tokens import form_token, new_key
from tests.benchmarks.desk import CLERKS, RATE, Waits, all_clerks
from tests.benchmarks.measure import Goal
from tests.desk_faults.clerks import prepare, typed

NAME = "desk-pages"
UNIT = "s"
BUNDLE = 50

GOALS = (
    Goal(name="30 browsers, 200 ballots/s: 99 of 100 saved in", subject="p99", reference="100 ms", limit=1),
    Goal(name="the same, half of them in", subject="median", reference="100 ms", limit=None),
    Goal(name="30 browsers as fast as they can, a ballot", subject="flat out", reference="1/200 s", limit=1),
)


@dataclass(slots=True)
class Window:
    """One browser that has joined: its cookie, its token, its connection."""

    port: int
    cookie: str
    token: str
    connection: http.client.HTTPConnection

    def send(self, path: str, **fields: str) -> bytes:
        """Send a form as the page's script does; only an answer that says "saved" counts."""
        body = urlencode({"token": self.token, "key": new_key(), **fields})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Cookie": f"kiemphieu={self.cookie}",
        }
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in {200, 303}:
            raise RuntimeError(f"{path}: {answer.status} {content[:300]!r}")
        return content


def measured(folder: Path, *, short: bool) -> dict[str, float]:
    """Ballots at a steady rate, then as fast as they go; ``short`` shows that it runs."""
    found: dict[str, float] = {"100 ms": 0.1, "1/200 s": 1 / RATE}
    with answering(folder / "paced") as windows:
        found |= _paced(windows, 2 if short else 20)
    with answering(folder / "flat") as windows:
        found |= _flat_out(windows, 10 if short else 100)
    return found


@contextmanager
def answering(folder: Path) -> Iterator[list[Window]]:
    """A desk in a process of its own, and thirty browsers that have joined it."""
    prepare(folder, 1, CLERKS * BUNDLE * 8)
    with Desk.open(folder) as desk:
        code = desk.make_code(Role.CLERK)
        tokens = [desk.join(code, f"Máy nhập {number}").token for number in range(1, CLERKS + 1)]
        key = desk.secret("pages")
    command = [sys.executable, "-c", "from tally.cli import main; main()", "desk", str(folder)]
    server = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", "0", "--lang", "en"], stdout=subprocess.PIPE, text=True
    )
    try:
        if server.stdout is None:
            raise RuntimeError("the server says nothing")
        said = re.search(
            r"http://127\.0\.0\.1:(\d+)/", "".join(iter(server.stdout.readline, "Close the desk with Ctrl+C.\n"))
        )
        if said is None:
            raise RuntimeError("the server did not tell its address")
        port = int(said[1])
        yield [
            Window(
                port=port,
                cookie=TimestampSigner(key.hex()).sign(b64encode(json.dumps({"session": token}).encode())).decode(),
                token=form_token(key, token),
                connection=http.client.HTTPConnection("127.0.0.1", port),
            )
            for token in tokens
        ]
    finally:
        server.kill()
        server.communicate()


def _ballots(window: Window, number: int) -> Iterator[Callable[[], bytes]]:
    """The saves of one browser, bundle after bundle; taking and finishing them is done on the way."""
    for turn in range(8):
        bundle = number + 1 + turn * CLERKS
        window.send("/entry/take", contest="bch", pile="count", bundle=str(bundle))
        path = f"/entry/bch/count/{bundle}/1"
        first = (bundle - 1) * BUNDLE + 1
        for ballot in range(first, first + BUNDLE):
            yield partial(window.send, path, ballot=str(ballot), typed=typed(ballot))
        window.send(f"{path}/finish", papers=str(BUNDLE))


def _paced(windows: list[Window], seconds: float) -> dict[str, float]:
    """Each browser sends a ballot every so often, whatever the answers take: waiting in line counts."""
    waits, start = Waits(), time.perf_counter() + 2

    def work(number: int) -> None:
        saves, mine = _ballots(windows[number], number), list[float]()
        for turn in range(int(seconds * RATE / CLERKS)):
            due = start + (turn + number / CLERKS) * CLERKS / RATE
            save = next(saves)
            time.sleep(max(0.0, due - time.perf_counter()))
            save()
            mine.append(time.perf_counter() - due)
        waits.add(mine)

    all_clerks(work)
    waits.seconds.sort()
    return {"p99": waits.seconds[int(len(waits.seconds) * 0.99)], "median": statistics.median(waits.seconds)}


def _flat_out(windows: list[Window], each: int) -> dict[str, float]:
    """Each browser sends the next ballot when the last is saved."""

    def work(number: int) -> None:
        saves = _ballots(windows[number], number)
        for _ in range(each):
            next(saves)()

    start = time.perf_counter()
    all_clerks(work)
    return {"flat out": (time.perf_counter() - start) / (each * CLERKS)}
