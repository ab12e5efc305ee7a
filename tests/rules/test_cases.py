"""Every sentence of ``tests/cases`` through the real rule packs; and published figures that cannot come out there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import rules
from rules.check_json import to_json
from rules.checks import ALL
from rules.choice import AgeOn, Choices, QuotaOf, SurplusRounding
from rules.engine import CheckResult, Draft, check_congress, check_draft
from rules.errors import InputError
from rules.messages import Translator
from rules.model import (
    Attendance,
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
from rules.parameter import PARAMETERS
from rules.partial_date import PartialDate, parse
from rules.percent import PercentRounding, percent
from rules.regulation_file import load_packs, rules_for
from tests.rules.checks.build import NAMES

CASES = Path(__file__).parent.parent / "cases"
CODES = tuple(check.code for check in ALL)
EXAMPLES = Path(rules.__file__).parent / "examples"
ASKING = frozenset(
    code for parameter in PARAMETERS.values() for code in (parameter.code, *parameter.also) if code and parameter.law
)
ASKED = tuple(
    dict.fromkeys(
        (code, pack.name)
        for pack in load_packs()
        for provision in pack.provisions
        for code in (PARAMETERS[provision.parameter].code, *PARAMETERS[provision.parameter].also)
        if code
    )
)
"""Every check and every pack that has a provision it asks."""
LIMITED = frozenset(
    (PARAMETERS[provision.parameter].code, pack.name)
    for pack in load_packs()
    for provision in pack.provisions
    if provision.limit is not None or provision.rule is not None
)
"""Those with a limit or a rule somebody can be on either side of; a share that is only to be named has none."""
KEYS = {
    *("name", "rules", "opens", "level", "kind", "office", "seats", "candidates", "women", "people", "standing_seats"),
    *("choices", "local", "draft", "shows", "source", "note", "expect", "size", "previous_term", "elects"),
    *("counting_committee", "steps", "present", "deputy_secretaries"),
}
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
EXPECTED_KEYS = {
    *("passed", "measured", "percent", "of", "limit", "margin", "people", "group", "force", "confirmed", "says"),
}
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
ALL_EXAMPLES = tuple(cases(EXAMPLES))


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


def test_every_check_has_a_file_of_cases_and_every_file_a_check() -> None:
    assert {file.stem for file in CASES.glob("*.toml")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_check_is_explained_with_a_case_that_passes_and_one_that_fails(code: str) -> None:
    shown = {case.said["shows"]: case.said["expect"] for case in ALL_EXAMPLES if case.code == code}
    last = {shows: found[-1] if isinstance(found, list) else found for shows, found in shown.items()}
    assert {shows: found["passed"] for shows, found in last.items()} == {"passes": True, "fails": False}
    assert all({"passed", "force"} <= set(found) for found in last.values())


def test_no_explanation_is_of_no_check() -> None:
    assert {file.stem for file in EXAMPLES.glob("*")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_file_shows_the_limit_from_both_sides_and_the_day_before_the_provision(code: str) -> None:
    shown = {case.said["shows"] for case in ALL_CASES if case.code == code and "shows" in case.said}
    assert shown == {"on_limit", "past_limit"} | ({"day_before"} if code in ASKING else set())


@pytest.mark.parametrize(("code", "pack"), ASKED, ids=str)
def test_so_it_is_in_every_pack_that_has_a_provision_of_the_check(code: str, pack: str) -> None:
    shown = {case.said.get("shows") for case in ALL_CASES if case.code == code and case.said["rules"] == pack}
    assert shown >= {"day_before"} | ({"on_limit", "past_limit"} if (code, pack) in LIMITED else set())


@pytest.mark.parametrize("case", [case for case in ALL_CASES if case.said.get("shows") == "day_before"], ids=str)
def test_the_day_before_is_really_the_day_before(case: Case) -> None:
    def found(opens: date) -> bool:
        findings = result_of({**case.said, "opens": opens}).findings
        return any(finding.code == case.code and finding.citation is not None for finding in findings)

    expected = case.said["expect"] if isinstance(case.said["expect"], list) else [case.said["expect"]]
    assert all(each["confirmed"] == "none" for each in expected), "no provision is there to be cited"
    assert not found(case.said["opens"])
    assert found(date.fromordinal(case.said["opens"].toordinal() + 1))


@pytest.mark.parametrize("case", [*ALL_CASES, *ALL_EXAMPLES], ids=str)
def test_case(case: Case) -> None:
    assert set(case.said) <= KEYS, "a key nobody reads"
    expected = case.said["expect"] if isinstance(case.said["expect"], list) else [case.said["expect"]]
    form = to_json(result_of(case.said), Translator("vi").text)
    found = [each for each in form["findings"] if each["code"] == case.code and each["contest"] in {"bch", "draft"}]
    assert len(found) == len(expected), [each["message"] for each in found]
    for finding, wanted in zip(found, expected, strict=True):
        assert set(wanted) <= EXPECTED_KEYS, "a key nobody compares"
        seen = finding | {
            "passed": "unknown" if finding["passed"] is None else finding["passed"],
            "confirmed": finding["citation"]["confirmed"] if finding["citation"] else "none",
        }
        told = {key: "none" if seen[key] is None else seen[key] for key in wanted if key != "says"}
        assert told == {key: value for key, value in wanted.items() if key != "says"}, finding["message"]
        assert wanted.get("says", "") in finding["message"]


# Published figures that no slate can give.


def test_the_mean_surplus_of_15_committees_is_not_the_surplus_of_one() -> None:
    """Law ADDITIONS 6.1, http://baoquangnam.vn/xay-dung-dang/bac-tra-my-hoan-thanh-dai-hoi-dang-cap-co-so-89802.html.

    191 names for 163 seats in 15 committees, published as 17,17 %: cut off, not rounded. A check sees one committee
    at a time; of about 11 seats each, 13 committees had two names more and 2 had one, and one committee with two is
    at 18,18 %, which stands in SZ02.toml.
    """
    share = Fraction(191 - 163, 163)
    assert str(percent(share, PercentRounding.TRUNCATE)) == "17.17"
    assert str(percent(share, PercentRounding.HALF_UP)) == "17.18"
    assert 13 * 2 + 2 * 1 == 191 - 163


def test_a_whole_percentage_does_not_tell_which_committee_it_was() -> None:
    """Law CASES 3.6, https://www.vietnamplus.vn/infographics-63-tinh-da-to-chuc-dai-hoi-nhiem-ky-20152020/353099.vnp.

    Kiên Giang's 25 % of women fits every size divisible by four, so there is no committee to test; Yên Bái's and
    Hồ Chí Minh City's also fit two sizes, and stand in CP01.toml with the likelier one.
    """

    def sizes(shown: str) -> list[int]:
        return [
            size
            for size in range(41, 76)
            if any(str(percent(Fraction(k, size), PercentRounding.HALF_UP)) == shown for k in range(size))
        ]

    assert len(sizes("25.00")) > 1
    assert sizes("15.09") == [53]
    assert sizes("17.65") == [51, 68]
    assert sizes("21.74") == [46, 69]


def test_the_national_congress_rules_for_itself() -> None:
    """Law CASES 3.7, 3.8 and RULES 0.7: its figures stand in SZ02.toml and SZ03.toml as if of a province."""
    case = next(case for case in ALL_CASES if case.code == "SZ02" and "Đại hội XIII: " in case.said["name"])
    with pytest.raises(InputError) as refused:
        result_of({**case.said, "level": "central"})
    assert [fault.name for fault in refused.value.faults] == ["rules.level"]


@pytest.mark.parametrize(
    ("part", "published"),
    [(27_690, 749), (9_264, 251), (6_376, 173), (5_469, 148), (3_995, 108)],
    ids=["re-elected", "new", "women", "under 40", "minorities"],
)
def test_a_sum_over_1298_bodies_is_nobodys_slate(part: int, published: int) -> None:
    """Law CASES 3.4, https://laodongthudo.vn/122-bi-thu-cap-uy-cap-tren-co-so-duoc-bau-truc-tiep-tai-dai-hoi-112926.html.

    36,954 elected in 1,298 of 1,311 bodies, published with one decimal, half up. A check sees one body's list.
    """
    assert (2 * 1000 * part + 36_954) // (2 * 36_954) == published
    assert 27_690 + 9_264 == 36_954


def test_the_seats_left_open_in_2020_are_nobodys_slate() -> None:
    """Law CASES 3.4, the same page: 828 short of the number decided, 352 not re-elected (1,3 %); surplus of 11,5 %.

    The surplus cannot be computed again: how many names stood on the lists is not published.
    """
    decided = 36_954 + 828
    assert decided == 37_782
    assert str(percent(Fraction(828, decided), PercentRounding.HALF_UP)) == "2.19"
    assert (2 * 1000 * 352 + 27_690) // (2 * 27_690) == 13


@pytest.mark.parametrize("summoned", [450, 300, 500, 453, 400, 486, 38 + 197, 1_588])
def test_how_many_delegates_a_congress_has_stands_on_no_slate(summoned: int) -> None:
    """Law ADDITIONS 9.9 to 9.11 (and 5.11), https://baonghean.vn/ru/print/10281541.html.

    Delegates summoned in 2025, https://www.vietnam.vn/ro/sap-dien-ra-dai-hoi-dai-bieu-dang-bo-chinh-phu-lan-thu-nhat,
    and of the national congress, https://vietnamnews.vn/politics-laws/1763595/1-588-delegates-to-attend-14th-national-party-congress.html:
    they are the attendance, of which no check of a slate asks.
    """
    case = next(case for case in ALL_CASES if case.code == "SZ02" and "Huế 2025" in case.said["name"])
    result = result_of(case.said)
    attendance = Attendance(summoned=summoned, present=summoned)
    attended = tuple(replace(contest, attendance=attendance) for contest in result.congress.contests)
    full = replace(result.congress, contests=attended)
    assert check_congress(full, result.rules).findings == result.findings


@pytest.mark.parametrize(
    ("part", "published", "rounding"),
    [
        (400, "16.20", PercentRounding.TRUNCATE),
        (167, "6.76", PercentRounding.TRUNCATE),
        (273, "11.06", PercentRounding.HALF_UP),
        (798, "32.33", PercentRounding.HALF_UP),
    ],
    ids=["women", "under 40", "minorities", "new"],
)
def test_a_sum_over_50_bodies_is_nobodys_slate(part: int, published: str, rounding: PercentRounding) -> None:
    """Law ADDITIONS 4.14, https://fr.vietnamplus.vn/400-femmes-elues-aux-comites-du-parti-des-provinces-et-villes/150511.vnp.

    2,468 elected in 50 of 67 bodies in 2020. Of all of them together the young and the new were below the aims of
    10 % and one third; which bodies were is not published.
    """
    share = Fraction(part, 2_468)
    assert str(percent(share, rounding)) == published
    assert (share < Fraction(1, 3)) or part != 798


def _date(text: str) -> PartialDate | None:
    return parse(text) if text else None


def _kind(said: Mapping[str, Any]) -> Kind:
    return Kind(said.get("kind", "delegates"))


def _choices(said: Mapping[str, Any]) -> Choices:
    return Choices(**{key: CHOICES.get(key, bool)(value) for key, value in said.get("choices", {}).items()})


def _local(local: Mapping[str, Any]) -> LocalProvision:
    values = {key: value for key, value in local.items() if key not in {"parameter", "source"}}
    return LocalProvision(parameter=local["parameter"], values=values, source=local["source"])
