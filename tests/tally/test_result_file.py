"""``kiemphieu-result/1``: every number in its place, the published schema, the same bytes for the same ballots."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.canonical import provisions_canonical
from rules.choice import AllDisagree, Choices
from rules.json_form import to_text
from rules.model import Attendance, BallotSource, Form, Office, Vote
from rules.percent import PercentRounding
from tally.canonical import ballots_canonical, digest, slate_canonical
from tally.model import Ballot, InvalidReason
from tally.result import count_contest
from tests.tally.builders import attended, contest, pile, provision, rules, slate, times
from tests.tally.result_examples import BALLOTS, DECIDED, PLAIN, only_contest, result_of
from tests.tally.strategies import Pile, piles


def test_a_result_number_by_number() -> None:
    what = attended(contest(4, 3), Attendance(summoned=12, present=10, excluded={"exempt": 1}), issued=10, returned=10)
    form = result_of(what, BALLOTS)
    assert form["format"] == "kiemphieu-result/1"
    assert form["rules"] == "party-2020"
    assert form["congress"] == {
        "name": "Đại hội Chi bộ thôn Đoài, nhiệm kỳ 2020 - 2022",
        "body": "Chi bộ thôn Đoài",
        "level": "branch",
        "kind": "members",
        "opens": "2020-03-15",
    }
    assert form["choices"] == {
        "surplus_rounding": "up",
        "percent_rounding": "half_up",
        "quota_of": "list",
        "age_on": "opens",
        "women_retire_at_60": False,
    }
    each = only_contest(form)
    names = [person.name for person in what.slate.candidates]
    citation = {"number": "244-QĐ/TW", "date": "2014-06-09", "place": "Điều 32", "confirmed": True}
    assert each == {
        "id": "bch",
        "after": None,
        "vote": "first",
        "round": 1,
        "office": "executive_committee",
        "form": "strike_out",
        "seats": 3,
        "ballot_numbers": "stamped",
        "account": {
            "summoned": 12,
            "excluded": {"exempt": 1},
            "base": 11,
            "present": 10,
            "issued": 10,
            "returned": 10,
            "counted": 10,
            "valid": 8,
            "invalid": 2,
            "invalid_reasons": {"overvote": 1, "signed": 1},
        },
        "needed": 6,
        "provisions": [
            {"step": "base", "citation": {**citation, "place": "Điều 32, khoản 2"}},
            {"step": "base", "citation": citation},
            {"step": "needed", "citation": citation},
            {"step": "order", "citation": citation},
            {"step": "tie", "citation": citation},
            {"step": "short", "citation": citation},
            {"step": "validity", "citation": {**citation, "place": "Điều 17, khoản 2"}},
            {"step": "validity", "citation": citation},
        ],
        "candidates": [
            {"number": 1, "name": names[0], "votes": 8, "percent": "72.73", "standing": "elected", "rank": 1},
            {"number": 2, "name": names[1], "votes": 5, "percent": "45.45", "standing": "no_majority", "rank": 2},
            {"number": 3, "name": names[2], "votes": 5, "percent": "45.45", "standing": "no_majority", "rank": 2},
            {"number": 4, "name": names[3], "votes": 0, "percent": "0.00", "standing": "no_majority", "rank": 4},
        ],
        "outcome": {
            "state": "short",
            "elected": [1],
            "tied": [],
            "seats_open": 2,
            "next": {"vote": "further", "seats": 2, "list": [2, 3, 4], "needed": 6},
        },
        "digests": {
            "slate": digest(slate_canonical(what.slate)),
            "ballots": digest(
                "".join(f"{number},kkks,\n" for number in range(1, 6)).encode()
                + b"6,ksss,\n7,ksss,\n8,ksss,\n9,kkkk,\n10,kkss,signed\n"
            ),
            "rules": each["digests"]["rules"],
        },
    }


def test_the_digest_of_the_rules_is_of_the_provisions_used() -> None:
    what = contest(4, 3)
    counted = count_contest(what, BALLOTS, rules(), PLAIN)
    expected = digest(provisions_canonical(tuple(step.provision for step in counted.steps)))
    assert only_contest(result_of(what, BALLOTS))["digests"]["rules"] == expected
    unused = rules(provision("composition.women", of="members"))
    assert only_contest(result_of(what, BALLOTS, under=unused))["digests"]["rules"] == expected
    elsewhere = rules(provision("count.needed", place="Điều 33", limit=counted.steps[1].provision.limit, of="base"))
    changed = replace(elsewhere, provisions=elsewhere.provisions[::-1])
    assert only_contest(result_of(what, BALLOTS, under=changed))["digests"]["rules"] != expected


def test_an_agree_disagree_ballot_also_has_disagree_and_not_counted() -> None:
    what = contest(2, 2, Form.AGREE_DISAGREE)
    each = only_contest(result_of(what, pile(*times(7, "aa"), "ad", "ab", "na")))
    assert [
        (person["votes"], person["disagree"], person["not_counted"], person["percent"]) for person in each["candidates"]
    ] == [(9, 0, 1, "90.00"), (8, 1, 1, "80.00")]


def test_a_choice_somebody_made_is_in_the_result() -> None:
    what = contest(2, 2, Form.AGREE_DISAGREE)
    chosen = Choices(all_disagree=AllDisagree.INVALID, percent_rounding=PercentRounding.TRUNCATE)
    form = result_of(what, pile(*times(9, "aa"), "dd"), choices=chosen)
    assert form["choices"]["all_disagree"] == "invalid"
    assert form["choices"]["percent_rounding"] == "truncate"
    assert only_contest(form)["account"]["invalid_reasons"] == {"votes_for_nobody": 1}


@pytest.mark.parametrize(("rounding", "printed"), [("half_up", "18.52"), ("truncate", "18.51")])
def test_the_chosen_rounding_prints_the_percentages(rounding: str, printed: str) -> None:
    # CASES 3.6: 10 of 54, published truncated
    what = attended(contest(2, 1), Attendance(summoned=54, present=10), issued=10, returned=10)
    form = result_of(what, pile(*times(10, "ks")), choices=Choices(percent_rounding=PercentRounding(rounding)))
    assert only_contest(form)["candidates"][0]["percent"] == printed


def test_a_void_contest_has_no_numbers_of_its_ballots() -> None:
    each = only_contest(result_of(contest(4, 3, ballots=9), BALLOTS))
    assert each["account"]["counted"] == 10
    assert each["account"]["valid"] is each["account"]["invalid"] is None
    assert each["account"]["invalid_reasons"] == {}
    for person in each["candidates"]:
        assert [person[key] for key in ("votes", "percent", "standing", "rank")] == [None] * 4
    assert each["outcome"] == {
        "state": "void",
        "elected": [],
        "tied": [],
        "seats_open": 3,
        "next": {"vote": "again", "seats": 3, "list": [1, 2, 3, 4], "needed": 5},
    }


def test_a_void_agree_disagree_contest_has_none_either() -> None:
    each = only_contest(result_of(contest(2, 2, Form.AGREE_DISAGREE, ballots=9), pile(*times(10, "aa"))))
    assert {key: value for key, value in each["candidates"][0].items() if value is None}.keys() == {
        "votes",
        "disagree",
        "not_counted",
        "percent",
        "standing",
        "rank",
    }


def test_a_re_vote_has_no_number_needed_and_says_who_was_who() -> None:
    what = replace(contest(2, 1), id="bch-2", after="bch", vote=Vote.REVOTE, round=2, slate=slate(2, before=(11, 17)))
    each = only_contest(result_of(what, pile(*times(4, "ks"), *times(5, "sk"), "ss")))
    assert (each["after"], each["vote"], each["round"], each["needed"]) == ("bch", "revote", 2, None)
    assert [person["number_before"] for person in each["candidates"]] == [11, 17]
    assert [person["standing"] for person in each["candidates"]] == ["not_elected", "elected"]


def test_a_decision_of_the_congress_is_in_the_result() -> None:
    each = only_contest(result_of(contest(4, 3), BALLOTS, DECIDED))
    assert each["decision"] == {"about": "short", "decision": "no_further_vote"}
    assert each["outcome"]["next"] is None


def test_alternates_stand_in_the_outcome_where_there_may_be_some() -> None:
    what = replace(contest(5, 2), office=Office.DELEGATES, alternates=1)
    each = only_contest(result_of(what, pile(*times(4, "kksss"), *times(3, "kskss"), *times(3, "skkss"))))
    assert each["outcome"]["elected"] == [1, 2]
    assert each["outcome"]["alternates"] == [3]
    assert each["candidates"][2]["standing"] == "alternate"
    without = only_contest(result_of(replace(what, alternates=0), pile(*times(10, "kksss"))))
    assert "alternates" not in without["outcome"]


def test_papers_that_were_spoilt_or_not_returned_are_shown_where_they_are_given() -> None:
    source = BallotSource(file="ballots-bch.csv", issued=12, returned=10, spoilt=1, not_returned=2)
    what = replace(contest(4, 3, ballots=12), ballots=source)
    account = only_contest(result_of(what, BALLOTS))["account"]
    assert (account["spoilt"], account["not_returned"]) == (1, 2)
    assert account["issued"] == 12


def test_numbers_that_are_places_of_rows_are_called_that() -> None:
    each = only_contest(result_of(contest(4, 3), BALLOTS, stamped=False))
    assert each["ballot_numbers"] == "row_place"


def test_invalid_reasons_stand_in_the_order_of_the_regulation() -> None:
    ballots = (
        *pile(*times(7, "kkks"), "ssss"),
        Ballot(9, "kkkk", InvalidReason.WRITTEN_ON),
        Ballot(10, "kkkk", InvalidReason.NOT_ISSUED),
    )
    reasons = only_contest(result_of(contest(4, 3), ballots))["account"]["invalid_reasons"]
    assert list(reasons) == ["not_issued", "votes_for_nobody", "written_on"]


@given(pile_of=piles(max_ballots=10), data=st.data())
def test_the_same_ballots_give_the_same_bytes_in_whatever_order(pile_of: Pile, data: st.DataObject) -> None:
    paper, size = pile_of.paper, len(pile_of.ballots)
    what = attended(
        contest(paper.names, paper.seats, paper.form),
        Attendance(summoned=size + 1, present=size),
        issued=size,
        returned=size,
    )
    choices = Choices(all_disagree=pile_of.all_disagree)
    first = to_text(result_of(what, pile_of.ballots, choices=choices))
    again = to_text(result_of(what, data.draw(st.permutations(pile_of.ballots)), choices=choices))
    assert again == first
    assert digest(ballots_canonical(pile_of.ballots, paper.names)) in first


def test_a_result_is_written_as_people_can_read_it() -> None:
    text = to_text(result_of(contest(4, 3), BALLOTS))
    assert "Đại hội Chi bộ thôn Đoài" in text
    assert text.endswith("}\n")
    assert '\n  "rules": "party-2020",\n' in text
