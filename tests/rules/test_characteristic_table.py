"""What ``[[local]]`` of the parameter ``local`` may say: any column, one condition; every slip is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.canonical import provisions_canonical
from rules.errors import Fault, InputError
from rules.finding import Group
from rules.messages import Translator
from rules.model import LocalProvision
from rules.regulation import Ages, Characteristic, Provision
from rules.regulation_file import rules_for
from tests.rules.checks.build import OWN
from tests.rules.law_builders import congress

SUMMER = date(2025, 8, 15)
PLAIN = {"title": "nghệ nhân", "column": "Danh hiệu", "value": "Nghệ nhân", "at_least": 1, "force": "target"}


def local(**said: object) -> LocalProvision:
    """A provision of its own; None leaves a key out."""
    values = {key: value for key, value in {**PLAIN, **said}.items() if value is not None}
    return LocalProvision(parameter="local", values=values, source="Nghị quyết số 5-NQ/TU")


def read(**said: object) -> Characteristic:
    """What is read of it."""
    rules = rules_for(congress(SUMMER, local=(local(**said),)))
    (found,) = [each.characteristic for each in rules.provisions if each.instrument is None]
    assert found is not None
    return found


def faults_of(**said: object) -> tuple[Fault, ...]:
    """What is wrong with it."""
    with pytest.raises(InputError) as caught:
        rules_for(congress(SUMMER, local=(local(**said),)))
    return caught.value.faults


def test_a_column_the_program_does_not_know_is_kept_by_its_heading() -> None:
    assert read() == Characteristic(
        title="nghệ nhân",
        heading="Danh hiệu",
        column="Danh hiệu",
        noted=True,
        values=("Nghệ nhân",),
    )


@pytest.mark.parametrize(
    ("column", "said", "field", "values"),
    [
        ("theory", {"values": ["Cao cấp", "cử nhân"]}, "theory", ("advanced", "bachelor")),
        ("Lý luận chính trị", {"value": "advanced"}, "theory", ("advanced",)),
        ("Trình độ chuyên môn", {"values": ["Thạc sĩ", "Tiến sĩ"]}, "qualification", ("postgraduate",)),
        ("Giới tính", {"value": "Nữ"}, "sex", ("female",)),
        ("Tái cử", {"value": "Mới"}, "incumbent", ("no",)),
        ("quy hoạch", {"value": "x"}, "planned", ("yes",)),
        ("Tôn giáo", {"value": "Công giáo"}, "religion", ("Công giáo",)),
    ],
)
def test_a_known_column_is_called_by_any_of_its_headings_and_its_words_are_read(
    column: str,
    said: dict[str, object],
    field: str,
    values: tuple[str, ...],
) -> None:
    found = read(column=column, **{"value": None, **said})
    assert (found.column, found.heading, found.noted, found.values) == (field, column, False, values)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"value": None, "other_than": "Không"}, {"other_than": ("Không",)}),
        ({"value": None, "other_than": ["Không", "Chưa"]}, {"other_than": ("Không", "Chưa")}),
        ({"value": None, "contains": "nhân"}, {"contains": ("nhân",)}),
        ({"empty": "no"}, {"empty_is_no": True}),
        ({"empty": "unknown"}, {"empty_is_no": False}),
        ({"group": "standing"}, {"group": Group.STANDING}),
        ({"column": "born", "value": None, "years": {"at_most": 34}}, {"years": Ages(at_most=34), "column": "born"}),
        ({"column": "joined", "value": None, "years": {"at_least": 10}}, {"years": Ages(at_least=10)}),
    ],
)
def test_one_condition_of_several_kinds(said: dict[str, object], expected: dict[str, Any]) -> None:
    found = read(**said)
    assert {key: getattr(found, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("said", "name", "key"),
    [
        ({"title": None}, "toml.key_missing", "title"),
        ({"column": None}, "toml.key_missing", "column"),
        ({"value": None}, "regulation.no_condition", "value"),
        ({"values": ["a"]}, "regulation.two_conditions", "values"),
        ({"value": None, "values": []}, "regulation.empty", "values"),
        ({"value": 3}, "toml.wrong_type", "value"),
        ({"empty": "yes"}, "regulation.unknown_empty", "empty"),
        ({"group": "everybody"}, "toml.value_unknown", "group"),
        ({"column": "born", "value": "1970"}, "regulation.wrong_condition", "value"),
        ({"column": "theory", "value": None, "contains": "cấp"}, "regulation.wrong_condition", "contains"),
        ({"value": None, "years": {"at_most": 3}}, "regulation.wrong_condition", "years"),
        ({"column": "born", "value": None, "years": {"at_least": 9, "at_most": 3}}, "regulation.wrong_ages", "years"),
        ({"column": "theory", "value": "giỏi"}, "regulation.unknown_value", "value"),
        ({"column": "planned", "value": "có lẽ"}, "regulation.unknown_value", "value"),
        ({"column": "Nữ", "value": "x"}, "regulation.wrong_column", "column"),
        ({"column": "STT", "value": "1"}, "regulation.wrong_column", "column"),
        ({"at_least": None}, "regulation.no_limit", "at_least"),
        ({"at_least": "10%"}, "regulation.share_without_of", "of"),
        ({"force": None}, "toml.key_missing", "force"),
        ({"valeu": "x"}, "toml.unknown_key", "valeu"),
    ],
)
def test_every_slip_is_refused_at_its_key(said: dict[str, object], name: str, key: str) -> None:
    (fault,) = faults_of(**said)
    assert (fault.name, fault.place.key) == (name, f"local[1].{key}")
    text = Translator("vi")
    assert text.text(fault.message)
    assert text.text(fault.remedy)


def test_what_belongs_to_the_parameter_local_is_refused_elsewhere() -> None:
    women = LocalProvision(
        parameter="composition.women",
        values={"at_least": "20%", "of": "members", "force": "target", "column": "sex"},
        source="Nghị quyết số 5-NQ/TU",
    )
    with pytest.raises(InputError) as caught:
        rules_for(congress(SUMMER, local=(women,)))
    assert [fault.place.key for fault in caught.value.faults] == ["local[1].column"]


def test_two_of_them_may_stand_side_by_side_but_not_twice_the_same() -> None:
    rules = rules_for(congress(SUMMER, local=(local(), local(value="Nhà giáo"))))
    assert len([each for each in rules.provisions if each.instrument is None]) == 2
    with pytest.raises(InputError) as caught:
        rules_for(congress(SUMMER, local=(local(), local(at_least=2))))
    assert [fault.name for fault in caught.value.faults] == ["regulation.duplicate"]


words = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True).map(tuple)
characteristics = st.builds(
    Characteristic,
    title=st.just("một tên"),
    heading=st.just("B"),
    column=st.sampled_from(["B", "religion"]),
    noted=st.booleans(),
    values=words,
    other_than=words,
    contains=words,
    years=st.sampled_from([None, Ages(at_least=3), Ages(at_most=3)]),
    empty_is_no=st.booleans(),
    group=st.sampled_from([None, *Group]),
)


@given(one=characteristics, other=characteristics)
def test_the_canonical_form_tells_apart_what_counts_others_and_nothing_else(
    one: Characteristic,
    other: Characteristic,
) -> None:
    def canonical(characteristic: Characteristic) -> bytes:
        provision: Provision = replace(OWN, characteristic=characteristic)
        return provisions_canonical([provision])

    assert (canonical(one) == canonical(other)) is (one == other)
    assert canonical(one) == canonical(replace(one, title="tên khác"))
