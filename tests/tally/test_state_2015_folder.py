"""The law of 2015 over a folder: ballots of voters, forms of the result, and the slate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rules.engine import check_congress
from rules.errors import InputError
from rules.messages import Translator
from rules.model import BallotSource, Contest, Form, Level
from rules.parameter import Base
from tally.congress_count import count_folder
from tally.outcome import State
from tests.tally.builders import pile, times
from tests.tally.congress_results import contests_of
from tests.tally.folders import write
from tests.tally.under_state_2015 import VI, congress, constituency, counted, law, told


def test_the_grounds_of_invalidity_are_the_laws() -> None:
    assert law().invalid_reasons_in_order(constituency()) == (
        "not_prescribed",
        "no_stamp",
        "overvote",
        "votes_for_nobody",
        "outside_name",
        "written_on",
    )


def test_more_ballots_than_issued_stop_without_a_provision_that_annuls_them() -> None:
    """Circular 02/2016, row 5.9: "the team must …" was seen cut off."""
    what = replace(constituency(), ballots=BallotSource(file="b.csv", issued=17, returned=18))
    found = counted(what, pile(*times(18, "kksss")))
    assert found.outcome.state is State.VOID
    assert (found.outcome.next, found.needed) == (None, None)
    assert found.account.taken_of(Base.VALID) is None
    assert "không thấy quy định nào" in told(found)


def test_voters_have_no_ballot_with_boxes() -> None:
    what = replace(constituency(2, 2), form=Form.AGREE_DISAGREE)
    with pytest.raises(InputError) as raised:
        counted(what, pile(*times(18, "aa")))
    (fault,) = raised.value.faults
    assert (fault.name, fault.place.key, fault.seen) == (
        "contest.form_of_voters",
        "contest.hdnd.form",
        "agree_disagree",
    )


def test_a_list_no_longer_than_the_seats_is_not_helped_by_a_ballot_the_law_does_not_know() -> None:
    with pytest.raises(InputError) as raised:
        counted(constituency(2, 2), pile(*times(18, "ks")))
    (fault,) = raised.value.faults
    assert (fault.name, fault.place.key, fault.seen) == ("contest.form_and_seats", "contest.hdnd.seats", "2")
    assert VI.text(fault.message) == ("danh sách có 2 người, được bầu 2 đại biểu: danh sách phải nhiều hơn số được bầu")
    assert VI.text(fault.remedy) == (
        "xem lại slate và seats; bầu cử đại biểu chỉ có phiếu gạch tên, không có phiếu đồng ý"
    )
    assert Translator("en").text(fault.message) == (
        "2 names on the slate to elect 2 deputies: the list must be longer than the number to elect"
    )


def test_people_read_voters_not_delegates() -> None:
    text = told(counted(constituency(), pile(*times(18, "kksss"))))
    assert "Cử tri trong danh sách 20, đã đi bầu 18; phát ra 18, thu về 18, kiểm được 18 phiếu." in text
    assert "quá một nửa của 18 phiếu hợp lệ: từ 10 phiếu" in text


def test_where_voters_vote_no_congress_is_asked_to_decide() -> None:
    unrecognised = counted(constituency(voters=40), pile(*times(18, "kksss")))
    short = counted(constituency(), pile(*times(18, "sssks")))
    for found in (unrecognised, short):
        text = told(found, is_open=True)
        assert "quyết định của tổ chức phụ trách bầu cử" in text
        assert "đại hội" not in text


TOML = """format = "kiemphieu-congress/1"

[congress]
name = "Bầu cử đại biểu Hội đồng nhân dân xã Đông Mây"
body = "Xã Đông Mây"
level = "commune"
kind = "voters"
opens = 2021-05-23

[attendance]
summoned = 12
present = 10

[[contest]]
id = "hdnd"
office = "state_deputies"
seats = 3
slate = "slate-bch.csv"
form = "strike_out"
ballots = {{ file = "ballots-bch.csv", issued = {issued}, returned = 10 }}
"""


def test_a_folder_of_voters_is_under_the_law_without_saying_so(tmp_path: Path) -> None:
    counted_folder = count_folder(write(tmp_path, TOML.format(issued=10)))
    assert counted_folder.result.rules.pack == "state-2015"
    (found,) = counted_folder.result.contests
    assert (found.account.base, found.needed) == (9, 5)
    assert found.outcome.elected == (1, 2, 3)


def test_voters_who_voted_are_those_present_and_no_more_ballots_are_issued(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        count_folder(write(tmp_path, TOML.format(issued=11)))
    assert [fault.name for fault in raised.value.faults] == ["ballots.issued_over_present"]


@pytest.mark.parametrize(
    ("toml", "base", "state"),
    [
        (TOML.format(issued=10), 9, "filled"),
        (TOML.format(issued=10).replace("summoned = 12", "summoned = 20"), 9, "not_recognised"),
        (TOML.format(issued=9), None, "void"),
    ],
)
def test_every_form_of_the_result_is_of_its_schema(tmp_path: Path, toml: str, base: int | None, state: str) -> None:
    (one,) = contests_of(write(tmp_path, toml)).values()
    assert (one["account"]["base"], one["account"]["base_of"], one["outcome"]["state"]) == (base, "valid", state)
    standings = {person["standing"] for person in one["candidates"]}
    assert state != "not_recognised" or standings == {"not_elected"}
    assert (one["needed"] is None) == (base is None)


def found_of(what: Contest, level: Level) -> dict[str, tuple[bool | None, str | None]]:
    """Verdict and limit of every check that asks."""
    checked = check_congress(congress(what, level=level), law(level))
    return {finding.code: (finding.passed, finding.limit) for finding in checked.findings if finding.code[:2] != "LS"}


@pytest.mark.parametrize(
    ("level", "names", "seats", "passed", "limit"),
    [
        (Level.CENTRAL, 5, 3, True, "2.."),
        (Level.CENTRAL, 4, 3, False, "2.."),
        (Level.COMMUNE, 3, 2, True, "1.."),
        (Level.COMMUNE, 2, 1, True, "1.."),
        (Level.COMMUNE, 5, 3, True, "2.."),
        (Level.COMMUNE, 4, 3, False, "2.."),
        (Level.PROVINCE, 7, 4, True, "3.."),
        (Level.PROVINCE, 6, 4, False, "3.."),
        (Level.DISTRICT, 8, 5, True, "3.."),
    ],
)
def test_a_constituency_has_so_many_more_names_than_seats(
    level: Level, names: int, seats: int, limit: str, *, passed: bool
) -> None:
    found = found_of(constituency(names, seats), level)
    assert found["SZ05"] == (passed, limit)
    assert not {"SZ02", "SZ03", "SZ04"} & set(found)


def test_a_list_short_of_women_asks_because_the_law_measures_the_whole_list() -> None:
    checked = check_congress(congress(constituency(5, 3)), law())
    (women,) = [finding for finding in checked.findings if finding.code == "CP01"]
    assert (women.limit, women.of, women.confirmed) == ("35%..", "list", False)
    assert not women.refuses
