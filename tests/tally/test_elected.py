"""The elected held to the composition rules: the same checks as of a list, on whoever was elected over all rounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path

import pytest

from rules.choice import QuotaOf
from rules.finding import Force, Share
from rules.model import Contest, Sex, Vote
from rules.regulation import Limit
from tally.congress_count import count_folder
from tally.elected import Composition, composition
from tally.ledger import ledgers
from tests.conftest import CHECKOUT, RunCli
from tests.tally.builders import contest, pile, provision, rules, times
from tests.tally.folders import write
from tests.tally.ledgers import congress_of, counted, kept_by, later

SAMPLES = CHECKOUT / "samples"


def of_sample(sample: str, contest: str = "bch") -> Composition | None:
    """The make-up of those elected in a contest of a sample."""
    result = count_folder(SAMPLES / sample).result
    (ledger,) = [each for each in ledgers(result) if each.first.contest.id == contest]
    return composition(ledger, result)


def test_shares_are_of_those_elected() -> None:
    found = of_sample("huyen-2020")
    assert found is not None
    assert len(found.contest.slate) == 39
    shares = {finding.code: finding.measured for finding in found.findings}
    assert shares["CP01"] == Share(9, 39)
    assert shares["CP03"] == Share(5, 39)


def test_the_last_term_is_compared_where_the_folder_gives_it() -> None:
    found = of_sample("huyen-2020")
    assert found is not None
    assert {"CP09", "CP10"} <= {finding.code for finding in found.findings}


def test_whoever_a_later_round_elected_is_among_them_with_what_the_first_list_said() -> None:
    """The list of the re-vote has no sex and no ethnicity; the first one does."""
    found = of_sample("bang-phieu-bau-lai")
    assert found is not None
    assert [person.name for person in found.contest.slate.candidates][-1] == "Ma Văn Ngoạn"
    assert found.contest.slate.candidates[-1].sex is not None
    shares = {finding.code: finding.measured for finding in found.findings}
    assert shares["CP01"] == Share(5, 15)


def test_the_elected_are_numbered_anew_as_on_a_list_of_their_own() -> None:
    for sample in ("bang-phieu-bau-lai", "huyen-2020"):
        found = of_sample(sample)
        assert found is not None
        people = found.contest.slate.candidates
        assert [person.number for person in people] == list(range(1, len(people) + 1))
        assert {person.number_before for person in people} == {None}


def women(what: Contest, *names: str) -> Contest:
    """The same contest with these women on its list, who were on no list before if they are named."""
    people = tuple(
        replace(each, sex=Sex.FEMALE, name=name or each.name, number_before=None if name else each.number_before)
        for each, name in zip_longest(what.slate.candidates, names, fillvalue="")
        if not isinstance(each, str)
    )
    return replace(what, slate=replace(what.slate, candidates=people))


def test_who_came_onto_the_list_later_stands_as_the_list_of_the_last_vote_has_him() -> None:
    """Two seats are open; of three new names the second vote elects one and two are tied; the third elects the last."""
    first = counted(women(contest(4, 3)), pile(*times(10, "ksss")))
    new = women(later(Vote.FURTHER, (2, 3, 4), 2), "Mới Một", "Mới Hai", "Mới Ba")
    third = counted(women(later(Vote.REVOTE, (2, 3), id_="bch-3", after="bch-2")), pile(*times(10, "sk")))
    asked = provision("composition.women", limit=Limit(at_least=Fraction(15, 100)), of="members", force=Force.TARGET)
    result = congress_of((first, counted(new, kept_by(2, 8, 6, 6)), third), rules(asked))
    (ledger,) = ledgers(result)
    found = composition(ledger, result)
    assert found is not None
    people = found.contest.slate.candidates
    assert [(each.number, each.number_before) for each in people] == [(1, None), (2, None), (3, None)]
    assert [each.name for each in people[1:]] == ["Mới Một", third.contest.slate.candidates[1].name]
    assert [finding.measured for finding in found.findings] == [Share(3, 3)]


def test_what_the_first_list_said_of_somebody_is_what_counts() -> None:
    found = of_sample("bang-phieu-bau-lai")
    result = count_folder(SAMPLES / "bang-phieu-bau-lai").result
    listed = {person.name: person for person in result.contests[0].contest.slate.candidates}
    assert found is not None
    for person in found.contest.slate.candidates:
        first = listed[person.name]
        assert (person.ethnicity, person.born, person.row) == (first.ethnicity, first.born, first.row)


def test_a_shortfall_measures_those_who_are_there() -> None:
    found = of_sample("bau-thieu")
    assert found is not None
    assert {finding.measured for finding in found.findings if finding.code == "CP01"} == {Share(5, 12)}


def test_where_nobody_is_elected_or_no_provision_asks_there_is_nothing_to_say() -> None:
    assert of_sample("qua-so-phieu") is None
    assert of_sample("huyen-2020", "bi-thu") is None


def test_the_law_of_the_state_asks_no_share_of_the_elected() -> None:
    result = count_folder(SAMPLES / "hdnd-xa-2021").result
    first, *others = ledgers(result)
    assert first.elected
    assert [composition(each, result) for each in (first, *others)] == [None] * (1 + len(others))


def test_what_the_list_does_not_say_of_people_is_not_asked_of_the_elected(tmp_path: Path) -> None:
    result = count_folder(write(tmp_path)).result  # a list without sex or ethnicity
    for ledger in ledgers(result):
        found = composition(ledger, result)
        assert found is None or all(finding.measured is not None for finding in found.findings)


@pytest.mark.parametrize(("lang", "says"), [("vi", "cơ cấu 39 người trúng cử"), ("en", "make-up of the 39 elected")])
def test_it_is_told_after_the_result_and_changes_no_exit_code(run_cli: RunCli, lang: str, says: str) -> None:
    result = run_cli("count", SAMPLES / "huyen-2020", "--lang", lang)
    assert result.exit_code == 0
    assert result.stdout.index("bi-thu") < result.stdout.index(says)


def test_of_the_councils_that_voters_elect_no_share_is_asked_of_the_elected() -> None:
    assert of_sample("hdnd-xa-2021", "hdnd") is None


def test_whatever_shares_of_a_list_are_reckoned_of_those_of_the_elected_are_of_the_elected() -> None:
    result = count_folder(SAMPLES / "bau-thieu").result
    of_seats = replace(result.congress, choices=replace(result.congress.choices, quota_of=QuotaOf.SEATS))
    (ledger,) = ledgers(result)
    found = composition(ledger, replace(result, congress=of_seats))
    assert found is not None
    assert {finding.measured for finding in found.findings if finding.code == "CP01"} == {Share(5, 12)}
