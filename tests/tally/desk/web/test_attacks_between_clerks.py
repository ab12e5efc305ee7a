"""One clerk against another: bundles in other hands, first entries, rulings on one's own, what the hall could guess."""

from __future__ import annotations

from pathlib import Path

from tally.desk.requests import AddBundle
from tally.desk.roles import Role
from tests.tally.desk.evening import CHAIR, FIRST, SECOND, STRIKES, THIRD
from tests.tally.desk.web.asking import ENTRY, Pages, head, pages, words


def test_nobody_sees_or_touches_a_bundle_in_other_hands(there: Pages) -> None:
    there.of(FIRST).done("/entry/take", contest="bch", pile="count", bundle="1")
    second, before = there.of(SECOND), head(there)
    assert second.get(ENTRY).headers["location"] == "/entry"
    for path in ("", "/undo", "/finish", "/release"):
        assert second.post(ENTRY + path, ballot="1", typed="4", papers="10").status_code == 409
    assert head(there) == before


def test_the_second_clerk_sees_nothing_of_the_first_entry(there: Pages) -> None:
    """The pages of a second clerk are the same whatever the first one typed."""
    seen: list[str] = []
    first, second = there.of(FIRST), there.of(SECOND)
    first.done("/entry/take", contest="bch", pile="count", bundle="1")
    for number in range(1, 11):
        first.done(ENTRY, ballot=str(number), typed="12" if number % 2 else "24!0", note="nhận xét riêng")
    first.done(f"{ENTRY}/finish", papers="10")
    second.done("/entry/take", contest="bch", pile="count", bundle="1")
    seen += [second.read("/entry"), second.read("/entry/bch/count/1/2"), second.read("/hall")]
    for page in seen:
        assert "nhận xét riêng" not in page
        assert ">12<" not in page
        assert "24!0" not in page


def test_nobody_enters_a_bundle_twice(there: Pages) -> None:
    there.evening.type_bundle("bch", FIRST, STRIKES)
    first = there.of(FIRST)
    assert first.post("/entry/take", contest="bch", pile="count", bundle="1").status_code == 409
    assert "Nhận tập" not in words(first.read("/entry"))


def test_nobody_rules_on_what_he_typed(there: Pages) -> None:
    there.evening.type_bundle("bch", CHAIR, {**STRIKES, 1: "3"})
    there.evening.type_bundle("bch", SECOND, STRIKES)
    chair, before = there.of(CHAIR), head(there)
    assert "không kết luận" in words(chair.read("/desk/bch/bundle/1/difference/1"))
    assert chair.post("/desk/bch/bundle/1/difference/1", typed="3").status_code == 409
    assert head(there) == before


def test_entries_are_not_compared_before_all_are_finished(there: Pages) -> None:
    there.evening.type_bundle("bch", FIRST, STRIKES)
    there.evening.type_bundle("bch", SECOND, {1: "3"}, finish=False)
    chair = there.of(CHAIR)
    assert chair.get("/desk/bch/bundle/1/difference/1").status_code == 404
    assert chair.get("/desk/bch/bundle/1/doubtful/1").status_code == 404
    assert "Xem lá" not in words(chair.read("/desk/bch/open"))


def test_the_hall_sees_the_same_whatever_the_votes_are(tmp_path: Path) -> None:
    """Until the committee releases them, nothing of the votes reaches a page of the hall, a clerk or a technician."""
    seen = []
    for name, marks in (("một", "4"), ("hai", "1")):
        with pages(tmp_path / name) as made:
            made.evening.open_box("bch")
            papers = dict.fromkeys(range(1, 11), marks)
            made.evening.type_bundle("bch", FIRST, papers)
            made.evening.type_bundle("bch", SECOND, papers)
            hall = made.joined(Role.OBSERVER, "Sa Thị Yên")
            clerk = made.of(THIRD)
            technician = made.joined(Role.TECHNICIAN, "Phan Văn Thể")
            shown = (hall.read("/hall"), clerk.read("/hall"), clerk.read("/entry"), technician.read("/prepare"))
            seen.append([words(page) for page in shown])
    assert seen[0] == seen[1]


def test_two_people_do_not_overwrite_each_other(there: Pages) -> None:
    """The same person in two windows: the second edit was made on what is no longer there, and is shown what is."""
    clerk = there.of(FIRST)
    clerk.done("/entry/take", contest="bch", pile="count", bundle="1")
    clerk.done(ENTRY, ballot="1", typed="4")
    read = there.evening.desk.state.contests["bch"].real.bundles[1].entries[0].ballots[1].digest
    clerk.done(ENTRY, ballot="1", typed="3", before=read)
    late = clerk.post(ENTRY, ballot="1", typed="2", before=read)
    assert late.status_code == 409
    assert "«3»" in words(late.text)


def test_a_paper_is_ruled_to_be_none_only_where_an_entry_lacks_it_and_anew_with_a_note(there: Pages) -> None:
    none = "Trong tập không có lá phiếu số này"
    there.evening.desk.do(AddBundle(contest="bch", rehearsal=False, first=11, last=12, papers=1), CHAIR)
    for person, ballot, first in ((FIRST, 11, "3"), (SECOND, 12, "4")):
        there.evening.type_bundle("bch", person, {ballot: "4"}, 2)
        there.evening.type_bundle("bch", person, {**STRIKES, 1: first})
    chair = there.of(CHAIR)
    assert none not in words(chair.read("/desk/bch/bundle/1/difference/1"))
    page = "/desk/bch/bundle/2/difference/11"
    assert none in words(chair.read(page))
    chair.done(page, typed="4")
    read = there.evening.desk.state.contests["bch"].real.bundles[2].resolved[11].digest
    assert 'id="why-none" name="note"' in chair.read(page)
    assert chair.post(page, do="absent", before=read).status_code == 409
    chair.done(page, do="absent", before=read, note="số 11 đọc nhầm")
    assert there.evening.desk.state.contests["bch"].real.bundles[2].resolved[11].paper is None
