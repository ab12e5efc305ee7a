"""Congresses, contests and folders of the law for the tests of rule packs; every value has a default that fits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rules.choice import Choices
from rules.model import Congress, Contest, Form, Kind, Level, LocalProvision, Office, Slate
from rules.regulation import Rules
from rules.regulation_file import rules_for

BAD_FILES = Path(__file__).parent.parent / "bad_files" / "regulations"

INSTRUMENT_FILE = "1-qd-tw-2020-01-01.toml"
INSTRUMENT = """\
number = "1-QĐ/TW"
date = 2020-01-01
title = "Quy chế thử"
in_force = { from = 2020-01-01 }

[[provision]]
parameter = "surplus.cap"
at_most = "30%"
of = "seats"
force = "required"
place = "Điều 1"
source = "https://example.org/a"
row = "2.7"
confidence = "V"
"""
PACK = """\
name = "try"
title.vi = "Bộ thử"
title.en = "A pack to try"
in_force = { from = 2020-01-01 }
levels = ["district"]
kinds = ["delegates"]
offices = ["executive_committee"]
instruments = [{ number = "1-QĐ/TW", date = 2020-01-01 }]
"""


def law_folder(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write a small law of one pack and one instrument; ``files`` adds to it or takes a file's place."""
    (folder / "packs").mkdir(exist_ok=True)
    for name, text in {INSTRUMENT_FILE: INSTRUMENT, "packs/try.toml": PACK, **(files or {})}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def contest(
    *,
    office: Office = Office.EXECUTIVE_COMMITTEE,
    kind: Kind = Kind.DELEGATES,
    seats: int = 15,
) -> Contest:
    """A contest with an empty list: the law asks nothing of the names."""
    slate = Slate(file="slate.csv", sha256="0" * 64, candidates=(), columns=frozenset())
    return Contest(id="bch", office=office, kind=kind, seats=seats, form=Form.STRIKE_OUT, slate=slate)


def congress(  # noqa: PLR0913 - one argument a part of the congress
    opens: date,
    *,
    rules: str | None = None,
    level: Level = Level.DISTRICT,
    kind: Kind = Kind.DELEGATES,
    contests: tuple[Contest, ...] | None = None,
    local: tuple[LocalProvision, ...] = (),
) -> Congress:
    """A congress of one contest."""
    return Congress(
        name="Đại hội đại biểu Đảng bộ huyện thử",
        body="Đảng bộ huyện thử",
        level=level,
        kind=kind,
        opens=opens,
        contests=(contest(kind=kind),) if contests is None else contests,
        choices=Choices(),
        rules=rules,
        local=local,
    )


def own(parameter: str, *, source: str = "Nghị quyết số 5-NQ/HU", **values: object) -> LocalProvision:
    """A ``[[local]]`` table."""
    return LocalProvision(parameter=parameter, values=values, source=source)


def party_rules(opens: date, *, level: Level = Level.DISTRICT, kind: Kind = Kind.DELEGATES) -> Rules:
    """The shipped rules of a congress that opens on a day."""
    return rules_for(congress(opens, level=level, kind=kind))
