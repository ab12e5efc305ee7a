"""Ballots to be laid out, for tests: congresses, lists of every length, and the pages made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

from jsonschema import Draft202012Validator
from pypdf import PdfReader

from rules.choice import Choices
from rules.model import Candidate, Congress, Contest, Form, Kind, Level, Office, Slate
from rules.regulation_file import rules_for
from tally.papers.ballots import Ballots, make_ballots
from tests.conftest import CHECKOUT

SCHEMAS = CHECKOUT / "rules" / "schemas"


LONGEST = "Công Tằng Tôn Nữ Hoàng Thị Phương Nguyễn Khánh Huyền Trang Đài"

LAYOUT = Draft202012Validator(json.loads((SCHEMAS / "kiemphieu-ballot-layout-1.schema.json").read_text("utf-8")))


def congress(kind: Kind = Kind.MEMBERS, opens: date = date(2020, 7, 15)) -> Congress:
    return Congress(
        name="Đại hội Đảng bộ xã Ea Mlang lần thứ IX, nhiệm kỳ 2020 - 2025",
        body="Đảng bộ xã Ea Mlang",
        level=Level.GRASSROOTS,
        kind=kind,
        opens=opens,
        contests=(),
        choices=Choices(),
        heading={"upper_body": "Đảng bộ huyện Krông Sơn", "place": "Ea Mlang", "term": "2020 - 2025"},
    )


def contest(names: Sequence[str], form: Form = Form.STRIKE_OUT, **more: object) -> Contest:
    people = tuple(Candidate(row=at + 1, number=at, name=name) for at, name in enumerate(names, start=1))
    seats = max(1, len(names) - 1) if form is Form.STRIKE_OUT else len(names)
    plain = Contest(
        id="bch",
        office=Office.EXECUTIVE_COMMITTEE,
        kind=Kind.MEMBERS,
        seats=seats,
        form=form,
        slate=Slate(file="slate.csv", sha256="0" * 64, candidates=people, columns=frozenset({"number", "name"})),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields are the caller's


def made(
    names: Sequence[str], form: Form = Form.STRIKE_OUT, *, copies: int = 1, per_sheet: int | None = None
) -> Ballots:
    what = congress()
    return make_ballots(what, contest(names, form), rules_for(what), copies=copies, per_sheet=per_sheet)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def some_names(count: int) -> list[str]:
    return [
        f"{('Nguyễn Văn', 'Trần Thị', 'Y Krông')[at % 3]} {['Đặng', 'Bình', 'Ayŭn', 'Hiền'][at % 4]}"
        for at in range(count)
    ]
