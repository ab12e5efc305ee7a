"""Case files read: the congress, slate and answers of a case, and what the checks find of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any

from rules.choice import AgeOn, Choices, QuotaOf, SurplusRounding
from rules.engine import CheckResult, Draft, check_congress, check_draft
from rules.model import (
    Candidate,
    Congress,
    Contest,
    Form,
    Kind,
    Level,
    LocalProvision,
    Nomination,
    Office,
    Qualification,
    Sex,
    Slate,
    Step,
    Support,
    Theory,
)
from rules.partial_date import PartialDate, parse
from rules.percent import PercentRounding
from rules.regulation_file import rules_for
from tests.rules.checks.build import NAMES

CASES = Path(__file__).parent.parent / "cases"


PERSON_KEYS = {
    "count",
    "name",
    "born",
    "sex",
    "number",
    "for_standing",
    "notes",
    *("votes", "support"),
    *("ethnicity", "incumbent", "science", "planned", "post"),
    *("joined", "official", "retires"),
    *("theory", "qualification", "nomination"),
}


WORDS: dict[str, type[StrEnum]] = {"theory": Theory, "qualification": Qualification, "nomination": Nomination}


CHOICES: dict[str, Any] = {
    "surplus_rounding": SurplusRounding,
    "percent_rounding": PercentRounding,
    "quota_of": QuotaOf,
    "age_on": AgeOn,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One ``[[case]]`` of the file of a code."""

    code: str
    said: Mapping[str, Any]

    def __str__(self) -> str:
        """Its sentence, as pytest shows it; an example has it in both languages."""
        name = self.said["name"]
        return f"{self.code}: {name if isinstance(name, str) else name['vi']}"


def cases(folder: Path) -> Iterator[Case]:
    """Every case of every file of a folder."""
    for file in sorted(folder.glob("*.toml")):
        for said in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            yield Case(code=file.stem, said=said)


ALL_CASES = tuple(cases(CASES))


def slate_of(said: Mapping[str, Any]) -> Slate:
    """The list of a case, its people in the order of their names unless the case names them."""
    women = said.get("women", 0)
    groups = said.get("people") or [
        {"count": women, "sex": "nữ"},
        {"count": said["candidates"] - women},
    ]
    assert all(set(group) <= PERSON_KEYS for group in groups), groups
    places = count(1)
    candidates = tuple(_person(group, next(places)) for group in groups for _ in range(group.get("count", 1)))
    columns = {"number", "name", "born", "sex"}
    columns |= {key for group in groups for key in group if key in Candidate.__dataclass_fields__}
    return Slate(
        file="slate.csv",
        sha256="0" * 64,
        candidates=candidates,
        columns=frozenset(columns),
        notes=tuple(dict.fromkeys(heading for group in groups for heading in group.get("notes", {}))),
    )


def _person(group: Mapping[str, Any], place: int) -> Candidate:
    known: dict[str, Any] = {key: group[key] for key in ("ethnicity", "incumbent", "science") if key in group}
    known |= {key: group[key] for key in ("planned", "post") if group.get(key, "") != ""}
    known |= {key: _date(group[key]) for key in ("joined", "official", "retires") if key in group}
    known |= {key: kind(group[key]) for key, kind in WORDS.items() if group.get(key)}
    number = group.get("number", place)
    return Candidate(
        row=place + 1,
        number=None if number == "" else number,
        name=group.get("name", NAMES[place - 1]),
        born=_date(group.get("born", "01/01/1970")),
        sex={"nữ": Sex.FEMALE, "nam": Sex.MALE, "": None}[group.get("sex", "nam")],
        for_standing=group.get("for_standing", False),
        notes=group.get("notes", {}),
        **known,
    )


def _everybody(said: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each person's place with what the case says of him."""
    groups = said.get("people", ())
    return enumerate((group for group in groups for _ in range(group.get("count", 1))), start=1)


def _steps(said: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps in their order, with everybody's votes at each; an empty text is a number nobody gave."""
    return tuple(
        Step(
            number=step.get("step", at),
            summoned=step["summoned"],
            present=step["present"],
            votes={
                place: group["votes"][at - 1]
                for place, group in _everybody(said)
                if "votes" in group and group["votes"][at - 1] != ""
            },
        )
        for at, step in enumerate(said.get("steps", ()), start=1)
    )


def _support(said: Mapping[str, Any]) -> tuple[Support, ...]:
    return tuple(
        Support(place=place, votes=group["support"], present=said["present"])
        for place, group in _everybody(said)
        if "support" in group
    )


def result_of(said: Mapping[str, Any]) -> CheckResult:
    """Check the slate of a case as the program would."""
    slate, office, kind = slate_of(said), Office(said.get("office", "executive_committee")), _kind(said)
    level, opens, choices = Level(said.get("level", "district")), said["opens"], _choices(said)
    if said.get("draft", False):
        draft = Draft(
            slate=slate,
            office=office,
            level=level,
            kind=kind,
            opens=opens,
            seats=said.get("seats"),
            rules=said["rules"],
            choices=choices,
        )
        return check_draft(draft, rules_for(draft.congress))
    contests = [
        Contest(
            id="bch",
            office=office,
            kind=kind,
            seats=said["seats"],
            form=Form.STRIKE_OUT,
            slate=slate,
            size=said.get("size"),
            steps=_steps(said),
            support=_support(said),
        ),
    ]
    if "deputy_secretaries" in said:
        named = tuple(slate.candidates[place - 1] for place in said["deputy_secretaries"])
        contests.append(
            replace(contests[0], id="pbt", office=Office.DEPUTY_SECRETARY, slate=replace(slate, candidates=named)),
        )
    if "standing_seats" in said:
        contests.append(
            Contest(
                id="btv",
                office=Office.STANDING_COMMITTEE,
                kind=kind,
                seats=said["standing_seats"],
                form=Form.STRIKE_OUT,
                slate=slate,
            ),
        )
    congress = Congress(
        name="Đại hội thử",
        body="Đảng bộ thử",
        level=level,
        kind=kind,
        opens=opens,
        contests=tuple(contests),
        choices=choices,
        rules=said["rules"],
        elects=said.get("elects", True),
        previous_term=said.get("previous_term", {}),
        people={"counting_committee": tuple(said.get("counting_committee", ()))},
        local=tuple(_local(local) for local in said.get("local", ())),
    )
    return check_congress(congress, rules_for(congress))


def _date(text: str) -> PartialDate | None:
    return parse(text) if text else None


def _kind(said: Mapping[str, Any]) -> Kind:
    return Kind(said.get("kind", "delegates"))


def _choices(said: Mapping[str, Any]) -> Choices:
    return Choices(**{key: CHOICES.get(key, bool)(value) for key, value in said.get("choices", {}).items()})


def _local(local: Mapping[str, Any]) -> LocalProvision:
    values = {key: value for key, value in local.items() if key not in {"parameter", "source"}}
    return LocalProvision(parameter=local["parameter"], values=values, source=local["source"])
