"""The law as shipped, in sentences: what holds on which day, from which row of the law's list, and how sure that is."""

from __future__ import annotations

import pytest

from rules.citation import Confidence
from rules.parameter import PARAMETERS
from rules.regulation import Provision, RulePack
from rules.regulation_file import load_packs

PACKS = load_packs()

EVERY = [(pack, provision) for pack in PACKS for provision in pack.provisions]


# The rows of the law's list that shipped provisions rest on: how sure each is, and what it says. A row "V in part"
# stands here as V for the part that was seen.
ROWS = {
    "0.7": ("V", "a national congress decides on its own elections; 244 and 190 rule the levels below"),
    "1.2": ("V", "244 art. 13: members of the convening committee stand only if they are on the committee's list"),
    "1.3": ("P", "244 art. 16: more candidates than seats, a surplus of at most 30 % of the seats"),
    "1.5": ("V", "3 to 5 seats: a surplus of at most one person; the answer of March 2025 speaks for 190 only"),
    "1.6": ("V", "244 art. 17(1): names only, the stamp of the convening committee at the top left"),
    "1.7": ("V", "244 art. 17(1): with surplus, strike through both family and given name"),
    "1.8": ("V", "244 art. 17(1): without surplus four columns, an X in one box a person"),
    "1.9": ("V", "244 art. 17(2): valid is a ballot that was issued and votes for as many as the seats or fewer"),
    "1.10": ("V", "244 art. 17(2): invalid are those not issued, for more than the number, for nobody of several"),
    "1.11": ("P", "one person marked in both boxes, an outside name, marked, several inks, signed, written on"),
    "1.12": ("D", "one person marked in neither box: follows from what is valid"),
    "1.14": ("V", "244 art. 19(9): a branch elects its committee first, then secretary and deputy from its members"),
    "1.15": ("V", "244 art. 20(2): too few delegates elected: vote again, then the congress decides"),
    "1.21": ("V", "244 art. 32(2): members' congress, more than half of those summoned less four groups"),
    "1.22": ("V", "244 art. 32(3): delegates' congress, the base is those summoned less two groups"),
    "1.23": ("V", "244 art. 32(4): committee's meeting, the base is all incumbents; who is left out was not seen"),
    "1.24": ("R", "244 art. 32: more people above half than seats: the higher votes win"),
    "1.25": ("R", "244 art. 32: a tie at the cut: vote again among the tied, the higher wins"),
    "1.26": ("R", "244 art. 32: too few above half: the congress decides"),
    "1.27": ("V", "the Party's statutes: elected with more than half of the delegates or members summoned"),
    "1.28": ("V", "more ballots than issued: cancel them all and vote again"),
    "2.1": ("V", "190 art. 1: the national congress decides for itself"),
    "2.4": ("V", "190 art. 8: the counting committee is of people not on the list"),
    "2.5": ("V", "190 art. 11: the same limits as 244 art. 13"),
    "2.7": ("V", "190 art. 14(1): more candidates than seats, at most 30 %, the committee prepares 10 to 15 %"),
    "2.9": ("V", "190 art. 14(3): more than 30 % of those attending for names the committee did not put up"),
    "2.11": ("P", "190 art. 15: ballots as 244 art. 17 had them; only its first sentence was seen"),
    "2.12": ("R", "190 art. 18: alternates are those above half who are left; the passage was not seen"),
    "2.14": ("V", "190 art. 30: clauses 1 and 2 (members' congress) as 244; clauses 3 on were not seen"),
    "3.1": ("V", "2020: province and district about 5 % fewer members than the largest size of 2015 to 2020"),
    "3.2": ("V", "2020: strive for 15 % women and for a woman in the standing committee"),
    "3.3": ("V", "2020: under 40 from 10 %, 40 to 50 about 40 to 50 %, the rest over 50; province and district"),
    "3.5": ("R", "2020: minorities in proportion to the local population; the number was not seen"),
    "3.7": ("V", "2020: 60 months left for a first term; cut-offs of province and district"),
    "3.8": ("V", "2020: 30 months left for re-election; cut-offs of province and district"),
    "3.9": ("D", "2020: reference months computed from cut-offs, province 9, district 6; grass roots 4 is recalled"),
    "3.10": ("V", "2020: State posts 30 months, from March 2021 on one page and from May 2021 on another"),
    "3.14": ("U", "2020: the committee prepares 10 to 15 %, given by the project's user as a rule of the mission"),
    "4.2": ("V", "2025: reference months, grass roots 4, district 6, commune 7, province 9"),
    "4.3": ("V", "2025: 60 months left for a first term"),
    "4.4": ("V", "2025: 48 months left for re-election, a province's deputy secretary 42 as a special case"),
    "4.7": ("D", "2025: the formula and the ages by month of birth, which give every published cut-off"),
    "4.8": ("V", "2025: strive for about 5 % with qualifications in science and technology"),
    "4.9": ("R", "2025: women 15 %, under 42 from 10 %, 42 to 52, over 52: recalled, not found"),
    "5.1": ("V", "85/2015 art. 8(3): at least 35 % of the official list are women"),
    "5.2": ("R", "85/2015 art. 8(2): at least 18 % of the list of ethnic minorities"),
    "5.3": ("V", "85/2015 art. 57(6): National Assembly, two candidates more than seats"),
    "5.4": ("V", "85/2015 art. 58(3): People's Councils, 3 seats two more, 4 or more three more, 1 or 2 one more"),
    "5.5": ("V", "85/2015 art. 74: six grounds of invalidity"),
    "5.6": ("V", "85/2015 art. 78: more than half of the valid ballots, half of the voters, the older of the tied"),
    "5.7": ("V", "85/2015 art. 79-80: the national council decides; a People's Council below two thirds votes again"),
    "5.8": ("V", "circular of 2021: the share is of all valid ballots"),
    "ADDITIONS 1.2": ("P", "seven grounds of invalidity in the order a branch wrote them under 244"),
    "ADDITIONS 1.3": ("P", "a branch's papers of 2015 to 2017: probationary members do not vote"),
    "ADDITIONS 1.6": ("V", "244 art. 7: a member of the counting committee is not on the list"),
    "ADDITIONS 2.5": ("V", "members away or exempt who come stay in the base; guidance of the tenure of 2016"),
    "ADDITIONS 2.8": ("V", "a member votes and stands where his official membership is"),
    "ADDITIONS 3.2": ("V", "2025: who is re-elected and keeps a State or Front post needs 36 months at that election"),
    "ADDITIONS 4.1": ("V", "2015: women 15 %, the young 10 %, minorities not below the present share, one third new"),
    "ADDITIONS 4.3": ("P", "2020: renewal is taken over from the directive of 2014; the number was cut off"),
    "ADDITIONS 4.4": ("V", "2020: standing committees of at most 17 in four provinces, 13 to 15 in the others"),
    "ADDITIONS 4.6": ("V", "2020: five steps, at each more than half of all summoned"),
    "ADDITIONS 4.7": ("V", "2020: the same five steps for those who stand for the first time"),
    "ADDITIONS 4.14": ("V", "only 6.8 % under 40 were elected in 2020: the shares are aims"),
    "ADDITIONS 5.2": ("V", "294: a branch of 9 elects a committee of at most 7, then secretary and deputy from it"),
    "ADDITIONS 5.3": ("V", "294: no branch secretary by the third ballot: the upper committee appoints"),
    "ADDITIONS 5.8": ("P", "296 art. 7: the inspection committee first, then its chair from its members"),
    "ADDITIONS 9.1": (
        "P",
        "2025: a commune's committee of 27 to 33, its standing committee of 9 to 11; seen of Nghệ An",
    ),
    "CASES 6": ("P", "Bắc Ninh 2020: the shares of women and of the young above the last term, reported practice"),
    "ADDITIONS 7.1": ("V", "an official answer of 17 March 2020: every ballot in the box is cancelled"),
}


# Where a provision is less sure than its rows, the reason; none is ever surer than the least sure of its rows.
LESS_SURE = {
    ("85/2015/QH13", "5.5"): "that voters strike names follows from its grounds of invalidity",
    ("190-QĐ/TW", "1.28, ADDITIONS 7.1"): "the answer was given under 244 and not repeated under 190",
    ("190-QĐ/TW", "1.22, 2.14"): "clause 3 of art. 30 was not seen",
    ("190-QĐ/TW", "1.23, 2.14"): "clauses 3 on of art. 30 were not seen",
    ("190-QĐ/TW", "1.24, 2.14"): "clauses 3 on of art. 30 were not seen",
    ("190-QĐ/TW", "1.25, 2.14"): "clauses 3 on of art. 30 were not seen",
    ("190-QĐ/TW", "1.26, 2.14"): "clauses 3 on of art. 30 were not seen",
    ("190-QĐ/TW", "1.27, 2.14"): "seen of the statutes, not of art. 30",
    ("190-QĐ/TW", "2.14, ADDITIONS 2.5"): "the guidance seen is of the tenure of 2016",
    ("190-QĐ/TW", "1.9, 2.11"): "the wording seen is that of 244",
    ("190-QĐ/TW", "1.10, 2.11"): "the wording seen is that of 244",
    ("244-QĐ/TW", "1.5"): "the answer speaks for 190",
    ("244-QĐ/TW", "1.23"): "of the committee's meeting the base was seen, not the threshold",
    ("35-CT/TW", "3.9"): "of the grass roots the month is recalled",
    ("26-HD/BTCTW", "ADDITIONS 4.6, ADDITIONS 4.7"): "the page does not name the instrument",
    ("26-HD/BTCTW", "ADDITIONS 4.6"): "the page does not name the instrument",
    ("60-KL/TW", "3.10"): "two pages give different months",
    ("296-QĐ/TW", "ADDITIONS 5.8"): "the source has no address",
    ("85/2015/QH13", "5.1"): "the share is of the whole official list, not of one constituency's",
}


_SURER = "RDPVU"


def described(pair: tuple[RulePack, Provision]) -> str:
    pack, provision = pair
    return f"{pack.name}-{provision.citation.number}-{provision.parameter}-{provision.row}"


def rows_of(provision: Provision) -> list[str]:
    return provision.row.split(", ")


@pytest.mark.parametrize("pair", EVERY, ids=described)
def test_every_provision_rests_on_known_rows(pair: tuple[RulePack, Provision]) -> None:
    assert set(rows_of(pair[1])) <= set(ROWS)


def test_no_row_is_listed_that_nothing_rests_on() -> None:
    used = {row for _, provision in EVERY for row in rows_of(provision)}
    used |= {row for pack in PACKS for refusal in pack.refused for row in refusal.row.split(", ")}
    assert used == set(ROWS)


@pytest.mark.parametrize("pair", EVERY, ids=described)
def test_no_provision_is_surer_than_its_rows(pair: tuple[RulePack, Provision]) -> None:
    _, provision = pair
    least = min((ROWS[row][0] for row in rows_of(provision)), key=_SURER.index)
    sure = provision.confidence.value
    assert _SURER.index(sure) <= _SURER.index(least)
    if sure != least:
        assert (provision.citation.number, provision.row) in LESS_SURE, f"{sure}, but its rows are {least}"


def test_every_exception_is_needed() -> None:
    keys = {(provision.citation.number, provision.row) for _, provision in EVERY}
    assert set(LESS_SURE) <= keys


@pytest.mark.parametrize("pair", EVERY, ids=described)
def test_what_was_seen_or_given_is_confirmed_and_the_rest_says_what_to_confirm(
    pair: tuple[RulePack, Provision],
) -> None:
    _, provision = pair
    if provision.confidence in {Confidence.SEEN, Confidence.GIVEN_BY_USER}:
        assert provision.confirmed
        assert not provision.confirm
    else:
        assert not provision.confirmed
        assert set(provision.confirm) == {"vi", "en"}


@pytest.mark.parametrize("pair", EVERY, ids=described)
def test_every_provision_has_its_source_unless_it_is_recalled(pair: tuple[RulePack, Provision]) -> None:
    _, provision = pair
    if provision.confidence is Confidence.RECALLED and not provision.source:
        return
    if provision.confidence is Confidence.GIVEN_BY_USER:
        assert provision.reading["vi"].startswith("Người dùng chương trình giao")
        assert provision.reading["en"].startswith("Given by the program's user")
    assert all(each.startswith(("https://", "http://")) for each in provision.source.split(" ; "))


def test_only_the_surplus_of_2020_was_given_by_the_user() -> None:
    given = [provision for _, provision in EVERY if provision.confidence is Confidence.GIVEN_BY_USER]
    assert [(each.parameter, each.citation.number, each.row) for each in given] == [
        ("surplus.prepared", "35-CT/TW", "3.14"),
    ]


def test_texts_of_a_provision_come_in_both_languages() -> None:
    for _, provision in EVERY:
        for texts in (provision.confirm, provision.reading):
            assert set(texts) in ({"vi", "en"}, set())


_OF_THE_STATE = {"count.turnout", "count.extra_election"}


UNANSWERED = {
    "party-2015": _OF_THE_STATE
    | {"reference_month", "count.last_round", "count.committee_from"}
    | {"opinion.base", "opinion.needed", "introduction.base", "introduction.needed"},
    "party-2020": _OF_THE_STATE | {"count.last_round", "count.committee_from", "opinion.base", "opinion.needed"},
    "party-2025": _OF_THE_STATE | {"introduction.base", "introduction.needed"},
    "state-2015": {"reference_month", "count.excluded", "count.over_issued", "count.alternates", "ballot.valid"}
    | {"ballot.agree_disagree"}
    | {"count.last_round", "count.committee_from", "count.from_among"}
    | {"opinion.base", "opinion.needed", "introduction.base", "introduction.needed"},
}
"""What no provision of a pack answers: it is not asked there, or nothing was seen."""


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_parameter_that_counting_asks_is_answered_or_known_to_be_open(pack: RulePack) -> None:
    families = ("count.", "ballot.", "opinion.", "introduction.", "reference_month")
    asked = {name for name in PARAMETERS if name.startswith(families)}
    assert asked - {provision.parameter for provision in pack.provisions} == UNANSWERED[pack.name]
