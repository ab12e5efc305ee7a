"""Who decides what the law leaves to people, and the words a decision is recorded and told in."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from rules.messages import Translator
from rules.model import DECISIONS, About, Kind
from tally.terms import decision_entry, decision_told, still_tied, who_decides
from tests.tally.builders import contest

VI = Translator("vi")


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (Kind.MEMBERS, "đại hội"),
        (Kind.DELEGATES, "đại hội"),
        (Kind.COMMITTEE, "hội nghị"),
        (Kind.VOTERS, "tổ chức phụ trách bầu cử"),
    ],
)
def test_what_the_law_leaves_open_is_decided_by_those_who_vote_or_hold_the_vote(kind: Kind, who: str) -> None:
    of = replace(contest(), kind=kind)
    assert VI.text(who_decides(of)) == who
    assert VI.text(still_tied(of)) == f"Vẫn bằng phiếu sau khi bầu lại: {who} quyết định có bầu lại nữa hay không."


@pytest.mark.parametrize("about", About)
def test_a_decision_is_recorded_as_a_table_of_congress_toml_in_which_two_texts_are_to_be_filled_in(
    about: About,
) -> None:
    lines = decision_entry("bch", about)
    (table,) = tomllib.loads("\n".join(lines))["decision"]
    assert table == {"contest": "bch", "about": about.value, "decision": DECISIONS[about][0], "by": "…", "text": "…"}


def test_where_people_may_decide_this_or_that_a_comment_has_both() -> None:
    ends = {about: decision_entry("bch", about)[3].partition("  # ")[2] for about in About}
    assert ends == {about: " · ".join(DECISIONS[about]) if len(DECISIONS[about]) > 1 else "" for about in About}
    assert any(ends.values())


def test_in_a_sentence_every_key_is_named() -> None:
    assert VI.text(decision_told("bch", About.OVER_ISSUED)) == (
        'thêm vào cuối congress.toml một bảng [[decision]], mỗi khóa một dòng: contest = "bch", about = "over_issued", '
        'decision = "annulled", by = ai quyết định, text = nguyên văn quyết định'
    )
