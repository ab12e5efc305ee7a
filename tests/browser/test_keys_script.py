"""The page's script reads keys as the desk does: the same table of cases, and thousands of lines nobody thought of."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from rules.model import Form
from tally.desk.keys import KeyPad, Keys, KeysError
from tally.desk.web.pad import Pad, verdict_of
from tests.conftest import CHECKOUT

SCRIPT = CHECKOUT / "tally" / "desk" / "web" / "static" / "keys.js"
TABLE = json.loads((CHECKOUT / "tally" / "desk" / "key_cases.json").read_text(encoding="utf-8"))
SIGNS = "0123456789" * 3 + "-*=?/x!X  \t"
LINES = 4000


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page with nothing but the script."""
    made = chromium.new_page()
    made.add_script_tag(path=SCRIPT)
    yield made
    made.close()


def by_script(page: Page, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the script makes of lines: marks, ground, doubtful, the name of the problem, the verdict."""
    code = """lines => lines.map(({pad, typed, before}) => {
        const earlier = before === null ? null : Keys.read(pad, before, null);
        const reading = Keys.read(pad, typed, earlier);
        const verdict = reading.problem ? null : Keys.verdict(pad, reading);
        return {...reading, problem: reading.problem && reading.problem.name, verdict};
    })"""
    found: list[dict[str, Any]] = page.evaluate(code, asked)
    return found


def by_desk(pad: dict[str, Any], typed: str, before: str | None) -> dict[str, Any]:
    """The same as the desk reads it."""
    keys = KeyPad(form=Form(pad["form"]), names=pad["names"], grounds=pad["grounds"])
    shown = Pad(form=keys.form, names=("x",) * pad["names"], seats=pad["seats"], grounds=tuple(pad["grounds"]))
    try:
        earlier: Keys | None = keys.read(before) if before is not None else None
        read = keys.read(typed, earlier)
    except KeysError as error:
        return {"problem": error.problem.name}
    return {
        "marks": read.marks,
        "ground": read.ground,
        "doubtful": read.doubtful,
        "problem": None,
        "verdict": verdict_of(shown, read),
    }


def same(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Of a line that means nothing only the problem is compared: the script also shows what came before it."""
    return found["problem"] == wanted["problem"] and (wanted["problem"] is not None or found == wanted)


def test_the_table_of_cases(page: Page) -> None:
    asked = [
        {
            "pad": {
                "form": case["form"],
                "names": case["names"],
                "seats": max(1, case["names"] - 2),
                "grounds": case.get("grounds", TABLE["grounds"]),
            },
            "typed": case["typed"],
            "before": case.get("before"),
        }
        for case in TABLE["cases"]
    ]
    assert len(asked) > 50
    for line, found in zip(asked, by_script(page, asked), strict=True):
        assert same(found, by_desk(**line)), line


@pytest.mark.parametrize("form", [form.value for form in Form])
@pytest.mark.parametrize("names", [1, 4, 9, 10, 63, 99, 100])
def test_lines_nobody_thought_of(page: Page, form: str, names: int) -> None:
    chance = random.Random(f"{form} {names}")  # noqa: S311 - the same lines every time
    pad = {"form": form, "names": names, "seats": max(1, names - 2), "grounds": TABLE["grounds"]}
    keys = KeyPad(form=Form(form), names=names, grounds=TABLE["grounds"])
    letters = "ks" if form == Form.STRIKE_OUT else "adbn"
    asked: list[dict[str, Any]] = []
    for _ in range(LINES):
        if chance.random() < 0.5:
            typed = "".join(chance.choice(SIGNS) for _ in range(chance.randrange(9)))
        else:
            typed = keys.shortest("".join(chance.choice(letters) for _ in range(names)))
            if chance.random() < 0.5:
                at = chance.randrange(len(typed) + 1)
                typed = typed[:at] + chance.choice(SIGNS) + typed[at + chance.randrange(2) :]
        asked.append({"pad": pad, "typed": typed, "before": chance.choice([None, "-", "*!0"])})
    readable = 0
    for line, found in zip(asked, by_script(page, asked), strict=True):
        wanted = by_desk(**line)
        readable += wanted["problem"] is None
        assert same(found, wanted), (line, found, wanted)
    assert LINES // 10 < readable < LINES
