"""What a ballot says: its codes, its words for each design and provision, and nothing of the people but their names."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.congress_file import read_congress
from rules.model import Congress, Contest, Form, Kind, Level, Office, Vote
from rules.regulation import Rules
from rules.regulation_file import rules_for
from rules.slate_digest import digest, slate_canonical
from tally.papers.ballot_plan import DESIGNS
from tally.papers.ballot_words import ballot_words
from tally.papers.ballots import code_text, grouped_code, make_ballots
from tests.conftest import CHECKOUT, Golden
from tests.tally.papers.ballot_cases import LAYOUT, congress, contest, made, pages, some_names

SAMPLES = CHECKOUT / "samples"


@given(st.data())
@settings(max_examples=20)
def test_codes_differ_by_contest_round_list_design_and_page_and_by_nothing_else(data: st.DataObject) -> None:
    asked = st.tuples(
        st.sampled_from(("bch", "bi-thu")),
        st.integers(1, 3),
        st.sampled_from((("An", "Bình"), ("An", "Bính"), ("Bình", "An"))),
        st.sampled_from(DESIGNS),
        st.integers(1, 3),
    )
    one, other = data.draw(asked), data.draw(asked)
    texts = [
        code_text(replace(contest(names), id=name, round=turn), design, page)
        for name, turn, names, design, page in (one, other)
    ]
    assert (texts[0] == texts[1]) == (one == other)


def test_the_list_is_known_by_the_digest_the_result_will_have() -> None:
    found = made(some_names(5))
    whole = digest(slate_canonical(contest(some_names(5)).slate))
    assert found.layout["slate"]["digest"] == whole
    shown = grouped_code(contest(some_names(5)))
    assert whole.startswith(f"sha256:{shown.replace(' ', '')}")
    assert shown in " ".join(pages(found.pdf)[0].split())


@pytest.mark.parametrize("sample", sorted(path.parent.name for path in SAMPLES.glob("*/congress.toml")))
def test_what_the_ballots_of_the_samples_say(sample: str, golden: Golden) -> None:
    told = read_congress(SAMPLES / sample).congress
    assert told is not None
    rules = rules_for(told)
    said = []
    for each in told.contests:
        found = make_ballots(told, each, rules, copies=1)
        LAYOUT.validate(found.layout)
        said.append(f"== {each.id} · {found.design.key}\n" + "\n".join(pages(found.pdf)))
    golden(f"ballots/{sample}.txt", "\n\n".join(said) + "\n")


@pytest.mark.parametrize("opens", [date(2020, 7, 15), date(2025, 6, 15)])
def test_how_a_ballot_is_marked_is_what_the_provisions_say(opens: date) -> None:
    what = congress(opens=opens)
    rules = rules_for(what)
    struck = ballot_words(what, contest(some_names(5)), rules)
    assert struck.how == (
        "gạch ngang giữa cả họ và tên người mình không bầu",
        "để lại ít nhất 1 người, nhiều nhất 4 người",
    )
    several = ballot_words(what, contest(some_names(3), Form.AGREE_DISAGREE), rules)
    assert several.how == ("đánh dấu X vào một trong hai ô của từng người",)
    assert ballot_words(what, contest(["An"], Form.AGREE_DISAGREE), rules).how == ("đánh dấu X vào một trong hai ô",)
    assert {each.confirmed for each in struck.citations} == {opens.year == 2020}


def test_where_no_provision_says_how_nothing_is_printed() -> None:
    what = replace(congress(kind=Kind.VOTERS, opens=date(2021, 5, 23)), level=Level.COMMUNE)
    asked = replace(contest(some_names(3), Form.AGREE_DISAGREE), kind=Kind.VOTERS, office=Office.STATE_DEPUTIES)
    words = ballot_words(what, asked, rules_for(what))
    assert words.how == ()
    assert "CỘNG HÒA" in words.motto[0]
    assert words.stamp == "Dấu của tổ bầu cử"


def test_a_later_round_says_which_it_is() -> None:
    what = congress()
    again = replace(contest(some_names(2)), vote=Vote.REVOTE, round=2, after="x", seats=1)
    words = ballot_words(what, again, rules_for(what))
    assert words.round == "(lần bầu thứ 2: bầu lại trong số những người bằng phiếu)"
    assert words.how[1] == "để lại 1 người"


def test_nothing_of_the_people_but_their_names_is_printed() -> None:
    found = make_ballots(*sample_of("huyen-2020", "bch"))
    (text,) = pages(found.pdf)
    assert not re.search(r"19[3-9]\d|Bí thư|Chủ tịch|Kinh|Thái", text)


def sample_of(sample: str, name: str) -> tuple[Congress, Contest, Rules]:
    told = read_congress(SAMPLES / sample).congress
    assert told is not None
    return told, next(each for each in told.contests if each.id == name), rules_for(told)
