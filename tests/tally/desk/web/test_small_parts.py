"""Limits of how often, the pace of entering, tokens, words that wait, what a page says of a paper."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rules.model import Form
from rules.phrase import phrase
from tally.desk.keys import Keys
from tally.desk.state import Bundle, BundleEntry, Pile, Typed
from tally.desk.web.notes import MOST_SESSIONS, Note, Notes
from tally.desk.web.pace import pace_of
from tally.desk.web.pad import Pad, reading_of, verdict_of
from tally.desk.web.rates import MOST_KEYS, Rate, Rates
from tally.desk.web.tokens import form_token


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 5)), max_size=60))
def test_never_more_than_so_many_in_any_window(attempts: list[tuple[str, int]]) -> None:
    rates, now = Rates(Rate(times=3, seconds=10.0)), 0
    allowed: dict[str, list[int]] = {"a": [], "b": []}
    for key, wait in attempts:
        now += wait
        if rates.allows(key, float(now)):
            allowed[key].append(now)
        else:
            assert len([at for at in allowed[key] if now - at < 10]) == 3
            assert rates.wait(key, float(now)) >= 1
    for times in allowed.values():
        assert all(len([at for at in times if start <= at < start + 10]) <= 3 for start in times)


def test_strangers_cannot_fill_the_memory() -> None:
    rates = Rates(Rate(times=1, seconds=10.0))
    for number in range(MOST_KEYS * 2):
        rates.allows(str(number), 0.0)
    assert len(rates._times) <= MOST_KEYS
    notes = Notes()
    for number in range(MOST_SESSIONS * 2):
        notes.add(str(number), [Note(words=phrase("Đã bỏ lá {ballot}: nhập lại lá này.", ballot=number))])
    assert len(notes._waiting) <= MOST_SESSIONS


def test_words_are_shown_once() -> None:
    notes = Notes()
    notes.add("một", [Note(words=phrase("Đã ghi cách nhập."))])
    assert notes.pop("hai") == ()
    assert len(notes.pop("một")) == 1
    assert notes.pop("một") == ()


@given(st.binary(min_size=32, max_size=32), st.text(max_size=40), st.text(max_size=40))
def test_sessions_have_different_tokens(key: bytes, one: str, other: str) -> None:
    assert (form_token(key, one) == form_token(key, other)) is (one == other)


def typed(by: str) -> Typed:
    """Some paper."""
    return Typed(typed="4", marks="kkks", ground="", doubtful=False, note="", by=by, digest="0" * 64)


def entry(number: int, by: str, papers: int, *, minutes: int, finished: bool = False) -> BundleEntry:
    """An entry of so many papers, typed in so many minutes."""
    return BundleEntry(
        number=number,
        people=(by,),
        holder="" if finished else by,
        ballots={ballot: typed(by) for ballot in range(1, papers + 1)},
        finished=finished,
        began_at="2025-06-15T18:00:00+07:00",
        last_at=f"2025-06-15T18:{minutes:02d}:00+07:00",
    )


def test_the_pace_is_of_papers_typed() -> None:
    entries = (entry(1, "An", 50, minutes=10, finished=True), entry(2, "Bình", 10, minutes=5))
    pile = Pile(bundles={1: Bundle(number=1, first=1, last=50, papers=50, entries=entries)})
    pace = pace_of(pile)
    assert (pace.typed, pace.to_type, pace.percent, pace.settled) == (60, 100, 60, 0)
    assert [(clerk.name, clerk.typed, clerk.seconds) for clerk in pace.clerks] == [
        ("An", 50, Fraction(12)),
        ("Bình", 10, Fraction(30)),
    ]
    assert pace.minutes_left == 20, "forty papers at thirty seconds: only Bình holds a bundle"


def test_nothing_to_type_takes_no_time() -> None:
    pace = pace_of(Pile())
    assert (pace.percent, pace.minutes_left, pace.clerks) == (0, None, ())


def test_what_a_page_says_of_every_paper_of_a_small_ballot() -> None:
    pad = Pad(form=Form.STRIKE_OUT, names=("An", "Bình", "Cường"), seats=2, grounds=("signed",))
    for letters in product("ks", repeat=3):
        marks = "".join(letters)
        kept = marks.count("k")
        said = verdict_of(pad, Keys(marks=marks, ground="", doubtful=False))
        assert said == ("overvote" if kept > 2 else "valid" if kept else "votes_for_nobody")
        shown = reading_of(pad, Keys(marks=marks, ground="", doubtful=False))
        assert (shown.favour, shown.against) == (kept, 3 - kept)
    assert verdict_of(pad, Keys(marks="uuu", ground="", doubtful=False)) == "doubt"
    assert verdict_of(pad, Keys(marks="kks", ground="", doubtful=True)) == "doubt"
    assert verdict_of(pad, Keys(marks="kks", ground="signed", doubtful=False)) == "ground"
    assert reading_of(pad, None).look == "doubt"


def test_a_ballot_with_boxes() -> None:
    one = Pad(form=Form.AGREE_DISAGREE, names=("An",), seats=1, grounds=())
    several = Pad(form=Form.AGREE_DISAGREE, names=("An", "Bình"), seats=2, grounds=())
    said = {marks: verdict_of(one, Keys(marks=marks, ground="", doubtful=False)) for marks in "adbn"}
    assert said == {"a": "valid", "d": "valid", "b": "double_mark", "n": "unmarked"}
    assert verdict_of(several, Keys(marks="bn", ground="", doubtful=False)) == "nobody_agreed"
    assert verdict_of(several, Keys(marks="ab", ground="", doubtful=False)) == "valid"
