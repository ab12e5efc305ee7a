"""Faults of what the user gave: each says its file and place, and all are raised together."""

from __future__ import annotations

from copy import copy

import pytest

from rules.errors import NOWHERE, Fault, FaultList, InputError, Place
from rules.phrase import phrase

MESSAGE, REMEDY = phrase("sai"), phrase("sửa")


def the_one(faults: FaultList) -> Fault:
    """The only fault there is."""
    (fault,) = faults.faults
    return fault


def test_a_fault_says_all_that_was_noted_of_it() -> None:
    faults = FaultList("slate.csv")
    faults.add("slate.age", MESSAGE, REMEDY, place=Place(row=3, column="born"), seen=1975)
    assert the_one(faults) == Fault(
        name="slate.age",
        file="slate.csv",
        place=Place(row=3, column="born"),
        seen="1975",
        message=MESSAGE,
        remedy=REMEDY,
    )


def test_where_something_is_missing_nothing_was_seen() -> None:
    faults = FaultList("slate.csv")
    faults.add("slate.missing", MESSAGE, REMEDY)
    assert (the_one(faults).seen, the_one(faults).place) == (None, NOWHERE)


@pytest.mark.parametrize(
    ("own", "said", "shown"),
    [("Sheet1", None, "Sheet1"), ("Sheet1", "Bìa", "Bìa"), (None, "Bìa", "Bìa"), (None, None, None)],
)
def test_a_fault_of_a_workbook_is_on_its_sheet_unless_it_says_another(
    own: str | None, said: str | None, shown: str | None
) -> None:
    faults = FaultList("slate.xlsx", sheet=own)
    faults.add("slate.age", MESSAGE, REMEDY, place=Place(sheet=said, row=7))
    assert the_one(faults).place == Place(sheet=shown, row=7)


def test_all_faults_are_raised_together_those_of_other_files_too() -> None:
    first, second = FaultList("a.csv"), FaultList("b.csv")
    first.add("file.one", MESSAGE, REMEDY)
    second.add("file.two", MESSAGE, REMEDY)
    with pytest.raises(InputError) as raised:
        second.raise_if_any()
    first.extend(raised.value)
    with pytest.raises(InputError) as both:
        first.raise_if_any()
    assert [(fault.name, fault.file) for fault in both.value.faults] == [("file.one", "a.csv"), ("file.two", "b.csv")]
    assert both.value.args == (both.value.faults,)
    assert copy(both.value).faults == both.value.faults  # as a process hands it to another


def test_without_a_fault_nothing_is_raised() -> None:
    FaultList("a.csv").raise_if_any()
