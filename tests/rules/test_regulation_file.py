"""Packs on disk, and the rules of a congress: which pack, which provisions on its day, and what it adds itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.citation import Confidence
from rules.errors import Fault, InputError
from rules.finding import Force
from rules.instrument_file import read_instrument
from rules.messages import Translator
from rules.model import Congress, Kind, Level, LocalProvision, Office
from rules.pack_file import REGULATIONS
from rules.regulation import Limit, Rules
from rules.regulation_file import load_pack, load_packs, pack_names, rules_for
from tests.rules.law_builders import BAD_FILES, INSTRUMENT, PACK, congress, contest, law_folder, own

BAD_PACKS = sorted((BAD_FILES / "packs").glob("*.toml"))
SUMMER_2020, SUMMER_2025 = date(2020, 7, 15), date(2025, 6, 15)


def faults_of(asked: Congress, folder: Path = REGULATIONS) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        rules_for(asked, folder=folder)
    return caught.value.faults


def said(fault: Fault) -> str:
    text = Translator("vi")
    return f"{text.text(fault.message)} {text.text(fault.remedy)}"


# --- packs on disk ---


@pytest.mark.parametrize("path", BAD_PACKS, ids=lambda path: path.stem)
def test_a_bad_pack_is_refused_with_its_place_and_remedy(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head = text.splitlines()
    name, key = head[0].removeprefix("# fault: ").split()
    folder = law_folder(tmp_path, {"packs/try.toml": text})
    with pytest.raises(InputError) as caught:
        load_pack("try", folder=folder)
    assert [fault.name for fault in caught.value.faults] == [name]
    (fault,) = caught.value.faults
    assert (fault.file, fault.place.key) == ("packs/try.toml", key)
    assert head[1].removeprefix("# says: ").casefold() in said(fault).casefold()


def test_a_pack_holds_the_provisions_of_its_instruments_in_order(tmp_path: Path) -> None:
    second = INSTRUMENT.replace("1-QĐ", "2-QĐ").replace("surplus.cap", "surplus.prepared")
    instruments = '{ number = "2-QĐ/TW", date = 2020-01-01 }, { number = "1-QĐ/TW", date = 2020-01-01 }'
    pack = PACK.replace('{ number = "1-QĐ/TW", date = 2020-01-01 }', instruments)
    loaded = load_pack("try", folder=law_folder(tmp_path, {"2-qd-tw-2020-01-01.toml": second, "packs/try.toml": pack}))
    assert [provision.parameter for provision in loaded.provisions] == ["surplus.prepared", "surplus.cap"]
    assert [edition.instrument.number for edition in loaded.editions] == ["2-QĐ/TW", "1-QĐ/TW"]
    assert loaded.title == {"vi": "Bộ thử", "en": "A pack to try"}


def test_a_pack_reads_no_file_but_its_own(tmp_path: Path) -> None:
    folder = law_folder(tmp_path, {"3-qd-tw-2020-01-01.toml": "not TOML at all"})
    assert load_pack("try", folder=folder).name == "try"
    with pytest.raises(InputError):
        load_packs(folder=folder)


def test_two_instruments_of_a_pack_may_not_answer_one_question(tmp_path: Path) -> None:
    second = INSTRUMENT.replace("1-QĐ", "2-QĐ").replace("30%", "25%")
    pack = PACK.replace("instruments = [", 'instruments = [{ number = "2-QĐ/TW", date = 2020-01-01 }, ')
    folder = law_folder(tmp_path, {"2-qd-tw-2020-01-01.toml": second, "packs/try.toml": pack})
    with pytest.raises(InputError) as caught:
        load_pack("try", folder=folder)
    (fault,) = caught.value.faults
    assert (fault.name, fault.file) == ("regulation.duplicate", "packs/try.toml")
    assert "2-QĐ/TW, 1-QĐ/TW" in said(fault)


def test_two_instruments_may_answer_it_one_after_the_other(tmp_path: Path) -> None:
    first = INSTRUMENT.replace("{ from = 2020-01-01 }", "{ from = 2020-01-01, to = 2024-01-01 }")
    second = INSTRUMENT.replace("1-QĐ", "2-QĐ").replace("2020-01-01", "2024-01-01").replace("30%", "25%")
    pack = PACK.replace("instruments = [", 'instruments = [{ number = "2-QĐ/TW", date = 2024-01-01 }, ')
    files = {"1-qd-tw-2020-01-01.toml": first, "2-qd-tw-2024-01-01.toml": second, "packs/try.toml": pack}
    loaded = load_pack("try", folder=law_folder(tmp_path, files))
    caps = {day: [each.limit for each in loaded.on(day)] for day in (date(2023, 12, 31), date(2024, 1, 1))}
    assert list(caps.values()) == [[Limit(at_most=Fraction(3, 10))], [Limit(at_most=Fraction(1, 4))]]


@pytest.mark.parametrize(("ends", "refused"), [("2024-01-02", True), ("2024-01-01", False)])
def test_an_instrument_may_not_hold_beside_the_one_it_replaced(ends: str, tmp_path: Path, *, refused: bool) -> None:
    old = INSTRUMENT.replace("{ from = 2020-01-01 }", f"{{ from = 2020-01-01, to = {ends} }}")
    new = INSTRUMENT.replace("1-QĐ", "2-QĐ").replace("2020-01-01", "2024-01-01")
    new = new.replace("\n\n", '\nreplaces = { number = "1-QĐ/TW", date = 2020-01-01 }\n\n', 1)
    folder = law_folder(tmp_path, {"1-qd-tw-2020-01-01.toml": old, "2-qd-tw-2024-01-01.toml": new})
    if not refused:
        assert load_packs(folder=folder)
        return
    with pytest.raises(InputError) as caught:
        load_packs(folder=folder)
    (fault,) = caught.value.faults
    assert (fault.name, fault.file) == ("regulation.overlaps_replaced", "2-qd-tw-2024-01-01.toml")
    assert "1-QĐ/TW ngày 01/01/2020" in said(fault)


def test_the_faults_of_several_files_are_told_at_once(tmp_path: Path) -> None:
    pack = PACK.replace("instruments = [", 'instruments = [{ number = "4-QĐ/TW", date = 2020-01-01 }, ')
    folder = law_folder(
        tmp_path, {"packs/try.toml": pack, "1-qd-tw-2020-01-01.toml": INSTRUMENT.replace("30%", "130%")}
    )
    with pytest.raises(InputError) as caught:
        load_pack("try", folder=folder)
    assert [(fault.name, fault.file) for fault in caught.value.faults] == [
        ("regulation.unknown_instrument", "packs/try.toml"),
        ("regulation.wrong_amount", "1-qd-tw-2020-01-01.toml"),
    ]


def test_an_unknown_pack_is_refused_by_name() -> None:
    with pytest.raises(InputError) as caught:
        load_pack("../packs/party-2020")
    (fault,) = caught.value.faults
    assert fault.name == "rules.unknown_pack"
    assert "party-2020, party-2025" in said(fault)


# --- which pack a congress is under ---


@pytest.mark.parametrize(
    ("opens", "pack"),
    [
        (date(2014, 6, 9), "party-2015"),
        (date(2019, 5, 29), "party-2015"),
        (date(2019, 5, 30), "party-2020"),
        (date(2024, 10, 9), "party-2020"),
        (date(2024, 10, 10), "party-2025"),
        (date(2035, 1, 1), "party-2025"),
    ],
)
def test_the_pack_in_force_on_the_opening_day_is_the_default(opens: date, pack: str) -> None:
    rules = rules_for(congress(opens))
    assert (rules.pack, rules.outside_time) == (pack, False)


@pytest.mark.parametrize("opens", [date(2015, 9, 1), SUMMER_2020, date(2026, 3, 15)])
def test_voters_are_under_the_law_of_the_state_whatever_holds_for_the_party(opens: date) -> None:
    deputies = contest(kind=Kind.VOTERS, office=Office.STATE_DEPUTIES)
    assert rules_for(congress(opens, kind=Kind.VOTERS, contests=(deputies,))).pack == "state-2015"


def test_before_the_law_of_2015_no_pack_is_for_voters() -> None:
    (fault,) = faults_of(congress(date(2015, 8, 31), kind=Kind.VOTERS, contests=()))
    assert fault.name == "rules.none_in_force"
    assert "các bộ đã biết: state-2015" in said(fault)


def test_before_every_pack_the_known_ones_are_named_with_their_times() -> None:
    (fault,) = faults_of(congress(date(2014, 6, 8)))
    assert (fault.name, fault.place.key, fault.seen) == ("rules.none_in_force", "congress.opens", "2014-06-08")
    packs = "party-2015 (từ 09/06/2014 đến trước 30/05/2019), party-2020 (từ 30/05/2019 đến trước 10/10/2024)"
    assert f"{packs}, party-2025 (từ 10/10/2024)" in said(fault)


def test_of_several_packs_in_force_the_congress_must_name_one(tmp_path: Path) -> None:
    folder = law_folder(tmp_path, {"packs/other.toml": PACK.replace('"try"', '"other"')})
    (fault,) = faults_of(congress(SUMMER_2020), folder)
    assert fault.name == "rules.several_in_force"
    assert "other (từ 01/01/2020), try (từ 01/01/2020)" in said(fault)
    assert rules_for(congress(SUMMER_2020, rules="other"), folder=folder).pack == "other"


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    (fault,) = faults_of(congress(SUMMER_2020, rules="party-2021"))
    assert (fault.name, fault.file, fault.place.key) == ("rules.unknown_pack", "congress.toml", "congress.rules")
    assert fault.seen == "party-2021"
    assert "party-2020, party-2025" in said(fault)


def test_a_pack_outside_its_time_says_so_and_holds_what_is_in_force() -> None:
    rules = rules_for(congress(date(2015, 8, 1), rules="party-2020"))
    assert rules.outside_time
    assert {each.citation.number for each in rules.provisions} == {"244-QĐ/TW"}


def test_the_day_before_190_a_pack_of_2025_holds_nothing_but_the_ages_of_the_state() -> None:
    rules = rules_for(congress(date(2024, 10, 9), rules="party-2025"))
    assert (rules.outside_time, [each.parameter for each in rules.provisions]) == (True, ["retirement.ages"])
    assert rules.one("surplus.prepared", contest()) is None


@given(st.dates(min_value=date(2019, 5, 30), max_value=date(2030, 12, 31)))
def test_every_provision_of_a_congress_is_in_force_on_its_opening_day(opens: date) -> None:
    rules = rules_for(congress(opens))
    assert rules.provisions
    assert all(each.in_force.holds_on(opens) for each in rules.provisions)


# --- whom a pack rules ---


@pytest.mark.parametrize("name", ["party-2020", "party-2025"])
def test_a_national_congress_rules_for_itself(name: str) -> None:
    (fault,) = faults_of(congress(SUMMER_2020, rules=name, level=Level.CENTRAL))
    assert (fault.name, fault.place.key, fault.seen) == ("rules.level", "congress.level", "central")
    assert "đại hội toàn quốc tự quyết định" in said(fault)


def test_a_level_a_pack_does_not_rule_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(congress(SUMMER_2020, level=Level.PROVINCE), law_folder(tmp_path))
    assert (fault.name, fault.seen) == ("rules.level", "province")
    assert "bộ này dùng cho các cấp: district" in said(fault)


def test_voters_and_state_deputies_are_not_the_partys() -> None:
    deputies = contest(kind=Kind.VOTERS, office=Office.STATE_DEPUTIES)
    faults = faults_of(congress(SUMMER_2020, contests=(contest(), deputies)))
    assert [(fault.name, fault.place.key, fault.seen) for fault in faults] == [
        ("rules.kind", "contest[2].kind", "voters"),
        ("rules.office", "contest[2].office", "state_deputies"),
    ]


def test_every_fault_of_a_congress_is_told_at_once() -> None:
    asked = congress(
        SUMMER_2020,
        rules="party-2020",
        level=Level.CENTRAL,
        kind=Kind.VOTERS,
        local=(own("count.needed", more_than="2/3", of="base", force="required"),),
    )
    assert [fault.name for fault in faults_of(asked)] == ["regulation.not_local", "rules.level", "rules.kind"]


# --- what a congress adds ---


def written(values: Mapping[str, object]) -> LocalProvision:
    """A ``[[local]]`` table as a whole, its parameter among the values."""
    rest = {key: value for key, value in values.items() if key != "parameter"}
    return LocalProvision(parameter=str(values["parameter"]), values=rest, source="Nghị quyết số 5-NQ/HU")


def with_own(**values: object) -> Rules:
    return rules_for(congress(SUMMER_2020, local=(written(values),)))


def test_a_stricter_share_of_the_congress_stands_beside_the_laws() -> None:
    rules = with_own(parameter="composition.women", at_least="20%", of="members", force="required")
    law, local = rules.for_contest("composition.women", contest())
    assert (law.limit, local.limit) == (Limit(at_least=Fraction(15, 100)), Limit(at_least=Fraction(1, 5)))
    assert (local.force, local.confidence) == (Force.REQUIRED, Confidence.GIVEN_BY_USER)
    assert local.instrument is None
    assert (local.citation.number, local.citation.confirmed) == ("Nghị quyết số 5-NQ/HU", True)


def test_a_provision_of_the_congress_may_have_a_scope() -> None:
    rules = with_own(
        parameter="composition.youth",
        at_least="12%",
        of="members",
        ages={"at_most": 34},
        force="target",
        offices=["standing_committee"],
        seats={"at_least": 9, "at_most": 11},
    )
    (local,) = [each for each in rules.provisions if each.instrument is None]
    assert local.scope.offices == frozenset({Office.STANDING_COMMITTEE})
    assert local.scope.seats == (9, 11)


def test_a_committees_meeting_leaves_out_only_whom_its_own_provision_names() -> None:
    asked = congress(
        SUMMER_2020,
        kind=Kind.COMMITTEE,
        local=(own("count.excluded", reasons=["on_long_treatment"], kinds=["committee"]),),
    )
    rules, meeting = rules_for(asked), contest(kind=Kind.COMMITTEE)
    assert rules.reasons("count.excluded", meeting) == ("on_long_treatment",)
    found = rules.for_reason("count.excluded", "on_long_treatment", meeting)
    assert found is not None
    assert found.citation.number == "Nghị quyết số 5-NQ/HU"
    assert rules_for(congress(SUMMER_2020, kind=Kind.COMMITTEE)).reasons("count.excluded", meeting) == ()


def test_a_month_of_the_congress_stands_in_place_of_the_laws() -> None:
    rules = with_own(parameter="reference_month", month="2020-03")
    found = rules.one("reference_month", contest())
    assert found is not None
    assert found.month == date(2020, 3, 1)


@pytest.mark.parametrize(
    ("values", "name", "key"),
    [
        (
            {"parameter": "count.needed", "more_than": "2/3", "of": "base", "force": "required"},
            "not_local",
            "parameter",
        ),
        ({"parameter": "ballot.invalid", "reasons": ["overvote"]}, "not_local", "parameter"),
        ({"parameter": "composition.men", "at_least": 1, "force": "required"}, "unknown_parameter", "parameter"),
        ({"parameter": "composition.women", "at_least": "20%", "force": "required"}, "share_without_of", "of"),
        (
            {"parameter": "composition.women", "at_least": 0.2, "of": "members", "force": "required"},
            "wrong_amount",
            "at_least",
        ),
        (
            {"parameter": "surplus.small", "at_most": 1, "force": "required", "levels": ["all"]},
            "unknown_levels",
            "levels",
        ),
        ({"parameter": "count.excluded", "reasons": []}, "empty", "reasons"),
        ({"parameter": "reference_month", "month": "6/2020"}, "wrong_month", "month"),
    ],
)
def test_a_wrong_provision_of_the_congress_is_refused(values: dict[str, object], name: str, key: str) -> None:
    (fault,) = faults_of(congress(SUMMER_2020, local=(written(values),)))
    assert (fault.name, fault.file, fault.place.key) == (f"regulation.{name}", "congress.toml", f"local[1].{key}")
    assert fault.place.row is None


@pytest.mark.parametrize("key", ["confidence", "row", "confirm", "rule"])
def test_a_congress_cannot_say_how_sure_its_own_provision_is(key: str) -> None:
    values = {"parameter": "composition.women", "at_least": "20%", "of": "members", "force": "target", key: "V"}
    (fault,) = faults_of(congress(SUMMER_2020, local=(written(values),)))
    assert fault.place.key == f"local[1].{key}"


def test_a_provision_without_source_is_refused() -> None:
    nameless = own("surplus.small", source=" ", at_most=1, force="required")
    (fault,) = faults_of(congress(SUMMER_2020, local=(nameless,)))
    assert (fault.name, fault.place.key) == ("toml.empty", "local[1].source")


def test_two_provisions_of_the_congress_may_not_answer_one_question() -> None:
    twice = tuple(own("surplus.small", at_most=most, force="required") for most in (1, 2))
    (fault,) = faults_of(congress(SUMMER_2020, local=twice))
    assert (fault.name, fault.place.key) == ("regulation.duplicate", "local[2].parameter")
    assert "local[1]" in said(fault)


def test_the_days_a_pack_ends_and_the_next_begins_meet() -> None:
    first, second = (load_pack(name).in_force for name in ("party-2020", "party-2025"))
    assert first.end == second.start
    assert not first.overlaps(second)
    assert first.holds_on(second.start - timedelta(days=1))


# --- the examples of the README ---


def examples() -> list[str]:
    text = (REGULATIONS / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```toml\n(.*?)```", text, re.DOTALL)


def test_the_file_of_the_law_in_the_readme_is_one(tmp_path: Path) -> None:
    example = examples()[0]
    path = tmp_path / "14-qd-tw-2020-01-01.toml"
    path.write_text(example, encoding="utf-8")
    assert len(read_instrument(path, shown=path.name).provisions) == example.count("[[provision]]")


@pytest.mark.parametrize("example", examples()[1:], ids=lambda example: example[:40])
def test_the_provisions_of_a_congress_in_the_readme_are_some(example: str) -> None:
    written_there = tomllib.loads(example).get("local", [])
    local = tuple(
        LocalProvision(
            parameter=values["parameter"],
            values={key: value for key, value in values.items() if key not in {"parameter", "source"}},
            source=values["source"],
        )
        for values in written_there
    )
    rules = rules_for(congress(SUMMER_2020, local=local))
    own_ones = [each for each in rules.provisions if each.instrument is None]
    assert [each.source for each in own_ones] == [values["source"] for values in written_there]


@pytest.mark.parametrize("name", pack_names())
def test_the_readme_names_every_pack_with_its_instruments_and_time(name: str) -> None:
    pack = load_pack(name)
    readme = (REGULATIONS / "README.md").read_text(encoding="utf-8")
    (line,) = [line for line in readme.splitlines() if line.startswith(f"| `{name}` ")]
    assert pack.in_force.start.isoformat() in line
    assert pack.in_force.end is None or pack.in_force.end.isoformat() in line
    named = [f"{each.instrument.number} {each.instrument.date.isoformat()}" for each in pack.editions]
    assert line.rstrip(" |").endswith(" · ".join(named))
